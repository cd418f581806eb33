import { decode } from '../decode';
import type { Found } from '../found';
import { MAX_TOKEN_LENGTH, MAX_WRAPPED_LENGTH } from '../limits';
import { quoteForSentence } from '../wording';
import { findChunkSets, listCookies, type ChunkSet, type Cookie } from './cookies';
import { isFindable, isSignatureWhole } from './findable';
import { createNote } from './note';

/** `header.payload`, as scripts may read it, and the signature, which is for the server alone. */
const TWO_PARTS = /^[\w-]{15,}\.[\w-]+\.?$/;
const ONE_PART = /^[\w-]+$/;
const PAYLOAD_ENDING = /[._-]?(?:hp|header[._-]?payload|payload|head|header)$/i;
const SIGNATURE_ENDING = /[._-]?(?:s|sig|sign|signature)$/i;

/**
 * Adds the tokens that stand in several cookies of a text, and takes out what was found in those cookies one by one: in
 * a part of it a token may look whole. `search` finds them in the joined chunks.
 */
export function joinCookies(
  text: string,
  seen: readonly Found[],
  search: (text: string) => readonly Found[],
): readonly Found[] {
  const cookies = listCookies(text);
  const joined: Found[] = [];
  const used = new Set<Cookie>();
  for (const set of findChunkSets(cookies)) {
    const found = joinChunks(text, set, search);
    for (const one of found) joined.push(one);
    if (found.length > 0) for (const chunk of set.chunks.values()) used.add(chunk);
  }
  for (const one of joinHalves(text, cookies)) joined.push(one);
  const ranges = [...used].sort((one, other) => one.start - other.start);
  let at = 0;
  const rest = seen.filter(({ source }) => {
    while (at < ranges.length && (ranges[at]?.end ?? 0) <= source.start) at += 1;
    return source.start < (ranges[at]?.start ?? Infinity);
  });
  return [...rest, ...joined];
}

function joinChunks(
  text: string,
  { name, separator, chunks }: ChunkSet,
  search: (text: string) => readonly Found[],
): readonly Found[] {
  const ordered: Cookie[] = [];
  for (let index = 0; index < chunks.size; index += 1) {
    const chunk = chunks.get(index);
    // One that is missing may have held anything.
    if (chunk === undefined) return [];
    ordered.push(chunk);
  }
  const joined = ordered.map(({ start, end }) => text.slice(start, end)).join('');
  if (ordered.length < 2 || joined.length > MAX_WRAPPED_LENGTH) return [];
  const step = `${name}${ordered.map((_, index) => `${separator}${index}`).join('+')}`;
  const note = createNote('chunks_joined', quoteForSentence(name), String(ordered.length));
  return search(joined).map((found) => ({
    ...found,
    source: spanOf(ordered),
    path: ['cookie', step, ...found.path],
    notes: [note, ...found.notes],
  }));
}

function joinHalves(text: string, cookies: readonly Cookie[]): readonly Found[] {
  const signatures = new Map<string, Cookie[]>();
  for (const cookie of cookies) {
    if (!SIGNATURE_ENDING.test(cookie.name) || !ONE_PART.test(text.slice(cookie.start, cookie.end))) continue;
    const stem = cookie.name.replace(SIGNATURE_ENDING, '');
    signatures.set(stem, [...(signatures.get(stem) ?? []).slice(-3), cookie]);
  }
  return cookies.flatMap((first) => {
    const half = text.slice(first.start, first.end);
    if (half.length > MAX_TOKEN_LENGTH || !TWO_PARTS.test(half)) return [];
    const stems = new Set([first.name, first.name.replace(PAYLOAD_ENDING, '')]);
    for (const second of [...stems].flatMap((stem) => signatures.get(stem) ?? [])) {
      const signature = text.slice(second.start, second.end);
      const token = decode(`${half.replace(/\.$/, '')}.${signature}`);
      if (!isFindable(token) || !isSignatureWhole(token)) continue;
      const names = [first.name, second.name].map(quoteForSentence);
      return {
        raw: token.raw,
        source: spanOf([first, second]),
        path: ['cookie', `${first.name}+${second.name}`],
        token,
        notes: [createNote('halves_joined', ...names)],
      };
    }
    return [];
  });
}

/** From the first of them to the last, whatever order they stand in. */
function spanOf(cookies: readonly Cookie[]): Found['source'] {
  return {
    start: Math.min(...cookies.map(({ start }) => start)),
    end: Math.max(...cookies.map(({ end }) => end)),
  };
}
