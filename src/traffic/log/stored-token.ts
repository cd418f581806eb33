import { findTypeByLocation, type TokenTypeResult, type TypeLocation } from '../../token';
import type { TokenLinePosition, TokenRow } from './log-summary';
import { detachString } from '../exchange/detached-string';
import { isOutgoing } from '../exchange/sent';
import { locationKey, type LocationKind, type Sighting, type TokenLocation } from '../exchange/sighting';
import type { KnownToken, TokenFacts } from '../search/token-facts';
import { SightingList, toSighting, type StoredSighting } from './sighting-list';
import { maxReadLocations } from './limits';

/**
 * Rough sizes of an object with its fields and of a list entry, in bytes. The limits need only the order of magnitude.
 */
const tokenOverhead = 400;
const sightingOverhead = 160;

const storageLocations: ReadonlySet<LocationKind> = new Set([
  'localStorage',
  'sessionStorage',
  'window.name',
  'cookie',
  'IndexedDB',
]);

/** One distinct token in the log. */
export class StoredToken {
  readonly id: number;
  readonly raw: string;
  readonly facts: TokenFacts;
  readonly typeByContent: TokenTypeResult;
  /** Estimated size of the token and its sightings, in bytes. */
  bytes: number;
  readonly #sightings: SightingList;
  #maxStorageLocations: number;
  /** Storage entries where it was found: an entry that is read again isn't a new sighting. */
  readonly #storageLocations = new Set<string>();
  #sightingTotal = 0;
  #requests = 0;
  #rejected = 0;
  #firstSeenMs = Infinity;
  #lastSeenMs = -Infinity;
  #lastSentMs: number | undefined;
  #typeLocation: TypeLocation | undefined;

  constructor(id: number, { raw, facts, typeByContent }: KnownToken, maxSightings: number) {
    this.id = id;
    this.raw = detachString(raw);
    this.facts = facts;
    this.typeByContent = typeByContent;
    this.bytes = tokenOverhead + raw.length;
    this.#sightings = new SightingList(maxSightings);
    this.#maxStorageLocations = maxSightings;
  }

  /** Adds a sighting. Returns how many were evicted for it, or undefined if it's a storage entry that is read again. */
  add(sighting: StoredSighting): number | undefined {
    const { location, info } = sighting;
    if (!this.#isNew(location, info.current.url)) return undefined;
    const atMs = timeOf(sighting);
    this.#sightingTotal += 1;
    this.#firstSeenMs = Math.min(this.#firstSeenMs, atMs);
    this.#lastSeenMs = Math.max(this.#lastSeenMs, atMs);
    if (isSent(sighting)) this.noteSent(atMs);
    if (this.#sightingTotal <= maxReadLocations) this.#typeLocation ??= readTypeLocation(location);
    const evicted = this.#sightings.add(sighting);
    this.bytes += sizeOf(sighting);
    if (evicted === undefined) return 0;
    this.bytes -= sizeOf(evicted);
    return 1;
  }

  /** Counts a request that sent the token. `-1` undoes that, when the request's outcome has changed. */
  countRequest(isRejected: boolean, by: 1 | -1 = 1): void {
    this.#requests += by;
    if (isRejected) this.#rejected += by;
  }

  /** Corrects the count of rejected requests, when one that was counted turns out to be one, or not to be one. */
  countRejected(by: 1 | -1): void {
    this.#rejected += by;
  }

  /** A request sent the token at this time. */
  noteSent(atMs: number): void {
    this.#lastSentMs = Math.max(this.#lastSentMs ?? -Infinity, atMs);
  }

  /** Recalculates when it was last sent, after a request turned out not to be sent. Visits all stored sightings. */
  findLastSent(): void {
    this.#lastSentMs = undefined;
    for (const sighting of this.#sightings.toArray()) {
      if (isSent(sighting)) this.noteSent(timeOf(sighting));
    }
  }

  /** Whether this exchange sent the token, according to the stored sightings. Visits all of them. */
  hasSent(exchangeId: string): boolean {
    return this.#sightings.toArray().some((one) => one.info.current.exchangeId === exchangeId && isSent(one));
  }

  /** Sets how many sightings there may be. Returns how many were evicted. */
  setMaxSightings(max: number): number {
    this.#maxStorageLocations = max;
    const evicted = this.#sightings.setMax(max);
    for (const sighting of evicted) this.bytes -= sizeOf(sighting);
    return evicted.length;
  }

  /** The first location whose name suggests the type of the token. */
  get typeLocation(): TypeLocation | undefined {
    return this.#typeLocation;
  }

  /** Of the earliest sighting, also if it was added after others; Infinity before the first one. */
  get firstSeenMs(): number {
    return this.#firstSeenMs;
  }

  get lastSeenMs(): number {
    return this.#lastSeenMs;
  }

  /** How many sightings are stored. */
  get sightingCount(): number {
    return this.#sightings.length;
  }

  sightings(): Sighting[] {
    return this.#sightings.toArray().map(toSighting);
  }

  /** IDs of the distinct exchanges of the stored sightings, oldest first. */
  exchangeIds(): readonly string[] {
    return [...new Set(this.#sightings.toArray().map(({ info }) => info.current.exchangeId))];
  }

  /** The stored sightings from this time on. */
  sightingsSince(sinceMs: number): readonly StoredSighting[] {
    return this.#sightings.toArray().filter((sighting) => timeOf(sighting) >= sinceMs);
  }

  toRow(line: TokenLinePosition | undefined): TokenRow {
    return {
      id: this.id,
      raw: this.raw,
      firstSeenMs: this.#firstSeenMs,
      lastSeenMs: this.#lastSeenMs,
      requests: this.#requests,
      rejected: this.#rejected,
      ...(this.#lastSentMs === undefined ? {} : { lastSentMs: this.#lastSentMs }),
      ...(this.#typeLocation === undefined ? {} : { typeLocation: this.#typeLocation }),
      ...(line && { line }),
      sightings: this.#sightingTotal,
    };
  }

  #isNew(location: TokenLocation, url: string): boolean {
    const { kind, path } = location;
    if (!storageLocations.has(kind)) return true;
    const key = JSON.stringify([locationKey(location), url, path]);
    if (this.#storageLocations.has(key)) return false;
    // Only a hostile page stores one token in thousands of entries. Those beyond the limit are ignored.
    if (this.#storageLocations.size >= this.#maxStorageLocations) return false;
    this.#storageLocations.add(key);
    this.bytes += sightingOverhead + key.length;
    return true;
  }
}

function readTypeLocation({ kind, name, path }: TokenLocation): TypeLocation | undefined {
  const location = { kind, name, path };
  return findTypeByLocation([location]) && location;
}

/** When the message or the request was sent. */
function timeOf({ info, location }: StoredSighting): number {
  return location.atMs ?? info.current.atMs;
}

function isSent({ info, location }: StoredSighting): boolean {
  return info.current.delivery === undefined && isOutgoing(location);
}

/** Estimated size in bytes. */
function sizeOf({ info, location: { name, path } }: StoredSighting): number {
  const { exchangeId, method, url, callSite = '' } = info.current;
  const length = exchangeId.length + method.length + url.length + name.length + callSite.length;
  return path.reduce((sum, step) => sum + step.length, sightingOverhead + length);
}
