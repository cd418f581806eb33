/** Something that happened at a time; `order` tells apart what happened at the same. */
export interface Timed {
  readonly sentAtMs: number;
  readonly order: number;
}

/** What happened, by time. Finds, adds and removes by halving, however many are of one time. */
export class TimeLine<T extends Timed> {
  readonly #items: T[] = [];

  get length(): number {
    return this.#items.length;
  }

  add(item: T): void {
    this.#items.splice(this.#indexOf(item), 0, item);
  }

  remove(item: T): void {
    const index = this.#indexOf(item);
    if (this.#items[index] === item) this.#items.splice(index, 1);
  }

  /** Those within the tolerance of a time, nearest first, of two as near the earlier; `max` at most. */
  *near(atMs: number, toleranceMs: number, max: number): Generator<T> {
    let after = this.#indexOf({ sentAtMs: atMs, order: -1 });
    let before = after - 1;
    for (let count = 0; count < max; count += 1) {
      const earlier = this.#items[before];
      const later = this.#items[after];
      const earlierMs = earlier === undefined ? Infinity : atMs - earlier.sentAtMs;
      const laterMs = later === undefined ? Infinity : later.sentAtMs - atMs;
      const isEarlier = earlierMs <= laterMs;
      const nearest = isEarlier ? earlier : later;
      if (nearest === undefined || Math.min(earlierMs, laterMs) > toleranceMs) return;
      if (isEarlier) before -= 1;
      else after += 1;
      yield nearest;
    }
  }

  /** Where the item stands, or is to stand. */
  #indexOf({ sentAtMs, order }: Timed): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = this.#items[middle];
      const isBefore =
        item !== undefined &&
        (item.sentAtMs < sentAtMs || (item.sentAtMs === sentAtMs && item.order < order));
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
