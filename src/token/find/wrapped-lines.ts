import { decode } from '../decode/decode';
import type { Found } from './found';
import { findHeader } from '../decode/header';
import { MAX_TOKEN_LENGTH, MAX_WRAPPED_LENGTH } from '../limits';
import { toBase64url } from '../decode/repair';
import type { Steps } from '../steps';
import { isFindable, isSignatureComplete } from './findable';
import { isObjectStart } from './base64-start';
import { createNote, listRepairNotes } from './found-note';
import { takeEnd } from './base64-runs';
import {
  ATTEMPT,
  DECODED_CHARACTER,
  DECODING,
  HEADER,
  HEADER_CHARACTER,
  LINE,
  type Work,
} from './search-work';

const MARKS = /[ \t>|]*/y;
/** A line after the first: quoting marks and letters of a token, nothing else. */
const NEXT_LINE = /[ \t]*\r?\n[ \t>|]*([\w.~+/=-]+)(?=[ \t]*(?:\r?\n|$))/y;

/** The tokens that were wrapped to lines of equal width, and the text with spaces in their place. */
export interface WrappedTokens {
  readonly found: readonly Found[];
  readonly rest: string;
}

/**
 * Joins tokens that mail or a terminal wrapped, also in quoted text, to lines of equal width, except for a shorter last
 * one. Takes only tokens with a complete signature. Undefined if there are none, and for a text that is too long to be
 * pasted.
 */
export function* takeWrappedTokens(text: string, work: Work): Steps<WrappedTokens | undefined> {
  if (text.length > MAX_WRAPPED_LENGTH || !text.includes('\n')) return undefined;
  const found: Found[] = [];
  const pieces: string[] = [];
  let taken = 0;
  let lineStart = 0;
  for (let lineEnd = text.indexOf('\n'); lineEnd !== -1; lineEnd = text.indexOf('\n', lineStart)) {
    const start = findTokenStart(text, lineStart, lineEnd);
    const block = start === undefined ? [] : readBlock(text, lineStart, lineEnd, start);
    const token = start === undefined ? undefined : yield* findWrapped(block, start, work);
    // A line is passed a few times: to find its end, its letters and its beginning.
    if (work.spend(LINE + 4 * (lineEnd - lineStart))) yield work.pause();
    if (work.isOver()) return undefined;
    if (token !== undefined) {
      found.push(token);
      pieces.push(text.slice(taken, token.source.start), ' '.repeat(token.source.end - token.source.start));
      taken = token.source.end;
    }
    // Lines that were read aren't read again, so that the work stays linear.
    lineStart = Math.max(lineEnd + 1, token?.source.end ?? block.at(-1)?.end ?? 0);
  }
  return found.length === 0 ? undefined : { found, rest: pieces.join('') + text.slice(taken) };
}

/** Returns where in a line a token begins that may continue in the next line: at its last word, or after `=`. */
function findTokenStart(text: string, lineStart: number, lineEnd: number): number | undefined {
  let end = lineEnd;
  while (end > lineStart && isBlank(text.charCodeAt(end - 1))) end -= 1;
  let start = end;
  while (start > lineStart && isTokenLetter(text.charCodeAt(start - 1))) start -= 1;
  if (!isObjectStart(text, start, end)) {
    // Only in this line: searching all lines before it for each line would take quadratic time.
    start = lineStart + text.slice(lineStart, Math.max(lineStart, end - 1)).lastIndexOf('=') + 1;
  }
  return isObjectStart(text, start, end) ? start : undefined;
}

/** The letters at the end of a line, and the position of their end. */
interface Line {
  readonly letters: string;
  readonly end: number;
}

function readBlock(text: string, lineStart: number, lineEnd: number, start: number): readonly Line[] {
  const first = text.slice(start, lineEnd).trimEnd();
  const width = start + first.length - takeEnd(MARKS, text, lineStart);
  const lines: Line[] = [{ letters: first, end: start + first.length }];
  let length = first.length;
  let dots = countDots(first);
  NEXT_LINE.lastIndex = start + first.length;
  for (let next = NEXT_LINE.exec(text); next !== null; next = NEXT_LINE.exec(text)) {
    const letters = next[1] ?? '';
    length += letters.length;
    if (letters.length > width || length > MAX_TOKEN_LENGTH) break;
    // After header and payload, a line that begins like a token is the next token of a list.
    if (dots >= 2 && isObjectStart(letters, 0, letters.length)) break;
    dots += countDots(letters);
    lines.push({ letters, end: NEXT_LINE.lastIndex });
    if (letters.length < width) break;
  }
  return lines;
}

function countDots(text: string): number {
  let dots = 0;
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) dots += 1;
  return dots;
}

/** Without its last line if that isn't part of the token: a word may follow a token whose own last line is full. */
function* findWrapped(block: readonly Line[], start: number, work: Work): Steps<Found | undefined> {
  const token = concatenateLines(block, start, work);
  if (token !== undefined) return token;
  if (work.spend(ATTEMPT)) yield work.pause();
  return concatenateLines(block.slice(0, -1), start, work);
}

function concatenateLines(lines: readonly Line[], start: number, work: Work): Found | undefined {
  if (lines.length < 2) return undefined;
  const concatenated = lines.map(({ letters }) => letters).join('');
  const headerEnd = concatenated.indexOf('.');
  work.spend(ATTEMPT + 2 * concatenated.length);
  if (headerEnd === -1) return undefined;
  // Most text of this shape has no valid header. Decoding all of it to find out costs far more.
  work.spend(HEADER + HEADER_CHARACTER * headerEnd);
  if (findHeader(toBase64url(concatenated.slice(0, headerEnd))) === undefined) return undefined;
  work.spend(DECODING + DECODED_CHARACTER * concatenated.length);
  const token = decode(concatenated, { repair: true });
  if (!isFindable(token) || !isSignatureComplete(token.kind === 'sd-jwt' ? token.jws : token))
    return undefined;
  const end = lines.at(-1)?.end ?? start;
  const notes = [createNote('lines_joined', lines.length), ...listRepairNotes(token)];
  return { raw: token.raw, source: { start, end }, path: [], token, notes };
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}

/** A letter of base64 or base64url, padding, or what separates the parts of a token. */
function isTokenLetter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    // `+`, `-`, `.`, `/` and the digits, which are consecutive except for the comma.
    (code >= 0x2b && code <= 0x39 && code !== 0x2c) ||
    code === 0x3d ||
    code === 0x5f ||
    code === 0x7e
  );
}
