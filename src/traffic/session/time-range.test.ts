import { describe, expect, it } from 'vitest';
import {
  fromZoned,
  isInTimeRange,
  parseTimeRange,
  replaceTimeRange,
  resolveTimeRange,
  type ZoneOffset,
} from './time-range';

const hourMs = 3_600_000;
const india: ZoneOffset = () => 5.5 * hourMs;
/** Clocks are set forward at 01:00 UTC on March 29, 2026, and back on October 25. */
const berlin: ZoneOffset = (atMs) =>
  atMs >= Date.UTC(2026, 2, 29, 1) && atMs < Date.UTC(2026, 9, 25, 1) ? 2 * hourMs : hourMs;

/** A time in India. */
const at = (hours: number, minutes = 0, seconds = 0, ms = 0, day = 29) =>
  Date.UTC(2026, 10, day, hours, minutes, seconds, ms) - 5.5 * hourMs;
const isIn = (text: string, atMs: number, zone = india) => {
  const range = parseTimeRange(text, zone);
  return range !== undefined && isInTimeRange(range, atMs);
};

describe('a range of times', () => {
  it('includes its end, with the precision of its last digit', () => {
    expect(isIn('12:41:07..12:41:09', at(12, 41, 6, 999))).toBe(false);
    expect(isIn('12:41:07..12:41:09', at(12, 41, 7))).toBe(true);
    expect(isIn('12:41:07..12:41:09', at(12, 41, 9, 999))).toBe(true);
    expect(isIn('12:41:07..12:41:09', at(12, 41, 10))).toBe(false);
    expect(isIn('12:41:07.5..12:41:07.612', at(12, 41, 7, 612))).toBe(true);
    expect(isIn('12:41:07.5..12:41:07.612', at(12, 41, 7, 613))).toBe(false);
    expect(isIn('12:41..12:42', at(12, 42, 59))).toBe(true);
    expect(isIn('12:41', at(12, 41, 30))).toBe(true);
    expect(isIn('12:41', at(12, 42))).toBe(false);
  });

  it('needs only one of start and end', () => {
    expect(isIn('12:41..', at(23))).toBe(true);
    expect(isIn('12:41..', at(12))).toBe(false);
    expect(isIn('..12:41', at(0))).toBe(true);
    expect(isIn('..12:41', at(12, 42))).toBe(false);
  });

  it('applies to each day without a date, also across midnight', () => {
    expect(isIn('12:41..12:42', at(12, 41, 0, 0, 28))).toBe(true);
    expect(isIn('23:59..00:01', at(23, 59, 30))).toBe(true);
    expect(isIn('23:59..00:01', at(0, 1, 59, 0, 30))).toBe(true);
    expect(isIn('23:59..00:01', at(12))).toBe(false);
    expect(isIn('2026-11-28T12:41..12:42', at(12, 41))).toBe(false);
    expect(isIn('2026-11-28T12:41..2026-11-29T12:42', at(12, 41))).toBe(true);
  });

  it.each(['', '..', 'noon', '25:00', '12:60', '12:41:60', '1..2..3', '12:41..x', '12', '12:41:07.1234'])(
    'is not %j',
    (text) => expect(parseTimeRange(text, india)).toBeUndefined(),
  );

  it('is resolved on the day of a time', () => {
    const range = parseTimeRange('23:59..00:00:59', india);
    expect(range && resolveTimeRange(range, at(12))).toEqual({
      fromMs: at(23, 59),
      toMs: at(0, 1, 0, 0, 30),
    });
  });

  it('replaces the one in a filter, and nothing in quotes', () => {
    const range = { fromMs: at(12, 41, 7, 5), lastMs: at(12, 41, 9), hasDate: false, hasMilliseconds: true };
    const text = 'sub:alice -time:1:00 "at time:2:00"';
    const replaced = replaceTimeRange(text, india, range);
    expect(replaced).toBe('sub:alice "at time:2:00" time:12:41:07.005..12:41:09.000');
    expect(replaceTimeRange(replaced, india)).toBe('sub:alice "at time:2:00"');
    expect(replaceTimeRange('', india, { ...range, hasDate: true, hasMilliseconds: false })).toBe(
      'time:2026-11-29T12:41:07..2026-11-29T12:41:09',
    );
  });

  it('is in the given time zone, also on the days when its clocks are set', () => {
    const utc: ZoneOffset = () => 0;
    expect(isIn('12:41', at(12, 41), utc)).toBe(false);
    expect(isIn('07:11', at(12, 41), utc)).toBe(true);
    expect(isIn('2026-10-25T12:00..12:01', Date.UTC(2026, 9, 25, 11), berlin)).toBe(true);
    expect(isIn('2026-10-25T12:00..12:01', Date.UTC(2026, 9, 25, 10), berlin)).toBe(false);
    expect(isIn('2026-03-29T12:00..12:01', Date.UTC(2026, 2, 29, 10), berlin)).toBe(true);
    const range = { fromMs: Date.UTC(2026, 9, 25, 0, 30), lastMs: Date.UTC(2026, 9, 25, 1, 30) };
    const written = replaceTimeRange('', berlin, { ...range, hasDate: true, hasMilliseconds: false });
    expect(written).toBe('time:2026-10-25T02:30:00..2026-10-25T02:30:00');
    const day = parseTimeRange('12:00..', berlin);
    expect(day && resolveTimeRange(day, Date.UTC(2026, 9, 25, 0))).toEqual({
      fromMs: Date.UTC(2026, 9, 25, 11),
      toMs: Infinity,
    });
  });
});

describe('the time at which clocks in a zone show something', () => {
  it('is the inverse of the offset, except for hours that are skipped or occur twice', () => {
    for (const atMs of [Date.UTC(2026, 2, 29, 0, 59), Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 2)]) {
      expect(fromZoned(atMs + berlin(atMs), berlin)).toBe(atMs);
    }
    expect(fromZoned(-Infinity, berlin)).toBe(-Infinity);
  });
});
