import type { BodyGapCount, LogCounts } from '../../../traffic';
import { translateCount, type Translate } from '../translate';
import { lostGaps } from './losses';

/** A sentence about one kind of gap, with its count. */
export function describeBodyGap(t: Translate, { gap, count }: BodyGapCount): string {
  switch (gap) {
    case 'middle':
      return translateCount(t, 'gap_middle', count);
    case 'browser limit':
      return translateCount(t, 'gap_browser_limit', count);
    case 'search limit':
      return translateCount(t, 'gap_search_limit', count);
    case 'too large':
      return translateCount(t, 'gap_too_large', count);
    case 'backlog':
      return translateCount(t, 'gap_backlog', count);
    case 'unavailable':
      return translateCount(t, 'gap_unavailable', count);
    case 'missing':
      return translateCount(t, 'gap_missing', count);
    case 'upload':
      return translateCount(t, 'gap_upload', count);
    case 'gzip':
      return translateCount(t, 'gap_gzip', count);
    case 'deflate':
      return translateCount(t, 'gap_deflate', count);
    case 'brotli':
      return translateCount(t, 'gap_brotli', count);
    case 'zstd':
      return translateCount(t, 'gap_zstd', count);
    case 'encoding':
      return translateCount(t, 'gap_encoding', count);
    case 'media':
      return translateCount(t, 'gap_media', count);
  }
}

/** A sentence for each kind of gap that is a loss. */
export function describeBodyGaps(t: Translate, counts: readonly BodyGapCount[]): readonly string[] {
  return lostGaps(counts).map((count) => describeBodyGap(t, count));
}

/** A sentence for each kind of loss, without body gaps, which are listed with their URLs. */
export function describeLosses(t: Translate, counts: LogCounts): readonly string[] {
  const { droppedTokens, droppedSightings, droppedExchanges, truncated, unreadable, missed, forgotten } =
    counts;
  return [
    droppedTokens > 0 && translateCount(t, 'loss_tokens', droppedTokens),
    droppedSightings > 0 && translateCount(t, 'loss_sightings', droppedSightings),
    droppedExchanges > 0 && translateCount(t, 'loss_exchanges', droppedExchanges),
    truncated > 0 && translateCount(t, 'loss_truncated', truncated),
    unreadable > 0 && translateCount(t, 'loss_unreadable', unreadable),
    missed > 0 && translateCount(t, 'loss_missed', missed),
    forgotten > 0 && translateCount(t, 'loss_forgotten', forgotten),
  ].filter((sentence) => sentence !== false);
}
