import { decodeBase64url, findBase64urlFault, findOtherCharacter } from '../decode/base64url';
import type { JsonObject } from '../token';
import type { Bytes } from './algorithms/aes';
import { OpeningFault } from './fault';

/** The bytes of a header parameter in base64url. */
export function readHeaderBytes(header: JsonObject, name: string): Bytes | OpeningFault {
  const value = header[name];
  return typeof value === 'string' &&
    findOtherCharacter(value) === -1 &&
    findBase64urlFault(value) === undefined
    ? decodeBase64url(value)
    : createHeaderFault(name);
}

export function createHeaderFault(name: string): OpeningFault {
  return new OpeningFault('header_invalid', [name]);
}
