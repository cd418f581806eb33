import { decode } from '../decode/decode';
import { MAX_TOKEN_LENGTH } from '../limits';
import { findHeader, isPayloadUnencoded } from '../decode/header';
import type { JsonObject, Token } from '../token';
import { isFindable, isSignatureComplete } from './findable';
import { isObjectEnd } from './base64-start';
import { findLettersEnd, takeEnd } from './base64-runs';
import { isSignatureLength, isTagLength } from './signature-length';
import { ATTEMPT, DECODED_CHARACTER, DECODING, HEADER, HEADER_CHARACTER, type Work } from './search-work';

const DISCLOSURES = /[\w~-]*/y;
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
export function readCompact(text: string, start: number, headerEnd: number, work: Work): Reading | undefined {
  // Most text of this shape fails at its header, which costs far more when it is decoded.
  if (!isObjectEnd(text, start, headerEnd) || headerEnd - start > MAX_TOKEN_LENGTH) return undefined;
  work.spend(ATTEMPT);
  const end = findPartsEnd(text, headerEnd, work);
  if (end === undefined) return undefined;
  if (end - start > MAX_TOKEN_LENGTH) {
    work.isCut = true;
    return undefined;
  }
  work.spend(HEADER + HEADER_CHARACTER * (headerEnd - start));
  const header = findHeader(text.slice(start, headerEnd));
  if (header === undefined || !mayFit(header, text, headerEnd, end)) return undefined;
  const isCut = takeEnd(GOES_ON, text, end) !== end;
  if (isCut && !isTokenEnd(header, end - text.lastIndexOf('.', end - 1) - 1)) return undefined;

  work.spend(DECODING + DECODED_CHARACTER * (end - start));
  const token = decode(text.slice(start, end));
  if (token.kind === 'malformed') work.spend(DECODING);
  if (!isFindable(token) || (isCut && !isSignatureComplete(token))) return undefined;
  // Two tildes behind a token are Markdown's; a disclosure is not empty.
  if (text[end] !== '~' || text[end + 1] === '~' || token.kind !== 'jws') return { start, end, token };

  const disclosedEnd = findDisclosuresEnd(text, end);
  work.spend(2 * DECODING + DECODED_CHARACTER * (disclosedEnd - start));
  if (disclosedEnd - start > MAX_TOKEN_LENGTH) return undefined;
  const disclosed = decode(text.slice(start, disclosedEnd));
  return isFindable(disclosed) ? { start, end: disclosedEnd, token: disclosed } : { start, end, token };
}

/**
 * Whether a token of this header can have the parts that stand there: `decode` says so as well, along with what is
 * wrong, at a cost that text which is no token isn't worth.
 */
function mayFit(header: JsonObject, text: string, headerEnd: number, end: number): boolean {
  const isSigned = !Object.hasOwn(header, 'enc');
  const second = text.indexOf('.', headerEnd + 1);
  const isEncrypted = text.lastIndexOf('.', end - 1) !== second;
  if (isSigned === isEncrypted) return false;
  return isPayloadUnencoded(header) || findLettersEnd(text, headerEnd + 1) === second;
}

/**
 * Where the three or five parts of a token end, told by dots alone: at the end of the run, or before the dots of a
 * sentence. Undefined for a run of another number of parts. What stands between the first two dots is not looked at:
 * an unencoded payload may be any text (RFC 7797 §5.2).
 */
function findPartsEnd(text: string, headerEnd: number, work: Work): number | undefined {
  const second = text.indexOf('.', headerEnd + 1);
  work.spend((second === -1 ? text.length : second) - headerEnd);
  if (second === -1) return undefined;
  let end = findLettersEnd(text, second + 1);
  work.spend(end - second);
  if (text[end] !== '.') return end;
  const fourth = findLettersEnd(text, end + 1);
  if (text[fourth] === '.' && fourth > end + 1) end = findLettersEnd(text, fourth + 1);
  const dotsEnd = takeEnd(DOTS, text, end);
  return findLettersEnd(text, dotsEnd) === dotsEnd ? end : undefined;
}

/** The end of the disclosures of an SD-JWT and, with dots, of its key binding. */
function findDisclosuresEnd(text: string, tilde: number): number {
  return takeEnd(KEY_BINDING, text, takeEnd(DISCLOSURES, text, tilde));
}

/** Whether the last part is as long as this header's tokens have it: then it is whole whatever follows. */
export function isTokenEnd(header: JsonObject, letters: number): boolean {
  return Object.hasOwn(header, 'enc') ? isTagLength(letters) : isSignatureLength(header.alg, letters);
}
