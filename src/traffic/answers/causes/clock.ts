/** How far a server's clock is ahead of this computer's, in milliseconds: a range, since neither is exact. */
export interface ClockOffset {
  readonly minMs: number;
  readonly maxMs: number;
}

/** Smaller differences are less than the resolution of the `Date` header. */
const minDifferenceMs = 2_000;
/** If more than one in this many responses contradicts the others, an origin has servers with different clocks. */
const maxContradicting = 5;

/**
 * The clock of a server from the ranges of its responses; see `readClock`. Starts with the first one and uses the others
 * only as far as they agree with it. Undefined without any that limits it on both sides.
 */
export function combineClocks(ranges: Iterable<ClockOffset>): ClockOffset | undefined {
  let best: ClockOffset | undefined;
  for (const range of ranges) {
    const both = best === undefined ? range : intersect(best, range);
    if (both.minMs <= both.maxMs) best = both;
  }
  return best !== undefined && Number.isFinite(best.maxMs - best.minMs) ? best : undefined;
}

/** The clock of an origin from the ranges of its responses. Undefined if too many contradict the others. */
export function estimateOriginClock(ranges: readonly ClockOffset[]): ClockOffset | undefined {
  const clock = combineClocks(ranges);
  if (clock === undefined) return undefined;
  const contradicting = ranges.filter((range) => {
    const { minMs, maxMs } = intersect(clock, range);
    return minMs > maxMs;
  });
  return contradicting.length * maxContradicting > ranges.length ? undefined : clock;
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
