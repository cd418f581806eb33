import browser from 'webextension-polyfill';
import type { HttpExchange, StorageReading } from '../../traffic';
import { parseStoredAreas, type StorageQuery } from '../protocol/messages';
import {
  parseTabToken,
  parseTabTokens,
  type ReceivedSummary,
  type TabToken,
  type TabTokensRequest,
} from '../protocol/tab-tokens';
import {
  parseStoredRequest,
  parseWebRequestsNotice,
  type WebRequestsQuery,
} from '../protocol/web-request-messages';

/** Devtools pages and the background respond within milliseconds, unless they are busy. */
const timeLimitMs = 5_000;
const timedOut = 'timed out';

/** A browser tab. `origin` is empty unless the extension may access its page. */
export interface Tab {
  readonly id: number;
  readonly origin: string;
}

/** The tab that the popup belongs to. */
export async function readTab(): Promise<Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true }).catch(() => []);
  if (tab?.id === undefined) return undefined;
  const { url = '' } = tab;
  return { id: tab.id, origin: URL.canParse(url) ? new URL(url).origin : '' };
}

/** DevTools are open, but didn't respond in time. */
type TimedOut = typeof timedOut;

/** The tokens in the log of the tab's DevTools; undefined if they aren't open. */
export async function listTabTokens(
  tabId: number,
): Promise<readonly ReceivedSummary[] | TimedOut | undefined> {
  const response = await request({ type: 'list-tab-tokens', tabId });
  return response === timedOut ? timedOut : parseTabTokens(response)?.tokens;
}

/** The text of one of them, and the public keys that it's verified with; undefined if it isn't in the log any more. */
export async function readTabToken(tabId: number, tokenId: number): Promise<TabToken | TimedOut | undefined> {
  const response = await request({ type: 'read-tab-token', tabId, tokenId });
  return response === timedOut ? timedOut : parseTabToken(response);
}

/** Requests that the background stores. */
export interface StoredRequests {
  readonly requests: readonly HttpExchange[];
  /** How many requests of their site it dropped. */
  readonly dropped: number;
}

/** The requests of the tab that the background stores, because their site is watched. */
export async function readStoredRequests({ id: tabId, origin }: Tab): Promise<StoredRequests> {
  const requests: HttpExchange[] = [];
  let dropped = 0;
  let from = 0;
  for (;;) {
    const notice = parseWebRequestsNotice(await request({ type: 'query-web-requests', from, tabId }));
    if (notice === undefined) return { requests, dropped };
    for (const { text } of notice.requests) {
      const stored = parseStoredRequest(text);
      if (stored?.tabId === tabId) requests.push(stored.exchange);
    }
    const counts = notice.counts.find((counted) => counted.origin === origin);
    if (counts !== undefined) dropped = counts.evicted + counts.leftOut;
    if (notice.to >= notice.next || notice.to <= from) return { requests, dropped };
    from = notice.to;
  }
}

/**
 * What the storage of a watched site's page contains, as its content script reads it. Undefined if that isn't loaded,
 * doesn't respond, or belongs to another page by now.
 */
export async function readStorage(tab: Tab): Promise<readonly StorageReading[] | undefined> {
  const query: StorageQuery = { type: 'query-storage' };
  const response = await inTime(browser.tabs.sendMessage(tab.id, query, { frameId: 0 }));
  const readAtMs = Date.now();
  const stored = parseStoredAreas(response);
  if (stored?.origin !== tab.origin) return undefined;
  return stored.areas.map(({ area, entries, leftOut }) => {
    const reading = { kind: 'storage', id: area, readAtMs, origin: tab.origin, area, entries } as const;
    return leftOut > 0 ? { ...reading, leftOut } : reading;
  });
}

function request(message: TabTokensRequest | WebRequestsQuery): Promise<unknown> {
  return inTime(browser.runtime.sendMessage(message));
}

/** Undefined if nothing responds. */
async function inTime(sent: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<TimedOut>((resolve) => {
    timer = setTimeout(() => resolve(timedOut), timeLimitMs);
  });
  return Promise.race([sent.catch(() => undefined), timeout]).finally(() => clearTimeout(timer));
}
