import { isJsonObject, readJson, type JsonFault } from './json';
import { TokenFault } from './malformed';
import { readSegment } from './segment';
import type { JsonObject } from './token';
import { decodeUtf8Leniently } from './utf8';
import { quoteForSentence } from './wording';

/** How many bytes of a header a sentence is made from. */
const QUOTED_BYTES = 256;

/** The JOSE header in the first part of a token: a JSON object with an `alg` (RFC 7515 §4, RFC 7516 §4). */
export function readHeader(text: string): JsonObject | TokenFault {
  const bytes = readSegment(text, 'header', 0);
  if (bytes instanceof TokenFault) return bytes;
  const reading = readJson(bytes);
  if ('problem' in reading) return createHeaderFault(bytes, reading);
  const header = reading.value;
  if (!isJsonObject(header)) return new TokenFault('header_not_object', 'header', 0, [quoteBytes(bytes)]);
  // RFC 7515 §4.1.1: `alg` must be there and is a case-sensitive string.
  if (typeof header.alg !== 'string' || header.alg === '') return new TokenFault('alg_missing', 'header', 0);
  return header;
}

/** RFC 7797 §3 and §6: `b64` counts only where `crit` names it. */
export function isPayloadUnencoded({ b64, crit }: JsonObject): boolean {
  return b64 === false && Array.isArray(crit) && crit.includes('b64');
}

function createHeaderFault(bytes: Uint8Array, { problem, offset }: JsonFault): TokenFault {
  // The character that holds the first bit of the byte (RFC 4648 §4).
  const character = Math.floor((offset * 4) / 3);
  return new TokenFault(`header_${problem}`, 'header', character, [String(character + 1), quoteBytes(bytes)]);
}

function quoteBytes(bytes: Uint8Array): string {
  return quoteForSentence(decodeUtf8Leniently(bytes.subarray(0, QUOTED_BYTES)));
}
