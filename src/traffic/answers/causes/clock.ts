import { maxClockReadings, maxLaterClockReadings } from './limits';

/** How far a server's clock is ahead of this computer's, in milliseconds: a range, since neither is exact. */
export interface ClockOffset {
  readonly minMs: number;
  readonly maxMs: number;
}

/** Smaller differences are less than the resolution of the `Date` header. */
const minDifferenceMs = 2_000;
/** If more than one in this many responses contradicts the others, an origin has servers with different clocks. */
const maxContradicting = 5;

/** What one response shows about its server's clock; see `readClock`. */
export interface ClockReading {
  readonly sentAtMs: number;
  readonly range: ClockOffset;
}

/**
 * The clock of an origin when a request was sent to it, from what its responses show, newest first. An origin may have
 * many servers: if the request's own response shows a clock, others are used only as far as they agree with it. If not,
 * undefined if too many contradict each other.
 */
export function estimateClock(
  readings: readonly ClockReading[],
  sentAtMs: number,
  own?: ClockOffset,
): ClockOffset | undefined {
  const earlier = readings.findIndex((reading) => reading.sentAtMs <= sentAtMs);
  const start = Math.max(0, (earlier === -1 ? readings.length : earlier) - maxLaterClockReadings);
  const others = readings.slice(start, start + maxClockReadings).map(({ range }) => range);
  if (own === undefined) return agreedClock(others);
  return isLimited(own) ? combineClocks([own, ...others]) : agreedClock([own, ...others]);
}

/** Starts with the first range and uses the others only as far as they agree with it. */
function combineClocks(ranges: Iterable<ClockOffset>): ClockOffset | undefined {
  let best: ClockOffset | undefined;
  for (const range of ranges) {
    const both = best === undefined ? range : intersect(best, range);
    if (both.minMs <= both.maxMs) best = both;
  }
  return best !== undefined && isLimited(best) ? best : undefined;
}

/** Undefined if too many ranges contradict the others. */
function agreedClock(ranges: readonly ClockOffset[]): ClockOffset | undefined {
  const clock = combineClocks(ranges);
  if (clock === undefined) return undefined;
  const contradicting = ranges.filter((range) => {
    const { minMs, maxMs } = intersect(clock, range);
    return minMs > maxMs;
  });
  return contradicting.length * maxContradicting > ranges.length ? undefined : clock;
}

function isLimited({ minMs, maxMs }: ClockOffset): boolean {
  return Number.isFinite(maxMs - minMs);
}

/** What both ranges allow: nothing if its start is after its end. */
export function intersect(a: ClockOffset, b: ClockOffset): ClockOffset {
  return { minMs: Math.max(a.minMs, b.minMs), maxMs: Math.min(a.maxMs, b.maxMs) };
}

/** The likely offset: 0 if the clocks may agree. */
export function offsetOf({ minMs, maxMs }: ClockOffset): number {
  return minMs <= 0 && maxMs >= 0 ? 0 : (minMs + maxMs) / 2;
}

/** Whether the clocks certainly differ, by seconds at least. */
export function isOffClock(clock: ClockOffset): boolean {
  return Math.abs(offsetOf(clock)) >= minDifferenceMs;
}
