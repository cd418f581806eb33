import { maxBatchLength, maxBatchRequests, maxRequestLength, maxWatchedOrigins } from '../protocol/limits';
import { membersOf } from '../protocol/guard';
import { byteLengthOf, parseJson } from '../protocol/json-text';
import { readSession, type SessionWriter } from './session-storage';
import { leftOutBody } from '../protocol/text-body';
import { makeExchange, type ObservedRequest } from './web-request-facts';
import {
  parseCounts,
  type ClearedRequests,
  type StoredText,
  type RequestCounts,
  type WebRequestsNotice,
} from '../protocol/web-request-messages';
import { maxNumbersBack, maxStoredBytes, maxStoredRequests } from './limits';

const stateKey = 'web requests';
const keyOf = (number: number) => `web request ${number}`;

type Counted = Omit<RequestCounts, 'origin'>;

/** A stored request. */
export interface StoredRequestText {
  readonly text: string;
  readonly bytes: number;
  /** The origins that the request came from and went to. */
  readonly origins: readonly string[];
  /** The watched origin that it's counted for. */
  readonly site: string;
  readonly tabId: number;
  readonly sentAtMs: number;
}

/**
 * The finished requests of watched origins that are worth storing, by consecutive numbers; the oldest are evicted if
 * there are too many. Everything is written to `storage.session` immediately, for the background's next run, and never
 * to disk.
 */
export class RequestMemory {
  readonly #requests = new Map<number, StoredRequestText>();
  readonly #counts = new Map<string, Counted>();
  readonly #writer: SessionWriter;
  #epoch: string = crypto.randomUUID();
  #next = 0;
  #bytes = 0;
  #isSaved = true;
  #rejections = 0;

  private constructor(writer: SessionWriter) {
    this.#writer = writer;
  }

