import { isJsonObject, readJsonText } from '../json/read-json';
import { decodeJweJson } from './jwe-json';
import { decodeJwsJson } from './jws-json';
import { createMalformed, DecodeFailure } from './malformed';
import { MAX_JSON_DEPTH } from '../limits';
import { createJsonFailure } from './json-members';
import type { Token } from '../token';

/** A token in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2), or why a JSON text isn't one. */
export function decodeJsonSerialization(raw: string): Token {
  const reading = readJsonText(raw);
  if ('problem' in reading) {
    const clause =
      reading.problem === 'too_deep'
        ? `it nests deeper than the ${MAX_JSON_DEPTH} levels that are read`
        : 'it stops being JSON at this place';
    const params = [clause, String(reading.offset + 1)];
    return createMalformed(raw, new DecodeFailure('json_serialization', 'token', reading.offset, params));
  }
  return decodeJsonObject(raw, reading.value);
}

/** The same for `value`, the parsed JSON text `raw`. */
export function decodeJsonObject(raw: string, value: unknown): Token {
  // RFC 7516 §9: a payload makes a JWS, a ciphertext a JWE.
  if (isJsonObject(value)) {
    if (Object.hasOwn(value, 'ciphertext')) return decodeJweJson(raw, value);
    if (['payload', 'signature', 'signatures'].some((name) => Object.hasOwn(value, name))) {
      return decodeJwsJson(raw, value);
    }
  }
  const clause =
    'it has neither "signature" nor "signatures", as a signed token has, nor "ciphertext", as an encrypted one has';
  return createMalformed(raw, createJsonFailure(raw, [], clause));
}
