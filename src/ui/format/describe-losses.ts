import type { BodyGapCount, LogCounts } from '../../traffic';
import { translateCount, type Translate } from './translate';
import { lostGaps } from './losses';

/** One gap in a sentence, with its number. */
export function describeBodyGap(say: Translate, { gap, count }: BodyGapCount): string {
  switch (gap) {
    case 'middle':
      return translateCount(say, 'gap_middle', count);
    case 'browser limit':
      return translateCount(say, 'gap_browser_limit', count);
    case 'search limit':
      return translateCount(say, 'gap_search_limit', count);
    case 'too large':
      return translateCount(say, 'gap_too_large', count);
    case 'backlog':
      return translateCount(say, 'gap_backlog', count);
    case 'unavailable':
      return translateCount(say, 'gap_unavailable', count);
    case 'missing':
      return translateCount(say, 'gap_missing', count);
    case 'upload':
      return translateCount(say, 'gap_upload', count);
    case 'gzip':
      return translateCount(say, 'gap_gzip', count);
    case 'deflate':
      return translateCount(say, 'gap_deflate', count);
    case 'brotli':
      return translateCount(say, 'gap_brotli', count);
    case 'zstd':
      return translateCount(say, 'gap_zstd', count);
    case 'encoding':
      return translateCount(say, 'gap_encoding', count);
    case 'media':
      return translateCount(say, 'gap_media', count);
  }
}

/** Each gap that is a loss in a sentence. */
export function describeBodyGaps(say: Translate, counts: readonly BodyGapCount[]): readonly string[] {
  return lostGaps(counts).map((count) => describeBodyGap(say, count));
}

/** What was not kept or not read whole, one sentence for each kind; without the bodies, which are listed with their URLs. */
export function describeLosses(say: Translate, counts: LogCounts): readonly string[] {
  const { droppedTokens, droppedSightings, droppedExchanges, truncated, unreadable, missed, forgotten } =
    counts;
  return [
    droppedTokens > 0 && translateCount(say, 'loss_tokens', droppedTokens),
    droppedSightings > 0 && translateCount(say, 'loss_sightings', droppedSightings),
    droppedExchanges > 0 && translateCount(say, 'loss_exchanges', droppedExchanges),
    truncated > 0 && translateCount(say, 'loss_truncated', truncated),
    unreadable > 0 && translateCount(say, 'loss_unreadable', unreadable),
    missed > 0 && translateCount(say, 'loss_untold', missed),
    forgotten > 0 && translateCount(say, 'loss_forgotten', forgotten),
  ].filter((sentence) => sentence !== false);
}
