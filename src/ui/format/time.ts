import { formatDuration } from '../../token';
import type { ZoneOffset } from '../../traffic';
import { isUtc } from './preferences';
import type { Translate } from './translate';

/** A duration in its largest unit and, with `maxUnits` 2, the next smaller one. Whole units, rounded down. */
export function describeDuration(t: Translate, seconds: number, maxUnits: 1 | 2 = 2): string {
  return formatDuration(seconds, t.formatUnits, maxUnits);
}

const utc: ZoneOffset = () => 0;
const localZone: ZoneOffset = (atMs) => -new Date(atMs).getTimezoneOffset() * 60_000;

/** The time zone that the user chose. Reading it in a computation subscribes to its changes. */
export function shownZone(): ZoneOffset {
  return isUtc.value ? utc : localZone;
}

/** A point in time. `local` and `utc` include their time zone; `time` is the local time of day. If the user
 * chose UTC, it takes the place of the local zone. */
export interface Moment {
  readonly local: string;
  readonly utc: string;
  /** `local` and, in another zone, `utc`: for a tooltip. */
  readonly both: string;
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
  const offsetMs = shownZone()(ms);
  const offset = offsetMs / 60_000;
  // Its UTC fields are those of the shown zone. At the limits of dates there is no such date.
  const moved = new Date(ms + offsetMs);
  const shown = Number.isNaN(moved.getTime()) ? date : moved;
  const zone =
    offset === 0
      ? 'UTC'
      : `${offset < 0 ? '-' : '+'}${clockOf(Math.abs(offset) / 60, Math.abs(offset) % 60)}`;
  const time = clockOf(shown.getUTCHours(), shown.getUTCMinutes(), shown.getUTCSeconds());
  const local = `${dayOf(shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate())} ${time} ${zone}`;
  const utc = `${date
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '')} UTC`;
  return {
    local,
    utc,
    both: offset === 0 ? local : `${local}, ${utc}`,
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
