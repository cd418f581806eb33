import browser, { type Runtime } from 'webextension-polyfill';
import type { HttpExchange } from '../../traffic';
import { NumberRow } from './sequence-tracker';
import { isOwnPage } from '../protocol/extension-page';
import {
  parseStoredRequest,
  parseWebRequestsNotice,
  type ClearedRequests,
  type StoredRequest,
  type RequestCounts,
  type WebRequestsAsk,
  type WebRequestsNotice,
} from '../protocol/web-request-messages';

export interface WebRequestOptions {
  /** The inspected tab. */
  readonly tabId: number;
  /** Asked at each request of another tab or of a worker that is no tab's. */
  readonly isOfSite: (origin: string) => boolean;
  /**
   * How many requests of the site the background has heard of since it is watched, most of which carry nothing and are
   * not told. None, although the page makes requests, means that the browser tells the background of none.
   */
  readonly heard?: (count: number) => void;
}

export interface WebRequestLog {
  /** Asks for all that is held, once more: for when `isOfSite` answers differently than before. */
  ask(): void;
  /**
   * Makes the background forget the requests of this tab, and those of an origin, that were sent before a time; the origin
   * is empty where there is none. Where the background can't be reached, the next question says it again.
   */
  forget(origin: string, beforeMs: number): void;
  end(): void;
}

/**
 * Hands over the requests of watched sites that the background heard of, and held, also before DevTools opened: those
 * of the inspected tab, those of shared and service workers of the inspected site, and those of other tabs of that site
 * as of an 'other tab'. Each once, in no certain order, and only those with something of token shape or refused.
 * `lost` is told how many of the site left the background's memory before, or never had room there.
 */
export function subscribeWebRequests(
  { tabId, isOfSite, heard = () => {} }: WebRequestOptions,
  listener: (exchange: HttpExchange) => void,
  lost: (count: number) => void,
): WebRequestLog {
  let row = new NumberRow('');
  let isEnded = false;
  let isAsking = false;
  /** The lowest number that is to be asked for. */
  let wanted: number | undefined;
  /** What the background hasn't yet said to have forgotten. */
  let cleared: ClearedRequests | undefined;
  let heardTold: number | undefined;

  const told = (message: unknown, sender: Runtime.MessageSender) => {
    const notice = isOwnPage(sender) ? parseWebRequestsNotice(message) : undefined;
    if (notice !== undefined) take(notice);
  };
  const { onMessage } = browser.runtime;
  onMessage.addListener(told);
  void ask(0);
  return {
    ask: () => void ask(0),
    forget: (origin, beforeMs) => {
      cleared = { tabId, origin, beforeMs };
      void ask(row.expected);
    },
    end: () => {
      isEnded = true;
      onMessage.removeListener(told);
    },
  };

  function take(notice: WebRequestsNotice): void {
    if (notice.epoch !== row.epoch) row = new NumberRow(notice.epoch);
    for (const { number, text } of notice.requests) {
      if (row.isTaken(number)) continue;
      const exchange = exchangeFor(parseStoredRequest(text));
      if (exchange === undefined) continue;
      row.take(number);
      listener(exchange);
    }
    const missing = row.follow(notice) + row.countLost(notice.counts, isOfSite);
    if (missing > 0) lost(missing);
    tellHeard(notice.counts);
    if (row.expected < notice.next) void ask(row.expected);
  }

  function exchangeFor(held: StoredRequest | undefined): HttpExchange | undefined {
    if (held === undefined || held.tabId === tabId) return held?.exchange;
    if (!isOfSite(held.owner)) return undefined;
    return held.tabId === -1 ? held.exchange : { ...held.exchange, sender: 'other tab' };
  }

  function tellHeard(counts: readonly RequestCounts[]): void {
    const ofSite = counts.filter(({ origin }) => isOfSite(origin));
    const count = ofSite.reduce((sum, { heard }) => sum + heard, 0);
    if (count !== heardTold) heard(count);
    heardTold = count;
  }

  /** One question at a time: what is wanted meanwhile is asked for next. */
  async function ask(from: number): Promise<void> {
    wanted = Math.min(from, wanted ?? from);
    if (isAsking) return;
    isAsking = true;
    while (wanted !== undefined) {
      const asked = wanted;
      wanted = undefined;
      const told = cleared;
      const notice = await askBackground(asked, told);
      // The next message that comes shows again what is missing.
      if (notice === undefined || isEnded) break;
      if (cleared === told) cleared = undefined;
      take(notice);
      if (notice.to < notice.next) wanted = Math.min(notice.to, wanted ?? notice.to);
    }
    isAsking = false;
  }
}

async function askBackground(
  from: number,
  cleared: ClearedRequests | undefined,
): Promise<WebRequestsNotice | undefined> {
  const ask: WebRequestsAsk = { type: 'ask-web-requests', from, ...(cleared && { cleared }) };
  try {
    return parseWebRequestsNotice(await browser.runtime.sendMessage(ask));
  } catch {
    return undefined;
  }
}
