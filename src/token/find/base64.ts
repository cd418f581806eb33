import { decodeLeniently } from '../decode/base64url';
import { createNote, type Found } from './found';
import type { Steps } from '../steps';
import { decodeUtf8Leniently } from '../decode/utf8';
import { ATTEMPT, BASE64_CHARACTER, sliceWrapped, type InnerSearch } from './search-work';

/** The prefix of the cookies in which `@supabase/ssr` stores a session in base64url. */
const SUPABASE = 'base64-';
const OTHER_CHARACTER = /[^\w+/-]/;
const HAS_BASE64URL = /[-_]/;
const BEYOND_ASCII = /[\x80-\xFF]/;

/** Finds the tokens in the base64 or base64url text from `start` to `end`. */
export function* findInBase64(
  text: string,
  start: number,
  end: number,
  search: InnerSearch,
): Steps<readonly Found[]> {
  const wrapped = sliceWrapped(text, start, end, search.work);
  if (wrapped === undefined) return [];
  search.work.spend(BASE64_CHARACTER * (end - start));
  const decoded = decodeText(wrapped);
  // Most base64 contains no token.
  if (!search.mayFind(decoded)) {
    search.work.spend(ATTEMPT);
    return [];
  }
  const inner = yield* search.run(decoded);
  if (inner.length === 0) return inner;
  const note = createNote(text.endsWith(SUPABASE, start) ? 'supabase_prefix' : 'base64_decoded');
  return inner.map((found) => ({
    ...found,
    source: { start, end },
    path: ['base64', ...found.path],
    notes: [note, ...found.notes],
  }));
}

/**
 * The text in base64 or base64url, up to the first character that neither alphabet has. `atob` is the fastest decoder of
 * every runtime, and its result is the text itself as long as that is ASCII.
 */
function decodeText(encoded: string): string {
  if (!OTHER_CHARACTER.test(encoded)) {
    const letters = HAS_BASE64URL.test(encoded) ? encoded.replaceAll('-', '+').replaceAll('_', '/') : encoded;
    // One last letter has six bits, which aren't a byte: `atob` would throw.
    const binary = atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters);
    if (!BEYOND_ASCII.test(binary)) return binary;
  }
  return decodeUtf8Leniently(decodeLeniently(encoded));
}
