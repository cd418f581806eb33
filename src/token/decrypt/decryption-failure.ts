import { decodeBase64url, findBase64urlProblem, findOtherCharacter } from '../decode/base64url';
import type { JsonObject } from '../token';
import type { Bytes } from './algorithms/aes';
import type { DecryptionReason } from './decryption';
import type { Param } from '../param';

/** Why one key didn't decrypt the content for one recipient. A class, so that no key can be mistaken for one. */
export class DecryptionFailure {
  constructor(
    readonly reason: DecryptionReason,
    readonly params: readonly Param[] = [],
    /** Rule IDs of problems with the token. */
    readonly warnings: readonly string[] = [],
  ) {}
}

/** The bytes of a base64url header parameter. */
export function readHeaderBytes(header: JsonObject, name: string): Bytes | DecryptionFailure {
  const value = header[name];
  return typeof value === 'string' &&
    findOtherCharacter(value) === -1 &&
    findBase64urlProblem(value) === undefined
    ? decodeBase64url(value)
    : createHeaderFailure(name);
}

/** The failure of a token whose header parameter with this name is missing or invalid. */
export function createHeaderFailure(name: string): DecryptionFailure {
  return new DecryptionFailure('header_invalid', [name]);
}
