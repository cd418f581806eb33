import type { ExchangeGaps } from '../exchange/body-gap';
import { completeExchange } from '../exchange/complete-exchange';
import { maxStoredBodyLength, maxStoredMessages } from '../exchange/limits';
import { timeOf, type Exchange, type HttpExchange, type StreamMessage } from '../exchange/exchange';
import type { ExchangeInfo, TokenLocation } from '../exchange/sighting';
import { detachExchange, detachHttp } from './detached-exchange';
import { Queue } from '../exchange/queue';
import type { Findings } from '../search/find-sightings';
import { sizeOfExchange, sizeOfMessages } from './exchange-size';
import { ExchangeTokens, type ExchangeToken } from './exchange-tokens';
import type { RejectionKind } from './rejections';
import { storeMessages } from './stored-body';
import { TextInterner } from './text-interner';

/** Estimated size of a token's location in bytes. Its texts are mostly shared. */
const locationSize = 40;

/** The exchange info that all sightings of one exchange share. Replaced when the outcome changes. */
export interface SharedExchangeInfo {
  current: ExchangeInfo;
  /** Undefined if the request wasn't rejected. */
  rejection?: RejectionKind | undefined;
}

/** One exchange in the log. */
export interface StoredExchange {
  /** Messages are appended in place, since a stream may have many. */
  exchange: Exchange;
  /** Estimated size in bytes. A shared text counts for the first exchange that has it. */
  bytes: number;
  readonly info: SharedExchangeInfo;
  readonly tokens: ExchangeTokens;
  /** Only for an HTTP exchange. */
  messages: StreamMessage[] | undefined;
  /** How many more characters of messages it may have. */
  room: number;
  /** The gaps in its bodies that were counted. */
  gaps: ExchangeGaps;
}

/**
 * The exchanges of a log by ID, oldest first. Adding one costs what is new in it; evicting one costs its size. Stores
 * bodies and messages only if they contain a token, explain why a request was rejected, belong to a token request, or contain an issuer's keys.
 */
export class ExchangeStore {
  #byId = new Map<string, StoredExchange>();
  #order = new Queue<StoredExchange>();
  /** The newest stored reading of each storage area. */
  #newestReading = new Map<string, StoredExchange>();
  #interner = new TextInterner();
  #bytes = 0;
  /** How many of the interner's characters are included in `#bytes`. */
  #countedLength = 0;

  get interner(): TextInterner {
    return this.#interner;
  }

  get size(): number {
    return this.#order.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(id: string): StoredExchange | undefined {
    return this.#byId.get(id);
  }

  /** Oldest first. */
  toStored(): StoredExchange[] {
    return this.#order.toArray();
  }

  /** All or the newest ones, oldest first. */
  toArray(newest?: number): Exchange[] {
    return this.#order.toArray(newest).map(({ exchange }) => exchange);
  }

  /**
   * Adds an exchange with what was found in it. An unchanged storage reading isn't added, but returned in the same
   * form.
   */
  add(exchange: Exchange, findings: Findings, info: ExchangeInfo): StoredExchange {
    const isNew = !this.isUnchangedReading(exchange);
    const detached = isNew ? detachExchange(exchange, findings, this.#interner) : exchange;
    const stored: StoredExchange = {
      exchange: detached,
      bytes: sizeOfExchange(detached) + this.#takeNewLength(),
      info: { current: info },
      tokens: new ExchangeTokens(),
      messages: undefined,
      room: maxStoredBodyLength,
      gaps: {},
    };
    if (detached.kind === 'http') {
      stored.bytes += this.#addMessages(stored, findings.messages);
      if (stored.messages !== undefined) stored.exchange = { ...detached, messages: stored.messages };
    }
    if (isNew) this.#insert(stored);
    return stored;
  }

  /** Whether this is a storage reading with the same entries as the previous one of the area. */
  isUnchangedReading(exchange: Exchange): boolean {
    if (exchange.kind !== 'storage') return false;
    const before = this.#newestReading.get(areaOf(exchange))?.exchange;
    if (before?.kind !== 'storage' || before.entries.length !== exchange.entries.length) return false;
    return before.entries.every(({ key, value, decryption }, index) => {
      const entry = exchange.entries[index];
      return entry?.key === key && entry.value === value && entry.decryption === decryption;
    });
  }

  #insert(stored: StoredExchange): void {
    this.#byId.set(stored.exchange.id, stored);
    this.#order.add(stored);
    this.#bytes += stored.bytes;
    if (stored.exchange.kind === 'storage') this.#newestReading.set(areaOf(stored.exchange), stored);
  }

  /**
   * Fills in what a stored exchange lacks from another observation of it. Returns whether there was anything new. The
   * cost doesn't depend on how many messages are stored.
   */
  complete(
    stored: StoredExchange,
    before: HttpExchange,
    addition: HttpExchange,
    findings: Findings,
  ): boolean {
    const completed = completeExchange(before, detachHttp(addition, findings, this.#interner));
    const added = this.#addMessages(stored, findings.messages);
    stored.exchange = stored.messages === undefined ? completed : { ...completed, messages: stored.messages };
    this.#grow(stored, sizeOfExchange(completed) - sizeOfExchange(before) + added + this.#takeNewLength());
    return (
      added > 0 ||
      (Object.keys(completed) as (keyof HttpExchange)[]).some((part) => completed[part] !== before[part])
    );
  }

  /** Adds a token's location in an exchange. Returns undefined if it's known. */
  addToken(stored: StoredExchange, raw: string, location: TokenLocation): ExchangeToken | undefined {
    const token = stored.tokens.add(raw, location);
    if (token !== undefined) this.#grow(stored, locationSize);
    return token;
  }

  #addMessages(stored: StoredExchange, messages: readonly StreamMessage[]): number {
    if (messages.length === 0) return 0;
    const known = stored.messages?.length ?? 0;
    const added = storeMessages(messages, { room: stored.room, count: maxStoredMessages - known });
    stored.messages ??= [];
    for (const message of added) stored.messages.push(message);
    stored.room -= lengthOf(added);
    return sizeOfMessages(added);
  }

  #grow(stored: StoredExchange, bytes: number): void {
    stored.bytes += bytes;
    if (this.#byId.get(stored.exchange.id) === stored) this.#bytes += bytes;
  }

  /** The total length of the texts that were interned since the last call. */
  #takeNewLength(): number {
    const length = this.#interner.addedLength - this.#countedLength;
    this.#countedLength = this.#interner.addedLength;
    return length;
  }

  /** Returns false if there is none. */
  evictOldest(): boolean {
    const stored = this.#order.shift();
    if (stored === undefined) return false;
    const { exchange } = stored;
    this.#byId.delete(exchange.id);
    this.#bytes -= stored.bytes;
    if (exchange.kind !== 'storage') return true;
    const area = areaOf(exchange);
    if (this.#newestReading.get(area) === stored) this.#newestReading.delete(area);
    return true;
  }

  /** Removes exchanges from before this time, and all interned texts, which may come from them. */
  clearBefore(timeMs: number): void {
    const all = this.#order.toArray();
    this.#byId = new Map();
    this.#order = new Queue();
    this.#newestReading = new Map();
    this.#interner = new TextInterner();
    this.#bytes = 0;
    this.#countedLength = 0;
    for (const stored of all) if (timeOf(stored.exchange) >= timeMs) this.#insert(stored);
  }
}

/** Identifies a storage area of an origin. */
export function areaOf({ area, origin }: Extract<Exchange, { kind: 'storage' }>): string {
  return `${area} ${origin}`;
}

function lengthOf(messages: readonly StreamMessage[]): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0);
}
