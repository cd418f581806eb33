import { maxByteTextLength } from '../limits';
import type { Steps } from '../steps';
import { createNote, type Found } from './found';
import { rewrite, type Replacing } from './rewrite';
import type { InnerSearch } from './search-work';

/** How much of a text is looked at to decide whether some of it is UTF-16. */
const BEGINNING = 4096;
const ZERO = '\0';
/** ASCII characters in UTF-16 that was read as bytes, in either byte order. */
const SERIES = /(?:[^\0]\0){16}/;

/** Zero bytes of UTF-16. A single one separates values. */
const zeros: Replacing = {
  findStart: (text, from) => text.indexOf(ZERO, from),
  findEnd: (text, start) =>
    (text[start - 1] !== ZERO && text[start - 2] === ZERO) ||
    (text[start + 1] !== ZERO && text[start + 2] === ZERO)
      ? start + 1
      : start,
  replace: () => '',
};

/** Whether a text has the zero bytes of UTF-16 between its characters and is short enough to be pasted. */
export function hasZeroBytes(text: string): boolean {
  if (text.length > maxByteTextLength || !text.includes(ZERO)) return false;
  return SERIES.test(text.slice(0, BEGINNING));
}

/** Finds the tokens in a text of UTF-16 that was read as another encoding. */
export function* findInUtf16(text: string, { work, run }: InnerSearch): Steps<readonly Found[]> {
  const plain = yield* rewrite(text, zeros, work);
  if (plain === undefined) return [];
  return (yield* run(plain.text)).map((found) => ({
    ...found,
    source: plain.toSource(found.source),
    notes: [createNote('utf16_decoded'), ...found.notes],
  }));
}
