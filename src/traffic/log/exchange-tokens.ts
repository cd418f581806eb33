import { locationKey, type TokenLocation } from '../exchange/sighting';
import { isOutgoing } from '../exchange/sent';

/** Locations kept of one exchange; a stream can go on for hours. */
const maxLocations = 2_000;
/** Lists up to this length are looked through; nearly all are. */
const maxShort = 8;

/** One token of one exchange. */
export class ExchangeToken {
  readonly raw: string;
  readonly locations: TokenLocation[] = [];
  /** It's part of the request, be that sent or not. */
  isOutgoing = false;
  /** It's elsewhere than in messages. */
  isInHead = false;
  /** The token, by its id, that counts this exchange as a request that carried it. */
  countedFor: number | undefined;
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
    else if (this.locations.length > maxShort) this.#keys = new Set(this.locations.map(locationKey));
  }
}

/** The tokens of one exchange and where each is. Finds and adds one at a cost that doesn't grow with their number. */
export class ExchangeTokens {
  readonly #all: ExchangeToken[] = [];
  /** Those that are not in messages alone. */
  readonly head: ExchangeToken[] = [];
  #byRaw: Map<string, ExchangeToken> | undefined;
  #locations = 0;

  get all(): readonly ExchangeToken[] {
    return this.#all;
  }

  get(raw: string): ExchangeToken | undefined {
    return this.#byRaw === undefined ? this.#all.find((one) => one.raw === raw) : this.#byRaw.get(raw);
  }

  /**
   * Adds a token at a location. Undefined where it is known there. Past the bound it isn't kept: what is returned is then
   * not in the list.
   */
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
    else if (this.#all.length > maxShort)
      this.#byRaw = new Map(this.#all.map((one) => [one.raw, one] as const));
  }
}
