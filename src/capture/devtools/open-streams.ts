import browser from 'webextension-polyfill';
import { guarded, membersOf } from '../protocol/guard';

/** While a person looks at the panel, Chrome is asked this often; a short log, which costs little, more often. */
const listedEveryMs = 10_000;
const shortLogListedEveryMs = 2_000;
const shortLogRequests = 100;
/** DevTools answers late while it is busy. */
const answerDeadlineMs = 5_000;
/** Listing keeps DevTools from drawing: on two cores less than 50 ms for 1,000 requests, but 600 ms for 10,000. */
const maxListedRequests = 500;
/** A stream's messages are listed with its request; this many of them cost as much as a request. */
const messagesPerRequest = 10;
/** How long after a request that lacks its cookies the log is listed; and again, where they still lack. */
const soonMs = [100, 500, 2_000] as const;
/** Listings on that account are this far apart. */
const betweenMs = 250;
/** A log that was too long is listed again at a navigation, once for each so many requests that it held: it may be cleared. */
const requestsPerCheck = 1_000;

type Network = typeof browser.devtools.network & {
  getHAR(answered?: (har: unknown) => void): unknown;
};

export interface OpenRequestListeners {
  /** One listing of the whole log, and when it was asked for. Returns how many messages of streams are in it. */
  readonly listed: (entries: readonly unknown[], askedAtMs: number) => number;
  /** True when a listing would be felt and no more are made, false when they are made again. */
  readonly tooMany: (isTooMany: boolean) => void;
}

/**
 * Chrome: lists the log, since Chrome reports a request by itself only when it ends. Never in Firefox, where a listing
 * loses requests (decision 4).
 */
export class OpenRequests {
  /** What a listing would cost, counted in requests. */
  #cost = 0;
  /** The log was found empty of what was there before a navigation: "Preserve log" is off. */
  #isClearedByNavigation = false;
  #navigationsSinceCheck = 0;
  #listing: Promise<void> | undefined;
  #soon: { readonly atMs: number; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  #listedAtMs = -Infinity;
  #isEnded = false;
  readonly #listeners: OpenRequestListeners;

  constructor(listeners: OpenRequestListeners) {
    this.#listeners = listeners;
  }

  /** DevTools holds one more request, with these messages if it is a stream. */
  count(messages: number): void {
    this.#setCost(this.#cost + 1 + messages / messagesPerRequest);
  }

  /** Whether the log is short enough to be listed. */
  get isShort(): boolean {
    return this.#cost <= maxListedRequests;
  }

  /** Lists now and every two to ten seconds, until its end. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const listAgain = () => {
      void this.list();
      timer = setTimeout(listAgain, this.#cost <= shortLogRequests ? shortLogListedEveryMs : listedEveryMs);
    };
    listAgain();
    return () => clearTimeout(timer);
  }

  /** Lists once in a moment, for the n-th time (from 0) on one account. False where that won't be done. */
  listSoon(attempt: number): boolean {
    const delayMs = soonMs[attempt];
    if (delayMs === undefined || !this.isShort) return false;
    const nowMs = Date.now();
    const atMs = Math.max(nowMs + delayMs, this.#listedAtMs + betweenMs);
    if (this.#soon !== undefined && this.#soon.atMs <= atMs) return true;
    clearTimeout(this.#soon?.timer);
    const timer = setTimeout(() => {
      this.#soon = undefined;
      void this.list();
    }, atMs - nowMs);
    this.#soon = { atMs, timer };
    return true;
  }

  /**
   * The top frame went to another document: lists at once, and finds out whether DevTools cleared its log. Where it
   * doesn't, a long log is listed only now and then, since "Preserve log" can be switched off.
   */
  navigated(): void {
    const costBefore = this.#cost;
    this.#navigationsSinceCheck += 1;
    const isCheckDue = this.#navigationsSinceCheck >= costBefore / requestsPerCheck;
    if (!this.isShort && !this.#isClearedByNavigation && !isCheckDue) return;
    this.#navigationsSinceCheck = 0;
    void this.list(true).then(() => {
      if (costBefore > 0) this.#isClearedByNavigation = this.#cost < costBefore / 2;
    });
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#soon?.timer);
  }

  /** Lists, unless a listing is under way. */
  async list(isLongToo = false): Promise<void> {
    if (this.#isEnded || (!this.isShort && !isLongToo)) return;
    this.#listing ??= this.#list().finally(() => {
      this.#listing = undefined;
    });
    return this.#listing;
  }

  async #list(): Promise<void> {
    const askedAtMs = Date.now();
    this.#listedAtMs = askedAtMs;
    const entries = await listEntries();
    if (this.#isEnded || entries === undefined) return;
    const messages = this.#listeners.listed(entries, askedAtMs);
    this.#setCost(entries.length + messages / messagesPerRequest);
  }

  #setCost(cost: number): void {
    const wasShort = this.isShort;
    this.#cost = cost;
    if (wasShort !== this.isShort) this.#listeners.tooMany(!this.isShort);
  }
}

/** Undefined where Chrome gave no listing. */
async function listEntries(): Promise<readonly unknown[] | undefined> {
  const har = await askHar();
  return guarded(() => {
    const { entries } = membersOf<{ entries: unknown }>(har);
    return Array.isArray(entries) ? entries : undefined;
  });
}

function askHar(): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), answerDeadlineMs);
    const network = browser.devtools.network as Network;
    const ask = async () => network.getHAR(resolve);
    // Chrome before 145 has no `browser` of its own, and webextension-polyfill's refuses a callback here.
    ask()
      .catch(async () => network.getHAR())
      .then(
        (har) => {
          if (har !== undefined) resolve(har);
        },
        () => resolve(undefined),
      );
  });
}
