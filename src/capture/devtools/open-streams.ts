import browser from 'webextension-polyfill';
import { guarded, membersOf } from '../protocol/guard';

/** While the panel is visible, Chrome's log is listed this often; a short log, which is cheap, more often. */
const listIntervalMs = 10_000;
const shortLogListIntervalMs = 2_000;
const shortLogRequests = 100;
/** DevTools responds late while it's busy. */
const responseDeadlineMs = 5_000;
/** Listing blocks DevTools' UI: on two cores less than 50 ms for 1,000 requests, but 600 ms for 10,000. */
const maxListedRequests = 500;
/** A stream's messages are listed with its request. This many of them cost as much as a request. */
const messagesPerRequest = 10;
/** When the log is listed after a request that lacks its cookies: the first time, the second, the third. */
const retryDelaysMs = [100, 500, 2_000] as const;
/** Minimum time between such listings. */
const minListIntervalMs = 250;
/** After a navigation a log that was too long is listed again, in case it was cleared: once per this many requests in it. */
const requestsPerCheck = 1_000;

type Network = typeof browser.devtools.network & {
  getHAR(callback?: (har: unknown) => void): unknown;
};

interface OpenRequestListeners {
  /** One listing of the whole log, and when it was requested. Returns the number of stream messages in it. */
  readonly listed: (entries: readonly unknown[], requestedAtMs: number) => number;
  /** True when listing has become too expensive and stops, false when it resumes. */
  readonly tooMany: (isTooMany: boolean) => void;
}

/**
 * Chrome only: lists the log, since Chrome reports a request by itself only when it ends. In Firefox a listing would
 * lose requests (decision 4).
 */
export class OpenRequests {
  /** Cost of a listing, in requests. */
  #cost = 0;
  /** A listing after a navigation lacked the earlier requests: "Preserve log" is off. */
  #isClearedByNavigation = false;
  #navigationsSinceCheck = 0;
  #listing: Promise<void> | undefined;
  #scheduled: { readonly atMs: number; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  #listedAtMs = -Infinity;
  #isEnded = false;
  readonly #listeners: OpenRequestListeners;

  constructor(listeners: OpenRequestListeners) {
    this.#listeners = listeners;
  }

  /** DevTools stores one more request, with these messages if it's a stream. */
  count(messages: number): void {
    this.#setCost(this.#cost + 1 + messages / messagesPerRequest);
  }

  /** Whether the log is short enough to be listed. */
  get isShort(): boolean {
    return this.#cost <= maxListedRequests;
  }

  /** Lists now and every two to ten seconds until the returned function is called. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const listAgain = () => {
      void this.list();
      timer = setTimeout(listAgain, this.#cost <= shortLogRequests ? shortLogListIntervalMs : listIntervalMs);
    };
    listAgain();
    return () => clearTimeout(timer);
  }

  /** Schedules a listing, the n-th attempt (from 0) for one request. False if there won't be one. */
  listSoon(attempt: number): boolean {
    const delayMs = retryDelaysMs[attempt];
    if (delayMs === undefined || !this.isShort) return false;
    const nowMs = Date.now();
    const atMs = Math.max(nowMs + delayMs, this.#listedAtMs + minListIntervalMs);
    if (this.#scheduled !== undefined && this.#scheduled.atMs <= atMs) return true;
    clearTimeout(this.#scheduled?.timer);
    const timer = setTimeout(() => {
      this.#scheduled = undefined;
      void this.list();
    }, atMs - nowMs);
    this.#scheduled = { atMs, timer };
    return true;
  }

  /**
   * The top frame shows another document: lists at once, to find out whether DevTools cleared its log. If it doesn't
   * clear it, a long log is listed only now and then, since "Preserve log" can be switched off.
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
    clearTimeout(this.#scheduled?.timer);
  }

  /** Lists, unless a listing is in progress. */
  async list(isLongToo = false): Promise<void> {
    if (this.#isEnded || (!this.isShort && !isLongToo)) return;
    this.#listing ??= this.#list().finally(() => {
      this.#listing = undefined;
    });
    return this.#listing;
  }

  async #list(): Promise<void> {
    const requestedAtMs = Date.now();
    this.#listedAtMs = requestedAtMs;
    const entries = await listEntries();
    if (this.#isEnded || entries === undefined) return;
    const messages = this.#listeners.listed(entries, requestedAtMs);
    this.#setCost(entries.length + messages / messagesPerRequest);
  }

  #setCost(cost: number): void {
    const wasShort = this.isShort;
    this.#cost = cost;
    if (wasShort !== this.isShort) this.#listeners.tooMany(!this.isShort);
  }
}

/** Undefined if Chrome returned no listing. */
async function listEntries(): Promise<readonly unknown[] | undefined> {
  const har = await requestHar();
  return guarded(() => {
    const { entries } = membersOf<{ entries: unknown }>(har);
    return Array.isArray(entries) ? entries : undefined;
  });
}

function requestHar(): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), responseDeadlineMs);
    const network = browser.devtools.network as Network;
    const getHar = async () => network.getHAR(resolve);
    // Chrome before 145 has no `browser` namespace, and that of webextension-polyfill rejects a callback here.
    getHar()
      .catch(async () => network.getHAR())
      .then(
        (har) => {
          if (har !== undefined) resolve(har);
        },
        () => resolve(undefined),
      );
  });
}
