import { createNote, type Found, type FoundNote } from './found';
import { maxWrappedLength } from '../limits';
import type { Steps } from '../steps';
import { rewrite, type Replacing } from './rewrite';
import type { Work } from './search-work';

/** Unicode's format characters: zero-width and bidi marks, the byte-order mark, the soft hyphen. */
const INVISIBLE = /\p{Cf}/u;
const EACH_INVISIBLE = /\p{Cf}/gu;
/** The first of them. Everything before it is visible, which is most of most texts. */
const FIRST_INVISIBLE = 0xad;
const KINDS_SHOWN = 5;

/** For each UTF-16 code unit whether it is invisible: 0 until it was looked up, which takes longer. */
const visibility = new Uint8Array(0x1_0000);
const VISIBLE_UNIT = 1;
const INVISIBLE_UNIT = 2;

const invisible: Replacing = {
  findStart: (text, from) => {
    for (let index = from; index < text.length; index += 1) {
      if (text.charCodeAt(index) >= FIRST_INVISIBLE && countInvisibleUnits(text, index) > 0) return index;
    }
    return -1;
  },
  findEnd: (text, start) => {
    let end = start;
    for (let units = 1; units > 0; end += units) units = countInvisibleUnits(text, end);
    return end;
  },
  replace: () => '',
};

/** How many UTF-16 code units the invisible character at `index` has. 0 if the character there is visible. */
function countInvisibleUnits(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < FIRST_INVISIBLE || index >= text.length) return 0;
  if (unit >= 0xd800 && unit <= 0xdbff) {
    const point = text.codePointAt(index) ?? 0;
    return point > 0xffff && INVISIBLE.test(String.fromCodePoint(point)) ? 2 : 0;
  }
  visibility[unit] ||= INVISIBLE.test(String.fromCharCode(unit)) ? INVISIBLE_UNIT : VISIBLE_UNIT;
  return visibility[unit] === INVISIBLE_UNIT ? 1 : 0;
}

/** A text without its invisible characters. */
export interface VisibleText {
  readonly text: string;
  /** Gives a token that was found in the text its position in the original, and a note about what was removed. */
  readonly restore: (found: Found) => Found;
}

/** Whether a text contains invisible characters and is short enough to be a pasted token. */
export function hasInvisible(text: string, work: Work): boolean {
  if (text.length > maxWrappedLength) return false;
  work.spend(text.length);
  return INVISIBLE.test(text);
}

/** Undefined if the text contains no invisible characters. */
export function* removeInvisible(text: string, work: Work): Steps<VisibleText | undefined> {
  const visible = yield* rewrite(text, invisible, work);
  if (visible === undefined) return undefined;
  const trimmedLength = visible.text.trim().length;
  // Cached, since all tokens in one base64 text have the same position.
  let cached:
    { readonly start: number; readonly end: number; readonly notes: readonly FoundNote[] } | undefined;
  const noteBetween = (start: number, end: number) => {
    if (cached?.start !== start || cached.end !== end) {
      work.spend(end - start);
      const removed = listCharacters(text.slice(start, end));
      cached = { start, end, notes: removed.length === 0 ? [] : [createNote('invisible_removed', removed)] };
    }
    return cached.notes;
  };
  return {
    text: visible.text,
    restore: (found) => {
      const source = visible.toSource(found.source);
      const isAll = found.source.end - found.source.start === trimmedLength;
      const notes = isAll ? noteBetween(0, text.length) : noteBetween(source.start, source.end);
      return { ...found, source, notes: [...notes, ...found.notes] };
    },
  };
}

/** Lists each kind once with its count, for example `U+200B (2×)`. */
function listCharacters(text: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const [character] of text.matchAll(EACH_INVISIBLE))
    counts.set(character, (counts.get(character) ?? 0) + 1);
  return listCounts(counts);
}

/** Lists characters with their counts, for example `U+200B (2×)`. */
export function listCounts(counts: ReadonlyMap<string, number>): readonly string[] {
  return Array.from(counts, ([character, count]) => {
    const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return count === 1 ? name : `${name} (${count}×)`;
  }).slice(0, KINDS_SHOWN);
}
