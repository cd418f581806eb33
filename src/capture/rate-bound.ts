/** Lets through `perSecond` units a second on average, `burst` at once. Time comes in as an argument. */
export class RateBound {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #atMs: number | undefined;

  constructor({ perSecond, burst }: { readonly perSecond: number; readonly burst: number }) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
  }

  /** Takes `units` if that many are left, else nothing. A clock that was set back refills nothing. */
  take(nowMs: number, units = 1): boolean {
    const passedMs = Math.max(0, nowMs - (this.#atMs ?? nowMs));
    this.#atMs = nowMs;
    this.#left = Math.min(this.#burst, this.#left + (passedMs / 1_000) * this.#perSecond);
    if (units > this.#left) return false;
    this.#left -= units;
    return true;
  }
}
