/** Why a body, or a part of it, isn't searched. */
export const bodyGaps = [
  /** Longer than the limit: its first and last part are searched. */
  'middle',
  /** The browser handed over its beginning alone, as Firefox does with what is sent past 1 MiB. */
  'browser limit',
  /** So long that nothing of it is read. */
  'too large',
  /** The browser doesn't hand it over, or no longer. */
  'unavailable',
  /** The file says that there was one, and doesn't have it. */
  'missing',
  /** Uploaded from a file, which the browser doesn't hand over. */
  'upload',
  /** Compressed in a way that can't be read here, or damaged. */
  'gzip',
  'deflate',
  'brotli',
  'zstd',
  /** Labelled as base64 or another encoding, and isn't. */
  'encoding',
  /** An image, audio, video, a font or an archive: no tokens are looked for there, so this isn't a loss. */
  'media',
] as const;

export type BodyGap = (typeof bodyGaps)[number];

/** How many bodies of one log have the same gap, and the URLs of the first ones. */
export interface BodyGapCount {
  readonly gap: BodyGap;
  readonly count: number;
  /** Each once, without query and fragment. */
  readonly urls: readonly string[];
}

/** URLs kept of one gap. */
export const maxGapUrls = 20;
const maxUrlLength = 512;

/** The counts with one more. The same list costs the same, however many are counted. */
export function countBodyGap(
  counts: readonly BodyGapCount[],
  gap: BodyGap,
  url: string,
): readonly BodyGapCount[] {
  const known = counts.find((one) => one.gap === gap) ?? { gap, count: 0, urls: [] };
  const others = counts.filter((one) => one.gap !== gap);
  const shown = shortUrl(url);
  // Of media only the number is of interest.
  const isListed = gap === 'media' || known.urls.length >= maxGapUrls || known.urls.includes(shown);
  const urls = isListed ? known.urls : [...known.urls, shown];
  return [...others, { gap, count: known.count + 1, urls }];
}

/** Whether the value names a gap. */
export function isBodyGap(value: unknown): value is BodyGap {
  return (bodyGaps as readonly unknown[]).includes(value);
}

function shortUrl(url: string): string {
  const head = url.slice(0, maxUrlLength);
  return ` ${head.replace(/[?#][^]*$/, '')}`.slice(1);
}
