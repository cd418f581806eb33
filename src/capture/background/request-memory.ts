import { maxWatchedOrigins } from '../protocol/limits';
import { membersOf } from '../protocol/guard';
import { byteLengthOf, parseJson } from '../protocol/json-text';
import { readSession, type SessionWriter } from './session-storage';
import { leftOutBody } from '../protocol/text-body';
import { makeExchange, type ObservedRequest } from './web-request-facts';
import {
  maxBatchLength,
  maxBatchRequests,
  maxRequestLength,
  parseCounts,
  type ClearedRequests,
  type StoredText,
  type RequestCounts,
  type WebRequestsNotice,
} from '../protocol/web-request-messages';

/** Finished requests. With those under way and a draft they stay within `storage.session`, which browsers give 10 MB. */
export const maxStoredRequests = 2_000;
export const maxStoredBytes = 3 * 1024 * 1024;
/** How far back the numbers of what is held may reach, whatever was forgotten in between. */
const maxNumbersBack = 10 * maxStoredRequests;

const stateKey = 'web requests';
const keyOf = (number: number) => `web request ${number}`;

type Counted = Omit<RequestCounts, 'origin'>;

/** A request as it's held. */
export interface StoredRequestText {
  readonly text: string;
  readonly bytes: number;
  /** Whose request it is, and where it went. */
  readonly origins: readonly string[];
  /** The watched origin that it is counted for. */
  readonly site: string;
  readonly tabId: number;
  readonly sentAtMs: number;
}

/**
 * The finished requests of watched origins that are worth it, by consecutive numbers, the oldest leaving first where
 * there are too many. All of it is in `storage.session` as soon as it is here, for the background's next life; nothing
 * of it is ever on disk.
 */
export class RequestMemory {
  readonly #held = new Map<number, StoredRequestText>();
  readonly #counts = new Map<string, Counted>();
  readonly #writer: SessionWriter;
  #epoch: string = crypto.randomUUID();
  #next = 0;
  #bytes = 0;
  #isSaved = true;
  #refusals = 0;

  private constructor(writer: SessionWriter) {
    this.#writer = writer;
  }

  /** What an earlier life of the background left. */
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

  /** The number that the next finished request will have. */
  get next(): number {
    return this.#next;
  }

  /** How many requests of a watched origin have finished since it is watched. */
  heardOf(site: string): number {
    return this.#counts.get(site)?.heard ?? 0;
  }

  /** Holds a finished request under the next number. One that is too long is counted instead. Returns its length. */
  hold(facts: ObservedRequest, site: string): number {
    const number = this.#next;
    const text = textOf(facts, site, `web-${number}`);
    if (text === undefined) {
      this.count(site, 'leftOut');
      return 0;
    }
    this.#next += 1;
    const { owner, target, tabId, sentAtMs } = facts;
    this.#put(number, text, { origins: [owner, target], site, tabId, sentAtMs });
    this.#letGoWhile(() => this.#held.size > maxStoredRequests || this.#bytes > maxStoredBytes);
    this.#store(number, text);
    return text.length;
  }

