import type { Delivery } from '../exchange/delivery';
import type { TokenRow } from '../session/feed';
import type { Seen } from './find-stored';
import { ownText } from '../exchange/detached-string';
import { isSent } from '../exchange/sent';
import type { Place, Sighting } from '../exchange/sighting';
import { SightingList } from './sighting-list';

/** Rough weights of an object with its fields and of a list entry, in bytes: bounds need the order of size only. */
const tokenOverhead = 400;
const sightingOverhead = 160;

const storagePlaces: ReadonlySet<Place> = new Set([
  'localStorage',
  'sessionStorage',
  'window.name',
  'cookie',
  'IndexedDB',
]);

/** What is known of how a request ended. */
export interface ExchangeOutcome {
  readonly id: string;
  readonly status: number;
  readonly delivery: Delivery;
  readonly isPending: boolean;
}

/** One distinct token as the log holds it. */
export class HeldToken {
  readonly id: number;
  readonly raw: string;
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

  constructor(id: number, raw: string, maxSightings: number) {
    this.id = id;
    this.raw = ownText(raw);
    this.bytes = tokenOverhead + raw.length;
    this.#sightings = new SightingList(maxSightings);
    this.#maxStoragePlaces = maxSightings;
  }

  /**
   * Adds what one exchange showed of it; tells which sightings are new, and how many had to leave for them. `wasSent`
   * says that this exchange was seen before to send it, and is counted.
   */
  add(
    sightings: readonly Sighting[],
    wasSent = false,
  ): { readonly added: readonly Sighting[]; readonly dropped: number } {
    const added = sightings.filter((sighting) => this.#isNew(sighting));
    const dropped = added.filter((sighting) => this.#keep(sighting) !== undefined).length;
    // A token in two places of one request is one request that carried it.
    const sent = wasSent ? undefined : added.find(isSent);
    if (sent !== undefined) this.#requests += 1;
    if (isRefusal(sent?.status)) this.#refused += 1;
    return { added, dropped };
  }

  /** Whether one of the sightings held says that this exchange sent it. Costs what is held. */
  hasSent(exchangeId: string): boolean {
    return this.sightings().some((sighting) => sighting.exchangeId === exchangeId && isSent(sighting));
  }

  /** Corrects the counts and the sightings of an exchange whose answer or delivery is known better now. */
  amend(before: ExchangeOutcome, after: ExchangeOutcome, { isOutgoing, wasSent }: Seen): void {
    const isSentNow = isOutgoing && after.delivery.state === 'sent';
    this.#requests += Number(isSentNow) - Number(wasSent);
    this.#refused +=
      Number(isSentNow && isRefusal(after.status)) - Number(wasSent && isRefusal(before.status));
    this.#sightings.replace((sighting) =>
      sighting.exchangeId === after.id && sighting.status !== undefined
        ? withOutcome(sighting, after)
        : sighting,
    );
    if (isSentNow !== wasSent) this.#lastSentMs = newestOf(this.sightings().filter(isSent));
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
    if (!storagePlaces.has(place)) return true;
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
    if (isSent(sighting)) this.#lastSentMs = Math.max(this.#lastSentMs ?? -Infinity, atMs);
    const leaving = this.#sightings.add(sighting);
    this.bytes += weigh(sighting);
    if (leaving !== undefined) this.bytes -= weigh(leaving);
    return leaving;
  }
}

function withOutcome(
  { delivery: _before, isPending: _wasPending, ...sighting }: Sighting,
  { status, delivery, isPending }: ExchangeOutcome,
): Sighting {
  return {
    ...sighting,
    status,
    ...(delivery.state === 'sent' ? {} : { delivery }),
    ...(isPending ? { isPending } : {}),
  };
}

function newestOf(sightings: readonly Sighting[]): number | undefined {
  if (sightings.length === 0) return undefined;
  return sightings.reduce((newest, { atMs }) => Math.max(newest, atMs), -Infinity);
}

function weigh({ exchangeId, method, url, name, path, callSite = '' }: Sighting): number {
  const texts = [exchangeId, method, url, name, callSite, ...path];
  return texts.reduce((sum, text) => sum + text.length, sightingOverhead);
}

/** RFC 9110 §15.5.2 and §15.5.4. */
function isRefusal(status: number | undefined): boolean {
  return status === 401 || status === 403;
}
