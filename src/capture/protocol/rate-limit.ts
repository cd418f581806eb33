/**
 * A token bucket: allows `perSecond` units a second on average and `burst` units at once. Also runs in the page world, so
 * it calls nothing that a page can redefine, such as `Math.min`.
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #atMs: number | undefined;

  constructor({ perSecond, burst }: { readonly perSecond: number; readonly burst: number }) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
  }

  /** Takes `units` if that many are left, otherwise nothing. A clock that was set back refills nothing. */
  take(nowMs: number, units = 1): boolean {
    const passedMs = nowMs - (this.#atMs ?? nowMs);
    this.#atMs = nowMs;
    if (passedMs > 0) this.#left += (passedMs / 1_000) * this.#perSecond;
    if (this.#left > this.#burst) this.#left = this.#burst;
    if (units > this.#left) return false;
    this.#left -= units;
    return true;
  }
}
