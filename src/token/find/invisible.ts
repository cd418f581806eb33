import type { Found, FoundNote } from './found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import type { Steps } from '../steps';
import { createNote } from './found-note';
import { rewrite, type Replacing } from './rewrite';
import { takeEnd } from './base64-runs';
import type { Work } from './search-work';

/** Zero-width and bidi marks, the byte-order mark, the soft hyphen: Unicode's format characters. */
const INVISIBLE = /\p{Cf}+/uy;
const VISIBLE = /\P{Cf}*/uy;
const ONE = /\p{Cf}/gu;
const IS_THERE = /\p{Cf}/u;
const KINDS_SHOWN = 5;

const invisible: Replacing = {
  findStart: (text, from) => {
    const start = takeEnd(VISIBLE, text, from);
    return start < text.length ? start : -1;
  },
  findEnd: (text, start) => takeEnd(INVISIBLE, text, start),
  replace: () => '',
};

/** A text without its invisible characters, and what was found in it with its place in the original. */
export interface VisibleText {
  readonly text: string;
  readonly restore: (found: Found) => Found;
}

/** Undefined when nothing invisible stands in the text, or when it is too long to be a pasted token. */
export function* removeInvisible(text: string, work: Work): Steps<VisibleText | undefined> {
  if (text.length > MAX_WRAPPED_LENGTH) return undefined;
  work.spend(text.length);
  if (!IS_THERE.test(text)) return undefined;
  const visible = yield* rewrite(text, invisible, work);
  if (visible === undefined) return undefined;
  const wholeLength = visible.text.trim().length;
  // Many tokens may have one place: all that stand in one text in base64.
  let noted:
    { readonly start: number; readonly end: number; readonly notes: readonly FoundNote[] } | undefined;
  const noteBetween = (start: number, end: number) => {
    if (noted?.start !== start || noted.end !== end) {
      work.spend(end - start);
      const removed = listCharacters(text.slice(start, end));
      noted = { start, end, notes: removed.length === 0 ? [] : [createNote('invisible_removed', removed)] };
    }
    return noted.notes;
  };
  return {
    text: visible.text,
    restore: (found) => {
      const source = visible.toSource(found.source);
      const isWhole = found.source.end - found.source.start === wholeLength;
      const notes = isWhole ? noteBetween(0, text.length) : noteBetween(source.start, source.end);
      return { ...found, source, notes: [...notes, ...found.notes] };
    },
  };
}

/** Each kind once with its count, as `U+200B (2×)`. */
function listCharacters(text: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const [character] of text.matchAll(ONE)) counts.set(character, (counts.get(character) ?? 0) + 1);
  return Array.from(counts, ([character, count]) => {
    const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return count === 1 ? name : `${name} (${count}×)`;
  }).slice(0, KINDS_SHOWN);
}
