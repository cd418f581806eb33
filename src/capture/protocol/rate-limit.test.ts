import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit';

function takeMany(bound: RateLimit, nowMs: number, tries: number): number {
  return Array.from({ length: tries }, () => bound.take(nowMs)).filter(Boolean).length;
}

describe('RateLimit', () => {
  it('allows no more than the burst at once', () => {
    expect(takeMany(new RateLimit({ perSecond: 10, burst: 5 }), 1_000, 100)).toBe(5);
  });

  it('refills with time, but not above the burst', () => {
    const bound = new RateLimit({ perSecond: 10, burst: 5 });
    takeMany(bound, 0, 100);
    expect(takeMany(bound, 300, 100)).toBe(3);
    expect(takeMany(bound, 60_000, 100)).toBe(5);
  });

  it('refills nothing when the clock is set back', () => {
    const bound = new RateLimit({ perSecond: 10, burst: 5 });
    takeMany(bound, 10_000, 100);
    expect(takeMany(bound, 0, 100)).toBe(0);
  });

  it('takes nothing if more is requested than is left', () => {
    const bound = new RateLimit({ perSecond: 1, burst: 10 });
    expect(bound.take(0, 11)).toBe(false);
    expect(bound.take(0, 10)).toBe(true);
  });
});
