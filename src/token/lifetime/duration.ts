/** Units of time in the shape that `Intl.DurationFormat` takes. */
export interface DurationUnits {
  readonly years?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** Formats units of time in the user's language. `seconds: 0` alone must be formatted, not omitted. */
export type FormatUnits = (units: DurationUnits) => string;

/** A duration as a message parameter. */
export interface Duration {
  readonly seconds: number;
}

const unitSizes = [
  ['years', 365 * 86_400],
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/**
 * The international symbols (SI brochure, tables 1 and 8), for callers without `Intl.DurationFormat`, such as Node 20.
 */
const symbols = { years: 'y', days: 'd', hours: 'h', minutes: 'min', seconds: 's' } as const;

/**
 * Formats a duration in its largest unit and, with `maxUnits` 2, the next smaller one: `4 min 12 s`. Rounds down, so a
 * duration is never overstated. Ignores the sign and caps at 2³² years.
 */
export function formatDuration(
  seconds: number,
  format: FormatUnits = formatSymbols,
  maxUnits: 1 | 2 = 2,
): string {
  return format(splitDuration(seconds, maxUnits));
}

/** `Intl.DurationFormat` throws a RangeError from 2³² years on (ECMA-402, IsValidDuration); a claim can exceed that. */
const maxSeconds = (2 ** 32 - 1) * 365 * 86_400;

function splitDuration(seconds: number, maxUnits: number): DurationUnits {
  let rest = Math.floor(Math.min(Math.abs(seconds), maxSeconds));
  const first = unitSizes.findIndex(([, size]) => rest >= size);
  if (first === -1) return { seconds: 0 };
  const units: { -readonly [Unit in keyof DurationUnits]: number } = {};
  for (const [unit, size] of unitSizes.slice(first, first + maxUnits)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) units[unit] = count;
  }
  return units;
}

function formatSymbols(units: DurationUnits): string {
  return unitSizes
    .flatMap(([unit]) => (units[unit] === undefined ? [] : [`${units[unit]} ${symbols[unit]}`]))
    .join(' ');
}
