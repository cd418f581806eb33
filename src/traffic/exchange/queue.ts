/**
 * First in, first out, at a constant cost: a Map from which the first entry is always taken passes over all the places
 * of those that were taken before, and an array moves all the others.
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

  /** Takes the first one out. */
  shift(): T | undefined {
    const item = this.#items[this.#first];
    if (this.length === 0) return undefined;
    this.#items[this.#first] = undefined;
    this.#first += 1;
    // The places of those taken are given back when they are half of all: each item moves at most once for one taken.
    if (this.#first * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  /** A copy, first in first. */
  toArray(): T[] {
    return this.#items.slice(this.#first) as T[];
  }
}
