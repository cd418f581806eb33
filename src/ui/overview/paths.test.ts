import { describe, expect, it } from 'vitest';
import type { RequestSummary } from '../../traffic';
import { findAt } from './find';
import { drawPaths, topOf } from './paths';
import type { Timeline } from './timeline';

const range = { fromMs: 0, toMs: 100_000 };
const width = 1_000;
const empty: Timeline = {
  lanes: [],
  firstLane: 0,
  laneCount: 0,
  marks: [],
  joints: [],
  gaps: [],
  requests: [],
  counts: { tokens: 0, requests: 0, rejected: 0 },
  firstMs: undefined,
};
const mark = (atMs: number, more: Partial<Timeline['marks'][number]> = {}) => ({
  atMs,
  lane: 0,
  outcome: 'accepted' as const,
  request: { id: `r${atMs}` } as RequestSummary,
  ...more,
});
const lane = (...bars: readonly (readonly [number, number])[]) => ({
  key: 'a',
  facts: undefined,
  distinction: undefined,
  isLine: true,
  bars: bars.map(([startMs, endMs], tokenId) => ({ tokenId, startMs, endMs })),
});
/** The number of separate lines and shapes. */
const count = (path: string) => path.match(/M/g)?.length ?? 0;

describe('the drawing', () => {
  it('does not grow with the number of requests and tokens', () => {
    const outcomes = ['accepted', 'accepted', 'accepted', 'rejected', 'failed', 'pending'] as const;
    const marks = Array.from({ length: 10_000 }, (_, index) =>
      mark(index * 10, { lane: index % 4, outcome: outcomes[index % 6] ?? 'accepted' }),
    );
    const tokens = Array.from({ length: 1_000 }, (_, index) => [index * 90, index * 90 + 300] as const);
    const timeline: Timeline = {
      ...empty,
      lanes: [lane(...tokens), lane(), lane(), lane()],
      marks,
      joints: marks.map(({ atMs }) => ({ atMs, lanes: [0, 1] })),
      gaps: marks.map(({ atMs }) => ({ fromMs: atMs, toMs: atMs + 5, lane: 0 })),
    };
    const paths = drawPaths(timeline, range, width);
    expect(count(paths.marks.accepted)).toBeLessThanOrEqual(4 * (width + 1));
    for (const outcome of ['rejected', 'failed', 'pending'] as const) {
      expect(count(paths.marks[outcome])).toBeLessThanOrEqual(width + 4);
      expect(count(paths.marks[outcome])).toBeGreaterThan(100);
    }
    expect(count(paths.bars)).toBeLessThanOrEqual(1_000);
    expect(count(paths.gaps)).toBeLessThanOrEqual(width + 1);
    expect(count(paths.joints)).toBeLessThanOrEqual(3 * (width + 1));
    const total = Object.values({ ...paths, ...paths.marks }).join('').length;
    expect(total).toBeLessThan(250_000);
  });

  it('has a different shape for each outcome', () => {
    const outcomes = ['accepted', 'rejected', 'failed', 'pending'] as const;
    const { marks } = drawPaths(
      { ...empty, marks: outcomes.map((outcome) => mark(50_000, { outcome })) },
      range,
      width,
    );
    const shapes = outcomes.map((outcome) => marks[outcome].replace(/^M\S+ \S+?(?=[a-z])/, ''));
    expect(new Set(shapes).size).toBe(4);
    expect(shapes).not.toContain('');
  });

  it('leaves out what is not in the range, and cuts what begins or ends there', () => {
    const timeline = {
      ...empty,
      lanes: [lane([-900_000, Infinity], [200_000, 300_000])],
      marks: [mark(-5_000), mark(105_000)],
      gaps: [{ fromMs: -9_000, toMs: -5_000, lane: 0 }],
    };
    const paths = drawPaths(timeline, range, width);
    expect(paths.marks.accepted + paths.gaps + paths.ends).toBe('');
    expect(count(paths.bars)).toBe(1);
    expect(paths.bars).toMatch(/^M-1 \d+H1002v9H-1Z$/);
  });

  it('shows where tokens overlap, and where none has been issued', () => {
    const overlapping = drawPaths({ ...empty, lanes: [lane([0, 50_000], [40_000, 90_000])] }, range, width);
    expect(overlapping.overlaps).toMatch(/^M401 \d+H500/);
    const apart = drawPaths(
      {
        ...empty,
        lanes: [lane([0, 50_000], [60_000, 90_000])],
        gaps: [{ fromMs: 50_000, toMs: 60_000, lane: 0 }],
      },
      range,
      width,
    );
    expect(apart.overlaps).toBe('');
    expect(apart.gaps).toMatch(/^M500 \d+H600$/);
    expect(count(apart.ends)).toBe(2);
  });
});

describe('findAt', () => {
  const timeline: Timeline = {
    ...empty,
    lanes: [lane([0, 50_000], [60_000, 90_000]), lane([0, 1_000])],
    gaps: [{ fromMs: 50_000, toMs: 60_000, lane: 0 }],
    marks: [mark(10_000), mark(10_400, { outcome: 'rejected' }), mark(10_500, { lane: 1 }), mark(10_600)],
  };
  const find = (x: number, y: number) => findAt(timeline, range, width, x, y);

  it('finds the nearest request of the lane, first those that were not accepted', () => {
    expect(find(97, topOf(0) + 3)?.mark?.atMs).toBe(10_000);
    expect(find(107, topOf(0) + 3)?.mark?.outcome).toBe('rejected');
    expect(find(107, topOf(1) + 3)?.mark?.atMs).toBe(10_500);
  });

  it('finds tokens and gaps where there is no request', () => {
    expect(find(300, topOf(0) + 3)).toEqual({ tokenId: 0, lane: 0 });
    expect(find(550, topOf(0) + 3)?.gap).toBe(timeline.gaps[0]);
    expect(find(300, topOf(1) + 3)).toBeUndefined();
    expect(find(300, 2)).toBeUndefined();
    expect(find(300, topOf(3))).toBeUndefined();
  });
});
