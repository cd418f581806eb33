import { locationKey, type TokenLocation } from '../exchange/sighting';
import { isOutgoing } from '../exchange/sent';
import { maxLocations } from './limits';

/**
 * Lists up to this length are searched linearly, which is faster and covers nearly all exchanges. Longer ones get an
 * index.
 */
const maxUnindexed = 8;

/** One token in one exchange. */
export class ExchangeToken {
  readonly raw: string;
  readonly locations: TokenLocation[] = [];
  /** It's part of the request, whether that was sent or not. */
  isOutgoing = false;
  /** It's in the request or response, not only in messages. */
  isInHead = false;
  /** ID of the stored token that has counted this exchange as one of its requests. */
  countedBy: number | undefined;
  #keys: Set<string> | undefined;

  constructor(raw: string) {
    this.raw = raw;
  }

  has(location: TokenLocation): boolean {
    const key = locationKey(location);
    if (this.#keys !== undefined) return this.#keys.has(key);
    return this.locations.some((known) => known === location || locationKey(known) === key);
  }

  add(location: TokenLocation): void {
    this.locations.push(location);
    if (this.#keys !== undefined) this.#keys.add(locationKey(location));
    else if (this.locations.length > maxUnindexed) this.#keys = new Set(this.locations.map(locationKey));
  }
}

/** The tokens of one exchange and their locations. Finding and adding one takes constant time. */
export class ExchangeTokens {
  readonly #all: ExchangeToken[] = [];
  /** The tokens that aren't only in messages. */
  readonly head: ExchangeToken[] = [];
  #byRaw: Map<string, ExchangeToken> | undefined;
  #locations = 0;

  get all(): readonly ExchangeToken[] {
    return this.#all;
  }

  get(raw: string): ExchangeToken | undefined {
    return this.#byRaw === undefined ? this.#all.find((one) => one.raw === raw) : this.#byRaw.get(raw);
  }

  /** Adds a token's location. Returns undefined if it's known. Beyond the limit, returns a token without adding it. */
  add(raw: string, location: TokenLocation): ExchangeToken | undefined {
    const known = this.get(raw);
    if (known?.has(location) === true) return undefined;
    const token = known ?? new ExchangeToken(raw);
    if (isOutgoing(location)) token.isOutgoing = true;
    if (this.#locations >= maxLocations) return token;
    this.#locations += 1;
    if (known === undefined) this.#put(token);
    if (location.atMs === undefined && !token.isInHead) {
      token.isInHead = true;
      this.head.push(token);
    }
    token.add(location);
    return token;
  }

  #put(token: ExchangeToken): void {
    this.#all.push(token);
    if (this.#byRaw !== undefined) this.#byRaw.set(token.raw, token);
    else if (this.#all.length > maxUnindexed)
      this.#byRaw = new Map(this.#all.map((one) => [one.raw, one] as const));
  }
}
