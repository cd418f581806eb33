import type { RequestCounts, WebRequestsNotice } from '../protocol/web-request-messages';
import { maxReceived } from './limits';

/** Tracks which of the background's sequence numbers one devtools page has received in one epoch. */
export class SequenceTracker {
  readonly epoch: string;
  /** All lower numbers were received or are known to be gone. */
  expected = 0;
  readonly #received = new Set<number>();
  readonly #leftOut = new Map<string, number>();
  /** Evicted requests per origin before the first message; undefined until it arrives. */
  #evictedBefore: Map<string, number> | undefined;
  #firstNext = 0;

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  /** Whether this number was emitted. */
  isReceived(number: number): boolean {
    return this.#received.has(number);
  }

  receive(number: number): void {
    this.#received.add(number);
    const [oldest] = this.#received;
    if (this.#received.size > maxReceived && oldest !== undefined) this.#received.delete(oldest);
  }

  /** Takes the number range of a message. Returns how many requests were lost that no per-origin count includes. */
  follow({ from, to, next, requests, counts }: WebRequestsNotice): number {
    if (this.#evictedBefore === undefined) {
      this.#firstNext = next;
      this.#evictedBefore = new Map(counts.map(({ origin, evicted }) => [origin, evicted]));
    }
    if (from > this.expected || to <= this.expected) return 0;
    // Requests from before this page opened may have been cleared; evicted ones are in the per-origin counts.
    const first = Math.max(this.expected, this.#firstNext);
    this.expected = to;
    return Math.max(0, to - first) - requests.filter(({ number }) => number >= first).length;
  }

  /** Number of requests of the site, not counted before, that were evicted before this page opened or never stored. */
  countLost(counts: readonly RequestCounts[], isOfSite: (origin: string) => boolean): number {
    let lost = 0;
    for (const [origin, evicted] of this.#evictedBefore ?? []) {
      if (!isOfSite(origin)) continue;
      lost += evicted;
      this.#evictedBefore?.delete(origin);
    }
    for (const { origin, leftOut } of counts) {
      if (!isOfSite(origin)) continue;
      // The count restarts if the origin wasn't watched for a while.
      lost += Math.max(0, leftOut - (this.#leftOut.get(origin) ?? 0));
      this.#leftOut.set(origin, leftOut);
    }
    return lost;
  }
}
