import type { Say } from './translate';
import { describeNumber } from './translate';

const units = [
  ['duration_years', 365 * 86_400],
  ['duration_days', 86_400],
  ['duration_hours', 3_600],
  ['duration_minutes', 60],
  ['duration_seconds', 1],
] as const;

/** A length of time in its largest unit and, with `parts` 2, the next one: `4 min 12 s`. Whole seconds, rounded down. */
export function describeDuration(say: Say, seconds: number, parts: 1 | 2 = 2): string {
  let rest = Math.floor(Math.abs(seconds));
  const first = units.findIndex(([, size]) => rest >= size);
  if (first === -1) return say('duration_seconds', '0');
  const words: string[] = [];
  for (const [key, size] of units.slice(first, first + parts)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(say(key, describeNumber(count)));
  }
  return words.join(' ');
}

/** One moment in the machine's zone and in UTC. `local` and `utc` name their zone; `time` is the local time of day. */
export interface Moment {
  readonly local: string;
  readonly utc: string;
  readonly time: string;
  /** The zone alone, as `+02:00`. */
  readonly zone: string;
}

/** `undefined` beyond what a date can be (ECMA-262 §21.4.1.1): 8.64e15 ms either side of 1970. */
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
    zone,
  };
}

function clockOf(...numbers: number[]): string {
  return numbers.map((number) => String(Math.floor(number)).padStart(2, '0')).join(':');
}

function dayOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** How far away a moment is: `in 4 min 12 s`, `2 min ago`. */
export function describeDistance(say: Say, seconds: number): string {
  return say(seconds >= 0 ? 'distance_in' : 'distance_ago', describeDuration(say, seconds));
}
