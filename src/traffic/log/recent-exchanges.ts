import { Queue } from '../exchange/queue';

/** Remembers the newest `max` exchanges by their ids, each with the time it was sent, and which of them were cleared. */
export class RecentExchanges {
  readonly #sentAtMs = new Map<string, number>();
  readonly #order = new Queue<string>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  has(id: string): boolean {
    return this.#sentAtMs.has(id);
  }

  /** Says whether the id is new, and remembers it. */
  add(id: string, sentAtMs: number): boolean {
    if (this.#sentAtMs.has(id)) return false;
    this.#sentAtMs.set(id, sentAtMs);
    this.#order.add(id);
    if (this.#order.length > this.#max) {
      const oldest = this.#order.shift();
      if (oldest !== undefined) this.#sentAtMs.delete(oldest);
    }
    return true;
  }

  isCleared(id: string): boolean {
    return this.#sentAtMs.get(id) === cleared;
  }

  /** Marks those from before this time. */
  clearBefore(timeMs: number): void {
    for (const [id, sentAtMs] of this.#sentAtMs) {
      if (!(sentAtMs >= timeMs)) this.#sentAtMs.set(id, cleared);
    }
  }

  countSince(sinceMs: number): number {
    return [...this.#sentAtMs.values()].filter((sentAtMs) => sentAtMs >= sinceMs).length;
  }
}

const cleared = -Infinity;
