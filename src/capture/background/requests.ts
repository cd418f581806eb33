import browser, { type Runtime, type WebRequest } from 'webextension-polyfill';
import type { WatchFollower } from './watched-sites';
import { isOwnPage } from '../protocol/extension-page';
import { isCleared, RequestMemory } from './request-memory';
import { PendingRequests } from './pending-requests';
import { SessionWriter } from './session-storage';
import { listWatched } from './watched-origins';
import {
  addEvent,
  isStream,
  isWorthStoring,
  type ObservedRequest,
  type WebRequestEvent,
} from './web-request-facts';
import {
  parseWebRequestsQuery,
  type WebRequestsQuery,
  type WebRequestsNotice,
} from '../protocol/web-request-messages';
import { maxUnreportedLength } from './limits';

/** Requests that finish within this time are reported in one message. */
export const reportDelayMs = 100;

/**
 * Chrome loses events that are being delivered to a worker while it terminates it. A request that began in an earlier run
 * and hasn't ended after this time is reported without its end.
 */
export const endTimeoutMs = 5 * 60_000;

/** The state of one run of the background, read from `storage.session` when it's first needed. */
interface Open {
  readonly memory: RequestMemory;
  readonly pending: PendingRequests;
  /** The first number that no message of this run contained. */
  nextToReport: number;
  unreportedLength: number;
}

/**
 * Listens to `webRequest` for watched origins, stores a limited number of requests that contain token-shaped text or were
 * rejected, and sends them to every page of the extension; see `subscribeWebRequests`. Captures traffic from before
 * DevTools opened and that of shared and service workers. Captures no response bodies, and only requests for whose URL
 * and initiator the extension has permission. Doesn't listen while nothing is watched.
 * Call it while the background starts, otherwise the browser doesn't wake it for these events.
 */
export function serveWebRequests(): WatchFollower {
  let watched: ReadonlySet<string> | undefined;
  let opening: Promise<Open> | undefined;
  let opened: Open | undefined;
  let isListening = false;
  let isPausing = false;
  let isReportDue = false;

  const isWatched = (origin: string) => watched?.has(origin) === true;
  const listeners = listenersFor((event, details) => {
    // Promise callbacks run in the order they were added, so events that arrive while opening are handled first.
    if (opened !== undefined) handleEvent(opened, event, details);
    else void open().then((state) => handleEvent(state, event, details));
  });
  // The API exists only once the permission is granted. The listener must be added during startup.
  if (webRequest() !== undefined) listen(listeners);

  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const query = isOwnPage(sender) ? parseWebRequestsQuery(message) : undefined;
    return query && open().then((state) => respond(state, query));
  });

  return {
    setWatched: async (origins) => {
      watched = new Set(origins);
      // Chrome rejects the listener, without an error, if there is no permission for any host yet. So it's added again.
      if (!isListening) unlisten(listeners);
      isListening = watched.size > 0;
      if (isListening) listen(listeners);
      const { memory, pending } = await open();
      memory.forgetUnwatched(isWatched);
      pending.forget(({ owner, target }) => !isWatched(owner) && !isWatched(target));
    },
  };

  function open(): Promise<Open> {
    opening ??= read();
    return opening;
  }

  async function read(): Promise<Open> {
    const writer = new SessionWriter();
    const [memory, pending, origins] = await Promise.all([
      RequestMemory.open(writer),
      PendingRequests.open(writer),
      listWatched().catch(() => []),
    ]);
    // `setWatched` may have been called meanwhile, with newer origins.
    watched ??= new Set(origins);
    opened = { memory, pending, nextToReport: memory.next, unreportedLength: 0 };
    // The previous run may have ended before it reported everything. A page sees by the numbers what it missed.
    if (memory.next > 0) scheduleReport(opened, true);
    return opened;
  }

  function respond(state: Open, { from, cleared = [], tabId }: WebRequestsQuery): WebRequestsNotice {
    const { memory, pending } = state;
    // Another DevTools window of the site may have missed requests that are now removed: report them first.
    if (cleared.length > 0 && state.nextToReport < memory.next) report(state);
    for (const each of cleared) {
      memory.forgetCleared(each);
      pending.empty(({ owner, target, ...facts }) => isCleared({ ...facts, origins: [owner, target] }, each));
    }
    for (const facts of pending.sentBefore(Date.now() - endTimeoutMs)) {
      pending.store(facts, true);
      const site = [facts.owner, facts.target].find(isWatched);
      if (site !== undefined) finish(state, facts, site);
    }
    return memory.notice(from, tabId);
  }

  function handleEvent(state: Open, event: WebRequestEvent, details: { readonly requestId: string }): void {
    const { pending } = state;
    const known = event === 'begun' ? undefined : pending.get(details.requestId);
    const facts = addEvent(event, details, known?.facts);
    const site = facts && [facts.owner, facts.target].find(isWatched);
    if (facts === undefined || site === undefined) return;
    const isReported = known?.isReported === true;
    const isOver = event === 'redirected' || event === 'completed' || event === 'failed';
    const mustReport = !isReported && (isOver || (event === 'responded' && isStream(facts)));
    if (mustReport) finish(state, facts, site);
    if (isOver) {
      pending.end(facts.requestId);
      return;
    }
    for (const evicted of pending.store(facts, isReported || mustReport)) {
      state.memory.count([evicted.owner, evicted.target].find(isWatched) ?? site, 'leftOut');
    }
  }

  function finish(state: Open, facts: ObservedRequest, site: string): void {
    const { memory } = state;
    // The first request is reported even if it isn't stored: it shows that `webRequest` works.
    const isFirst = memory.countFinished(site) === 0;
    memory.count(site, 'finished');
    const isStored = isWorthStoring(facts);
    if (isStored) {
      memory.count(site, 'leftOut', facts.leftOut.sent + facts.leftOut.received);
      state.unreportedLength += memory.store(facts, site);
    }
    if (state.unreportedLength > maxUnreportedLength) report(state);
    scheduleReport(state, isFirst || isStored);
  }

  /** Reports at once, then waits before the next report. */
  function scheduleReport(state: Open, isImportant: boolean): void {
    isReportDue ||= isImportant;
    if (isPausing) return;
    isPausing = true;
    if (isReportDue) report(state);
    isReportDue = false;
    state.memory.save();
    setTimeout(() => {
      isPausing = false;
      if (isReportDue) scheduleReport(state, false);
      else state.memory.save();
    }, reportDelayMs);
  }
}

