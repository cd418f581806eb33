import { describe, expect, it } from 'vitest';
import { formatDuration, type DurationUnits } from './duration';

const day = 86_400;

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.9, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [252, '4 min 12 s'],
    [3_599, '59 min 59 s'],
    [3_600, '1 h'],
    [3_605, '1 h'],
    [7_199, '1 h 59 min'],
    [7_199.9, '1 h 59 min'],
    [day - 1, '23 h 59 min'],
    [90_061, '1 d 1 h'],
    [2 * day - 1, '1 d 23 h'],
    [365 * day - 1, '364 d 23 h'],
    [366 * day, '1 y 1 d'],
    [-12, '12 s'],
    [Number.NaN, '0 s'],
    [1e300, '4294967295 y'],
    [Infinity, '4294967295 y'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('never shows a unit that adds up to the next larger one', () => {
    const limits: Readonly<Record<string, number>> = { days: 365, hours: 24, minutes: 60, seconds: 60 };
    const tooLarge: unknown[] = [];
    for (let seconds = 0; seconds < 800 * day; seconds += seconds < 3 * day ? 1 : 1_799) {
      formatDuration(seconds, (units) => {
        if (Object.entries(units).some(([unit, count]) => count >= (limits[unit] ?? Infinity)))
          tooLarge.push([seconds, units]);
        return '';
      });
    }
    expect(tooLarge).toEqual([]);
  });

  it('shows only the largest unit when maxUnits is 1', () => {
    expect(formatDuration(252, undefined, 1)).toBe('4 min');
  });

  it('uses the given formatter', () => {
    const given: DurationUnits[] = [];
    const format = (units: DurationUnits) => String(given.push(units));
    expect([formatDuration(7_199, format), formatDuration(0, format)]).toEqual(['1', '2']);
    expect(given).toEqual([{ hours: 1, minutes: 59 }, { seconds: 0 }]);
  });
});
