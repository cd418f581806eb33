import type { ExchangeGaps } from '../exchange/body-gap';
import { completeExchange } from '../merge/complete-exchange';
import type { Exchange, HttpExchange } from '../exchange/exchange';
import { findUnheld, ownExchange } from './detached-exchange';
import { Queue } from '../exchange/queue';
import type { FoundToken } from '../search/search';
import { TextPool } from './text-interner';
import { weighExchange } from './exchange-size';

/** What one entry of a list of tokens weighs, in estimated bytes: the text is that of the token. */
const tokenLineOverhead = 12;

/** One exchange as the log holds it. */
export interface HeldExchange {
  exchange: Exchange;
  /** What it weighs, in estimated bytes; a text shared with others weighs with the first of them. */
  bytes: number;
  /** Raw tokens, each once, that it sent in a body or in messages that may not be held. */
  unheld: readonly string[];
  /** All raw tokens that were found in it, each once. */
  tokens: readonly string[];
  /** What was counted as missing of its bodies. */
  gaps: ExchangeGaps;
}

/**
 * The exchanges of a log by id, oldest first. Adding one costs what is new in it, dropping the oldest what it holds.
 * Bodies and messages are kept only where a token was found in them, or they say why a request was refused, or hold an
 * issuer's keys.
 */
export class ExchangeStore {
  readonly #byId = new Map<string, HeldExchange>();
  readonly #order = new Queue<HeldExchange>();
  /** The newest reading of each area of each origin that is held. */
  readonly #newestReading = new Map<string, HeldExchange>();
  readonly pool = new TextPool();
  #bytes = 0;

  get size(): number {
    return this.#order.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(id: string): HeldExchange | undefined {
    return this.#byId.get(id);
  }

  /** Those that are held now, oldest first. */
  toArray(): Exchange[] {
    return this.#order.toArray().map(({ exchange }) => exchange);
  }

  /**
   * Holds one, with what was found in it; undefined when it is not held: one of this id is there, or it is a reading
   * of storage that tells what the one before told.
   */
  hold(exchange: Exchange, found: readonly FoundToken[]): HeldExchange | undefined {
    if (this.#byId.has(exchange.id) || this.isReadAgain(exchange)) return undefined;
    const grownBefore = this.pool.grown;
    const own = ownExchange(exchange, found, this.pool);
    const unheld = findUnheld(own, found);
    const held = {
      exchange: own,
      bytes: weighExchange(own, unheld, this.pool.grown - grownBefore),
      unheld,
      tokens: [],
      gaps: {},
    };
    this.keep(held);
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
  keep(held: HeldExchange): void {
    this.#byId.set(held.exchange.id, held);
    this.#order.add(held);
    this.#bytes += held.bytes;
    if (held.exchange.kind === 'storage') this.#newestReading.set(areaOf(held.exchange), held);
  }

  /**
   * Adds to one that is held what it lacks of another telling of it, in which this was found. Says whether the telling
   * had something that the exchange lacked.
   */
  complete(held: HeldExchange, addition: HttpExchange, found: readonly FoundToken[]): boolean {
    if (held.exchange.kind !== 'http') return false;
    const grownBefore = this.pool.grown;
    const own = ownExchange(addition, found, this.pool);
    if (own.kind !== 'http') return false;
    const before = held.exchange;
    const completed = completeExchange(before, own);
    // Messages come again and again, mostly with the same token.
    const known = new Set(held.unheld);
    const unheld = findUnheld(own, found).filter((raw) => !known.has(raw));
    const weightBefore = weighExchange(before, held.unheld, 0);
    held.exchange = completed;
    if (unheld.length > 0) held.unheld = [...held.unheld, ...unheld];
    const more = weighExchange(completed, held.unheld, this.pool.grown - grownBefore) - weightBefore;
    held.bytes += more;
    this.#bytes += more;
    return (Object.keys(completed) as (keyof HttpExchange)[]).some(
      (part) => completed[part] !== before[part],
    );
  }

  /** Keeps which tokens were found in one that is held, beside those that were found before. */
  noteTokens(id: string, tokens: readonly string[]): void {
    const held = this.#byId.get(id);
    if (held === undefined || tokens.length === 0) return;
    const known = new Set(held.tokens);
    const more = tokens.filter((raw) => !known.has(raw));
    held.tokens = [...held.tokens, ...more];
    held.bytes += more.length * tokenLineOverhead;
    this.#bytes += more.length * tokenLineOverhead;
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

function timeOf(exchange: Exchange): number {
  switch (exchange.kind) {
    case 'http':
      return exchange.sentAtMs;
    case 'storage':
      return exchange.readAtMs;
    case 'page-report':
      return exchange.reportedAtMs;
  }
}
