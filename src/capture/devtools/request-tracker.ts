import type { HeaderField, HttpExchange } from '../../traffic';
import type { EntryFacts } from './har-entry-facts';
import { maxTracked } from './limits';

/** A younger request will probably end and be reported with its body before an earlier report would be useful. */
const openAfterMs = 1_000;

/** One request of Chrome's log, from its first report to its last. */
export class TrackedRequest {
  readonly id: string;
  readonly key: string;
  readonly sentAtMs: number;
  readonly #isCall: boolean;
  timings: string;
  hasEnded = false;
  /** An exchange was emitted; until then there is nothing to update. */
  isReported = false;
  /** Its response was emitted, or at least the response headers. */
  hasResponse = false;
  /** Number of a stream's messages that were emitted. */
  messages = 0;
  #requestHeaders = 0;
  #responseHeaders = 0;
  #names = { request: '', response: '' };
  /** Header lines and facts of a request that was reported before its response. */
  #pending: { readonly lines: readonly string[]; readonly exchange: HttpExchange } | undefined;

  #isLeft = false;

  constructor(id: string, { key, sentAtMs, isCall, timings }: EntryFacts) {
    this.id = id;
    this.key = key;
    this.sentAtMs = sentAtMs;
    this.#isCall = isCall;
    this.timings = timings;
  }

  /** Whether the entry contains something that wasn't emitted. */
  hasUpdate({ isPending, isFailed, requestHeaders, responseHeaders, messages }: EntryFacts): boolean {
    return (
      (!this.hasResponse && !isPending && !isFailed) ||
      messages > this.messages ||
      requestHeaders > this.#requestHeaders ||
      responseHeaders > this.#responseHeaders
    );
  }

  /** Stores what is emitted. */
  report(facts: EntryFacts, exchange: HttpExchange): void {
    this.isReported = true;
    this.hasResponse = exchange.status > 0;
    this.timings = facts.timings;
    this.messages = Math.max(this.messages, facts.messages);
    this.#requestHeaders = facts.requestHeaders;
    this.#responseHeaders = facts.responseHeaders;
    this.#names = { request: namesOf(exchange.requestHeaders), response: namesOf(exchange.responseHeaders) };
    const { requestBody: _sent, responseBody: _received, messages: _messages, isPending, ...rest } = exchange;
    this.#pending = isPending
      ? {
          lines: exchange.requestHeaders.map(lineOf),
          exchange: { ...rest, requestHeaders: [], responseHeaders: [] },
        }
      : undefined;
  }

