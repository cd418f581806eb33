import browser, { type Runtime } from 'webextension-polyfill';
import type { HttpExchange } from '../../traffic';
import { SequenceTracker } from './sequence-tracker';
import { isOwnPage } from '../protocol/extension-page';
import {
  parseStoredRequest,
  parseWebRequestsNotice,
  type ClearedRequests,
  type StoredRequest,
  type RequestCounts,
  type WebRequestsQuery,
  type WebRequestsNotice,
} from '../protocol/web-request-messages';
import { maxCleared } from '../protocol/limits';

interface WebRequestOptions {
  /** The inspected tab. */
  readonly tabId: number;
  /** Called for each request of another tab, or of a worker without a tab. */
  readonly isOfSite: (origin: string) => boolean;
  /**
   * Number of the site's requests that finished in the background since it has been watched. Most of them contain no
   * token and aren't sent here. 0 although the page makes requests means that the browser reports none to the background.
   */
  readonly finished?: (count: number) => void;
}

/** The requests that the background stores for this devtools page, from when it's created until `end` is called. */
export interface WebRequestLog {
  /** Queries all stored requests again. For when the result of `isOfSite` changes. */
  query(): void;
  /**
   * Makes the background forget this tab's requests, and those of an origin, that were sent before a time. The origin is
   * empty if there is none. If the background can't be reached, the next query repeats it.
   */
  forget(origin: string, beforeMs: number): void;
  end(): void;
}

/**
 * Emits the requests of watched sites that the background has stored, including from before DevTools opened: those of
 * the inspected tab, those of shared and service workers of the inspected site, and those of other tabs of that site,
 * with the sender 'other tab'. Each is emitted once, in no particular order, and only if it contains token-shaped text or
 * was rejected. `lost` gets the number of the site's requests that were evicted or didn't fit into the memory.
 */
export function subscribeWebRequests(
  { tabId, isOfSite, finished = () => {} }: WebRequestOptions,
  listener: (exchange: HttpExchange) => void,
  lost: (count: number) => void,
): WebRequestLog {
  let tracker = new SequenceTracker('');
  let isEnded = false;
  let isQuerying = false;
  /** The lowest sequence number to request next. */
  let wanted: number | undefined;
  /** Cleared requests that the background hasn't confirmed yet, by origin: the last time is enough. */
  const cleared = new Map<string, ClearedRequests>();
  let reportedCount: number | undefined;

  const handleMessage = (message: unknown, sender: Runtime.MessageSender) => {
    const notice = isOwnPage(sender) ? parseWebRequestsNotice(message) : undefined;
    if (notice !== undefined) take(notice);
  };
  const { onMessage } = browser.runtime;
  onMessage.addListener(handleMessage);
  void query(0);
  return {
    query: () => void query(0),
    forget: (origin, beforeMs) => {
      cleared.delete(origin);
      cleared.set(origin, { tabId, origin, beforeMs });
      const [oldest] = cleared.keys();
      if (cleared.size > maxCleared && oldest !== undefined) cleared.delete(oldest);
      void query(tracker.expected);
    },
    end: () => {
      isEnded = true;
      onMessage.removeListener(handleMessage);
    },
  };

  function take(notice: WebRequestsNotice): void {
    if (notice.epoch !== tracker.epoch) tracker = new SequenceTracker(notice.epoch);
    for (const { number, text } of notice.requests) {
      if (tracker.isReceived(number)) continue;
      const exchange = exchangeFor(parseStoredRequest(text));
      if (exchange === undefined) continue;
      tracker.receive(number);
      listener(exchange);
    }
    const missing = tracker.follow(notice) + tracker.countLost(notice.counts, isOfSite);
    if (missing > 0) lost(missing);
    reportCount(notice.counts);
    if (tracker.expected < notice.next) void query(tracker.expected);
  }

  function exchangeFor(stored: StoredRequest | undefined): HttpExchange | undefined {
    if (stored === undefined || stored.tabId === tabId) return stored?.exchange;
    if (!isOfSite(stored.owner)) return undefined;
    return stored.tabId === -1 ? stored.exchange : { ...stored.exchange, sender: 'other tab' };
  }

  function reportCount(counts: readonly RequestCounts[]): void {
    const ofSite = counts.filter(({ origin }) => isOfSite(origin));
    const count = ofSite.reduce((sum, { finished }) => sum + finished, 0);
    if (count !== reportedCount) finished(count);
    reportedCount = count;
  }

  /** One query at a time: numbers wanted meanwhile are requested next. */
  async function query(from: number): Promise<void> {
    wanted = Math.min(from, wanted ?? from);
    if (isQuerying) return;
    isQuerying = true;
    while (wanted !== undefined) {
      const first = wanted;
      wanted = undefined;
      const sentCleared = [...cleared.values()];
      const notice = await queryBackground(first, sentCleared);
      // The next message will show again what is missing.
      if (notice === undefined || isEnded) break;
      for (const each of sentCleared) {
        if (cleared.get(each.origin) === each) cleared.delete(each.origin);
      }
      take(notice);
      if (notice.to < notice.next) wanted = Math.min(notice.to, wanted ?? notice.to);
    }
    isQuerying = false;
  }
}

async function queryBackground(
  from: number,
  cleared: readonly ClearedRequests[],
): Promise<WebRequestsNotice | undefined> {
  const query: WebRequestsQuery = {
    type: 'query-web-requests',
    from,
    ...(cleared.length > 0 && { cleared }),
  };
  try {
    return parseWebRequestsNotice(await browser.runtime.sendMessage(query));
  } catch {
    return undefined;
  }
}
