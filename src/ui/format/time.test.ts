import { describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import type { Say } from './translate';
import { describeDuration, describeMoment } from './time';

const say: Say = english;

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [0.9, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [252, '4 min 12 s'],
    [3_600, '1 h'],
    [90_061, '1 d 1 h'],
    [366 * 86_400, '1 y 1 d'],
    [-12, '12 s'],
  ])('of %d seconds is %s', (seconds, words) => {
    expect(describeDuration(say, seconds)).toBe(words);
  });

  it('can be cut to its largest unit', () => {
    expect(describeDuration(say, 252, 1)).toBe('4 min');
  });
});

describe('a moment', () => {
  it('is nothing beyond what a date can be', () => {
    expect(describeMoment(Infinity)).toBeUndefined();
    expect(describeMoment(8.64e15 + 1)).toBeUndefined();
  });

  it('names the zone of both its readings', () => {
    const moment = describeMoment(1_789_992_000_000);
    expect(moment?.utc).toBe('2026-09-21 12:00:00 UTC');
    expect(moment?.local).toMatch(/^2026-09-2[012] \d\d:\d\d:00 (UTC|[+-]\d\d:\d\d)$/);
    const [day, time, zone] = moment?.local.split(' ') ?? [];
    expect(Date.parse(`${day}T${time}${zone === 'UTC' ? 'Z' : zone}`)).toBe(1_789_992_000_000);
  });
});
