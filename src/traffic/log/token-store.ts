import type { KnownToken } from '../search/token-facts';
import type { StoredSighting } from './sighting-list';
import type { TokenRow } from './log-summary';
import { StoredToken } from './stored-token';
import { TokenLines } from './token-lines';

/** The distinct tokens of a log, by raw text and by ID. */
export class TokenStore {
  /** Least recently active first: a Map iterates in insertion order, and `markActive` inserts again. */
  readonly #byRaw = new Map<string, StoredToken>();
  readonly #byId = new Map<number, StoredToken>();
  readonly lines = new TokenLines();
  #maxSightings: number;
  #bytes = 0;
  #lastId = 0;

  constructor(maxSightings: number) {
    this.#maxSightings = maxSightings;
  }

  get size(): number {
    return this.#byRaw.size;
  }

  /** Estimated size of all tokens and their sightings, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  get(raw: string): StoredToken | undefined {
    return this.#byRaw.get(raw);
  }

  getById(id: number): StoredToken | undefined {
    return this.#byId.get(id);
  }

  /** Least recently active first. */
  toArray(): StoredToken[] {
    return [...this.#byRaw.values()];
  }

  /** Adds a token that isn't stored, with an ID that no token had before. */
  add(found: KnownToken): StoredToken {
    this.#lastId += 1;
    const token = new StoredToken(this.#lastId, found, this.#maxSightings);
    this.#byId.set(token.id, token);
    this.#byRaw.set(token.raw, token);
    this.#bytes += token.bytes;
    return token;
  }

  /** Returns how many sightings were evicted for the new one, or undefined if it isn't new; see `StoredToken.add`. */
  addSighting(token: StoredToken, sighting: StoredSighting): number | undefined {
    const { bytes: bytesBefore, typeLocation: locationBefore, firstSeenMs: firstSeenBefore } = token;
    const evicted = token.add(sighting);
    this.#bytes += token.bytes - bytesBefore;
    if (token.typeLocation !== locationBefore || token.firstSeenMs !== firstSeenBefore)
      this.lines.assign(token);
    return evicted;
  }

  rowOf(token: StoredToken): TokenRow {
    return token.toRow(this.lines.positionOf(token.id));
  }

  markActive(token: StoredToken): void {
    this.#byRaw.delete(token.raw);
    this.#byRaw.set(token.raw, token);
  }

  /** Evicts the least recently active tokens as long as `isOverLimit` returns true, and returns them. */
  evictWhile(isOverLimit: () => boolean): StoredToken[] {
    const evicted: StoredToken[] = [];
    // Creates no iterator unless it's needed: at the start of a Map, one skips over all entries deleted before.
    for (const token of isOverLimit() ? this.#byRaw.values() : []) {
      if (!isOverLimit()) break;
      this.#byRaw.delete(token.raw);
      this.#byId.delete(token.id);
      this.#bytes -= token.bytes;
      this.lines.evict(token.id);
      evicted.push(token);
    }
    return evicted;
  }

  /** Sets how many sightings each token may have, and returns how many were evicted. */
  setMaxSightings(max: number): number {
    this.#maxSightings = max;
    let evicted = 0;
    for (const token of this.#byRaw.values()) {
      const bytesBefore = token.bytes;
      evicted += token.setMaxSightings(max);
      this.#bytes += token.bytes - bytesBefore;
    }
    return evicted;
  }

  /** Removes all tokens and returns their IDs, which aren't used again. */
  clear(): number[] {
    const ids = [...this.#byId.keys()];
    this.#byRaw.clear();
    this.#byId.clear();
    this.lines.clear();
    this.#bytes = 0;
    return ids;
  }
}
