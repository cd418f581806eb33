import { decode } from '../decode';
import { MAX_TOKEN_LENGTH } from '../limits';
import type { Token } from '../token';
import { isFindable, isSignatureWhole } from './findable';
import { isObjectEnd } from './base64-start';
import { findLettersEnd, takeEnd } from './runs';

/** The parts of a key binding behind its header (RFC 9901 §4). */
const KEY_BINDING = /\.[\w-]+\.[\w-]+/y;
/** What follows a token that was cut, or base64 that goes on in the other alphabet. */
const GOES_ON = /…|\.\.|\[|[+/=]/y;
const DOTS = /\.*/y;

/** A token as it stands in the text from `start` to `end`. */
export interface Reading {
  readonly start: number;
  readonly end: number;
  readonly token: Token;
}

/** The token whose header stands at `start` and ends, with a dot, at `headerEnd`. */
export function readCompact(text: string, start: number, headerEnd: number): Reading | undefined {
  // Most text of this shape fails at its header, which costs far more when it is decoded.
  if (!isObjectEnd(text, start, headerEnd)) return undefined;
  const end = findPartsEnd(text, headerEnd);
  if (end === undefined || end - start > MAX_TOKEN_LENGTH) return undefined;
  const token = decode(text.slice(start, end));
  if (!isFindable(token) || isCut(text, end, token)) return undefined;
  // Two tildes behind a token are Markdown's; a disclosure is not empty.
  if (text[end] !== '~' || text[end + 1] === '~' || token.kind !== 'jws') return { start, end, token };

  const disclosedEnd = findDisclosuresEnd(text, end);
  if (disclosedEnd - start > MAX_TOKEN_LENGTH) return undefined;
  const disclosed = decode(text.slice(start, disclosedEnd));
  return isFindable(disclosed) ? { start, end: disclosedEnd, token: disclosed } : { start, end, token };
}

/**
 * Where the three or five parts of a token end, told by dots alone: at the end of the run, or before the dots of a
 * sentence. Undefined for a run of another number of parts. What stands between the first two dots is not looked at:
 * an unencoded payload may be any text (RFC 7797 §5.2).
 */
function findPartsEnd(text: string, headerEnd: number): number | undefined {
  const second = text.indexOf('.', headerEnd + 1);
  if (second === -1) return undefined;
  let end = findLettersEnd(text, second + 1);
  if (text[end] !== '.') return end;
  const fourth = findLettersEnd(text, end + 1);
  if (text[fourth] === '.' && fourth > end + 1) end = findLettersEnd(text, fourth + 1);
  const dotsEnd = takeEnd(DOTS, text, end);
  return findLettersEnd(text, dotsEnd) === dotsEnd ? end : undefined;
}

/** The end of the disclosures of an SD-JWT and, with dots, of its key binding. */
function findDisclosuresEnd(text: string, tilde: number): number {
  let end = tilde;
  while (text[end] === '~') end = findLettersEnd(text, end + 1);
  return takeEnd(KEY_BINDING, text, end);
}

/** Whether the text shows that the token went on: a signature of the right length is whole whatever follows. */
function isCut(text: string, end: number, token: Token): boolean {
  return takeEnd(GOES_ON, text, end) !== end && !isSignatureWhole(token);
}
