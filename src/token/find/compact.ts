import { decode } from '../decode/decode';
import { maxInflatedPayload, maxTokenLength } from '../limits';
import { findHeader, isPayloadUnencoded } from '../decode/header';
import type { JsonObject, Jws, Token } from '../token';
import { isFindable, isSignatureComplete } from './findable';
import { isObjectEnd } from './base64-start';
import { findLettersEnd, takeEnd } from './base64-runs';
import { isSignatureLength, isTagLength } from './signature-length';
import { isCookieSignature } from './signed-cookie';
import {
  ATTEMPT,
  DECODED_CHARACTER,
  DECODING,
  HEADER,
  HEADER_CHARACTER,
  INFLATED_BYTE,
  NEW_HEADER,
  RECOGNITION,
  type Work,
} from './search-work';

const DISCLOSURES = /[\w~-]*/y;
/** The payload and the signature of a key binding, after its header (RFC 9901 §4). */
const KEY_BINDING = /\.[\w-]+\.[\w-]+/y;
/** What follows a token that was truncated, or that continues in standard base64. */
const CONTINUATION = /…|\.\.|\[|[+/=]/y;
const DOTS = /\.*/y;

/** A token that is written in the text from `start` to `end`. */
export interface Reading {
  readonly start: number;
  readonly end: number;
  readonly token: Token;
  /** The signature of a cookie follows the token. */
  readonly isCookieSigned?: boolean;
}

/** Reads the token whose header begins at `start` and ends with the dot at `headerEnd`. */
export function readCompact(text: string, start: number, headerEnd: number, work: Work): Reading | undefined {
  // Most text of this shape has no valid header. Decoding the whole token to find out costs far more.
  if (!isObjectEnd(text, start, headerEnd) || headerEnd - start > maxTokenLength) return undefined;
  work.spend(ATTEMPT);
  const end = findPartsEnd(text, headerEnd, work);
  if (end === undefined) return readSignedCookie(text, start, headerEnd, work);
  if (end - start > maxTokenLength) {
    work.isCut = true;
    return undefined;
  }
  work.spend(HEADER + HEADER_CHARACTER * (headerEnd - start));
  const header = findHeader(text.slice(start, headerEnd));
  if (header === undefined) return undefined;
  work.spend(NEW_HEADER);
  if (!matchesParts(header, text, headerEnd, end)) return readSignedCookie(text, start, headerEnd, work);
  const isTruncated = takeEnd(CONTINUATION, text, end) !== end;
  if (isTruncated && !isTokenEnd(header, end - text.lastIndexOf('.', end - 1) - 1)) return undefined;

  work.spend(DECODING + DECODED_CHARACTER * (end - start));
  const token = decode(text.slice(start, end));
  if (token.kind === 'malformed') work.spend(DECODING);
  else if (token.kind === 'jws') work.spend(estimatePayload(token));
  if (!isFindable(token) || (isTruncated && !isSignatureComplete(token))) return undefined;
  // Two tildes after a token are Markdown (strikethrough), since a disclosure isn't empty.
  if (text[end] !== '~' || text[end + 1] === '~' || token.kind !== 'jws') return { start, end, token };

  const disclosedEnd = findDisclosuresEnd(text, end);
  work.spend(3 * DECODING + DECODED_CHARACTER * (disclosedEnd - start));
  if (disclosedEnd - start > maxTokenLength) return undefined;
  const disclosed = decode(text.slice(start, disclosedEnd));
  return isFindable(disclosed) ? { start, end: disclosedEnd, token: disclosed } : { start, end, token };
}

/** Reads a token that is followed by the signature of the cookie that contains it. Takes only tokens that are complete. */
function readSignedCookie(text: string, start: number, headerEnd: number, work: Work): Reading | undefined {
  work.spend(ATTEMPT);
  const third = findLettersEnd(text, findLettersEnd(text, headerEnd + 1) + 1);
  work.spend(third - headerEnd);
  const fifth = findLettersEnd(text, findLettersEnd(text, third + 1) + 1);
  for (const end of [third, fifth]) {
    if (end - start > maxTokenLength || !isCookieSignature(text, end)) continue;
    work.spend(
      HEADER + DECODING + HEADER_CHARACTER * (headerEnd - start) + DECODED_CHARACTER * (end - start),
    );
    const token = decode(text.slice(start, end));
    if (token.kind !== 'malformed' && isSignatureComplete(token))
      return { start, end, token, isCookieSigned: true };
  }
  return undefined;
}

/** What it cost to recognize the encoding of a payload, and to inflate it. */
export function estimatePayload({ payloadForm, payloadProblem }: Jws): number {
  const isRecognized = payloadForm?.text !== undefined || payloadProblem?.reason === 'payload_not_utf8';
  const isBomb = payloadProblem?.reason === 'payload_inflates_too_large';
  const inflated = isBomb ? maxInflatedPayload : (payloadForm?.compression?.inflatedLength ?? 0);
  return (isRecognized ? RECOGNITION : 0) + INFLATED_BYTE * inflated;
}

/**
 * Whether a token with this header can have these parts. `decode` checks the same, but also explains what is wrong, which
 * would cost too much for text that isn't a token.
 */
function matchesParts(header: JsonObject, text: string, headerEnd: number, end: number): boolean {
  const isSigned = !Object.hasOwn(header, 'enc');
  const second = text.indexOf('.', headerEnd + 1);
  const isEncrypted = text.lastIndexOf('.', end - 1) !== second;
  if (isSigned === isEncrypted) return false;
  return isPayloadUnencoded(header) || findLettersEnd(text, headerEnd + 1) === second;
}

/**
 * Finds the end of a token's three or five parts by their dots, without the dots that end a sentence. Undefined for
 * another number of parts. The second part may be any text, since a payload may be unencoded (RFC 7797 §5.2).
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

/** Returns the end of the disclosures of an SD-JWT and of its key binding. */
function findDisclosuresEnd(text: string, tilde: number): number {
  return takeEnd(KEY_BINDING, text, takeEnd(DISCLOSURES, text, tilde));
}

/** Whether the last part has a length that its algorithm produces. If so, it's complete, whatever follows. */
export function isTokenEnd(header: JsonObject, letters: number): boolean {
  return Object.hasOwn(header, 'enc') ? isTagLength(letters) : isSignatureLength(header.alg, letters);
}
