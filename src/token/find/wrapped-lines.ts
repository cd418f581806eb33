import { decode } from '../decode/decode';
import { createNote, listRepairNotes, type Found } from './found';
import { findHeader } from '../decode/header';
import { maxTokenLength, maxWrappedLength } from '../limits';
import { toBase64url } from '../decode/repair';
import type { Steps } from '../steps';
import type { JsonObject } from '../token';
import { isFindable, isSignatureComplete } from './findable';
import { isObjectEnd, isObjectStart } from './base64-start';
import { isTokenEnd } from './compact';
import { takeEnd } from './base64-runs';
import { findInBase64Lines, mayBeBase64 } from './mime-lines';
import { findContinuation, findLineText, splitPrefix } from './line-marks';
import {
  ATTEMPT,
  DECODED_CHARACTER,
  DECODING,
  HEADER,
  HEADER_CHARACTER,
  LINE,
  type InnerSearch,
  type Work,
} from './search-work';

/** Letters of a token, of standard base64 and of quoted-printable. */
const LETTERS = /[\w.~+/=-]*/y;
/** Where a token may begin within a word: after the equals sign or the slash of a URL, or after the mark of a diff. */
const WITHIN_WORD = /(?:^[+-]|=3D|[=/])(?=[eICD])/g;
/** Fewer letters aren't the beginning of a header. */
const MIN_START = 3;
/** A token that can't be read may have a hyphen at the end of each of fewer lines by chance. */
const MIN_HYPHENATED = 3;
/** At how many positions of one word a token may begin. */
const maxPositions = 4;

/** The tokens that were wrapped to lines, and the text with spaces in their place. */
export interface WrappedTokens {
  readonly found: readonly Found[];
  readonly rest: string;
  /** Hyphens at the ends of lines aren't letters of a token. */
  readonly isHyphenated: boolean;
}

/**
 * Joins tokens that were wrapped to lines within other text: by mail, also quoted and in quoted-printable, by a terminal
 * or a log with a prompt or a prefix before each line, and in source code. Takes only tokens with a complete signature.
 * Undefined if there are none, and for a text that is too long to be pasted.
 */
export function* takeWrappedTokens(text: string, search: InnerSearch): Steps<WrappedTokens | undefined> {
  const { work } = search;
  if (text.length > maxWrappedLength || !text.includes('\n')) return undefined;
  const found: Found[] = [];
  const pieces: string[] = [];
  let taken = 0;
  let lineStart = 0;
  for (let lineEnd = text.indexOf('\n'); lineEnd !== -1; lineEnd = text.indexOf('\n', lineStart)) {
    const wordEnd = findLineText(text, lineStart, lineEnd);
    let wordStart = wordEnd;
    while (wordStart > lineStart && isTokenLetter(text.charCodeAt(wordStart - 1))) wordStart -= 1;
    const start = findTokenStart(text, wordStart, wordEnd);
    const wrapped =
      start === undefined ? undefined : yield* readWrapped(text, lineStart, start, wordEnd, work);
    const token = wrapped?.token;
    const inBase64 =
      token === undefined && mayBeBase64(text, wordStart, wordEnd)
        ? yield* findInBase64Lines(text, lineStart, search)
        : undefined;
    // A line is passed a few times: to find its end, its letters and its beginning.
    if (work.spend(LINE + 4 * (lineEnd - lineStart))) yield work.pause();
    if (work.isOver()) return undefined;
    const taking = token === undefined ? (inBase64?.found ?? []) : [token];
    const [first] = taking;
    if (first !== undefined) {
      for (const one of taking) found.push(one);
      pieces.push(text.slice(taken, first.source.start), ' '.repeat(first.source.end - first.source.start));
      taken = first.source.end;
    }
    // Lines that were read aren't read again, so that the work stays linear.
    lineStart = Math.max(lineEnd + 1, first?.source.end ?? Math.max(wrapped?.end ?? 0, inBase64?.end ?? 0));
  }
  if (found.length === 0) return undefined;
  const isHyphenated = found.some(({ notes }) => notes.some(({ code }) => code === 'hyphens_removed'));
  return { found, rest: pieces.join('') + text.slice(taken), isHyphenated };
}

