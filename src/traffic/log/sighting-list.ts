import { firstSightingsKept } from '../exchange/limits';
import type { Sighting, TokenLocation } from '../exchange/sighting';
import type { SharedExchangeInfo } from './exchange-store';

/** One sighting as it's stored: its exchange info is shared with all sightings of the exchange. */
export interface StoredSighting {
  readonly info: SharedExchangeInfo;
  readonly location: TokenLocation;
}

/** A sighting as others see it, with the current facts about its exchange. */
export function toSighting({ info, location }: StoredSighting): Sighting {
  return { ...info.current, ...location };
}

/** The sightings of one token: its first ones, which are never evicted, and a ring buffer of the newest. */
export class SightingList {
  #first: StoredSighting[] = [];
  #newest: StoredSighting[] = [];
  #firstMax = 0;
  #newestMax = 0;
  /** Index of the oldest sighting in `#newest` once that is full. */
  #oldest = 0;

  constructor(max: number) {
    this.setMax(max);
  }

  get length(): number {
    return this.#first.length + this.#newest.length;
  }

  /** Sets how many sightings there may be. Returns the evicted ones. */
  setMax(max: number): StoredSighting[] {
    const all = this.toArray();
    this.#firstMax = Math.min(firstSightingsKept, Math.floor(max / 2));
    this.#newestMax = max - this.#firstMax;
    const evicted = all.splice(this.#firstMax, Math.max(0, all.length - max));
    this.#first = all.slice(0, this.#firstMax);
    this.#newest = all.slice(this.#firstMax);
    this.#oldest = 0;
    return evicted;
  }

  /** Adds a sighting. Returns the one that was evicted for it. */
  add(sighting: StoredSighting): StoredSighting | undefined {
    if (this.#first.length < this.#firstMax) {
      this.#first.push(sighting);
      return undefined;
    }
    if (this.#newest.length < this.#newestMax) {
      this.#newest.push(sighting);
      return undefined;
    }
    const evicted = this.#newest[this.#oldest];
    this.#newest[this.#oldest] = sighting;
    this.#oldest = (this.#oldest + 1) % this.#newestMax;
    return evicted;
  }

  /** A copy, newest last. */
  toArray(): StoredSighting[] {
    return [...this.#first, ...this.#newest.slice(this.#oldest), ...this.#newest.slice(0, this.#oldest)];
  }
}
