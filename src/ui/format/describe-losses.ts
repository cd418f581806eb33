import type { BodyGapCount, LogCounts } from '../../traffic';
import { sayCount, type Say } from './translate';
import { lostGaps } from './losses';

/** One gap in a sentence, with its number. */
export function describeBodyGap(say: Say, { gap, count }: BodyGapCount): string {
  switch (gap) {
    case 'middle':
      return sayCount(say, 'gap_middle', count);
    case 'browser limit':
      return sayCount(say, 'gap_browser_limit', count);
    case 'search limit':
      return sayCount(say, 'gap_search_limit', count);
    case 'too large':
      return sayCount(say, 'gap_too_large', count);
    case 'backlog':
      return sayCount(say, 'gap_backlog', count);
    case 'unavailable':
      return sayCount(say, 'gap_unavailable', count);
    case 'missing':
      return sayCount(say, 'gap_missing', count);
    case 'upload':
      return sayCount(say, 'gap_upload', count);
    case 'gzip':
      return sayCount(say, 'gap_gzip', count);
    case 'deflate':
      return sayCount(say, 'gap_deflate', count);
    case 'brotli':
      return sayCount(say, 'gap_brotli', count);
    case 'zstd':
      return sayCount(say, 'gap_zstd', count);
    case 'encoding':
      return sayCount(say, 'gap_encoding', count);
    case 'media':
      return sayCount(say, 'gap_media', count);
  }
}

/** Each gap that is a loss in a sentence. */
export function describeBodyGaps(say: Say, counts: readonly BodyGapCount[]): readonly string[] {
  return lostGaps(counts).map((count) => describeBodyGap(say, count));
}

/** What was not kept or not read whole, one sentence for each kind; without the bodies, which are listed with their URLs. */
export function describeLosses(say: Say, counts: LogCounts): readonly string[] {
  const { droppedTokens, droppedSightings, droppedExchanges, truncated, unreadable, untold, forgotten } =
    counts;
  return [
    droppedTokens > 0 && sayCount(say, 'loss_tokens', droppedTokens),
    droppedSightings > 0 && sayCount(say, 'loss_sightings', droppedSightings),
    droppedExchanges > 0 && sayCount(say, 'loss_exchanges', droppedExchanges),
    truncated > 0 && sayCount(say, 'loss_truncated', truncated),
    unreadable > 0 && sayCount(say, 'loss_unreadable', unreadable),
    untold > 0 && sayCount(say, 'loss_untold', untold),
    forgotten > 0 && sayCount(say, 'loss_forgotten', forgotten),
  ].filter((sentence) => sentence !== false);
}
