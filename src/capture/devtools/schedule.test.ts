import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { schedule } from './schedule';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('calls back soon after a pause, and in a burst four times a second', () => {
  let calls = 0;
  const burst = () => {
    calls += 1;
    schedule(burst);
  };
  schedule(burst);
  vi.advanceTimersByTime(49);
  expect(calls).toBe(0);
  vi.advanceTimersByTime(1);
  expect(calls).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(calls).toBe(5);
});
