import { createHash } from 'node:crypto';
import { decode } from '../decode/decode';
import type { SdJwt } from '../token';
import { encode, makeToken } from '../token.fixture';

/** A salt of 128 bits, different for each letter. */
export function makeSalt(letter: string): string {
  return letter.repeat(22);
}

/** A disclosure: salt, name and value, or salt and value. */
export function makeDisclosure(...parts: readonly unknown[]): string {
  return encode(parts);
}

export function digestOf(text: string, hash = 'sha256'): string {
  return createHash(hash).update(text).digest('base64url');
}

/** An SD-JWT with exactly these claims and disclosures. */
export function makeSdJwt(claims: unknown, disclosures: readonly string[] = [], keyBinding = ''): string {
  return `${[makeToken({ alg: 'ES256', typ: 'dc+sd-jwt' }, claims), ...disclosures].join('~')}~${keyBinding}`;
}

export function decodeSdJwtText(text: string): SdJwt {
  const token = decode(text);
  if (token.kind !== 'sd-jwt') throw new Error(`decoded as ${token.kind}`);
  return token;
}