  /** The exchange without what was emitted before; undefined if nothing is left. */
  createUpdate(exchange: HttpExchange): HttpExchange | undefined {
    const requestHeaders = withoutNames(exchange.requestHeaders, this.#names.request);
    const responseHeaders = withoutNames(exchange.responseHeaders, this.#names.response);
    const { requestBody, responseBody, ...rest } = exchange;
    const isResponseNew = !this.hasResponse && exchange.status > 0;
    const isNew =
      isResponseNew ||
      (this.#pending !== undefined && exchange.isPending !== true) ||
      requestHeaders.length + responseHeaders.length > 0 ||
      exchange.messages !== undefined ||
      responseBody !== undefined;
    if (!isNew) return undefined;
    return {
      ...rest,
      requestHeaders,
      responseHeaders,
      // Two otherwise equal requests can differ in their body. The log adds only what it lacks.
      ...(isResponseNew && requestBody !== undefined && { requestBody }),
      ...(responseBody !== undefined && { responseBody }),
    };
  }

  /**
   * Ends a request that was still open when the page was left. Returns, on the first call, an exchange without a response
   * if there was none, and whether the response had a body that won't be read.
   */
  leave(): { readonly withoutResponse?: HttpExchange; readonly isBodyLost: boolean } {
    const exchange = this.#pending?.exchange;
    const isBodyLost = this.hasResponse && this.#isCall && this.messages === 0 && !this.#isLeft;
    this.#pending = undefined;
    this.#isLeft = true;
    return { ...(exchange && { withoutResponse: exchange }), isBodyLost };
  }

  /** Whether this entry can be the same request: it contains everything known before the response. */
  canBe(exchange: HttpExchange): boolean {
    if (this.#pending === undefined) return true;
    const lines = new Set(exchange.requestHeaders.map(lineOf));
    return this.#pending.lines.every((line) => lines.has(line));
  }
}

/** An entry of the log. `read` costs more than the facts and is called only if an entry could be either of two requests. */
export interface LogEntry {
  readonly facts: EntryFacts;
  read(): HttpExchange | undefined;
}

/**
 * Matches Chrome's reports of requests, which have no ID: the event when a request ends, and the listings before and
 * after it. The matching is one-to-one: entries that agree in everything are as many requests as a listing contains.
 */
export class RequestTracker {
  readonly #byKey = new Map<string, TrackedRequest[]>();
  readonly #all = new Set<TrackedRequest>();
  #count = 0;

  /** The request that this event ended: one that was listed before, or a new one. */
  end(entry: LogEntry): TrackedRequest {
    const open = this.#requestsOf(entry).filter(({ hasEnded }) => !hasEnded);
    const request = sameTimings(entry, open) ?? pendingBefore(entry, open) ?? this.#add(entry.facts);
    request.hasEnded = true;
    request.timings = entry.facts.timings;
    return request;
  }

  /**
   * The request of each entry of one listing. An entry that no event and no listing reported before is a new, open
   * request. Omits requests that failed or have just begun.
   */
  list<T extends LogEntry>(entries: readonly T[], nowMs: number): ReadonlyMap<T, TrackedRequest> {
    const found = new Map<T, TrackedRequest>();
    const taken = new Set<TrackedRequest>();
    const unmatchedOf = (entry: T) => this.#requestsOf(entry).filter((request) => !taken.has(request));
    const take = (entry: T, request: TrackedRequest) => {
      taken.add(request);
      found.set(entry, request);
    };
    for (const entry of entries) {
      const request = sameTimings(entry, unmatchedOf(entry));
      if (request !== undefined) take(entry, request);
    }
    for (const entry of entries) {
      if (found.has(entry)) continue;
      const free = unmatchedOf(entry);
      // A listing can be older than the event that ended a request.
      const ended = entry.facts.timings === '' ? free.find(({ hasEnded }) => hasEnded) : undefined;
      const request = pendingBefore(entry, free) ?? ended;
      if (request !== undefined) take(entry, request);
    }
    for (const entry of entries) {
      const { isFailed, sentAtMs } = entry.facts;
      const isOpen = !isFailed && !(sentAtMs > nowMs - openAfterMs);
      if (!found.has(entry) && isOpen) take(entry, this.#add(entry.facts));
    }
    return found;
  }

  /** Requests that were emitted, have not ended, and were sent before this time. */
  openSince(timeMs: number): readonly TrackedRequest[] {
    return [...this.#all].filter(
      ({ isReported, hasEnded, sentAtMs }) => isReported && !hasEnded && sentAtMs < timeMs,
    );
  }

  #requestsOf({ facts }: LogEntry): readonly TrackedRequest[] {
    return this.#byKey.get(facts.key) ?? [];
  }

  #add(facts: EntryFacts): TrackedRequest {
    this.#count += 1;
    const request = new TrackedRequest(`http-${this.#count}`, facts);
    const alike = this.#byKey.get(facts.key) ?? [];
    alike.push(request);
    this.#byKey.set(facts.key, alike);
    this.#all.add(request);
    if (this.#all.size > maxTracked) this.#evict();
    return request;
  }

  #evict(): void {
    const [oldest] = this.#all;
    let evicted = oldest;
    for (const request of this.#all) {
      if (!request.hasEnded) continue;
      evicted = request;
      break;
    }
    if (evicted === undefined) return;
    this.#all.delete(evicted);
    const alike = this.#byKey.get(evicted.key)?.filter((request) => request !== evicted) ?? [];
    if (alike.length === 0) this.#byKey.delete(evicted.key);
    else this.#byKey.set(evicted.key, alike);
  }
}

function sameTimings(
  { facts: { timings } }: LogEntry,
  requests: readonly TrackedRequest[],
): TrackedRequest | undefined {
  return timings === '' ? undefined : requests.find((request) => request.timings === timings);
}

/** A request that had no response in its last report. */
function pendingBefore(entry: LogEntry, requests: readonly TrackedRequest[]): TrackedRequest | undefined {
  const open = requests.filter(({ timings, hasEnded }) => timings === '' && !hasEnded);
  if (open.length === 0) return undefined;
  const exchange = entry.read();
  return exchange && open.find((request) => request.canBe(exchange));
}

function namesOf(headers: readonly HeaderField[]): string {
  return headers.map(({ name }) => name.toLowerCase()).join('\n');
}

function withoutNames(headers: readonly HeaderField[], names: string): readonly HeaderField[] {
  const known = new Set(names.split('\n'));
  return headers.filter(({ name }) => !known.has(name.toLowerCase()));
}

function lineOf({ name, value }: HeaderField): string {
  return `${name.toLowerCase()}:${value}`;
}
