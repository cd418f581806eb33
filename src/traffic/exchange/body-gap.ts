import { maxGapUrlLength, maxGapUrls } from './limits';

/** Why a body or part of it isn't searched. */
export const bodyGaps = [
  /** Longer than the limit: only its first and last parts are searched. */
  'middle',
  /** The browser provides only the beginning, as Firefox does for request bodies over 1 MiB. */
  'browser limit',
  /** Its search stopped at a limit on work or on tokens: see `limits.ts` of `token`. */
  'search limit',
  /** So long that none of it is read. */
  'too large',
  /** Dropped because too many bodies were queued for the search. */
  'backlog',
  /** The browser doesn't provide it, or no longer does. */
  'unavailable',
  /** The opened file mentions a body but doesn't contain it. */
  'missing',
  /** Uploaded from a file, whose content the browser doesn't provide. */
  'upload',
  /** Damaged, or compressed with an encoding that can't be decoded here. */
  'gzip',
  'deflate',
  'brotli',
  'zstd',
  /** Labeled as base64 or another encoding, but not valid in it. */
  'encoding',
  /** An image, audio, video, font or archive. These aren't searched for tokens on purpose, so this isn't a loss. */
  'media',
] as const;

/** One of {@link bodyGaps}. */
export type BodyGap = (typeof bodyGaps)[number];

/** The bodies that an exchange can have. */
export const bodyLocations = ['request body', 'response body'] as const;

/** One of {@link bodyLocations}. */
export type BodyLocation = (typeof bodyLocations)[number];

/** The gaps in one exchange. */
export type ExchangeGaps = Readonly<Partial<Record<BodyLocation, BodyGap>>>;

/** The gaps where part of the body was searched. */
const partialGaps: readonly BodyGap[] = ['middle', 'browser limit', 'search limit'];

/**
 * The gap in a body that two sources reported. Undefined if one of them has the complete body. If both have a gap,
 * returns the one that left more of the body searched.
 */
export function mergeGaps(before: BodyGap, now: BodyGap | undefined): BodyGap | undefined {
  const isBetter = now !== undefined && partialGaps.includes(now) && !partialGaps.includes(before);
  return now === undefined || isBetter ? now : before;
}

/** How many bodies in one log have the same gap, and the first URLs. */
export interface BodyGapCount {
  readonly gap: BodyGap;
  readonly count: number;
  /** Distinct, without query and fragment. */
  readonly urls: readonly string[];
  /** For URLs with more than one such body: how many more. */
  readonly repeated?: ReadonlyMap<string, number>;
}

/** Returns the counts with one body added. The cost doesn't depend on how many bodies are counted. */
export function countBodyGap(
  counts: readonly BodyGapCount[],
  gap: BodyGap,
  url: string,
): readonly BodyGapCount[] {
  const known: BodyGapCount = counts.find((one) => one.gap === gap) ?? { gap, count: 0, urls: [] };
  const others = counts.filter((one) => one.gap !== gap);
  const shown = shortUrl(url);
  // Media files are many and only counted; their URLs would crowd out the others.
  const isRepeated = known.urls.includes(shown);
  const isListed = gap !== 'media' && !isRepeated && known.urls.length < maxGapUrls;
  const urls = isListed ? [...known.urls, shown] : known.urls;
  const times = isRepeated ? (known.repeated?.get(shown) ?? 0) + 1 : 0;
  return [...others, { gap, count: known.count + 1, urls, ...repeat(known, shown, times) }];
}

/** Returns the counts with one body removed, or unchanged if no such body was counted. */
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

/** The `repeated` member with this URL set to `times`; no member if no URL is repeated. */
function repeat({ repeated }: BodyGapCount, url: string, times: number): Pick<BodyGapCount, 'repeated'> {
  const next = new Map(repeated);
  next.delete(url);
  if (times > 0) next.set(url, times);
  return next.size > 0 ? { repeated: next } : {};
}

/** Whether the value is a {@link BodyGap}. */
export function isBodyGap(value: unknown): value is BodyGap {
  return (bodyGaps as readonly unknown[]).includes(value);
}

function shortUrl(url: string): string {
  const head = url.slice(0, maxGapUrlLength);
  return ` ${head.replace(/[?#][^]*$/, '')}`.slice(1);
}
