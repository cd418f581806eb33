import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeadlines } from './deadlines';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('passes each deadline that was not ended before, with one timer', async () => {
  const start = createDeadlines(1_000);
  const passed: string[] = [];
  start(() => passed.push('first'));
  const end = start(() => passed.push('ended'));
  await vi.advanceTimersByTimeAsync(400);
  start(() => passed.push('later'));
  expect(vi.getTimerCount()).toBe(1);
  end();
  await vi.advanceTimersByTimeAsync(700);
  expect(passed).toEqual(['first']);
  await vi.advanceTimersByTimeAsync(400);
  expect(passed).toEqual(['first', 'later']);
  expect(vi.getTimerCount()).toBe(0);
});