/** Returns where in the last word of a line a token begins that may continue in the next line. */
function findTokenStart(text: string, start: number, end: number): number | undefined {
  if (end - start < MIN_START) return undefined;
  if (isObjectStart(text, start, end)) return start;
  // Without one of these letters, a token can't begin within the word. Most words are short.
  const word = text.slice(start, end);
  if (!/[=/]|^[+-]/.test(word)) return undefined;
  let positions = 0;
  for (const { 0: mark, index } of word.matchAll(WITHIN_WORD)) {
    const within = start + index + mark.length;
    if (isObjectStart(text, within, end)) return within;
    positions += 1;
    if (positions === maxPositions) break;
  }
  return undefined;
}

/** Reads a token as it's written or, if its first line ends with a hyphen, without the hyphens at the ends of lines. */
function* readWrapped(
  text: string,
  lineStart: number,
  start: number,
  wordEnd: number,
  work: Work,
): Steps<{ readonly token?: Found | undefined; readonly end: number }> {
  const block = yield* readBlock(text, lineStart, start, work);
  const token = findWrapped(block, work);
  if (text[wordEnd - 1] !== '-' || (token !== undefined && areHyphensLetters(token, block)))
    return { token, end: block.end };
  const hyphenated = yield* readBlock(text, lineStart, start, work, true);
  return { token: findWrapped(hyphenated, work) ?? token, end: Math.max(block.end, hyphenated.end) };
}

/** Whether the hyphens at the ends of lines belong to a token: it's readable or, if it can't be read, lacks some of them. */
function areHyphensLetters({ token }: Found, { lines }: Block): boolean {
  if (token.kind === 'jws') return token.claims !== undefined && token.payloadForm === undefined;
  return lines.length < MIN_HYPHENATED || !lines.slice(0, -1).every((line) => line.endsWith('-'));
}

/** Lines that may be one token. */
interface Block {
  readonly start: number;
  /** Where the last line that was read ends. */
  readonly end: number;
  /** The letters of each line of the token; empty if there's none, or one in a single line. */
  readonly lines: readonly string[];
  readonly tokenEnd: number;
  /** A hyphen was removed from the end of each line but the last, as a PDF has it. */
  readonly isHyphenated: boolean;
}

/** Reads lines as long as they may continue the token that begins at `start`. */
function* readBlock(
  text: string,
  lineStart: number,
  start: number,
  work: Work,
  isHyphenated = false,
): Steps<Block> {
  const prefix = splitPrefix(text.slice(lineStart, start));
  const state = new WrappedToken();
  const lines: string[] = [];
  let longest = 0;
  let best = { count: 0, end: start };
  let end = start;
  for (let at: number | undefined = start; at !== undefined;) {
    const lettersEnd = takeEnd(LETTERS, text, at);
    const next = findContinuation(text, lettersEnd, prefix);
    if (work.spend(LINE + 4 * ((next ?? lettersEnd) - at))) yield work.pause();
    const written = readLetters(text.slice(at, lettersEnd));
    const endsWithHyphen = isHyphenated && next !== undefined && written.endsWith('-');
    const line = endsWithHyphen ? written.slice(0, -1) : written;
    const letters = state.add(line, work);
    if (letters === undefined) break;
    end = lettersEnd;
    lines.push(letters);
    if (!endsWithHyphen && state.isComplete()) {
      best = { count: lines.length, end: end - (line.length - letters.length) };
      // A line that is shorter than others before it, or ends a sentence, is the last one of its token.
      if (letters.length < longest || letters !== line) break;
    }
    longest = Math.max(longest, letters.length);
    at = isHyphenated && !endsWithHyphen ? undefined : next;
  }
  // A token in a single line isn't wrapped.
  const tokenLines = best.count < 2 ? [] : lines.slice(0, best.count);
  return { start, end, lines: tokenLines, tokenEnd: best.end, isHyphenated };
}

/** In quoted-printable (RFC 2045 §6.7), a dot at the start of a line may be encoded. */
function readLetters(letters: string): string {
  return letters.startsWith('=2E') ? `.${letters.slice(3)}` : letters;
}

/** What is known of a token after some of its lines. */
class WrappedToken {
  /** What comes before the first dot. It's joined only once: joining it for each line would take quadratic time. */
  readonly #beginning: string[] = [];
  #beginningLength = 0;
  /** Its last two letters. */
  #beginningEnd = '';
  #header: JsonObject | undefined;
  #length = 0;
  #dots = 0;
  /** How many letters follow the last dot, without padding. */
  #lastPart = 0;
  #lastLetter = '';
  #hasTilde = false;

