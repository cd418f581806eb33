import type { RequestCounts, WebRequestsNotice } from '../protocol/web-request-messages';

/** More than the background holds at once, so that nothing that it can tell again is forgotten here. */
const maxTaken = 10_000;

/** What one devtools page has heard of the background's numbered requests within one epoch, and so what it has not. */
export class NumberRow {
  readonly epoch: string;
  /** Each number below it was heard of, or is known to be gone. */
  expected = 0;
  readonly #taken = new Set<number>();
  readonly #leftOut = new Map<string, number>();
  /** What left before this page heard the first word; undefined until then. */
  #letGoBefore: Map<string, number> | undefined;
  #begunAt = 0;

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  /** Whether this number was handed over. */
  isTaken(number: number): boolean {
    return this.#taken.has(number);
  }

  take(number: number): void {
    this.#taken.add(number);
    const [oldest] = this.#taken;
    if (this.#taken.size > maxTaken && oldest !== undefined) this.#taken.delete(oldest);
  }

  /** Follows the numbers of a message. Returns how many are gone that nobody counts by their origin. */
  follow({ from, to, next, requests, counts }: WebRequestsNotice): number {
    if (this.#letGoBefore === undefined) {
      this.#begunAt = next;
      this.#letGoBefore = new Map(counts.map(({ origin, letGo }) => [origin, letGo]));
    }
    if (from > this.expected || to <= this.expected) return 0;
    // What was there before this page may be gone for good reason; its origins' counts say what was let go.
    const first = Math.max(this.expected, this.#begunAt);
    this.expected = to;
    return Math.max(0, to - first) - requests.filter(({ number }) => number >= first).length;
  }

  /** How many requests of the site, not counted before, left before this page came or never were held. */
  countLost(counts: readonly RequestCounts[], isOfSite: (origin: string) => boolean): number {
    let lost = 0;
    for (const [origin, letGo] of this.#letGoBefore ?? []) {
      if (!isOfSite(origin)) continue;
      lost += letGo;
      this.#letGoBefore?.delete(origin);
    }
    for (const { origin, leftOut } of counts) {
      if (!isOfSite(origin)) continue;
      // Less than before where it was not watched for a while.
      lost += Math.max(0, leftOut - (this.#leftOut.get(origin) ?? 0));
      this.#leftOut.set(origin, leftOut);
    }
    return lost;
  }
}
