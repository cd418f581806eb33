import { decodeBase64url, findBase64urlProblem, findOtherCharacter } from '../decode/base64url';
import type { JsonObject } from '../token';
import type { Bytes } from './algorithms/aes';
import { DecryptionFailure } from './decryption-failure';

/** The bytes of a header parameter in base64url. */
export function readHeaderBytes(header: JsonObject, name: string): Bytes | DecryptionFailure {
  const value = header[name];
  return typeof value === 'string' &&
    findOtherCharacter(value) === -1 &&
    findBase64urlProblem(value) === undefined
    ? decodeBase64url(value)
    : createHeaderFailure(name);
}

export function createHeaderFailure(name: string): DecryptionFailure {
  return new DecryptionFailure('header_invalid', [name]);
}
