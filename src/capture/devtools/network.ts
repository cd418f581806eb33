import browser from 'webextension-polyfill';
import type { Body, HttpExchange, Subscribe } from '../../traffic';
import { describeSending, parseHarEntry } from '../files/har';
import { describeEntry, type EntryFacts } from './har-entry-facts';
import { OpenRequests } from './open-streams';
import { readPageRequests } from './page/page-requests';
import { RequestTracker, type LogEntry, type TrackedRequest } from './request-tracker';
import { readResponseBody } from './response-body';
import { MissedRequests } from './missed-requests';

/** Firefox: how often the page's own list is compared with what was told. */
const comparedEveryMs = 5_000;

/** Why a request, or the body of its answer, is missing. */
export type NetworkLoss = 'unreadable' | 'untold';

export interface NetworkListeners {
  /** Each request once, when it is finished; in Chrome perhaps while it is open. */
  readonly told: (exchange: HttpExchange) => void;
  /**
   * More is known of a request that was told of: messages, headers, or the response it had not got. The exchange has
   * its id and only what is new. `whole`, where the response is new, has all that is known.
   */
  readonly grown: (exchange: HttpExchange, whole?: HttpExchange) => void;
  /**
   * 'unreadable' for an entry that is no request, and for one whose answer has a body that cannot be had; 'untold' for
   * requests that the page lists and Firefox kept silent about.
   */
  readonly lost?: (loss: NetworkLoss, count: number) => void;
  /** Chrome: whether its log is too long to be listed, so that an open request is reported only when it ends. */
  readonly logTooLong?: (isTooLong: boolean) => void;
  /** Chrome: this many requests were reported without cookies that Chrome may have added to them later. */
  readonly cookiesMissing?: (count: number) => void;
}

export interface NetworkLog {
  /** The top frame went to another document, at this time. */
  navigated(startedAtMs: number): void;
  /** Another source told of a request that the network log may never tell. */
  toldElsewhere(exchange: HttpExchange): void;
  /**
   * While a person looks at the panel, until its end. Chrome: looks for what open streams carried. Firefox: looks for
   * requests of the page that were not told.
   */
  watch(): () => void;
  end(): void;
}

/** A start is rounded by the page's clock and by DevTools' clock. */
const clockSlackMs = 50;

/**
 * Hands over each request of the inspected page when it is finished, once, with the text of its answer; in Chrome also
 * those that stay open. Does not see what finished before, nor what the browser does not report; does not keep the
 * order in which requests were sent.
 */
export function subscribeNetwork({
  told,
  grown,
  lost = () => {},
  logTooLong = () => {},
  cookiesMissing = () => {},
}: NetworkListeners): NetworkLog {
  const untold = new MissedRequests();
  const tracker = new RequestTracker();
  const open = new OpenRequests({
    listed: (entries, askedAtMs) => takeListing(entries, askedAtMs),
    tooMany: (isTooMany) => {
      logTooLong(isTooMany);
      if (isTooMany) countIncomplete([...incomplete.keys()]);
    },
  });
  /** Requests that lack their cookies: since when, and how many listings didn't help. */
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
    if (exchange === undefined) return lost('unreadable', 1);
    const news = isReported ? request.news(exchange) : undefined;
    const isAnswer = !request.hasResponse && exchange.status > 0;
    request.report(facts, exchange);
    if (!isReported) told(exchange);
    else if (news !== undefined) grown(news, isAnswer ? exchange : undefined);
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
      // One whose body is being read is handed over with it.
      if (request.hasEnded && !request.isReported) continue;
      if (!request.isReported || request.isNews(facts)) report(entry, facts, request);
      if (request.hasEnded && facts.cookies !== 'missing') incomplete.delete(request);
    }
    retryIncomplete(listed, askedAtMs);
    return read.reduce((sum, { facts }) => sum + facts.messages, 0);
  };

  const retryIncomplete = (listed: ReadonlySet<TrackedRequest>, askedAtMs: number) => {
    const givenUp: TrackedRequest[] = [];
    for (const [request, { sinceMs, attempts }] of incomplete) {
      // The listing can be older than the request; one that is newer and lacks it shows that the log was cleared.
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
    if (facts === undefined) return lost('unreadable', 1);
    open.count(facts.messages);
    const request = tracker.end(createLogEntry(entry, facts));
    if (facts.cookies !== 'reported') {
      if (open.listSoon(0)) incomplete.set(request, { sinceMs: Date.now(), attempts: 0 });
      else countIncomplete([request]);
    }
    if (facts.isStream) return report(entry, facts, request);
    // A fault on the way to the body must not lose the headers.
    const body = await readResponseBody(entry).catch(() => 'unreadable' as const);
    if (isEnded) return;
    report(entry, facts, request, body === 'unreadable' ? undefined : body);
    // An aborted event stream has no body, and its messages were read.
    if (body === 'unreadable' && facts.messages === 0) lost('unreadable', 1);
  };

  const finishedInFirefox = async (entry: unknown) => {
    const readAtMs = Date.now();
    const { url = '', sentAtMs = readAtMs } = describeSending(entry) ?? {};
    untold.tell(url, sentAtMs);
    count += 1;
    const id = `http-${count}`;
    const body = await readResponseBody(entry).catch(() => 'unreadable' as const);
    if (isEnded) return;
    const responseBody = body === 'unreadable' ? undefined : body;
    const exchange = parseHarEntry(entry, id, { readAtMs, responseBody });
    if (exchange !== undefined) told(exchange);
    if (exchange === undefined || body === 'unreadable') lost('unreadable', 1);
  };
  const finished = __BROWSER__ === 'firefox' ? finishedInFirefox : finishedInChrome;

  const leaveOpen = () => {
    let lostBodies = 0;
    for (const request of tracker.openSince(documentStartMs)) {
      const { unanswered, isBodyLost } = request.leave();
      if (unanswered !== undefined) grown(unanswered);
      if (isBodyLost) lostBodies += 1;
    }
    if (lostBodies > 0) lost('unreadable', lostBodies);
  };

  const compare = async () => {
    const requests = await readPageRequests();
    const found = requests === undefined || isEnded ? 0 : untold.count(requests);
    if (found > 0) lost('untold', found);
  };

  const { onRequestFinished } = browser.devtools.network;
  onRequestFinished.addListener(finished);
  return {
    navigated: (startedAtMs) => {
      if (__BROWSER__ === 'firefox') return untold.begin(startedAtMs);
      documentStartMs = startedAtMs - clockSlackMs;
      leaveOpen();
      open.navigated();
    },
    toldElsewhere: ({ url, sentAtMs }) => {
      if (__BROWSER__ === 'firefox') untold.tell(url, sentAtMs);
    },
    /**
     * Firefox tells a finished request only if its Network panel displays it, so a filter of that panel silences it
     * (`onPayloadReady` in netmonitor's api.js). `getHAR` lists them all and is not asked: while it gathers, Firefox
     * takes no new request into that panel, for good, and where the panel is sorted otherwise than by time it never
     * takes one again (`enableActions` in netmonitor's har-exporter.js, `getPage` in its har-builder.js, 153).
     */
    watch: () => {
      if (__BROWSER__ !== 'firefox') return open.watch();
      void compare();
      const timer = setInterval(() => void compare(), comparedEveryMs);
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

/** Hands over the URL whenever the inspected tab's top frame goes to another document. */
export const subscribeNavigated: Subscribe<string> = (listener) => {
  const { onNavigated } = browser.devtools.network;
  onNavigated.addListener(listener);
  return () => onNavigated.removeListener(listener);
};
