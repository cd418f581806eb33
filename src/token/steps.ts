/**
 * Work that is done in small pieces: each `next` does one, and the last one returns the result. Whoever calls decides
 * when the next piece is done, so that a long text doesn't block a thread. It can be dropped at any time.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
