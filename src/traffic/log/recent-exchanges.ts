import { Queue } from '../exchange/queue';

/** Remembers the IDs and times of the newest `max` exchanges, and which of them were cleared. */
export class RecentExchanges {
  readonly #sentAtMs = new Map<string, number>();
  readonly #order = new Queue<string>();
  readonly #max: number;
  #epoch = 0;
  #keptSinceMs = -Infinity;

  constructor(max: number) {
    this.#max = max;
  }

  has(id: string): boolean {
    return this.#sentAtMs.has(id);
  }

  /** How often the log was cleared. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whether an exchange from this time belongs in the log even though its search started in this epoch. */
  isCurrent(epoch: number, timeMs: number): boolean {
    return epoch === this.#epoch || timeMs >= this.#keptSinceMs;
  }

  /** Remembers the ID. Returns whether it's new. */
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

  /** Starts an epoch, and marks exchanges from before this time as cleared. */
  clearBefore(timeMs: number): void {
    this.#epoch += 1;
    this.#keptSinceMs = timeMs;
    for (const [id, sentAtMs] of this.#sentAtMs) {
      if (!(sentAtMs >= timeMs)) this.#sentAtMs.set(id, cleared);
    }
  }

  countSince(sinceMs: number): number {
    return [...this.#sentAtMs.values()].filter((sentAtMs) => sentAtMs >= sinceMs).length;
  }
}

const cleared = -Infinity;
