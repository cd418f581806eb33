/** Delay of the first report after a pause. */
const minDelayMs = 50;
/** Minimum interval between reports in a burst: rendering the panel takes time away from the inspected page. */
const minIntervalMs = 250;

let lastMs = -Infinity;

/** Calls back once, soon after the call, but at most four times a second across all calls. */
export function schedule(callback: () => void): void {
  const waitMs = Math.max(minDelayMs, lastMs + minIntervalMs - performance.now());
  setTimeout(() => {
    lastMs = performance.now();
    callback();
  }, waitMs);
}
