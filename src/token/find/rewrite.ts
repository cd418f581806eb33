import type { Found } from './found';
import type { Steps } from '../steps';
import { REPLACEMENT, UNWRAPPING, type Work } from './search-work';

/** A text in which pieces were replaced, and a mapping from its positions to those in the original. */
export interface Rewritten {
  readonly text: string;
  readonly toSource: (range: Found['source']) => Found['source'];
}

/** Which pieces of a text are replaced, and by what. */
export interface Replacing {
  /** Where the next piece begins at or after `from`, or -1. */
  readonly findStart: (text: string, from: number) => number;
  /** Where a piece ends. Its start if it isn't replaced. */
  readonly findEnd: (text: string, start: number) => number;
  readonly replace: (text: string, start: number, end: number) => string;
}

/** Replaces each piece. Undefined if nothing changes. */
export function* rewrite(
  text: string,
  { findStart, findEnd, replace }: Replacing,
  work: Work,
): Steps<Rewritten | undefined> {
  // For each piece its position in the new text, and how much longer the original is up to its end.
  const starts: number[] = [];
  const ends: number[] = [];
  const shifts: number[] = [];
  const pieces: string[] = [];
  let shift = 0;
  let copied = 0;
  let counted = 0;
  work.spend(UNWRAPPING);
  for (let start = findStart(text, 0); start !== -1;) {
    const end = findEnd(text, start);
    if (end !== start) {
      const replacement = replace(text, start, end);
      if (copied < start) pieces.push(text.slice(copied, start));
      if (replacement !== '') pieces.push(replacement);
      copied = end;
      starts.push(start - shift);
      ends.push(start - shift + replacement.length);
      shift += end - start - replacement.length;
      shifts.push(shift);
    }
    const isDue = work.spend(Math.max(end, start + 1) - counted + REPLACEMENT);
    counted = Math.max(end, start + 1);
    if (isDue) yield work.pause();
    start = findStart(text, counted);
  }
  work.spend(text.length - counted);
  if (ends.length === 0) return undefined;
  pieces.push(text.slice(copied));
  return {
    text: pieces.join(''),
    // Pieces that were removed at the ends of a range aren't part of it.
    toSource: ({ start, end }) => ({
      start: start + (shifts[countUpTo(ends, start) - 1] ?? 0),
      end: end + (shifts[countUpTo(starts, end - 1) - 1] ?? 0),
    }),
  };
}

/** Binary search: how many of the sorted numbers are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
