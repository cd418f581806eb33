/**
 * Reports a caught exception like an uncaught one, through the page's `error` event (entry/report-bugs.ts). Never
 * throws into the caller.
 */
export function reportBug(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