  /** Adds a line, and returns its letters without a dot that ends a sentence. Undefined if it can't be part of the token. */
  add(line: string, work: Work): string | undefined {
    this.#length += line.length;
    if (line === '' || this.#length > maxTokenLength || this.#isNextToken(line)) return undefined;
    // An equals sign at the end may be padding, or continue a line in quoted-printable.
    let letters = removeEnd(line, '=');
    const first = letters.indexOf('.');
    if (this.#dots === 0) {
      const beginning = first === -1 ? letters : letters.slice(0, first);
      this.#beginning.push(beginning);
      this.#beginningLength += beginning.length;
      this.#beginningEnd = `${this.#beginningEnd}${beginning.slice(-2)}`.slice(-2);
      if (first !== -1 && !this.#readHeader(work)) return undefined;
    }
    let dots = this.#dots + countDots(letters);
    while (letters.endsWith('.') && (dots > this.#maxDots || letters.endsWith('~.'))) {
      letters = letters.slice(0, -1);
      dots -= 1;
    }
    if (dots > this.#maxDots) return undefined;
    const lastLength = letters.length - letters.lastIndexOf('.') - 1;
    this.#lastPart = (dots > this.#dots ? 0 : this.#lastPart) + lastLength;
    this.#dots = dots;
    this.#lastLetter = letters.at(-1) ?? '';
    this.#hasTilde ||= letters.includes('~');
    return line.endsWith('=') ? line : letters;
  }

  /** Whether the token may end after the last line. */
  isComplete(): boolean {
    if (this.#header === undefined) return false;
    return this.#hasTilde
      ? this.#lastLetter === '~' || this.#dots === this.#maxDots
      : this.#dots === this.#maxDots && isTokenEnd(this.#header, this.#lastPart);
  }

  /** Whether a line begins another token, for example the next one of a list. A payload begins like a header, after a dot. */
  #isNextToken(line: string): boolean {
    if (this.#length === line.length || !isObjectStart(line, 0, line.length)) return false;
    if (this.#dots === 0) {
      const end = this.#beginningEnd.length;
      return isObjectEnd(this.#beginningEnd, end - this.#beginningLength, end);
    }
    return this.#dots > 1 || (this.#lastLetter !== '.' && countDots(line) > 1);
  }

  /** Two dots, four in an encrypted token, or four with a key binding after the disclosures (RFC 9901 §4). */
  get #maxDots(): number {
    return this.#hasTilde || (this.#header !== undefined && Object.hasOwn(this.#header, 'enc')) ? 4 : 2;
  }

  /** Checks the header first: most text of this shape has no valid one, and decoding all of it would cost far more. */
  #readHeader(work: Work): boolean {
    work.spend(HEADER + HEADER_CHARACTER * this.#beginningLength);
    this.#header = findHeader(toBase64url(this.#beginning.join('')));
    return this.#header !== undefined;
  }
}

function findWrapped({ start, lines, tokenEnd, isHyphenated }: Block, work: Work): Found | undefined {
  if (lines.length === 0) return undefined;
  const isQuotedPrintable = lines.slice(0, -1).every((line) => line.endsWith('='));
  const concatenated = lines
    .map((line, index) => (isQuotedPrintable && index < lines.length - 1 ? line.slice(0, -1) : line))
    .join('');
  work.spend(ATTEMPT + DECODING + (2 + DECODED_CHARACTER) * concatenated.length);
  const token = decode(concatenated, { repair: true });
  if (!isFindable(token) || !isSignatureComplete(token.kind === 'sd-jwt' ? token.jws : token))
    return undefined;
  const notes = [
    createNote('lines_merged', lines.length),
    ...(isHyphenated ? [createNote('hyphens_removed', lines.length - 1)] : []),
    ...listRepairNotes(token),
  ];
  return { raw: token.raw, source: { start, end: tokenEnd }, path: [], token, notes };
}

/** Not by a regular expression, which would take quadratic time for a long series of equals signs within a text. */
function removeEnd(text: string, letter: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === letter) end -= 1;
  return text.slice(0, end);
}

function countDots(text: string): number {
  let dots = 0;
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) dots += 1;
  return dots;
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
