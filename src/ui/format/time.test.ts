import { afterEach, describe, expect, it, vi } from 'vitest';
import { english } from '../fixture/english.fixture';
import type { Translate } from './translate';
import { describeParam } from './params';
import { describeDistance, describeDuration, describeMoment } from './time';

const t: Translate = english;

describe('a duration', () => {
  it('is written with the formatter of the UI language', () => {
    const language = {
      language: 'en',
      formatUnits: (units: object) => Object.entries(units).join(' and '),
    };
    const withFormatter: Translate = Object.assign(() => '', language);
    expect(describeDuration(withFormatter, 7_199)).toBe('hours,1 and minutes,59');
    expect(describeParam(withFormatter, { seconds: 7_199 })).toBe('hours,1 and minutes,59');
    expect(describeDuration(t, 7_199)).toBe('1 h 59 min');
  });
});

describe('the distance to a point in time', () => {
  it.each([
    [252, 'in 4m'],
    [-252, '4m ago'],
    [0, 'in 0s'],
    [-0.5, '0s ago'],
    [7_199, 'in 1h'],
    [-86_399, '23h ago'],
    [400 * 86_400, 'in 1y'],
  ])('of %d seconds is written as %s', (seconds, text) => {
    expect(describeDistance(t, seconds)).toBe(text);
  });
});

describe('a point in time', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is undefined outside the range of dates', () => {
    expect(describeMoment(Infinity)).toBeUndefined();
    expect(describeMoment(8.64e15 + 1)).toBeUndefined();
  });

  it.each([
    ['UTC', '2026-09-21 12:00:00 UTC'],
    ['Asia/Kolkata', '2026-09-21 17:30:00 +05:30, 2026-09-21 12:00:00 UTC'],
  ])('has both times in its tooltip, and only one in UTC: %s', (zone, both) => {
    vi.stubEnv('TZ', zone);
    expect(describeMoment(1_789_992_000_000)?.both).toBe(both);
  });

  it('is written with its time zone, in local time and in UTC', () => {
    const moment = describeMoment(1_789_992_000_000);
    expect(moment?.utc).toBe('2026-09-21 12:00:00 UTC');
    expect(moment?.local).toMatch(/^2026-09-2[012] \d\d:\d\d:00 (UTC|[+-]\d\d:\d\d)$/);
    const [day, time, zone] = moment?.local.split(' ') ?? [];
    expect(Date.parse(`${day}T${time}${zone === 'UTC' ? 'Z' : zone}`)).toBe(1_789_992_000_000);
  });
});
