import { isObjectStart, isTextStart } from '../base64-start';
import { findChunkSets, listCookies, type ChunkSet } from '../cookies';
import { Work } from '../search-work';
import { type Missing, createMissing } from './missing';
import { finish } from '../../steps';
import { quoteForSentence } from '../../wording';

/** How the value of a session begins: with `base64-`, or with URL-encoded JSON. */
const SESSION = /^(?:base64-|%[57]B|ey)/i;
/** A chunk is as long as a cookie can be. A shorter value is a separate cookie with a number in its name. */
const MIN_CHUNK = 1000;
const CHUNKS_SHOWN = 20;

/** Recognizes a text with some chunks of a cookie but not all of them. */
export function describeChunks(text: string): Missing | undefined {
  const work = new Work(text.length);
  const sets = finish(findChunkSets(finish(listCookies(text, work)), work));
  const set = sets.find((one) => isPartOfSession(text, one));
  if (set === undefined) return undefined;
  let missing = 0;
  while (set.chunks.has(missing)) missing += 1;
  const found = [...set.chunks.keys()].sort((one, other) => one - other).slice(0, CHUNKS_SHOWN);
  return createMissing('chunk_missing', missing, quoteForSentence(set.name), found);
}

function isPartOfSession(text: string, { chunks }: ChunkSet): boolean {
  const first = chunks.get(0);
  if (first === undefined) return [...chunks.values()].some(({ start, end }) => end - start >= MIN_CHUNK);
  const { start, end } = first;
  return (
    SESSION.test(text.slice(start, start + 8)) ||
    isObjectStart(text, start, end) ||
    isTextStart(text, start, end)
  );
}
