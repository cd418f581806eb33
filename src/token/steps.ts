/**
 * Work that is done in small pieces: each `next` does one, and the last one returns the result. The caller decides when
 * to do the next piece, so that a long text doesn't block a thread, and can stop at any time.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all the work at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
