import type { Found } from '../found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import { createNote } from './note';
import { rewrite } from './rewrite';

/** Zero-width and bidi marks, the byte-order mark, the soft hyphen: Unicode's format characters. */
const INVISIBLE = /\p{Cf}+/gu;
const IS_THERE = /\p{Cf}/u;

/** A text without its invisible characters, and what was found in it with its place in the original. */
export interface VisibleText {
  readonly text: string;
  readonly restore: (found: Found) => Found;
}

/** Undefined when nothing invisible stands in the text, or when it is too long to be a pasted token. */
export function removeInvisible(text: string): VisibleText | undefined {
  if (text.length > MAX_WRAPPED_LENGTH || !IS_THERE.test(text)) return undefined;
  const visible = rewrite(text, INVISIBLE, () => '');
  if (visible === undefined) return undefined;
  const wholeLength = visible.text.trim().length;
  return {
    text: visible.text,
    restore: (found) => {
      const source = visible.toSource(found.source);
      const isWhole = found.source.end - found.source.start === wholeLength;
      const removed = listCharacters(isWhole ? text : text.slice(source.start, source.end));
      const notes = removed === '' ? found.notes : [createNote('invisible_removed', removed), ...found.notes];
      return { ...found, source, notes };
    },
  };
}

/** Each kind once with its count, as `U+200B (2×)`. */
function listCharacters(text: string): string {
  const counts = new Map<string, number>();
  for (const [run] of text.matchAll(INVISIBLE)) {
    for (const character of run) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return Array.from(counts, ([character, count]) => {
    const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return count === 1 ? name : `${name} (${count}×)`;
  })
    .slice(0, 5)
    .join(', ');
}
