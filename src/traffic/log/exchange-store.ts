import type { ExchangeGaps } from '../exchange/body-gap';
import { completeExchange } from '../exchange/complete-exchange';
import { maxStoredBodyLength, maxStoredMessages } from '../exchange/limits';
import { timeOf, type Exchange, type HttpExchange, type StreamMessage } from '../exchange/exchange';
import type { ExchangeInfo, TokenLocation } from '../exchange/sighting';
import { ownExchange, ownHttp } from './detached-exchange';
import { Queue } from '../exchange/queue';
import type { Findings } from '../search/find-sightings';
import { weighExchange, weighMessages } from './exchange-size';
import { ExchangeTokens, type ExchangeToken } from './exchange-tokens';
import { keepMessages } from './stored-body';
import { TextPool } from './text-interner';

/** What a location of a token weighs, in estimated bytes: its texts are mostly shared. */
const locationWeight = 40;

/** The facts of one exchange that all of its sightings share, as they are now. */
export interface SharedExchangeInfo {
  current: ExchangeInfo;
}

/** One exchange as the log holds it. */
export interface StoredExchange {
  /** Its messages are added to in place, since a stream may have many. */
  exchange: Exchange;
  /** What it weighs, in estimated bytes; a text shared with others weighs with the first of them. */
  bytes: number;
  readonly carrier: SharedExchangeInfo;
  readonly tokens: ExchangeTokens;
  /** Of an HTTP exchange. */
  messages: StreamMessage[] | undefined;
  /** How many characters of messages it may still hold. */
  room: number;
  /** What was counted as missing of its bodies. */
  gaps: ExchangeGaps;
}

/**
 * The exchanges of a log by id, oldest first. Adding one costs what is new in it, dropping the oldest what it holds.
 * Bodies and messages are kept only where a token was found in them, or they say why a request was refused, or hold an
 * issuer's keys.
 */
export class ExchangeStore {
  readonly #byId = new Map<string, StoredExchange>();
  readonly #order = new Queue<StoredExchange>();
  /** The newest reading of each area of each origin that is held. */
  readonly #newestReading = new Map<string, StoredExchange>();
  readonly pool = new TextPool();
  #bytes = 0;
  /** How much of what the pool has grown was weighed. */
  #weighed = 0;

  get size(): number {
    return this.#order.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(id: string): StoredExchange | undefined {
    return this.#byId.get(id);
  }

  /** Those that are held now, oldest first. */
  toArray(): Exchange[] {
    return this.#order.toArray().map(({ exchange }) => exchange);
  }

  /**
   * Holds one, with what was found in it. One that isn't held, being a reading of storage that tells what the one before
   * told, is returned all the same.
   */
  hold(exchange: Exchange, findings: Findings, carrier: ExchangeInfo): StoredExchange {
    const isHeld = !this.isReadAgain(exchange);
    const own = isHeld ? ownExchange(exchange, findings, this.pool) : exchange;
    const held: StoredExchange = {
      exchange: own,
      bytes: weighExchange(own) + this.#newTexts(),
      carrier: { current: carrier },
      tokens: new ExchangeTokens(),
      messages: undefined,
      room: maxStoredBodyLength,
      gaps: {},
    };
    if (own.kind === 'http') {
      held.bytes += this.#addMessages(held, findings.messages);
      if (held.messages !== undefined) held.exchange = { ...own, messages: held.messages };
    }
    if (isHeld) this.keep(held);
    return held;
  }

  /** Whether it is a reading of storage that tells what the newest one of the area told. */
  isReadAgain(exchange: Exchange): boolean {
    if (exchange.kind !== 'storage') return false;
    const before = this.#newestReading.get(areaOf(exchange))?.exchange;
    if (before?.kind !== 'storage' || before.entries.length !== exchange.entries.length) return false;
    return before.entries.every(({ key, value }, index) => {
      const entry = exchange.entries[index];
      return entry?.key === key && entry.value === value;
    });
  }

  /** Holds one that another store held. */
  keep(held: StoredExchange): void {
    this.#byId.set(held.exchange.id, held);
    this.#order.add(held);
    this.#bytes += held.bytes;
    if (held.exchange.kind === 'storage') this.#newestReading.set(areaOf(held.exchange), held);
  }

  /**
   * Adds to one that is held what it lacks of another observation of it. Says whether the observation had something that
   * the exchange lacked. Costs what is new, however many messages there are.
   */
  complete(held: StoredExchange, before: HttpExchange, addition: HttpExchange, findings: Findings): boolean {
    const own = ownHttp(addition, findings, this.pool);
    const completed = completeExchange(before, own);
    const added = this.#addMessages(held, findings.messages);
    held.exchange = held.messages === undefined ? completed : { ...completed, messages: held.messages };
    this.#grow(held, weighExchange(completed) - weighExchange(before) + added + this.#newTexts());
    return (
      added > 0 ||
      (Object.keys(completed) as (keyof HttpExchange)[]).some((part) => completed[part] !== before[part])
    );
  }

  /** Keeps where a token was found in an exchange. Undefined where that is known. */
  addToken(held: StoredExchange, raw: string, location: TokenLocation): ExchangeToken | undefined {
    const token = held.tokens.add(raw, location);
    if (token !== undefined) this.#grow(held, locationWeight);
    return token;
  }

  #addMessages(held: StoredExchange, messages: readonly StreamMessage[]): number {
    if (messages.length === 0) return 0;
    const known = held.messages?.length ?? 0;
    const kept = keepMessages(messages, { room: held.room, count: maxStoredMessages - known });
    held.messages ??= [];
    for (const message of kept) held.messages.push(message);
    held.room -= lengthOf(kept);
    return weighMessages(kept);
  }

  #grow(held: StoredExchange, bytes: number): void {
    held.bytes += bytes;
    if (this.#byId.get(held.exchange.id) === held) this.#bytes += bytes;
  }

  /** How long the texts are together that the pool has taken in since the last call. */
  #newTexts(): number {
    const length = this.pool.grown - this.#weighed;
    this.#weighed = this.pool.grown;
    return length;
  }

  /** Lets the oldest one go; false when there is none. */
  dropOldest(): boolean {
    const held = this.#order.shift();
    if (held === undefined) return false;
    const { exchange } = held;
    this.#byId.delete(exchange.id);
    this.#bytes -= held.bytes;
    if (exchange.kind !== 'storage') return true;
    const area = areaOf(exchange);
    if (this.#newestReading.get(area) === held) this.#newestReading.delete(area);
    return true;
  }

  /** Another store with those from this time on. Its pool is a new one: what was forgotten is in none. */
  since(sinceMs: number): ExchangeStore {
    const kept = new ExchangeStore();
    for (const held of this.#order.toArray()) {
      if (timeOf(held.exchange) >= sinceMs) kept.keep(held);
    }
    return kept;
  }
}

/** One name for the area of an origin's storage. */
export function areaOf({ area, origin }: Extract<Exchange, { kind: 'storage' }>): string {
  return `${area} ${origin}`;
}

function lengthOf(messages: readonly StreamMessage[]): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0);
}
