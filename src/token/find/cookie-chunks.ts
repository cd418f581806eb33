import { decode } from '../decode/decode';
import type { Found } from './found';
import { findHeader } from '../decode/header';
import { MAX_TOKEN_LENGTH, MAX_TOKENS_FOUND, MAX_WRAPPED_LENGTH } from '../limits';
import type { Steps } from '../steps';
import type { JsonObject } from '../token';
import { quoteForSentence } from '../wording';
import { findChunkSets, listCookies, type ChunkSet, type Cookie } from './cookies';
import { isFindable, isSignatureComplete } from './findable';
import { createNote } from './found-note';
import { isSignatureLength } from './signature-length';
import { ATTEMPT, DECODING, type InnerSearch, type Work } from './search-work';

/** `header.payload`, as scripts may read it, and the signature, which is for the server alone. */
const TWO_PARTS = /^[\w-]{15,}\.[\w-]+\.?$/;
const ONE_PART = /^[\w-]+$/;
const PAYLOAD_ENDING = /[._-]?(?:hp|header[._-]?payload|payload|head|header)$/i;
const SIGNATURE_ENDING = /[._-]?(?:s|sig|sign|signature)$/i;

/**
 * Adds the tokens that stand in several cookies of a text, and takes out what was found in those cookies one by one: in
 * a part of it a token may look whole.
 */
export function* mergeCookieChunks(
  text: string,
  seen: readonly Found[],
  search: InnerSearch,
): Steps<readonly Found[]> {
  const cookies = yield* listCookies(text, search.work);
  const joined: Found[] = [];
  const used = new Set<Cookie>();
  for (const set of yield* findChunkSets(cookies, search.work)) {
    if (search.work.isOver() || joined.length > MAX_TOKENS_FOUND) break;
    const found = yield* joinChunks(text, set, search);
    for (const one of found) joined.push(one);
    if (found.length > 0) for (const chunk of set.chunks.values()) used.add(chunk);
  }
  for (const one of yield* joinHalves(text, cookies, search.work)) joined.push(one);
  const ranges = [...used].sort((one, other) => one.start - other.start);
  let at = 0;
  const rest = seen.filter(({ source }) => {
    while (at < ranges.length && (ranges[at]?.end ?? 0) <= source.start) at += 1;
    return source.start < (ranges[at]?.start ?? Infinity);
  });
  return [...rest, ...joined];
}

function* joinChunks(
  text: string,
  { name, separator, chunks }: ChunkSet,
  search: InnerSearch,
): Steps<readonly Found[]> {
  if (chunks.size < 2) return [];
  const ordered: Cookie[] = [];
  for (let index = 0; index < chunks.size; index += 1) {
    const chunk = chunks.get(index);
    // One that is missing may have held anything.
    if (chunk === undefined) return [];
    ordered.push(chunk);
  }
  const joined = ordered.map(({ start, end }) => text.slice(start, end)).join('');
  if (search.work.spend(joined.length + ATTEMPT * ordered.length)) yield search.work.pause();
  if (joined.length > MAX_WRAPPED_LENGTH) {
    search.work.isCut = true;
    return [];
  }
  const found = yield* search.run(joined);
  if (found.length === 0) return found;
  const step = `${name}${ordered.map((_, index) => `${separator}${index}`).join('+')}`;
  const cookies = { name, parts: ordered.map((chunk) => chunk.name) };
  const note = createNote('chunks_joined', quoteForSentence(name), ordered.length);
  return found.map((one) => ({
    ...one,
    source: spanOf(ordered),
    path: ['cookie', step, ...one.path],
    cookies,
    notes: [note, ...one.notes],
  }));
}

function* joinHalves(text: string, cookies: readonly Cookie[], work: Work): Steps<readonly Found[]> {
  const signatures = new Map<string, Cookie[]>();
  for (const cookie of cookies) {
    if (!SIGNATURE_ENDING.test(cookie.name)) continue;
    if (work.spend(cookie.end - cookie.start + ATTEMPT)) yield work.pause();
    if (!ONE_PART.test(text.slice(cookie.start, cookie.end))) continue;
    const stem = cookie.name.replace(SIGNATURE_ENDING, '');
    signatures.set(stem, [...(signatures.get(stem) ?? []).slice(-3), cookie]);
  }
  const joined: Found[] = [];
  if (signatures.size === 0) return joined;
  for (const first of cookies) {
    if (work.isOver()) break;
    const length = first.end - first.start;
    if (work.spend(Math.min(length, MAX_TOKEN_LENGTH) + ATTEMPT)) yield work.pause();
    if (length > MAX_TOKEN_LENGTH) continue;
    const half = text.slice(first.start, first.end);
    const header = TWO_PARTS.test(half) ? findHeader(half.slice(0, half.indexOf('.'))) : undefined;
    if (header === undefined) continue;
    const stems = new Set([first.name, first.name.replace(PAYLOAD_ENDING, '')]);
    const found = findOtherHalf(
      text,
      { first, half, header },
      [...stems].flatMap((stem) => signatures.get(stem) ?? []),
    );
    if (found === undefined) continue;
    work.spend(DECODING + found.raw.length);
    joined.push(found);
  }
  return joined;
}

interface FirstHalf {
  readonly first: Cookie;
  readonly half: string;
  readonly header: JsonObject;
}

/** The token that the first of the signatures makes that is as long as the header's algorithm has one. */
function findOtherHalf(
  text: string,
  { first, half, header }: FirstHalf,
  signatures: readonly Cookie[],
): Found | undefined {
  const second = signatures.find(({ start, end }) => isSignatureLength(header.alg, end - start));
  if (second === undefined) return undefined;
  const token = decode(`${half.replace(/\.$/, '')}.${text.slice(second.start, second.end)}`);
  if (!isFindable(token) || !isSignatureComplete(token)) return undefined;
  const names = [first.name, second.name].map(quoteForSentence);
  return {
    raw: token.raw,
    source: spanOf([first, second]),
    path: ['cookie', `${first.name}+${second.name}`],
    cookies: { name: first.name, parts: [first.name, second.name] },
    token,
    notes: [createNote('halves_joined', ...names)],
  };
}

/** From the first of them to the last, whatever order they stand in. */
function spanOf(cookies: readonly Cookie[]): Found['source'] {
  return {
    start: Math.min(...cookies.map(({ start }) => start)),
    end: Math.max(...cookies.map(({ end }) => end)),
  };
}
