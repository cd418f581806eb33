import type { BodyGapCount } from '../../traffic';
import { sayCount, type Say } from '../translate';

/** One gap in a sentence, with its number. */
export function describeBodyGap(say: Say, { gap, count }: BodyGapCount): string {
  switch (gap) {
    case 'middle':
      return sayCount(say, 'gap_middle', count);
    case 'browser limit':
      return sayCount(say, 'gap_browser_limit', count);
    case 'too large':
      return sayCount(say, 'gap_too_large', count);
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

/** Without media, in which no tokens are looked for. */
export function lostGaps(counts: readonly BodyGapCount[]): readonly BodyGapCount[] {
  return counts.filter(({ gap }) => gap !== 'media');
}
