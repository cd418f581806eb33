import type { Found } from '../found';
import { decodeLeniently } from '../base64url';
import { MAX_WRAPPED_LENGTH } from '../limits';
import { decodeUtf8 } from '../utf8';
import { createNote } from './note';

const BASE64 = /[\w+/-]*={0,2}/y;
/** The shortest text in base64 that could hold a token: a header of `{"alg":""}`, two dots, both encoded. */
const MIN_LENGTH = 22;

/** The end of the run of letters of either alphabet from `start` on, with its padding. */
export function findBase64End(text: string, start: number): number {
  BASE64.lastIndex = start;
  return BASE64.test(text) ? BASE64.lastIndex : start;
}

/** The tokens in text that stands in base64 or base64url. `search` finds them in the decoded text. */
export function findInBase64(
  text: string,
  start: number,
  end: number,
  search: (text: string) => readonly Found[],
): readonly Found[] {
  if (end - start < MIN_LENGTH || end - start > MAX_WRAPPED_LENGTH) return [];
  const decoded = decodeUtf8(decodeLeniently(text.slice(start, end)));
  if (decoded === undefined) return [];
  const note = createNote('base64_decoded');
  return search(decoded).map((found) => ({
    ...found,
    source: { start, end },
    path: ['base64', ...found.path],
    notes: [note, ...found.notes],
  }));
}
