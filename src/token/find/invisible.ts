import type { Found } from '../found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import { createNote } from './note';

/** Zero-width and bidi marks, the byte-order mark, the soft hyphen: Unicode's format characters. */
const INVISIBLE = /\p{Cf}+/gu;

/** A text without its invisible characters, and the way back from a place in it to the same place in the original. */
export interface VisibleText {
  readonly text: string;
  readonly restore: (found: Found) => Found;
}

/** Undefined when nothing invisible stands in the text, or when it is too long to be a pasted token. */
export function removeInvisible(text: string): VisibleText | undefined {
  if (text.length > MAX_WRAPPED_LENGTH) return undefined;
  /** Where in the visible text something was removed, and how much up to there. */
  const removals: { readonly at: number; readonly before: number }[] = [];
  const visible = text.replace(INVISIBLE, (run: string, index: number) => {
    const before = removals.at(-1)?.before ?? 0;
    removals.push({ at: index - before, before: before + run.length });
    return '';
  });
  if (removals.length === 0) return undefined;

  const toSource = (index: number): number => {
    let low = 0;
    let high = removals.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((removals[middle]?.at ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return index + (removals[low - 1]?.before ?? 0);
  };
  return {
    text: visible,
    restore: (found) => {
      const start = toSource(found.source.start);
      const end = toSource(found.source.end - 1) + 1;
      const isWhole = found.source.end - found.source.start === visible.trim().length;
      const removed = listCharacters(isWhole ? text : text.slice(start, end));
      const notes = removed === '' ? found.notes : [createNote('invisible_removed', removed), ...found.notes];
      return { ...found, source: { start, end }, notes };
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