/** Reports in several messages if necessary, so that none of them takes long. */
function report(state: Open): void {
  state.unreportedLength = 0;
  do {
    const notice = state.memory.notice(state.nextToReport);
    state.nextToReport = notice.to;
    // Rejects if none of the extension's pages is open.
    void browser.runtime.sendMessage(notice).catch(() => {});
  } while (state.nextToReport < state.memory.next);
}

type Listener = (details: { readonly requestId: string }) => undefined;
type Listeners = Readonly<Record<WebRequestEvent, Listener>>;

function listenersFor(
  handle: (event: WebRequestEvent, details: { readonly requestId: string }) => void,
): Listeners {
  const listenerFor = (event: WebRequestEvent): Listener => {
    return (details) => {
      handle(event, details);
      return undefined;
    };
  };
  return {
    begun: listenerFor('begun'),
    sent: listenerFor('sent'),
    responded: listenerFor('responded'),
    redirected: listenerFor('redirected'),
    completed: listenerFor('completed'),
    failed: listenerFor('failed'),
  };
}

function webRequest(): WebRequest.Static | undefined {
  return browser.webRequest;
}

/**
 * Listens for all URLs: the browser reports only those with permission, and during startup it isn't known yet which these
 * are. Chrome omits cookies unless `extraHeaders` is given, which Firefox rejects.
 */
function listen(listeners: Listeners): void {
  const events = webRequest();
  if (events === undefined || events.onBeforeRequest.hasListener(listeners.begun)) return;
  const all: WebRequest.RequestFilter = { urls: ['<all_urls>'] };
  const extra: 'extraHeaders'[] = __BROWSER__ === 'firefox' ? [] : ['extraHeaders'];
  events.onBeforeRequest.addListener(listeners.begun, all, ['requestBody']);
  events.onSendHeaders.addListener(listeners.sent, all, ['requestHeaders', ...extra]);
  events.onHeadersReceived.addListener(listeners.responded, all, ['responseHeaders', ...extra]);
  events.onBeforeRedirect.addListener(listeners.redirected, all, ['responseHeaders', ...extra]);
  events.onCompleted.addListener(listeners.completed, all, ['responseHeaders', ...extra]);
  events.onErrorOccurred.addListener(listeners.failed, all);
}

function unlisten(listeners: Listeners): void {
  const events = webRequest();
  events?.onBeforeRequest.removeListener(listeners.begun);
  events?.onSendHeaders.removeListener(listeners.sent);
  events?.onHeadersReceived.removeListener(listeners.responded);
  events?.onBeforeRedirect.removeListener(listeners.redirected);
  events?.onCompleted.removeListener(listeners.completed);
  events?.onErrorOccurred.removeListener(listeners.failed);
}
