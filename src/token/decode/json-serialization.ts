import { isJsonObject, readJsonText } from '../json/read-json';
import { decodeJweJson } from './jwe-json';
import { decodeJwsJson } from './jws-json';
import { createMalformed, DecodeFailure } from './malformed';
import { maxJsonDepth } from '../limits';
import { createJsonFailure } from './json-members';
import type { Token } from '../token';
import type { Param } from '../param';

/** A token in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2), or why a JSON text isn't one. */
export function decodeJsonSerialization(raw: string): Token {
  const reading = readJsonText(raw);
  if ('problem' in reading) {
    const problem: Param =
      reading.problem === 'too_deep'
        ? { code: 'json_problem_too_deep', params: [maxJsonDepth] }
        : { code: 'json_problem_syntax' };
    const params = [problem, reading.offset + 1];
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
  return createMalformed(raw, createJsonFailure(raw, [], 'json_problem_no_signature'));
}
