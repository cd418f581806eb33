import browser from 'webextension-polyfill';
import type { Body, HttpExchange, Subscribe } from '../../traffic';
import { describeSending, parseHarEntry } from '../files/har';
import { describeEntry, type EntryFacts } from './har-entry-facts';
import { OpenRequests } from './open-streams';
import { readPageRequests } from './page/page-requests';
import { RequestTracker, type LogEntry, type TrackedRequest } from './request-tracker';
import { createResponseBodyReader } from './response-body';
import { MissedRequests } from './missed-requests';

/** Firefox: how often the page's own list is compared with the reported requests. */
const compareIntervalMs = 5_000;

interface NetworkListeners {
  /** Each request once, when it has finished; in Chrome possibly while it's open. */
  readonly reported: (exchange: HttpExchange) => void;
  /**
   * More is known about a reported request: messages, headers, or its response. The exchange has the same ID and
   * contains only what is new. `whole` is passed if the response is new, and contains everything known.
   */
  readonly updated: (exchange: HttpExchange, entire?: HttpExchange) => void;
  /** Number of entries that aren't requests, and of responses whose body can't be read. */
  readonly unreadable?: (count: number) => void;
  /** Number of requests that the page lists but Firefox didn't report. */
  readonly missed?: (count: number) => void;
  /** Chrome: whether its log is too long to be listed, so that an open request is reported only when it ends. */
  readonly logTooLong?: (isTooLong: boolean) => void;
  /** Chrome: number of requests that were reported without cookies that Chrome may have added later. */
  readonly cookiesMissing?: (count: number) => void;
}

interface NetworkLog {
  /** The top frame shows another document, which started at this time. */
  navigated(startedAtMs: number): void;
  /** Another source reported a request that the network log may never report. */
  reportedElsewhere(exchange: HttpExchange): void;
  /**
   * For while the panel is visible, until the returned function is called. Chrome: polls for messages of open streams.
   * Firefox: checks for requests of the page that were not reported.
   */
  watch(): () => void;
  end(): void;
}

/** Both the page's clock and DevTools' clock round the start. */
const clockSlackMs = 50;

/**
 * Emits each request of the inspected page once it has finished, with the text of its response; in Chrome also requests
 * that stay open. Doesn't include requests that finished before, or that the browser doesn't report. Doesn't keep the
 * order in which requests were sent.
 */
