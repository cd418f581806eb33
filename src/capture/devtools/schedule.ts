/** After a pause what is new is told this soon. */
const soonMs = 50;
/** In a burst a panel is told no more often: drawing it is what costs the inspected page its time. */
const apartMs = 250;

let lastMs = -Infinity;

/** Calls back once: soon, but not sooner after the last time than a person can read. */
export function schedule(callback: () => void): void {
  const waitMs = Math.max(soonMs, lastMs + apartMs - performance.now());
  setTimeout(() => {
    lastMs = performance.now();
    callback();
  }, waitMs);
}
