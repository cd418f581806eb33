import type { Found } from '../found';

/** A text in which pieces were replaced, and the way back from a place in it to the same place in the original. */
export interface Rewritten {
  readonly text: string;
  readonly toSource: (place: Found['source']) => Found['source'];
}

/** Replaces what the pattern takes; undefined when nothing changes. */
export function rewrite(
  text: string,
  pattern: RegExp,
  replace: (piece: string) => string,
): Rewritten | undefined {
  // Of each piece: where it stands in the new text, and how much longer the original is up to its end.
  const starts: number[] = [];
  const ends: number[] = [];
  const shifts: number[] = [];
  let shift = 0;
  const rewritten = text.replace(pattern, (piece: string, index: number) => {
    const replacement = replace(piece);
    if (replacement === piece) return piece;
    starts.push(index - shift);
    ends.push(index - shift + replacement.length);
    shift += piece.length - replacement.length;
    shifts.push(shift);
    return replacement;
  });
  if (ends.length === 0) return undefined;
  return {
    text: rewritten,
    // What was removed in front of a place and behind it is no part of it.
    toSource: ({ start, end }) => ({
      start: start + (shifts[countUpTo(ends, start) - 1] ?? 0),
      end: end + (shifts[countUpTo(starts, end - 1) - 1] ?? 0),
    }),
  };
}

/** How many of the sorted numbers are not above the limit. */
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
