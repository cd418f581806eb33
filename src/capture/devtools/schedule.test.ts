import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { schedule, useTimersOf } from './schedule';

beforeAll(() => vi.useFakeTimers());
afterAll(() => vi.useRealTimers());

/** Milliseconds of the calls, from the first request for one, if each call requests the next. */
function timesOf(isBehind: boolean, durationMs: number): readonly number[] {
  const startedMs = performance.now();
  const times: number[] = [];
  const burst = () => {
    const atMs = performance.now() - startedMs;
    if (atMs > durationMs) return;
    times.push(atMs);
    schedule(burst, isBehind);
  };
  schedule(burst, isBehind);
  vi.advanceTimersByTime(durationMs + 2_000);
  return times;
}

it('calls back soon after a pause, and less and less often in a burst', () => {
  vi.advanceTimersByTime(2_000);
  expect(timesOf(false, 4_000)).toEqual([50, 300, 600, 1_200, 2_200, 3_200]);
});

it('calls back four times a second if there is more than fits in a report', () => {
  vi.advanceTimersByTime(2_000);
  expect(timesOf(true, 1_100)).toEqual([50, 300, 550, 800, 1_050]);
});

it('calls back once by the timers of the panel, and by its own once the panel is gone', () => {
  const timers: (() => void)[] = [];
  useTimersOf({ setTimeout: ((callback: () => void) => timers.push(callback)) as Window['setTimeout'] });
  const calls: string[] = [];
  schedule(() => calls.push('first'), false);
  timers.forEach((call) => call());
  expect(calls).toEqual(['first']);
  vi.advanceTimersByTime(1_000);
  expect(calls).toEqual(['first']);

  schedule(() => calls.push('after a reload of the panel'), false);
  vi.advanceTimersByTime(2_000);
  expect(calls).toEqual(['first', 'after a reload of the panel']);

  useTimersOf({
    setTimeout() {
      throw new TypeError("can't access dead object");
    },
  });
  schedule(() => calls.push('without its document'), false);
  vi.advanceTimersByTime(1_000);
  expect(calls.at(-1)).toBe('without its document');
});
