/** Why a body, or a part of it, isn't searched. */
export const bodyGaps = [
  /** Longer than the limit: its first and last part are searched. */
  'middle',
  /** The browser handed over its beginning alone, as Firefox does with what is sent past 1 MiB. */
  'browser limit',
  /** Its search stopped at a limit on work or on tokens: see `limits.ts` of `token`. */
  'search limit',
  /** So long that nothing of it is read. */
  'too large',
  /** So much was waiting to be searched that it had no room. */
  'backlog',
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

export const bodyLocations = ['request body', 'response body'] as const;

export type BodyLocation = (typeof bodyLocations)[number];

/** The gaps of one exchange. */
export type ExchangeGaps = Readonly<Partial<Record<BodyLocation, BodyGap>>>;

/** Of these a part of the body was searched. */
const partialGaps: readonly BodyGap[] = ['middle', 'browser limit', 'search limit'];

/**
 * What is missing of a body that was observed twice; undefined where one of the observations has all of it. Where both
 * have a gap, it is that of the observation of which more was searched.
 */
export function mergeGaps(before: BodyGap, now: BodyGap | undefined): BodyGap | undefined {
  const isBetter = now !== undefined && partialGaps.includes(now) && !partialGaps.includes(before);
  return now === undefined || isBetter ? now : before;
}

/** How many bodies of one log have the same gap, and the URLs of the first ones. */
export interface BodyGapCount {
  readonly gap: BodyGap;
  readonly count: number;
  /** Each once, without query and fragment. */
  readonly urls: readonly string[];
  /** How many more bodies a listed URL has. */
  readonly repeated?: ReadonlyMap<string, number>;
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
  const known: BodyGapCount = counts.find((one) => one.gap === gap) ?? { gap, count: 0, urls: [] };
  const others = counts.filter((one) => one.gap !== gap);
  const shown = shortUrl(url);
  // Of media only the number is of interest.
  const isRepeated = known.urls.includes(shown);
  const isListed = gap !== 'media' && !isRepeated && known.urls.length < maxGapUrls;
  const urls = isListed ? [...known.urls, shown] : known.urls;
  const times = isRepeated ? (known.repeated?.get(shown) ?? 0) + 1 : 0;
  return [...others, { gap, count: known.count + 1, urls, ...repeat(known, shown, times) }];
}

/** The counts with one less; as they are where there is none. */
export function uncountBodyGap(
  counts: readonly BodyGapCount[],
  gap: BodyGap,
  url: string,
): readonly BodyGapCount[] {
  const shown = shortUrl(url);
  return counts.flatMap((known) => {
    if (known.gap !== gap) return [known];
    if (known.count === 1) return [];
    const more = known.repeated?.get(shown) ?? 0;
    const urls = more > 0 ? known.urls : known.urls.filter((each) => each !== shown);
    return [{ gap, count: known.count - 1, urls, ...repeat(known, shown, Math.max(0, more - 1)) }];
  });
}

/** How often the URL is repeated, beside those that are. */
function repeat({ repeated }: BodyGapCount, url: string, times: number): Pick<BodyGapCount, 'repeated'> {
  const next = new Map(repeated);
  next.delete(url);
  if (times > 0) next.set(url, times);
  return next.size > 0 ? { repeated: next } : {};
}

/** Whether the value names a gap. */
export function isBodyGap(value: unknown): value is BodyGap {
  return (bodyGaps as readonly unknown[]).includes(value);
}

function shortUrl(url: string): string {
  const head = url.slice(0, maxUrlLength);
  return ` ${head.replace(/[?#][^]*$/, '')}`.slice(1);
}
