import type { BodyGapCount, LogCounts } from '../../../traffic';

/** The number of losses of all kinds: what was dropped, missed, or not fully read. */
export function countLosses(counts: LogCounts): number {
  const { droppedTokens, droppedSightings, droppedExchanges, truncated, unreadable, missed, forgotten } =
    counts;
  const gaps = lostGaps(counts.bodyGaps).reduce((sum, { count }) => sum + count, 0);
  return (
    droppedTokens + droppedSightings + droppedExchanges + truncated + unreadable + missed + forgotten + gaps
  );
}

/** The gaps that are losses: all but media, which isn't searched for tokens. */
export function lostGaps(counts: readonly BodyGapCount[]): readonly BodyGapCount[] {
  return counts.filter(({ gap }) => gap !== 'media');
}
