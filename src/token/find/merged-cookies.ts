import { decode } from '../decode/decode';
import { createNote, type Found } from './found';
import { findHeader } from '../decode/header';
import { maxTokenLength, maxTokensFound, maxWrappedLength } from '../limits';
import type { Steps } from '../steps';
import type { JsonObject } from '../token';
import { quoteForSentence } from '../wording';
import { findChunkSets, listCookies, type ChunkSet, type Cookie } from './cookies';
import { isFindable, isSignatureComplete } from './findable';
import { isSignatureLength } from './signature-length';
import { COOKIE, DECODED_CHARACTER, DECODING, FOUND, type InnerSearch, type Work } from './search-work';

/** A token split over two cookies: `header.payload` for scripts, and the signature in an HttpOnly cookie. */
const TWO_PARTS = /^[\w-]{15,}\.[\w-]+\.?$/;
const ONE_PART = /^[\w-]+$/;
const PAYLOAD_ENDING = /[._-]?(?:hp|header[._-]?payload|payload|head|header)$/i;
const SIGNATURE_ENDING = /[._-]?(?:s|sig|sign|signature)$/i;

/**
 * Adds the tokens that are split over several cookies of a text, and removes what was found in those cookies separately,
 * since a part of a token may look like a complete one.
 */
export function* mergeCookieChunks(
  text: string,
  foundSeparately: readonly Found[],
  search: InnerSearch,
): Steps<readonly Found[]> {
  const cookies = yield* listCookies(text, search.work);
  const concatenated: Found[] = [];
  const used = new Set<Cookie>();
  for (const set of yield* findChunkSets(cookies, search.work)) {
    if (search.work.isOver() || concatenated.length > maxTokensFound) break;
    const found = yield* concatenateChunks(text, set, search);
    for (const one of found) concatenated.push(one);
    if (found.length > 0) for (const chunk of set.chunks.values()) used.add(chunk);
  }
  for (const one of yield* mergeHeaderPayloadCookies(text, cookies, search.work)) concatenated.push(one);
  const ranges = [...used].sort((one, other) => one.start - other.start);
  let at = 0;
  const rest = foundSeparately.filter(({ source }) => {
    while (at < ranges.length && (ranges[at]?.end ?? 0) <= source.start) at += 1;
    return source.start < (ranges[at]?.start ?? Infinity);
  });
  return [...rest, ...concatenated];
}

function* concatenateChunks(
  text: string,
  { name, separator, chunks }: ChunkSet,
  search: InnerSearch,
): Steps<readonly Found[]> {
  if (chunks.size < 2) return [];
  const ordered: Cookie[] = [];
  for (let index = 0; index < chunks.size; index += 1) {
    const chunk = chunks.get(index);
    // The missing chunk may contain anything.
    if (chunk === undefined) return [];
    ordered.push(chunk);
  }
  const values = ordered.map(({ start, end }) => text.slice(start, end));
  const concatenated = values.join('');
  if (search.work.spend(concatenated.length + COOKIE * ordered.length)) yield search.work.pause();
  if (concatenated.length > maxWrappedLength) {
    search.work.isCut = true;
    return [];
  }
  const found = yield* search.run(concatenated);
  if (found.length === 0) return found;
  // A signature of the next length can begin with one of a shorter length.
  const isComplete = found.some(({ raw, token }) => raw !== concatenated || isSignatureComplete(token));
  if (!isComplete && isCompleteToken(values[0] ?? '', search.work)) return [];
  const step = `${name}${ordered.map((_, index) => `${separator}${index}`).join('+')}`;
  search.work.spend(FOUND);
  const cookies = { name, parts: ordered.map((chunk) => chunk.name) };
  const note = createNote('chunks_merged', quoteForSentence(name), ordered.length);
  return found.map((one) => ({
    ...one,
    source: spanOf(ordered),
    path: ['cookie', step, ...one.path],
    cookies,
    notes: [note, ...one.notes],
  }));
}

/** Whether a value is a token by itself: then its name only looks like that of a chunk. */
function isCompleteToken(value: string, work: Work): boolean {
  if (value.split('.', 4).length !== 3) return false;
  work.spend(DECODING + DECODED_CHARACTER * value.length);
  return isSignatureComplete(decode(value));
}

function* mergeHeaderPayloadCookies(
  text: string,
  cookies: readonly Cookie[],
  work: Work,
): Steps<readonly Found[]> {
  const signatures = new Map<string, Cookie[]>();
  for (const cookie of cookies) {
    if (!SIGNATURE_ENDING.test(cookie.name)) continue;
    if (work.spend(cookie.end - cookie.start + COOKIE)) yield work.pause();
    if (!ONE_PART.test(text.slice(cookie.start, cookie.end))) continue;
    const stem = cookie.name.replace(SIGNATURE_ENDING, '');
    signatures.set(stem, [...(signatures.get(stem) ?? []).slice(-3), cookie]);
  }
  const concatenated: Found[] = [];
  if (signatures.size === 0) return concatenated;
  for (const first of cookies) {
    if (work.isOver()) break;
    const length = first.end - first.start;
    if (work.spend(Math.min(length, maxTokenLength) + COOKIE)) yield work.pause();
    if (length > maxTokenLength) continue;
    const headerAndPayload = text.slice(first.start, first.end);
    const header = TWO_PARTS.test(headerAndPayload)
      ? findHeader(headerAndPayload.slice(0, headerAndPayload.indexOf('.')))
      : undefined;
    if (header === undefined) continue;
    const stems = new Set([first.name, first.name.replace(PAYLOAD_ENDING, '')]);
    const found = findMergedToken(
      text,
      { first, headerAndPayload, header },
      [...stems].flatMap((stem) => signatures.get(stem) ?? []),
    );
    if (found === undefined) continue;
    work.spend(DECODING + DECODED_CHARACTER * found.raw.length);
    concatenated.push(found);
  }
  return concatenated;
}

interface HeaderPayload {
  readonly first: Cookie;
  readonly headerAndPayload: string;
  readonly header: JsonObject;
}

/** The token with the first signature whose length is one that the header's algorithm produces. */
function findMergedToken(
  text: string,
  { first, headerAndPayload, header }: HeaderPayload,
  signatures: readonly Cookie[],
): Found | undefined {
  const second = signatures.find(({ start, end }) => isSignatureLength(header.alg, end - start));
  if (second === undefined) return undefined;
  const token = decode(`${headerAndPayload.replace(/\.$/, '')}.${text.slice(second.start, second.end)}`);
  if (!isFindable(token) || !isSignatureComplete(token)) return undefined;
  const names = [first.name, second.name].map(quoteForSentence);
  return {
    raw: token.raw,
    source: spanOf([first, second]),
    path: ['cookie', `${first.name}+${second.name}`],
    cookies: { name: first.name, parts: [first.name, second.name] },
    token,
    notes: [createNote('cookies_merged', ...names)],
  };
}

/** From the start of the first to the end of the last, in whatever order they are written. */
function spanOf(cookies: readonly Cookie[]): Found['source'] {
  return {
    start: Math.min(...cookies.map(({ start }) => start)),
    end: Math.max(...cookies.map(({ end }) => end)),
  };
}