  /** Restores what an earlier run of the background stored. */
  static async open(writer: SessionWriter): Promise<RequestMemory> {
    const memory = new RequestMemory(writer);
    const state = parseJson((await readSession([stateKey])).get(stateKey));
    const { epoch, next, oldest, counts } = membersOf(state);
    if (typeof epoch !== 'string' || typeof next !== 'number') return memory;
    memory.#epoch = epoch;
    memory.#next = next;
    for (const { origin, ...counted } of parseCounts(counts)) memory.#counts.set(origin, counted);
    const first = Math.max(Number(oldest) || 0, next - maxNumbersBack);
    const numbers = Array.from({ length: Math.max(0, next - first) }, (_, index) => first + index);
    const texts = await readSession(numbers.map(keyOf));
    for (const number of numbers) {
      const text = texts.get(keyOf(number));
      const { owner, target, site, tabId, exchange } = membersOf(parseJson(text));
      const { sentAtMs } = membersOf(exchange);
      if (text === undefined) continue;
      const origins = [String(owner), String(target)];
      memory.#put(number, text, {
        origins,
        site: String(site),
        tabId: Number(tabId),
        sentAtMs: Number(sentAtMs),
      });
    }
    return memory;
  }

  /** The number of the next finished request. */
  get next(): number {
    return this.#next;
  }

  /** How many requests of a watched origin have finished since it has been watched. */
  countFinished(site: string): number {
    return this.#counts.get(site)?.finished ?? 0;
  }

  /** Stores a finished request with the next number, or counts it if it's too long. Returns its length. */
  store(facts: ObservedRequest, site: string): number {
    const number = this.#next;
    const text = textOf(facts, site, `web-${number}`);
    if (text === undefined) {
      this.count(site, 'leftOut');
      return 0;
    }
    this.#next += 1;
    const { owner, target, tabId, sentAtMs } = facts;
    this.#put(number, text, { origins: [owner, target], site, tabId, sentAtMs });
    this.#evictWhile(() => this.#requests.size > maxStoredRequests || this.#bytes > maxStoredBytes);
    this.#write(number, text);
    return text.length;
  }

  count(site: string, kind: keyof Counted, count = 1): void {
    const counted = this.#counts.get(site) ?? { finished: 0, evicted: 0, leftOut: 0 };
    if (count === 0 || (!this.#counts.has(site) && this.#counts.size >= maxWatchedOrigins)) return;
    this.#counts.set(site, { ...counted, [kind]: counted[kind] + count });
    this.#isSaved = false;
  }

  /** Removes the requests of origins that are no longer watched, and the counts of such origins. */
  forgetUnwatched(isWatched: (origin: string) => boolean): void {
    const removed = [...this.#requests].filter(([, { origins }]) => !origins.some(isWatched));
    const unwatched = [...this.#counts.keys()].filter((origin) => !isWatched(origin));
    if (removed.length + unwatched.length === 0) return;
    for (const [number] of removed) this.#drop(number);
    for (const origin of unwatched) this.#counts.delete(origin);
    this.#writer.remove(removed.map(([number]) => keyOf(number)));
    this.#writer.write({ [stateKey]: this.#state() });
  }

  /** Removes the requests that a log was cleared of, and resets the losses counted for its origin. */
  forgetCleared(cleared: ClearedRequests): void {
    const removed = [...this.#requests].filter(([, stored]) => isCleared(stored, cleared));
    for (const [number] of removed) this.#drop(number);
    const counted = this.#counts.get(cleared.origin);
    if (counted !== undefined) this.#counts.set(cleared.origin, { ...counted, evicted: 0, leftOut: 0 });
    this.#writer.remove(removed.map(([number]) => keyOf(number)));
    this.#writer.write({ [stateKey]: this.#state() });
  }

  /** Writes the counts that changed since the last request was stored. */
  save(): void {
    if (!this.#isSaved) this.#writer.write({ [stateKey]: this.#state() });
  }

  /** The stored requests from a number on, as many as fit into one message; only those of a tab if it's given. */
  notice(from: number, onlyTabId?: number): WebRequestsNotice {
    const requests: StoredText[] = [];
    let to = this.#next;
    let length = 0;
    for (const [number, { text, tabId }] of this.#requests) {
      if (number < from || (onlyTabId !== undefined && tabId !== onlyTabId)) continue;
      length += text.length;
      if (length > maxBatchLength || requests.length === maxBatchRequests) {
        to = number;
        break;
      }
      requests.push({ number, text });
    }
    const counts = this.#listCounts();
    const [epoch, next] = [this.#epoch, this.#next];
    return { type: 'web-requests', epoch, from: Math.min(from, to), to, next, requests, counts };
  }

  #write(number: number, text: string): void {
    const rejections = this.#rejections;
    // Without writing the state, the next run would use the same numbers again.
    const isStored = this.#requests.has(number);
    this.#writer.write({ ...(isStored && { [keyOf(number)]: text }), [stateKey]: this.#state() }, () => {
      if (!isStored) return;
      // Other data of the extension has filled the quota. Requests that were rejected together make room only once.
      if (rejections === this.#rejections) {
        this.#rejections += 1;
        const enough = Math.floor((this.#requests.size * 3) / 4);
        this.#evictWhile(() => this.#requests.size > enough);
      }
      this.#write(number, text);
    });
  }

  #state(): string {
    this.#isSaved = true;
    const [oldest = this.#next] = this.#requests.keys();
    return JSON.stringify({ epoch: this.#epoch, next: this.#next, oldest, counts: this.#listCounts() });
  }

  #listCounts(): readonly RequestCounts[] {
    return [...this.#counts].map(([origin, counted]) => ({ origin, ...counted }));
  }

  #put(number: number, text: string, facts: Omit<StoredRequestText, 'text' | 'bytes'>): void {
    const bytes = byteLengthOf(text);
    this.#requests.set(number, { text, bytes, ...facts });
    this.#bytes += bytes;
  }

  #evictWhile(isFull: () => boolean): void {
    const removed: string[] = [];
    for (const [number, { site }] of this.#requests) {
      if (!isFull() && number >= this.#next - maxNumbersBack) break;
      this.#drop(number);
      this.count(site, 'evicted');
      removed.push(keyOf(number));
    }
    this.#writer.remove(removed);
  }

  #drop(number: number): void {
    this.#bytes -= this.#requests.get(number)?.bytes ?? 0;
    this.#requests.delete(number);
  }
}

/** Whether a request is one of those that a log was cleared of. */
export function isCleared(
  { origins, tabId, sentAtMs }: Pick<StoredRequestText, 'origins' | 'tabId' | 'sentAtMs'>,
  cleared: ClearedRequests,
): boolean {
  return (tabId === cleared.tabId || origins.includes(cleared.origin)) && sentAtMs < cleared.beforeMs;
}

/** The stored text of a request; without its body if that makes it too long, and undefined if it's still too long. */
function textOf(facts: ObservedRequest, site: string, id: string): string | undefined {
  const { tabId, owner, target, requestBody } = facts;
  const exchange = makeExchange(facts, id);
  const text = JSON.stringify({ tabId, owner, target, site, exchange });
  if (text.length <= maxRequestLength) return text;
  if (requestBody === undefined || requestBody.text === '') return undefined;
  return textOf({ ...facts, requestBody: leftOutBody(requestBody.mimeType, 'too large') }, site, id);
}
