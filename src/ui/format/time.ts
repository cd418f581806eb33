import { formatDuration } from '../../token';
import type { Translate } from './translate';

/** A duration in its largest unit and, with `maxUnits` 2, the next smaller one. Whole units, rounded down. */
export function describeDuration(t: Translate, seconds: number, maxUnits: 1 | 2 = 2): string {
  return formatDuration(seconds, t.formatUnits, maxUnits);
}

/** A point in time. `local` and `utc` include their time zone; `time` is the local time of day. */
export interface Moment {
  readonly local: string;
  readonly utc: string;
  readonly time: string;
  /** The same with milliseconds. */
  readonly timeMs: string;
  /** Only the local zone, for example `+02:00`. */
  readonly zone: string;
}

/** Undefined outside the range of dates, 8.64e15 ms before and after 1970 (ECMA-262 §21.4.1.1). */
export function describeMoment(ms: number): Moment | undefined {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return undefined;
  const offset = -date.getTimezoneOffset();
  const zone =
    offset === 0
      ? 'UTC'
      : `${offset < 0 ? '-' : '+'}${clockOf(Math.abs(offset) / 60, Math.abs(offset) % 60)}`;
  const time = clockOf(date.getHours(), date.getMinutes(), date.getSeconds());
  return {
    local: `${dayOf(date.getFullYear(), date.getMonth(), date.getDate())} ${time} ${zone}`,
    utc: `${date
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, '')} UTC`,
    time,
    timeMs: `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`,
    zone,
  };
}

function clockOf(...numbers: number[]): string {
  return numbers.map((number) => String(Math.floor(number)).padStart(2, '0')).join(':');
}

function dayOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The time until or since a point in time, in its largest unit: `in 4m`, `2h ago`. */
export function describeDistance(t: Translate, seconds: number): string {
  const relative = new Intl.RelativeTimeFormat(t.language, { style: 'narrow' });
  // `Intl.RelativeTimeFormat` accepts the plural units of durations. For -0 it gives "0s ago", for 0 "in 0s".
  return formatDuration(
    seconds,
    (units) => {
      const [unit, count] = Object.entries(units)[0] as [Intl.RelativeTimeFormatUnit, number];
      return relative.format(seconds < 0 ? -count : count, unit);
    },
    1,
  );
}
