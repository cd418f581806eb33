/** How far a time zone is ahead of UTC at a time, both in milliseconds. */
export type ZoneOffset = (atMs: number) => number;

/**
 * A range of times of a filter. Times of day apply to each day, in the time zone that lists show. Such a range can
 * include midnight: it then ends before it starts.
 */
export interface TimeRange {
  readonly zone: ZoneOffset;
  /** Milliseconds since midnight instead of since 1970. */
  readonly isDaily: boolean;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

const dayMs = 86_400_000;
const pointSyntax = /^(?:(\d{4})-(\d\d)-(\d\d)T)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/;
/** A quoted text, which stays, or a range. */
const termInText = /"[^"]*"|(?:^|\s)-?time:\S+/g;

interface Point {
  /** The start of its day, as if the time zone were UTC; undefined for any day. */
  readonly dayMs: number | undefined;
  readonly ofDayMs: number;
  /** Of its last digit: `12:41` includes a minute. */
  readonly precisionMs: number;
}

/**
 * Parses the value of `time:`: `12:41:07..12:41:09.250`, with dates as in `2026-11-29T12:41..2026-11-30T00:00`, without
 * a start or an end, or a single time, in the given time zone. The end is included. Undefined for anything else.
 */
export function parseTimeRange(text: string, zone: ZoneOffset): TimeRange | undefined {
  const [first = '', last = first, ...others] = text.split('..');
  const from = first === '' ? undefined : parsePoint(first);
  const to = last === '' ? undefined : parsePoint(last);
  if (others.length > 0 || (from ?? to) === undefined) return undefined;
  if ((first !== '' && from === undefined) || (last !== '' && to === undefined)) return undefined;
  const day = from?.dayMs ?? to?.dayMs;
  const atMs = ({ dayMs: own = day, ofDayMs }: Point) =>
    own === undefined ? ofDayMs : fromZoned(own + ofDayMs, zone);
  return {
    zone,
    isDaily: day === undefined,
    fromMs: from === undefined ? -Infinity : atMs(from),
    toMs: to === undefined ? Infinity : atMs(to) + to.precisionMs,
  };
}

function parsePoint(text: string): Point | undefined {
  const found = pointSyntax.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hours, minutes, seconds, fraction] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  const ofSecondMs = Number((fraction ?? '').padEnd(3, '0'));
  return {
    dayMs: year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day)),
    ofDayMs: ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1_000 + ofSecondMs,
    precisionMs:
      seconds === undefined ? 60_000 : fraction === undefined ? 1_000 : 10 ** (3 - fraction.length),
  };
}

/** Whether a time is in a range, its end excluded. A daily range that ends before it starts includes midnight. */
export function isInTimeRange({ zone, isDaily, fromMs, toMs }: TimeRange, atMs: number): boolean {
  if (!isDaily) return atMs >= fromMs && atMs < toMs;
  const ofDayMs = timeOfDay(atMs, zone);
  return fromMs < toMs ? ofDayMs >= fromMs && ofDayMs < toMs : ofDayMs >= fromMs || ofDayMs < toMs;
}

/** The range on the day of this time, in milliseconds since 1970. */
export function resolveTimeRange({ zone, isDaily, fromMs, toMs }: TimeRange, onDayOfMs: number) {
  if (!isDaily) return { fromMs, toMs };
  const startMs = onDayOfMs + zone(onDayOfMs) - timeOfDay(onDayOfMs, zone);
  const end = startMs + toMs + (toMs < fromMs ? dayMs : 0);
  return { fromMs: fromZoned(startMs + fromMs, zone), toMs: fromZoned(end, zone) };
}

function timeOfDay(atMs: number, zone: ZoneOffset): number {
  const zonedMs = atMs + zone(atMs);
  return zonedMs - Math.floor(zonedMs / dayMs) * dayMs;
}

/**
 * The time at which clocks in a time zone show what clocks in UTC show at `zonedMs`. Of an hour that occurs twice, since
 * clocks are set back in it, one of both.
 */
export function fromZoned(zonedMs: number, zone: ZoneOffset): number {
  if (!Number.isFinite(zonedMs)) return zonedMs;
  // The offset can change between the guess and the result.
  const guessMs = zonedMs - zone(zonedMs);
  return zonedMs - zone(guessMs);
}

/** A range to write into a filter. */
export interface WrittenTimeRange {
  readonly fromMs: number;
  /** Included. */
  readonly lastMs: number;
  readonly hasDate: boolean;
  /** Without milliseconds, `lastMs` includes its second. */
  readonly hasMilliseconds: boolean;
}

/** Replaces the range in the text of a filter; without one, removes it. */
export function replaceTimeRange(text: string, zone: ZoneOffset, range?: WrittenTimeRange): string {
  const others = text.replaceAll(termInText, (found) => (found.startsWith('"') ? found : '')).trim();
  if (range === undefined) return others;
  const term = `time:${writePoint(range.fromMs, zone, range)}..${writePoint(range.lastMs, zone, range)}`;
  return others === '' ? term : `${others} ${term}`;
}

function writePoint(atMs: number, zone: ZoneOffset, { hasDate, hasMilliseconds }: WrittenTimeRange): string {
  const at = new Date(atMs + zone(atMs));
  const write = (value: number, length = 2) => String(value).padStart(length, '0');
  const date = `${write(at.getUTCFullYear(), 4)}-${write(at.getUTCMonth() + 1)}-${write(at.getUTCDate())}T`;
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()]
    .map((value) => write(value))
    .join(':');
  return `${hasDate ? date : ''}${time}${hasMilliseconds ? `.${write(at.getUTCMilliseconds(), 3)}` : ''}`;
}
