import type { Frame } from 'playwright';

type Observed = typeof globalThis & {
  longTasks?: { longestMs: number; readonly observer: PerformanceObserver };
};

/** Starts to record the longest task of the frame's main thread. The browser reports only tasks over 50 ms. */
export async function noteLongTasks(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const observed: Observed = globalThis;
    observed.longTasks?.observer.disconnect();
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.longestMs = Math.max(tasks.longestMs, duration);
    });
    const tasks = { longestMs: 0, observer };
    observed.longTasks = tasks;
    observer.observe({ type: 'longtask' });
  });
}

/** The longest task since then, in milliseconds; 0 if none was over 50 ms. */
export function longestTaskMs(frame: Frame): Promise<number> {
  return frame.evaluate(() => {
    const { longestMs = Number.NaN, observer } = (globalThis as Observed).longTasks ?? {};
    // The latest may not have been delivered yet.
    return Math.max(longestMs, ...(observer?.takeRecords() ?? []).map(({ duration }) => duration));
  });
}

export function describeLongest(ms: number): string {
  return ms === 0 ? 'none over 50 ms' : `${Math.round(ms)} ms`;
}
