import type { BodyGapCount, LogCounts } from '../../traffic';

/** Everything that was not kept or not read whole, as one number. */
export function countLosses(counts: LogCounts): number {
  const { droppedTokens, droppedSightings, droppedExchanges, truncated, unreadable, missed, forgotten } =
    counts;
  const gaps = lostGaps(counts.bodyGaps).reduce((sum, { count }) => sum + count, 0);
  return (
    droppedTokens + droppedSightings + droppedExchanges + truncated + unreadable + missed + forgotten + gaps
  );
}

/** Without media, in which no tokens are looked for. */
export function lostGaps(counts: readonly BodyGapCount[]): readonly BodyGapCount[] {
  return counts.filter(({ gap }) => gap !== 'media');
}
