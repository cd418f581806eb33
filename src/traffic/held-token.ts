import type { TokenRow } from './feed';
import { ownText } from './own-text';
import { isSent } from './sent';
import type { Sighting } from './sighting';
import { SightingList } from './sighting-list';

/** Rough weights of an object with its fields and of a list entry, in bytes: bounds need the order of size only. */
const tokenOverhead = 400;
const sightingOverhead = 160;

/** One distinct token as the log holds it. */
export class HeldToken {
  readonly id: number;
  readonly raw: string;
  /** What it and its sightings weigh, in estimated bytes. */
  bytes: number;
  readonly #sightings: SightingList;
  readonly #maxStoragePlaces: number;
  /** Storage entries in which it was found: one read again and again is no new sighting. */
  readonly #storagePlaces = new Set<string>();
  #seen = 0;
  #requests = 0;
  #refused = 0;
  #firstSeenMs = Infinity;
  #lastSeenMs = -Infinity;
  #lastSentMs: number | undefined;

  constructor(id: number, raw: string, maxSightings: number) {
    this.id = id;
    this.raw = ownText(raw);
    this.bytes = tokenOverhead + raw.length;
    this.#sightings = new SightingList(maxSightings);
    this.#maxStoragePlaces = maxSightings;
  }

  /** Adds what one exchange showed of it; tells which sightings are new, and how many had to leave for them. */
  add(sightings: readonly Sighting[]): { readonly added: readonly Sighting[]; readonly dropped: number } {
    const added = sightings.filter((sighting) => this.#isNew(sighting));
    const dropped = added.filter((sighting) => this.#keep(sighting) !== undefined).length;
    // A token in two places of one request is one request that carried it.
    const sent = added.find(({ place }) => isSent(place));
    if (sent !== undefined) this.#requests += 1;
    if (sent?.status === 401 || sent?.status === 403) this.#refused += 1;
    return { added, dropped };
  }

  get held(): number {
    return this.#sightings.length;
  }

  sightings(): Sighting[] {
    return this.#sightings.toArray();
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

  #isNew({ place, url, name, path }: Sighting): boolean {
    if (place !== 'localStorage' && place !== 'sessionStorage' && place !== 'cookie') return true;
    const spot = JSON.stringify([place, url, name, path]);
    if (this.#storagePlaces.has(spot)) return false;
    // One token in thousands of entries is a page at play: the entries beyond the bound are not told of.
    if (this.#storagePlaces.size >= this.#maxStoragePlaces) return false;
    this.#storagePlaces.add(spot);
    this.bytes += sightingOverhead + spot.length;
    return true;
  }

  #keep(sighting: Sighting): Sighting | undefined {
    const { atMs } = sighting;
    this.#seen += 1;
    this.#firstSeenMs = Math.min(this.#firstSeenMs, atMs);
    this.#lastSeenMs = Math.max(this.#lastSeenMs, atMs);
    if (isSent(sighting.place)) this.#lastSentMs = Math.max(this.#lastSentMs ?? -Infinity, atMs);
    const leaving = this.#sightings.add(sighting);
    this.bytes += weigh(sighting);
    if (leaving !== undefined) this.bytes -= weigh(leaving);
    return leaving;
  }
}

function weigh({ exchangeId, method, url, name, path, callSite = '' }: Sighting): number {
  const texts = [exchangeId, method, url, name, callSite, ...path];
  return texts.reduce((sum, text) => sum + text.length, sightingOverhead);
}
