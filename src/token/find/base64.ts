import { decodeLeniently } from '../decode/base64url';
import type { Found } from './found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import type { Steps } from '../steps';
import { decodeUtf8Leniently } from '../decode/utf8';
import { createNote } from './found-note';
import type { InnerSearch } from './search-work';

/** What `@supabase/ssr` writes in front of a session in base64url. */
const SUPABASE = 'base64-';

/** The tokens in text that stands in either base64. */
export function* findInBase64(
  text: string,
  start: number,
  end: number,
  search: InnerSearch,
): Steps<readonly Found[]> {
  if (end - start > MAX_WRAPPED_LENGTH) {
    search.work.isCut = true;
    return [];
  }
  search.work.spend(4 * (end - start));
  const inner = yield* search.run(decodeUtf8Leniently(decodeLeniently(text.slice(start, end))));
  if (inner.length === 0) return inner;
  const note = createNote(text.endsWith(SUPABASE, start) ? 'supabase_prefix' : 'base64_decoded');
  return inner.map((found) => ({
    ...found,
    source: { start, end },
    path: ['base64', ...found.path],
    notes: [note, ...found.notes],
  }));
}
