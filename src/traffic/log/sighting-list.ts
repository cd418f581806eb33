import { firstSightingsKept } from '../exchange/limits';
import type { Sighting, TokenLocation } from '../exchange/sighting';
import type { SharedExchangeInfo } from './exchange-store';

/** One sighting as it's held: what exchanges and sightings have in common is shared. */
export interface StoredSighting {
  readonly carrier: SharedExchangeInfo;
  readonly location: TokenLocation;
}

export function toSighting({ carrier, location }: StoredSighting): Sighting {
  return { ...carrier.current, ...location };
}

/** The sightings of one token: its first ones for good, then the newest; what lies between leaves as more come. */
export class SightingList {
  #first: StoredSighting[] = [];
  #newest: StoredSighting[] = [];
  #firstMax = 0;
  #newestMax = 0;
  /** Where in `#newest`, once it is full, the oldest stands. */
  #oldest = 0;

  constructor(max: number) {
    this.setMax(max);
  }

  get length(): number {
    return this.#first.length + this.#newest.length;
  }

  /** Holds so many from now on; returns those that had to leave. */
  setMax(max: number): StoredSighting[] {
    const all = this.toArray();
    this.#firstMax = Math.min(firstSightingsKept, Math.floor(max / 2));
    this.#newestMax = max - this.#firstMax;
    const leaving = all.splice(this.#firstMax, Math.max(0, all.length - max));
    this.#first = all.slice(0, this.#firstMax);
    this.#newest = all.slice(this.#firstMax);
    this.#oldest = 0;
    return leaving;
  }

  /** Adds one and returns the one that had to leave for it. */
  add(sighting: StoredSighting): StoredSighting | undefined {
    if (this.#first.length < this.#firstMax) {
      this.#first.push(sighting);
      return undefined;
    }
    if (this.#newest.length < this.#newestMax) {
      this.#newest.push(sighting);
      return undefined;
    }
    const leaving = this.#newest[this.#oldest];
    this.#newest[this.#oldest] = sighting;
    this.#oldest = (this.#oldest + 1) % this.#newestMax;
    return leaving;
  }

  /** A copy, newest last. */
  toArray(): StoredSighting[] {
    return [...this.#first, ...this.#newest.slice(this.#oldest), ...this.#newest.slice(0, this.#oldest)];
  }
}
