import { describe, expect, it } from 'vitest';
import type { RequestSummary } from '../../traffic';
import { fitRange, followsNow, listAxisTimes, pan, positionOf, reveal, timeAt, zoom } from './scale';
import type { Timeline } from './timeline';

const startMs = Date.UTC(2026, 10, 29, 12);
const minute = 60_000;

function makeTimeline(times: readonly number[], ends: readonly number[] = []): Timeline {
  return {
    lanes: [
      {
        key: 'a',
        facts: undefined,
        distinction: undefined,
        isLine: true,
        bars: ends.map((endMs, tokenId) => ({
          tokenId,
          startMs: startMs - 10 * minute,
          endMs: startMs + endMs,
        })),
      },
    ],
    firstLane: 0,
    laneCount: 0,
    marks: [],
    joints: [],
    gaps: [],
    requests: times.map((at) => ({ sentAtMs: startMs + at }) as RequestSummary),
    counts: { tokens: 0, requests: 0, rejected: 0 },
    firstMs: undefined,
  };
}

describe('fitRange', () => {
  it('shows all requests, and the time after them that matters', () => {
    const timeline = makeTimeline([0, minute], [90_000, 9 * minute, Infinity]);
    const at = (nowMs: number) => fitRange(timeline, startMs + nowMs);
    expect(at(minute).fromMs).toBeLessThan(startMs);
    expect(at(minute).fromMs).toBeGreaterThan(startMs - minute / 2);
    // A token expires 30 s after the last request.
    expect(at(minute).toMs).toBeGreaterThan(startMs + 90_000);
    expect(at(minute).toMs).toBeLessThan(startMs + 2.5 * minute);
    expect(at(115_000).toMs).toBeGreaterThan(startMs + 115_000);
    // An hour later, the requests have as much space as before.
    expect(at(60 * minute)).toEqual(at(minute));
  });

  it('does not change with each second', () => {
    const timeline = makeTimeline([0, minute]);
    expect(fitRange(timeline, startMs + 66_000)).toEqual(fitRange(timeline, startMs + 67_000));
    expect(followsNow(timeline, startMs + 66_000)).toBe(true);
    expect(followsNow(timeline, startMs + 60 * minute)).toBe(false);
  });

  it('has a range without requests, or with only one', () => {
    for (const times of [[], [0]]) {
      const { fromMs, toMs } = fitRange(makeTimeline(times, [Infinity]), startMs);
      expect(fromMs).toBeLessThan(startMs);
      expect(toMs).toBeGreaterThan(startMs);
    }
  });
});

describe('a range', () => {
  const range = { fromMs: 0, toMs: 1_000 };

  it('is zoomed around a time, within limits', () => {
    expect(zoom(range, 0.5, 250)).toEqual({ fromMs: 125, toMs: 625 });
    const small = zoom(range, 1e-9, 500);
    expect(small.toMs - small.fromMs).toBeCloseTo(20);
    expect(zoom(range, 1e30, 500).toMs).toBeLessThan(1e13);
  });

  it('is moved, but not away from the requests', () => {
    expect(pan(range, 0.25, range)).toEqual({ fromMs: 250, toMs: 1_250 });
    expect(pan(range, 9, range)).toEqual({ fromMs: 500, toMs: 1_500 });
    expect(pan(range, -9, range)).toEqual({ fromMs: -500, toMs: 500 });
    expect(reveal(range, 900)).toEqual(range);
    expect(reveal(range, 2_000)).toEqual({ fromMs: 1_500, toMs: 2_500 });
  });

  it('has a position for each time', () => {
    expect(positionOf(range, 500, 250)).toBe(125);
    expect(timeAt(range, 500, 125)).toBe(250);
  });
});

describe('listAxisTimes', () => {
  it.each([
    [200, 20],
    [10_000, 1_000],
    [10 * minute, minute],
    [24 * 60 * minute, 3 * 60 * minute],
    [100 * 365 * 24 * 60 * minute, 3_650 * 24 * 60 * minute],
  ])('has round times for %d ms', (spanMs, stepMs) => {
    const axis = listAxisTimes({ fromMs: startMs + 1, toMs: startMs + spanMs }, 1_000, () => 0);
    expect(axis.stepMs).toBe(stepMs);
    expect(axis.times.length).toBeLessThanOrEqual(10);
    for (const atMs of axis.times.slice(0, stepMs <= minute ? 10 : 0)) expect(atMs % stepMs).toBe(0);
  });

  it('has times that are round in the given time zone, also after its clocks are set back', () => {
    const hour = 60 * minute;
    const midnightMs = Date.UTC(2026, 9, 24, 22);
    const backMs = Date.UTC(2026, 9, 25, 1);
    const zone = (atMs: number) => (atMs < backMs ? 2 : 1) * hour;
    const { times } = listAxisTimes({ fromMs: midnightMs, toMs: midnightMs + 25 * hour }, 1_000, zone);
    expect(times.map((atMs) => new Date(atMs + zone(atMs)).getUTCHours())).toEqual([
      0, 3, 6, 9, 12, 15, 18, 21,
    ]);
    const india = () => 5.5 * hour;
    const axis = listAxisTimes({ fromMs: midnightMs, toMs: midnightMs + 8 * hour }, 1_000, india);
    for (const atMs of axis.times) expect((atMs + india()) % hour).toBe(0);
  });
});
