import { createNote, type Found } from './found';
import type { Steps } from '../steps';
import { findInBase64 } from './base64';
import { isTextStart } from './base64-start';
import { LINE, type InnerSearch } from './search-work';

const MIN_WIDTH = 40;
/** A line of base64 within other text, perhaps quoted: 76 letters in mail (RFC 2045 §6.8), 64 in PEM, others elsewhere. */
const BASE64_LINE = /[ \t>|]*([\dA-Za-z+/]{40,128})[ \t]*\r?\n/y;
/** A line after it, and the last one, which is shorter. */
const NEXT_LINE = /[ \t>|]*([\dA-Za-z+/]{1,128}={0,2})[ \t]*(?:\r?\n|$)/y;

/** Whether the last word of a line may be a line of base64 of text: a cheap check. */
export function mayBeBase64(text: string, start: number, end: number): boolean {
  return end - start >= MIN_WIDTH && (end - start) % 4 === 0 && isTextStart(text, start, end);
}

/** The tokens in lines of base64, and where the line after them begins. */
export interface Base64Block {
  readonly found: readonly Found[];
  readonly end: number;
}

/**
 * Finds the tokens in base64 text that is wrapped to lines of equal width from `lineStart` on, as in the source of a mail.
 * Undefined if there's only one line, or if it isn't base64 of text.
 */
export function* findInBase64Lines(
  text: string,
  lineStart: number,
  search: InnerSearch,
): Steps<Base64Block | undefined> {
  BASE64_LINE.lastIndex = lineStart;
  const first = BASE64_LINE.exec(text);
  const width = first?.[1]?.length ?? 0;
  if (first === null || width % 4 !== 0 || !isTextStart(first[1] ?? '', 0, width)) return undefined;
  const lines = [first[1] ?? ''];
  const start = lineStart + first[0].indexOf(lines[0] ?? '');
  let end = BASE64_LINE.lastIndex;
  NEXT_LINE.lastIndex = end;
  for (let next = NEXT_LINE.exec(text); next !== null; next = NEXT_LINE.exec(text)) {
    const letters = next[1] ?? '';
    if (letters.length > width) break;
    if (search.work.spend(LINE + 2 * next[0].length)) yield search.work.pause();
    lines.push(letters);
    end = NEXT_LINE.lastIndex;
    if (letters.length < width) break;
  }
  if (lines.length < 2) return undefined;
  const concatenated = lines.join('');
  const note = createNote('lines_merged', lines.length);
  const found = (yield* findInBase64(concatenated, 0, concatenated.length, search)).map((one) => ({
    ...one,
    source: { start, end },
    notes: [note, ...one.notes],
  }));
  return { found, end };
}