export function subscribeNetwork({
  reported,
  updated,
  unreadable = () => {},
  missed = () => {},
  logTooLong = () => {},
  cookiesMissing = () => {},
}: NetworkListeners): NetworkLog {
  const missedRequests = new MissedRequests();
  const tracker = new RequestTracker();
  const readResponseBody = createResponseBodyReader();
  const open = new OpenRequests({
    listed: (entries, askedAtMs) => takeListing(entries, askedAtMs),
    tooMany: (isTooMany) => {
      logTooLong(isTooMany);
      if (isTooMany) countIncomplete([...incomplete.keys()]);
    },
  });
  /** Requests that lack their cookies: since when, and how many listings haven't helped. */
  const incomplete = new Map<TrackedRequest, { readonly sinceMs: number; readonly attempts: number }>();
  let isEnded = false;
  let documentStartMs = 0;
  let count = 0;

  const report = (entry: unknown, facts: EntryFacts, request: TrackedRequest, responseBody?: Body) => {
    const isPending = facts.isPending && !request.hasEnded && facts.sentAtMs >= documentStartMs;
    const { isReported, messages: knownMessages } = request;
    const exchange = parseHarEntry(entry, request.id, {
      readAtMs: Date.now(),
      responseBody,
      isPending,
      ...(isReported && { knownMessages }),
    });
    if (exchange === undefined) return unreadable(1);
    const update = isReported ? request.createUpdate(exchange) : undefined;
    const isResponseNew = !request.hasResponse && exchange.status > 0;
    request.report(facts, exchange);
    if (!isReported) reported(exchange);
    else if (update !== undefined) updated(update, isResponseNew ? exchange : undefined);
  };

  const takeListing = (entries: readonly unknown[], askedAtMs: number): number => {
    const read = entries.flatMap((entry) => {
      const facts = describeEntry(entry);
      return facts === undefined ? [] : [{ entry, ...createLogEntry(entry, facts) }];
    });
    const found = tracker.list(read, askedAtMs);
    const listed = new Set<TrackedRequest>();
    for (const [{ entry, facts }, request] of found) {
      listed.add(request);
      // If its body is being read, it's reported together with the body.
      if (request.hasEnded && !request.isReported) continue;
      if (!request.isReported || request.hasUpdate(facts)) report(entry, facts, request);
      if (request.hasEnded && facts.cookies !== 'missing') incomplete.delete(request);
    }
    retryIncomplete(listed, askedAtMs);
    return read.reduce((sum, { facts }) => sum + facts.messages, 0);
  };

  const retryIncomplete = (listed: ReadonlySet<TrackedRequest>, askedAtMs: number) => {
    const givenUp: TrackedRequest[] = [];
    for (const [request, { sinceMs, attempts }] of incomplete) {
      // A listing can be older than the request. A newer one that lacks it shows that the log was cleared.
      const isOlder = askedAtMs <= sinceMs;
      const next = isOlder ? attempts : attempts + 1;
      if ((isOlder || listed.has(request)) && open.listSoon(next)) {
        incomplete.set(request, { sinceMs, attempts: next });
      } else {
        givenUp.push(request);
      }
    }
    countIncomplete(givenUp);
  };

  const countIncomplete = (requests: readonly TrackedRequest[]) => {
    for (const request of requests) incomplete.delete(request);
    if (requests.length > 0) cookiesMissing(requests.length);
  };

  const finishedInChrome = async (entry: unknown) => {
    const facts = describeEntry(entry);
    if (facts === undefined) return unreadable(1);
    open.count(facts.messages);
    const request = tracker.end(createLogEntry(entry, facts));
    if (facts.cookies !== 'reported') {
      if (open.listSoon(0)) incomplete.set(request, { sinceMs: Date.now(), attempts: 0 });
      else countIncomplete([request]);
    }
    if (facts.isStream) return report(entry, facts, request);
    // A failure to read the body must not lose the headers.
    const body = await readResponseBody(entry).catch(() => 'unreadable' as const);
    if (isEnded) return;
    report(entry, facts, request, body === 'unreadable' ? undefined : body);
    // An aborted event stream has no body, and its messages were read.
    if (body === 'unreadable' && facts.messages === 0) unreadable(1);
  };

  const finishedInFirefox = async (entry: unknown) => {
    const readAtMs = Date.now();
    const { url = '', sentAtMs = readAtMs } = describeSending(entry) ?? {};
    missedRequests.add(url, sentAtMs);
    count += 1;
    const id = `http-${count}`;
    const body = await readResponseBody(entry).catch(() => 'unreadable' as const);
    if (isEnded) return;
    const responseBody = body === 'unreadable' ? undefined : body;
    const exchange = parseHarEntry(entry, id, { readAtMs, responseBody });
    if (exchange !== undefined) reported(exchange);
    if (exchange === undefined || body === 'unreadable') unreadable(1);
  };
  const finished = __BROWSER__ === 'firefox' ? finishedInFirefox : finishedInChrome;

  const closeOpenRequests = () => {
    let lostBodies = 0;
    for (const request of tracker.openSince(documentStartMs)) {
      const { withoutResponse, isBodyLost } = request.leave();
      if (withoutResponse !== undefined) updated(withoutResponse);
      if (isBodyLost) lostBodies += 1;
    }
    if (lostBodies > 0) unreadable(lostBodies);
  };

  const compare = async () => {
    const requests = await readPageRequests();
    const found = requests === undefined || isEnded ? 0 : missedRequests.count(requests);
    if (found > 0) missed(found);
  };

  const { onRequestFinished } = browser.devtools.network;
  onRequestFinished.addListener(finished);
  return {
    navigated: (startedAtMs) => {
      if (__BROWSER__ === 'firefox') return missedRequests.begin(startedAtMs);
      documentStartMs = startedAtMs - clockSlackMs;
      closeOpenRequests();
      open.navigated();
    },
    reportedElsewhere: ({ url, sentAtMs }) => {
      if (__BROWSER__ === 'firefox') missedRequests.add(url, sentAtMs);
    },
    /**
     * Firefox reports a finished request only if its Network panel displays it, so a filter in that panel hides it
     * (`onPayloadReady` in netmonitor's api.js). `getHAR` would list them all but isn't used: while it runs, Firefox
     * permanently omits new requests from that panel, and if the panel isn't sorted by time, all later ones as well
     * (`enableActions` in netmonitor's har-exporter.js, `getPage` in its har-builder.js, 153).
     */
    watch: () => {
      if (__BROWSER__ !== 'firefox') return open.watch();
      void compare();
      const timer = setInterval(() => void compare(), compareIntervalMs);
      return () => clearInterval(timer);
    },
    end: () => {
      isEnded = true;
      open.end();
      onRequestFinished.removeListener(finished);
    },
  };
}

function createLogEntry(entry: unknown, facts: EntryFacts): LogEntry {
  return { facts, read: () => parseHarEntry(entry, '', { readAtMs: 0 }) };
}

/** Emits the URL whenever the inspected tab's top frame navigates to another document. */
export const subscribeNavigated: Subscribe<string> = (listener) => {
  const { onNavigated } = browser.devtools.network;
  onNavigated.addListener(listener);
  return () => onNavigated.removeListener(listener);
};
