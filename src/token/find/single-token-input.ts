import { decode, type DecodeOptions } from '../decode/decode';
import { createNote, listRepairNotes, type Found, type FoundNote } from './found';
import { findHeader } from '../decode/header';
import { maxTokenLength, maxWrappedLength } from '../limits';
import { toBase64url } from '../decode/repair';
import type { Steps } from '../steps';
import type { Token } from '../token';
import { findInBase64 } from './base64';
import { isObjectEnd, isObjectStart, isTextStart, mayBeginText } from './base64-start';
import { isFindable, isSignatureComplete } from './findable';
import { findLettersEnd } from './base64-runs';
import { stripWrapping, type Stripped } from './strip-wrapping';
import {
  ATTEMPT,
  DECODED_CHARACTER,
  DECODING,
  HEADER,
  HEADER_CHARACTER,
  STEPS_PER_CONCATENATED_CHARACTER,
  type InnerSearch,
  type Work,
} from './search-work';

/** How much of a text, with its indentation, is looked at to decide whether it may begin as a token. */
const BEGINNING = 4096;
/** White space is removed from this many characters at a time, since a replacement can't be interrupted. */
const PIECE = 16_384;
/** The longest line of base64 in mail (RFC 2045 §6.8). */
const maxMimeLine = 76;
const OTHER_CHARACTER = /[^\w.~\s+/=-]/;

/** A text that may be a single token, and its body: the text without what people copy along with a token. */
export interface Body {
  readonly text: string;
  readonly stripped: Stripped;
  readonly body: string;
}

/** Returns undefined if the text is too long to be a single token, wrapped or not. */
export function readBody(text: string): Body | undefined {
  if (text.length > maxWrappedLength) return undefined;
  const stripped = stripWrapping(text);
  return { text, stripped, body: text.slice(stripped.start, stripped.end) };
}

/** Whether the body begins as a token. */
export function beginsAsToken({ body }: Body): boolean {
  return isObjectStart(body, 0, body.length) && body.includes('.');
}

/** Whether the body may be one token, or base64 of tokens, with white space in it. */
export function mayBeBroken({ body }: Body, work: Work): boolean {
  if (!mayBeginText(body) || !/\s/.test(body) || OTHER_CHARACTER.test(body)) return false;
  work.spend(2 * body.length);
  const beginning = body.slice(0, BEGINNING).replace(/\s+/g, '');
  return isObjectStart(beginning, 0, beginning.length) || isTextStart(beginning, 0, beginning.length);
}

/** Reads a text that is one token and nothing else, perhaps in quotes or after `Bearer`. Undefined for other texts. */
export function* findSingleToken(
  { text, stripped, body }: Body,
  work: Work,
): Steps<readonly Found[] | undefined> {
  const token = yield* decodePadded(body, work);
  if (token === undefined) return undefined;
  // An unencoded payload may be any text (RFC 7797 §5.2), but a disclosure after a tilde can't.
  const isAll = token.kind === 'jws' || !/[^\w.~+/=-]/.test(body);
  // The plus signs may be spaces, which `readBase64Variant` finds out.
  if (token.kind === 'jws' && token.claims === undefined && body.includes('+')) return undefined;
  return isAll && isFindable(token) ? [describeToken(text, stripped, token)] : undefined;
}

/**
 * Reads a text that is one token with line breaks and indentation in it, or base64 of tokens with the same. Undefined for
 * other texts, and if only the first lines are a token: `found` are the tokens in the text as it is, `isWrapped` is
 * whether it contains tokens that were wrapped to lines of equal width, and `inLines` is the result of `findInMimeLines`.
 */
export function* findBrokenToken(
  input: Body,
  found: readonly Found[],
  isWrapped: boolean,
  inLines: readonly Found[] | undefined,
  search: InnerSearch,
): Steps<readonly Found[] | undefined> {
  const { text, stripped, body } = input;
  const isDotted = body.includes('.');
  // The line after a complete token isn't part of it.
  if (found.some((one) => (!isDotted || one.path.length === 0) && isSignatureComplete(one.token)))
    return undefined;
  const concatenated = yield* removeSpace(body, search.work);
  if (!isDotted) {
    const inBase64 = inLines ?? (yield* findInConcatenated(input, concatenated, search));
    return inBase64.length === 0 ? undefined : inBase64;
  }
  const token = decodeBody(concatenated, search.work, { repair: true });
  if (search.work.spend(ATTEMPT)) yield search.work.pause();
  const plus =
    token !== undefined && isSignatureComplete(token) ? undefined : decodeWithPlus(body, search.work);
  if (plus !== undefined) {
    const restored = createNote('plus_restored', body.length - concatenated.length);
    const notes = [...stripped.notes, restored, ...listRepairNotes(plus)];
    return [{ ...describeToken(text, stripped, plus), notes }];
  }
  if (token === undefined || !isFindable(token)) return undefined;
  // A word in the line after a wrapped token isn't part of it.
  if (isWrapped && !isSignatureComplete(token)) return undefined;
  const notes = [...stripped.notes, describeConcatenation(body, concatenated), ...listRepairNotes(token)];
  return [{ ...describeToken(text, stripped, token), notes }];
}

