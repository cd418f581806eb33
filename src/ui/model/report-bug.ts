/**
 * Reports a caught exception as the uncaught ones are reported, by the page's own `error` event (entry/report-bugs.ts).
 * Does not interrupt the caller.
 */
export function reportBug(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