  count(site: string, kind: keyof Counted, count = 1): void {
    const counted = this.#counts.get(site) ?? { heard: 0, letGo: 0, leftOut: 0 };
    if (count === 0 || (!this.#counts.has(site) && this.#counts.size >= maxWatchedOrigins)) return;
    this.#counts.set(site, { ...counted, [kind]: counted[kind] + count });
    this.#isSaved = false;
  }

  /** Forgets the requests that belong to no watched origin, and what was counted of such an origin. */
  forgetUnwatched(isWatched: (origin: string) => boolean): void {
    const gone = [...this.#held].filter(([, { origins }]) => !origins.some(isWatched));
    const uncounted = [...this.#counts.keys()].filter((origin) => !isWatched(origin));
    if (gone.length + uncounted.length === 0) return;
    for (const [number] of gone) this.#drop(number);
    for (const origin of uncounted) this.#counts.delete(origin);
    this.#writer.remove(gone.map(([number]) => keyOf(number)));
    this.#writer.write({ [stateKey]: this.#state() });
  }

  /** Forgets what a log was cleared of, and that anything of its origin was lost. */
  forgetCleared(cleared: ClearedRequests): void {
    const gone = [...this.#held].filter(([, held]) => isCleared(held, cleared));
    for (const [number] of gone) this.#drop(number);
    const counted = this.#counts.get(cleared.origin);
    if (counted !== undefined) this.#counts.set(cleared.origin, { ...counted, letGo: 0, leftOut: 0 });
    this.#writer.remove(gone.map(([number]) => keyOf(number)));
    this.#writer.write({ [stateKey]: this.#state() });
  }

  /** Writes what was counted since a request was held. */
  save(): void {
    if (!this.#isSaved) this.#writer.write({ [stateKey]: this.#state() });
  }

  /** What is held from a number on, as much of it as one message carries. */
  notice(from: number): WebRequestsNotice {
    const requests: StoredText[] = [];
    let to = this.#next;
    let length = 0;
    for (const [number, { text }] of this.#held) {
      if (number < from) continue;
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

  #store(number: number, text: string): void {
    const refusals = this.#refusals;
    // With a state that was not written, the next life would give the same numbers once more.
    const isHeld = this.#held.has(number);
    this.#writer.write({ ...(isHeld && { [keyOf(number)]: text }), [stateKey]: this.#state() }, () => {
      if (!isHeld) return;
      // Something else of the extension's has filled the quota. What was refused together makes room once.
      if (refusals === this.#refusals) {
        this.#refusals += 1;
        const enough = Math.floor((this.#held.size * 3) / 4);
        this.#letGoWhile(() => this.#held.size > enough);
      }
      this.#store(number, text);
    });
  }

  #state(): string {
    this.#isSaved = true;
    const [oldest = this.#next] = this.#held.keys();
    return JSON.stringify({ epoch: this.#epoch, next: this.#next, oldest, counts: this.#listCounts() });
  }

  #listCounts(): readonly RequestCounts[] {
    return [...this.#counts].map(([origin, counted]) => ({ origin, ...counted }));
  }

  #put(number: number, text: string, facts: Omit<StoredRequestText, 'text' | 'bytes'>): void {
    const bytes = byteLengthOf(text);
    this.#held.set(number, { text, bytes, ...facts });
    this.#bytes += bytes;
  }

  #letGoWhile(isFull: () => boolean): void {
    const gone: string[] = [];
    for (const [number, { site }] of this.#held) {
      if (!isFull() && number >= this.#next - maxNumbersBack) break;
      this.#drop(number);
      this.count(site, 'letGo');
      gone.push(keyOf(number));
    }
    this.#writer.remove(gone);
  }

  #drop(number: number): void {
    this.#bytes -= this.#held.get(number)?.bytes ?? 0;
    this.#held.delete(number);
  }
}

/** Whether a request is one of those that a log was cleared of. */
export function isCleared(
  { origins, tabId, sentAtMs }: Pick<StoredRequestText, 'origins' | 'tabId' | 'sentAtMs'>,
  cleared: ClearedRequests,
): boolean {
  return (tabId === cleared.tabId || origins.includes(cleared.origin)) && sentAtMs < cleared.beforeMs;
}

/** What is held of a request; without its body where that makes it too long, and undefined where it still is. */
function textOf(facts: ObservedRequest, site: string, id: string): string | undefined {
  const { tabId, owner, target, requestBody } = facts;
  const exchange = makeExchange(facts, id);
  const text = JSON.stringify({ tabId, owner, target, site, exchange });
  if (text.length <= maxRequestLength) return text;
  if (requestBody === undefined || requestBody.text === '') return undefined;
  return textOf({ ...facts, requestBody: leftOutBody(requestBody.mimeType, 'too large') }, site, id);
}
