import { isBinary } from '../search/binary';
import { compressionOf, isMedia } from '../exchange/media';
import type { Body } from '../exchange/exchange';

/**
 * Why a body or a message is exported without anything but its tokens. `cut`: a secret at its end couldn't be recognized.
 * `unsafe`: a secret was still found after sanitizing, or the text was too complicated.
 */
export const dropReasons = ['binary', 'compressed', 'cut', 'unsafe'] as const;

/** One of {@link dropReasons}. */
export type DropReason = (typeof dropReasons)[number];

/** Number of dropped bodies and messages by reason; a reason without any is absent. */
export type DropCounts = Readonly<Partial<Record<DropReason, number>>>;

const compressed: ReadonlySet<unknown> = new Set(['gzip', 'deflate', 'brotli', 'zstd', 'encoding']);

/** Why a body can't be sanitized; undefined if it can. */
export function findDropReason({ text, gap, truncated, end }: Body): DropReason | undefined {
  if (text === '' && end === undefined) return undefined;
  if (compressed.has(gap) || compressionOf(text) !== undefined) return 'compressed';
  if (isMedia(text) || isBinary(text)) return 'binary';
  return truncated || end !== undefined ? 'cut' : undefined;
}
