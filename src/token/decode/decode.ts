import { decodeCompact } from './compact';
import { decodeJsonSerialization } from './json-serialization';
import { MAX_TOKEN_LENGTH } from '../limits';
import { createMalformed, DecodeFailure } from './malformed';
import { repairToken } from './repair';
import { decodeSdJwt, findIssuerSignedEnds } from '../sd-jwt/decode-sd-jwt';
import type { Token } from '../token';

/** JSON's own white space may stand around it (RFC 8259 §2). */
const BEGINS_AS_JSON = /^[ \t\n\r]*\{/;

/** How a token is read. */
export interface DecodeOptions {
  /**
   * Reads base64 with padding or in the standard alphabet too, which RFC 7515 §2 forbids and some servers send. The
   * token then has `received`, and what was signed is kept as it was received.
   */
  readonly repair?: boolean;
}

/**
 * Reads one token, strictly: RFC 7515 §5.2, RFC 7516 §5.2 and RFC 9901 §7.1 up to the cryptography, in compact
 * serialization and in both JSON serializations.
 *
 * Takes nothing off the text: no `Bearer`, no quotes, no white space (`findTokens` does). Checks no signature, opens no
 * disclosure and judges no claim. Never throws: what is no token is `malformed`, with a reason, a place and as much as
 * can be read. Of duplicate members the last one counts, as in `JSON.parse`; numbers are JavaScript's
 * (`readExactJson` has both as they were signed). Bytes are decoded when they are first read; headers are frozen.
 */
export function decode(text: string, { repair = false }: DecodeOptions = {}): Token {
  if (text.length > MAX_TOKEN_LENGTH) {
    const params = [text.length, MAX_TOKEN_LENGTH];
    return createMalformed(text, new DecodeFailure('too_long', 'token', MAX_TOKEN_LENGTH, params));
  }
  const isJson = BEGINS_AS_JSON.test(text);
  const token = isJson ? decodeJsonSerialization(text) : decodeDotted(text);
  return repair ? repairToken(token, isJson, decodeDotted) : token;
}

function decodeDotted(text: string): Token {
  const ends = findIssuerSignedEnds(text);
  return ends === undefined ? decodeCompact(text) : decodeSdJwt(text, ends);
}
