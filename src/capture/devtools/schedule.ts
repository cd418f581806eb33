/** Delay of the first report after a pause. */
const minDelayMs = 50;
/**
 * Minimum interval between reports in a burst, at its start and later: rendering the panel takes time away from the
 * inspected page.
 */
const minIntervalMs = 250;
const maxIntervalMs = 1_000;

let burstStartedMs = -Infinity;
let lastMs = -Infinity;
let panelWindow: Pick<Window, 'setTimeout'> | undefined;

/**
 * Uses this window's timers too. Chrome fires those of the devtools page once a second, since it's never visible. They
 * remain in use, because those of a panel end with its document.
 */
export function useTimersOf(shownWindow: Pick<Window, 'setTimeout'>): void {
  panelWindow = shownWindow;
}

/**
 * Calls back once, soon after the call: at most four times a second across all calls, and once a second in a long burst
 * unless a report is due for what didn't fit in the last one.
 */
export function schedule(callback: () => void, isBehind: boolean): void {
  const nowMs = performance.now();
  if (nowMs > lastMs + maxIntervalMs) burstStartedMs = nowMs;
  const intervalMs = isBehind
    ? minIntervalMs
    : Math.min(maxIntervalMs, Math.max(minIntervalMs, nowMs - burstStartedMs));
  const waitMs = Math.max(minDelayMs, lastMs + intervalMs - nowMs);
  let isCalled = false;
  const call = () => {
    if (isCalled) return;
    isCalled = true;
    lastMs = performance.now();
    callback();
  };
  setTimeout(call, waitMs);
  try {
    panelWindow?.setTimeout(call, waitMs);
  } catch {
    // Firefox: if a panel's document is gone, it's a dead object and accessing it throws.
    panelWindow = undefined;
  }
}
