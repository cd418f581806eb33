import browser, { type Runtime, type WebRequest } from 'webextension-polyfill';
import type { WatchFollower } from './watched-sites';
import { isOwnPage } from '../protocol/extension-page';
import { isCleared, RequestMemory } from './request-memory';
import { RequestsUnderWay } from './pending-requests';
import { SessionWriter } from './session-storage';
import { listWatched } from './watched-origins';
import {
  addEvent,
  isStream,
  isWorthHolding,
  type ObservedRequest,
  type WebRequestEvent,
} from './web-request-facts';
import {
  parseWebRequestsAsk,
  type WebRequestsAsk,
  type WebRequestsNotice,
} from '../protocol/web-request-messages';

/** What finishes within this time after a message is told in one. */
export const reportedTogetherMs = 100;
/** So much is told at once all the same: it must not leave the memory before. In UTF-16 code units. */
const maxUntoldLength = 256 * 1024;

/**
 * Chrome loses the events that are on their way to a worker which it ends. A request whose end has not come for so long,
 * and whose beginning an earlier life heard, is told without it.
 */
export const endAwaitedMs = 5 * 60_000;

/** What one life of the background knows; read from `storage.session` when something first asks for it. */
interface Open {
  readonly memory: RequestMemory;
  readonly underWay: RequestsUnderWay;
  /** The first number that no message of this life carried. */
  told: number;
  untoldLength: number;
}

/**
 * Listens to the browser's `webRequest` for watched origins, holds a bounded number of their requests, those that carry
 * something of token shape or were refused, and tells them to every page of the extension; see `subscribeWebRequests`.
 * Sees traffic from before DevTools opened and that of shared and service workers; sees no answer's body, and nothing
 * that the browser does not tell for want of the permission for its URL or its initiator.
 * While nothing is watched, nothing is listened to. Call it while the background starts, or the browser does not wake
 * it for these events.
 */
export function serveWebRequests(): WatchFollower {
  let watched: ReadonlySet<string> | undefined;
  let opening: Promise<Open> | undefined;
  let opened: Open | undefined;
  let isSure = false;
  let isPausing = false;
  let hasNews = false;

  const isWatched = (origin: string) => watched?.has(origin) === true;
  const listeners = listenersFor((event, details) => {
    // Those that came while it was read come first: a promise calls back in the order in which it was asked.
    if (opened !== undefined) hear(opened, event, details);
    else void open().then((state) => hear(state, event, details));
  });
  // Not there until the person grants it, and to be listened to at once after each start.
  if (webRequest() !== undefined) listen(listeners);

  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const ask = isOwnPage(sender) ? parseWebRequestsAsk(message) : undefined;
    return ask && open().then((state) => answer(state, ask));
  });

  return {
    setWatched: async (origins) => {
      watched = new Set(origins);
      // Chrome refuses to listen before there is permission for some host, and says so to nobody who could hear it.
      if (!isSure) unlisten(listeners);
      isSure = watched.size > 0;
      if (isSure) listen(listeners);
      const { memory, underWay } = await open();
      memory.forgetUnwatched(isWatched);
      underWay.forget(({ owner, target }) => !isWatched(owner) && !isWatched(target));
    },
  };

  function open(): Promise<Open> {
    opening ??= read();
    return opening;
  }

  async function read(): Promise<Open> {
    const writer = new SessionWriter();
    const [memory, underWay, origins] = await Promise.all([
      RequestMemory.open(writer),
      RequestsUnderWay.open(writer),
      listWatched().catch(() => []),
    ]);
    // A change that was told meanwhile is newer.
    watched ??= new Set(origins);
    opened = { memory, underWay, told: memory.next, untoldLength: 0 };
    // The life before may have ended before it told all: who misses something sees it by the numbers, and asks.
    if (memory.next > 0) tellSoon(opened, true);
    return opened;
  }

  function answer(state: Open, { from, cleared }: WebRequestsAsk): WebRequestsNotice {
    const { memory, underWay } = state;
    if (cleared !== undefined) {
      // Another DevTools of the site may have missed some.
      if (state.told < memory.next) tell(state);
      memory.forgetCleared(cleared);
      underWay.empty(({ owner, target, ...facts }) =>
        isCleared({ ...facts, origins: [owner, target] }, cleared),
      );
    }
    for (const facts of underWay.sentBefore(Date.now() - endAwaitedMs)) {
      underWay.keep(facts, true);
      const site = [facts.owner, facts.target].find(isWatched);
      if (site !== undefined) finish(state, facts, site);
    }
    return memory.notice(from);
  }

  function hear(state: Open, event: WebRequestEvent, details: { readonly requestId: string }): void {
    const { underWay } = state;
    const known = event === 'begun' ? undefined : underWay.get(details.requestId);
    const facts = addEvent(event, details, known?.facts);
    const site = facts && [facts.owner, facts.target].find(isWatched);
    if (facts === undefined || site === undefined) return;
    const isReported = known?.isReported === true;
    const isOver = event === 'redirected' || event === 'completed' || event === 'failed';
    const isToBeTold = !isReported && (isOver || (event === 'answered' && isStream(facts)));
    if (isToBeTold) finish(state, facts, site);
    if (isOver) {
      underWay.end(facts.requestId);
      return;
    }
    for (const left of underWay.keep(facts, isReported || isToBeTold)) {
      state.memory.count([left.owner, left.target].find(isWatched) ?? site, 'leftOut');
    }
  }

  function finish(state: Open, facts: ObservedRequest, site: string): void {
    const { memory } = state;
    // That there is something to hear at all is news as well.
    const isFirst = memory.heardOf(site) === 0;
    memory.count(site, 'heard');
    const isHeld = isWorthHolding(facts);
    if (isHeld) {
      memory.count(site, 'leftOut', facts.leftOut.sent + facts.leftOut.answered);
      state.untoldLength += memory.hold(facts, site);
    }
    if (state.untoldLength > maxUntoldLength) tell(state);
    tellSoon(state, isFirst || isHeld);
  }

  /** Tells at once, and then no more for a while. */
  function tellSoon(state: Open, isNews: boolean): void {
    hasNews ||= isNews;
    if (isPausing) return;
    isPausing = true;
    if (hasNews) tell(state);
    hasNews = false;
    state.memory.save();
    setTimeout(() => {
      isPausing = false;
      if (hasNews) tellSoon(state, false);
      else state.memory.save();
    }, reportedTogetherMs);
  }
}