/**
 * Reads a text that is base64 in lines of equal width, as in mail (RFC 2045 §6.8). Undefined for other texts. Such a text
 * would be found by `findBrokenToken` too, but only after each line was searched by itself, which costs far more.
 */
export function* findInMimeLines(input: Body, search: InnerSearch): Steps<readonly Found[] | undefined> {
  const { body } = input;
  const length = countMimeLetters(body);
  if (length === undefined || body.includes('.')) return undefined;
  const concatenated = yield* removeSpace(body, search.work);
  // Otherwise there is other white space in the lines.
  return concatenated.length === length ? yield* findInConcatenated(input, concatenated, search) : undefined;
}

/** How many characters a body in lines of equal width has without its line breaks. Undefined for other bodies. */
function countMimeLetters(body: string): number | undefined {
  const lineFeed = body.indexOf('\n');
  const lineBreak = body[lineFeed - 1] === '\r' ? '\r\n' : '\n';
  const width = lineFeed + 1 - lineBreak.length;
  if (width < 1 || width > maxMimeLine) return undefined;
  let length = 0;
  for (let start = 0; start < body.length; start += width + lineBreak.length) {
    const isLast = body.length - start <= width;
    if (!isLast && !body.startsWith(lineBreak, start + width)) return undefined;
    length += isLast ? body.length - start : width;
  }
  return length;
}

/** Padding at the end belongs to the token. A slash or a plus sign does only if the signature is complete with it. */
function* decodePadded(body: string, work: Work): Steps<Token | undefined> {
  const token = decodeBody(body, work, { repair: true });
  if (token === undefined || !/[+/]/.test(body)) return token;
  if (work.spend(ATTEMPT)) yield work.pause();
  return isSignatureComplete(token.kind === 'sd-jwt' ? token.jws : token) ? token : decodeBody(body, work);
}

/** Decodes a token in standard base64 whose plus signs were turned into spaces by form decoding. */
function decodeWithPlus(body: string, work: Work): Token | undefined {
  work.spend(2 * body.length);
  if (/[^\w.~+/= -]/.test(body)) return undefined;
  const token = decodeBody(body.replaceAll(' ', '+'), work, { repair: true });
  return token !== undefined && isFindable(token) && isSignatureComplete(token) ? token : undefined;
}

/** Checks the header first, since most text that isn't a token has no valid one. */
function decodeBody(body: string, work: Work, { repair = false }: DecodeOptions = {}): Token | undefined {
  const headerEnd = body.indexOf('.');
  work.spend(ATTEMPT);
  if (!body.includes('.', headerEnd + 1) || body.length > maxTokenLength) return undefined;
  const written = body.slice(0, headerEnd);
  const header = repair ? toBase64url(written) : written;
  if (!isObjectEnd(header, 0, header.length) || findLettersEnd(header, 0) !== header.length) return undefined;
  work.spend(HEADER + HEADER_CHARACTER * headerEnd);
  if (findHeader(header) === undefined) return undefined;
  work.spend(DECODING + DECODED_CHARACTER * body.length);
  return decode(body, { repair });
}

function* removeSpace(text: string, work: Work): Steps<string> {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += PIECE) {
    pieces.push(text.slice(at, at + PIECE).replace(/\s+/g, ''));
    if (work.spend(STEPS_PER_CONCATENATED_CHARACTER * Math.min(PIECE, text.length - at))) yield work.pause();
  }
  return pieces.join('');
}

/** Finds the tokens in base64 whose lines were joined. */
function* findInConcatenated(
  { stripped: { start, end, notes }, body }: Body,
  concatenated: string,
  search: InnerSearch,
): Steps<readonly Found[]> {
  const found = yield* findInBase64(concatenated, 0, concatenated.length, search);
  const added = [...notes, describeConcatenation(body, concatenated)];
  return found.map((one) => ({ ...one, source: { start, end }, notes: [...added, ...one.notes] }));
}

function describeToken(text: string, { start, end, notes }: Stripped, token: Token): Found {
  const space = text.length - (end - start);
  return {
    raw: token.raw,
    source: { start, end },
    path: [],
    token,
    notes: [
      ...(notes.length === 0 && space > 0 ? [createSpaceNote(space)] : notes),
      ...listRepairNotes(token),
    ],
  };
}

function describeConcatenation(body: string, concatenated: string): FoundNote {
  const lines = body.split(/[\n\r\u2028\u2029]+/).length;
  return lines > 1 ? createNote('lines_merged', lines) : createSpaceNote(body.length - concatenated.length);
}

function createSpaceNote(count: number): FoundNote {
  return createNote('spaces_removed', count);
}
