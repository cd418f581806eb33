// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useFrame } from './useFrame';

const source = signal(0);
const derivedAt: number[] = [];
/** How long deriving takes, and the time that `performance` reports. */
let costMs = 0;
let nowMs = 0;

function Shown() {
  const value = useFrame(
    () => source.value,
    () => {
      derivedAt.push(nowMs);
      nowMs += costMs;
      return source.value;
    },
  );
  return <output>{value}</output>;
}

const shown = () => document.querySelector('output')?.textContent;

/** Changes the source every 10 ms. */
function change(times: number) {
  for (let count = 0; count < times; count += 1) {
    act(() => {
      source.value += 1;
      vi.advanceTimersByTime(10);
    });
    nowMs += 10;
  }
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'],
  });
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  [source.value, costMs, nowMs, derivedAt.length] = [0, 0, 0, 0];
});

afterEach(() => {
  render(null, document.body);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('derives a value once for all changes before a frame', () => {
  act(() => render(<Shown />, document.body));
  act(() => void vi.advanceTimersByTime(100));
  const before = derivedAt.length;
  act(() => {
    for (let count = 0; count < 5; count += 1) source.value += 1;
    vi.advanceTimersByTime(100);
  });
  expect(derivedAt).toHaveLength(before + 1);
  expect(shown()).toBe('5');
});

it('derives a value that is expensive more rarely, and the latest one in the end', () => {
  act(() => render(<Shown />, document.body));
  change(100);
  const cheap = derivedAt.length;
  costMs = 30;
  change(100);
  const expensive = derivedAt.length - cheap;
  expect(expensive).toBeGreaterThan(1);
  expect(expensive * 3).toBeLessThan(cheap);
  act(() => void vi.advanceTimersByTime(1_000));
  expect(shown()).toBe('200');
});
