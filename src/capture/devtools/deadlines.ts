/**
 * Deadlines of the same length for many calls, with one timer for all: in a burst, a timer for each call takes longer than
 * the rest of the work for it. Call the result with what happens at the deadline; it returns what ends the wait before.
 */
export function createDeadlines(lengthMs: number): (passed: () => void) => () => void {
  /** In the order of their deadlines, which are times of `performance.now`. */
  const waiting = new Map<() => void, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = () => {
    timer = undefined;
    for (const [passed, atMs] of waiting) {
      const leftMs = atMs - performance.now();
      if (leftMs > 0) {
        timer = setTimeout(check, leftMs);
        return;
      }
      waiting.delete(passed);
      passed();
    }
  };

  return (passed) => {
    waiting.set(passed, performance.now() + lengthMs);
    timer ??= setTimeout(check, lengthMs);
    return () => void waiting.delete(passed);
  };
}
