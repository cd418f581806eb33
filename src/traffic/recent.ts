/** Remembers the newest `max` exchanges by their ids, each with the time it was sent. */
export class RecentExchanges {
  readonly #sentAtMs = new Map<string, number>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** Says whether the id is new, and remembers it. */
  add(id: string, sentAtMs: number): boolean {
    if (this.#sentAtMs.has(id)) return false;
    this.#sentAtMs.set(id, sentAtMs);
    if (this.#sentAtMs.size > this.#max) {
      const [oldest] = this.#sentAtMs.keys();
      if (oldest !== undefined) this.#sentAtMs.delete(oldest);
    }
    return true;
  }

  countSince(sinceMs: number): number {
    return [...this.#sentAtMs.values()].filter((sentAtMs) => sentAtMs >= sinceMs).length;
  }
}
