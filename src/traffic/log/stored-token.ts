import type { TokenRow } from './log-summary';
import { detachString } from '../exchange/detached-string';
import { isOutgoing } from '../exchange/sent';
import {
  locationKey,
  type ExchangeInfo,
  type LocationKind,
  type Sighting,
  type TokenLocation,
} from '../exchange/sighting';
import type { KnownToken, TokenFacts } from '../search/token-facts';
import { SightingList, toSighting, type StoredSighting } from './sighting-list';

/** Rough weights of an object with its fields and of a list entry, in bytes: bounds need the order of size only. */
const tokenOverhead = 400;
const sightingOverhead = 160;

const storagePlaces: ReadonlySet<LocationKind> = new Set([
  'localStorage',
  'sessionStorage',
  'window.name',
  'cookie',
  'IndexedDB',
]);

/** One distinct token as the log holds it. */
export class StoredToken {
  readonly id: number;
  readonly raw: string;
  readonly facts: TokenFacts;
  /** What it and its sightings weigh, in estimated bytes. */
  bytes: number;
  readonly #sightings: SightingList;
  #maxStoragePlaces: number;
  /** Storage entries in which it was found: one read again and again is no new sighting. */
  readonly #storagePlaces = new Set<string>();
  #seen = 0;
  #requests = 0;
  #refused = 0;
  #firstSeenMs = Infinity;
  #lastSeenMs = -Infinity;
  #lastSentMs: number | undefined;

  constructor(id: number, { raw, facts }: KnownToken, maxSightings: number) {
    this.id = id;
    this.raw = detachString(raw);
    this.facts = facts;
    this.bytes = tokenOverhead + raw.length;
    this.#sightings = new SightingList(maxSightings);
    this.#maxStoragePlaces = maxSightings;
  }

  /**
   * Adds one sighting. Returns how many had to leave for it; undefined where it's no new one, as of a storage entry that
   * is read again.
   */
  add(sighting: StoredSighting): number | undefined {
    const { location, carrier } = sighting;
    if (!this.#isNew(location, carrier.current.url)) return undefined;
    const atMs = timeOf(sighting);
    this.#seen += 1;
    this.#firstSeenMs = Math.min(this.#firstSeenMs, atMs);
    this.#lastSeenMs = Math.max(this.#lastSeenMs, atMs);
    if (isSent(sighting)) this.noteSent(atMs);
    const leaving = this.#sightings.add(sighting);
    this.bytes += weigh(sighting);
    if (leaving === undefined) return 0;
    this.bytes -= weigh(leaving);
    return 1;
  }

  /** Counts a request that carried it and was sent; of one whose status is another now, `-1` takes the former one back. */
  countRequest({ status }: ExchangeInfo, by: 1 | -1 = 1): void {
    this.#requests += by;
    if (isRefusal(status)) this.#refused += by;
  }

  /** A request took it to a server at this time. */
  noteSent(atMs: number): void {
    this.#lastSentMs = Math.max(this.#lastSentMs ?? -Infinity, atMs);
  }

  /** Finds out when it was last sent, where a request that counted as sent wasn't. Costs what is held. */
  findLastSent(): void {
    this.#lastSentMs = undefined;
    for (const sighting of this.#sightings.toArray()) {
      if (isSent(sighting)) this.noteSent(timeOf(sighting));
    }
  }

  /** Whether one of the sightings held says that this exchange sent it. Costs what is held. */
  hasSent(exchangeId: string): boolean {
    return this.#sightings
      .toArray()
      .some((one) => one.carrier.current.exchangeId === exchangeId && isSent(one));
  }

  /** Holds so many sightings from now on; returns how many had to leave. */
  setMaxSightings(max: number): number {
    this.#maxStoragePlaces = max;
    const leaving = this.#sightings.setMax(max);
    for (const sighting of leaving) this.bytes -= weigh(sighting);
    return leaving.length;
  }

  get lastSeenMs(): number {
    return this.#lastSeenMs;
  }

  get held(): number {
    return this.#sightings.length;
  }

  sightings(): Sighting[] {
    return this.#sightings.toArray().map(toSighting);
  }

  /** The exchanges of the sightings that are held, each once, oldest first. */
  exchangeIds(): readonly string[] {
    return [...new Set(this.#sightings.toArray().map(({ carrier }) => carrier.current.exchangeId))];
  }

  /** Those from this time on. */
  sightingsSince(sinceMs: number): readonly StoredSighting[] {
    return this.#sightings.toArray().filter((sighting) => timeOf(sighting) >= sinceMs);
  }

  toRow(): TokenRow {
    return {
      id: this.id,
      raw: this.raw,
      firstSeenMs: this.#firstSeenMs,
      lastSeenMs: this.#lastSeenMs,
      requests: this.#requests,
      refused: this.#refused,
      ...(this.#lastSentMs === undefined ? {} : { lastSentMs: this.#lastSentMs }),
      sightings: this.#seen,
    };
  }

  #isNew(location: TokenLocation, url: string): boolean {
    const { place, path } = location;
    if (!storagePlaces.has(place)) return true;
    const spot = JSON.stringify([locationKey(location), url, path]);
    if (this.#storagePlaces.has(spot)) return false;
    // One token in thousands of entries is a page at play: the entries beyond the bound are not told of.
    if (this.#storagePlaces.size >= this.#maxStoragePlaces) return false;
    this.#storagePlaces.add(spot);
    this.bytes += sightingOverhead + spot.length;
    return true;
  }
}

/** When the request was sent, or the message. */
function timeOf({ carrier, location }: StoredSighting): number {
  return location.atMs ?? carrier.current.atMs;
}

function isSent({ carrier, location }: StoredSighting): boolean {
  return carrier.current.delivery === undefined && isOutgoing(location);
}

function weigh({ carrier, location: { name, path } }: StoredSighting): number {
  const { exchangeId, method, url, callSite = '' } = carrier.current;
  const length = exchangeId.length + method.length + url.length + name.length + callSite.length;
  return path.reduce((sum, step) => sum + step.length, sightingOverhead + length);
}

/** RFC 9110 §15.5.2 and §15.5.4. */
function isRefusal(status: number | undefined): boolean {
  return status === 401 || status === 403;
}
