import { firstSightingsKept } from './bounds';
import type { Sighting } from './sighting';

/** The sightings of one token: its first ones for good, then the newest; what lies between leaves as more come. */
export class SightingList {
  readonly #first: Sighting[] = [];
  readonly #newest: Sighting[] = [];
  readonly #firstMax: number;
  readonly #newestMax: number;
  /** Where in `#newest`, once it is full, the oldest stands. */
  #oldest = 0;

  constructor(max: number) {
    this.#firstMax = Math.min(firstSightingsKept, Math.floor(max / 2));
    this.#newestMax = max - this.#firstMax;
  }

  get length(): number {
    return this.#first.length + this.#newest.length;
  }

  /** Adds one and returns the one that had to leave for it. */
  add(sighting: Sighting): Sighting | undefined {
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
  toArray(): Sighting[] {
    return [...this.#first, ...this.#newest.slice(this.#oldest), ...this.#newest.slice(0, this.#oldest)];
  }
}
