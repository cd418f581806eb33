/**
 * A FIFO queue with amortized constant cost. Alternatives are slower: removing the first entry of a Map skips over all
 * entries deleted before, and `Array.prototype.shift` moves all remaining elements.
 */
export class Queue<T> {
  #items: (T | undefined)[] = [];
  #first = 0;

  get length(): number {
    return this.#items.length - this.#first;
  }

  get first(): T | undefined {
    return this.#items[this.#first];
  }

  add(item: T): void {
    this.#items.push(item);
  }

  /** Removes and returns the first item. */
  shift(): T | undefined {
    const item = this.#items[this.#first];
    if (this.length === 0) return undefined;
    this.#items[this.#first] = undefined;
    this.#first += 1;
    // Compact when at least half of the array is removed items, so that each removal moves at most one item on average.
    if (this.#first * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  /** A copy of all items or the newest ones, oldest item first. */
  toArray(newest = Infinity): T[] {
    return this.#items.slice(Math.max(this.#first, this.#items.length - newest)) as T[];
  }
}
