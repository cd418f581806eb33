import { decodeCompact } from './compact';
import { readCredentials } from './credentials';
import { decodeJsonSerialization } from './json-serialization';
import { maxTokenLength } from '../limits';
import { createMalformed, DecodeFailure } from './malformed';
import { repairToken } from './repair';
import { decodeSdJwt, findIssuerSignedEnds } from '../sd-jwt/decode-sd-jwt';
import type { Token } from '../token';

/** JSON may have white space around it (RFC 8259 §2). */
const BEGINS_AS_JSON = /^[ \t\n\r]*\{/;

/** Options of `decode`. */
export interface DecodeOptions {
  /**
   * Also reads padded and standard base64, which RFC 7515 §2 forbids but some servers send. The token then has
   * `received`, and what was signed is kept as received.
   */
  readonly repair?: boolean;
}

/**
 * Parses one token strictly: RFC 7515 §5.2, RFC 7516 §5.2 and RFC 9901 §7.1 up to the cryptography, in compact and in
 * JSON serialization.
 *
 * Doesn't strip `Bearer`, quotes or white space (`findTokens` does), verify signatures, open disclosures or check
 * claims. Never throws: text that isn't a token is `malformed`, with a reason, an offset and whatever can be read. The
 * last of duplicate members counts, as in `JSON.parse`, and numbers are JavaScript's (`readExactJson` keeps both as
 * signed). Bytes are decoded on first access; headers are frozen.
 */
export function decode(text: string, { repair = false }: DecodeOptions = {}): Token {
  if (text.length > maxTokenLength) {
    const params = [text.length, maxTokenLength];
    return createMalformed(text, new DecodeFailure('too_long', 'token', maxTokenLength, params));
  }
  const isJson = BEGINS_AS_JSON.test(text);
  const token = isJson ? decodeJsonSerialization(text) : decodeDotted(text);
  return repair ? repairToken(token, isJson, decodeDotted) : token;
}

function decodeDotted(text: string): Token {
  const ends = findIssuerSignedEnds(text);
  if (ends !== undefined) return decodeSdJwt(text, ends);
  const token = decodeCompact(text);
  return token.kind === 'malformed' ? (readCredentials(text) ?? token) : token;
}