/** In messages that none of takes long to hand over. */
function tell(state: Open): void {
  state.untoldLength = 0;
  do {
    const notice = state.memory.notice(state.told);
    state.told = notice.to;
    // Rejects when none of the extension's pages is open.
    void browser.runtime.sendMessage(notice).catch(() => {});
  } while (state.told < state.memory.next);
}

type Listener = (details: { readonly requestId: string }) => undefined;
type Listeners = Readonly<Record<WebRequestEvent, Listener>>;

function listenersFor(
  heard: (event: WebRequestEvent, details: { readonly requestId: string }) => void,
): Listeners {
  const listenerFor = (event: WebRequestEvent): Listener => {
    return (details) => {
      heard(event, details);
      return undefined;
    };
  };
  return {
    begun: listenerFor('begun'),
    sent: listenerFor('sent'),
    answered: listenerFor('answered'),
    redirected: listenerFor('redirected'),
    completed: listenerFor('completed'),
    failed: listenerFor('failed'),
  };
}

function webRequest(): WebRequest.Static | undefined {
  return browser.webRequest;
}

/**
 * Asks for all URLs: the browser tells only those for which there is permission, and which these are is not known at
 * once when the background starts. Chrome keeps cookies back unless asked for `extraHeaders`, which Firefox refuses.
 */
function listen(listeners: Listeners): void {
  const events = webRequest();
  if (events === undefined || events.onBeforeRequest.hasListener(listeners.begun)) return;
  const all: WebRequest.RequestFilter = { urls: ['<all_urls>'] };
  const extra: 'extraHeaders'[] = __BROWSER__ === 'firefox' ? [] : ['extraHeaders'];
  events.onBeforeRequest.addListener(listeners.begun, all, ['requestBody']);
  events.onSendHeaders.addListener(listeners.sent, all, ['requestHeaders', ...extra]);
  events.onHeadersReceived.addListener(listeners.answered, all, ['responseHeaders', ...extra]);
  events.onBeforeRedirect.addListener(listeners.redirected, all, ['responseHeaders', ...extra]);
  events.onCompleted.addListener(listeners.completed, all, ['responseHeaders', ...extra]);
  events.onErrorOccurred.addListener(listeners.failed, all);
}

function unlisten(listeners: Listeners): void {
  const events = webRequest();
  events?.onBeforeRequest.removeListener(listeners.begun);
  events?.onSendHeaders.removeListener(listeners.sent);
  events?.onHeadersReceived.removeListener(listeners.answered);
  events?.onBeforeRedirect.removeListener(listeners.redirected);
  events?.onCompleted.removeListener(listeners.completed);
  events?.onErrorOccurred.removeListener(listeners.failed);
}
