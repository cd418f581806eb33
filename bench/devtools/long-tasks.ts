import type { Frame } from 'playwright';

type Observed = typeof globalThis & { longestTaskMs?: number };

/** Begins to note the longest task of the frame's main thread. The browser tells of those over 50 ms alone. */
export async function noteLongTasks(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const observed: Observed = globalThis;
    observed.longestTaskMs = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        observed.longestTaskMs = Math.max(observed.longestTaskMs ?? 0, duration);
    }).observe({ type: 'longtask' });
  });
}

/** The longest one since then, in milliseconds; 0 when none was over 50 ms. */
export function longestTaskMs(frame: Frame): Promise<number> {
  return frame.evaluate(() => (globalThis as Observed).longestTaskMs ?? Number.NaN);
}

export function describeLongest(ms: number): string {
  return ms === 0 ? 'none over 50 ms' : `${Math.round(ms)} ms`;
}
