import { decode } from '../decode/decode';
import type { Decryption } from './decryption';
import { isJsonObject, readJson } from '../json/read-json';
import { decodeUtf8 } from '../decode/utf8';
import type { Scheme } from './algorithms/encryption-algorithms';
import type { Bytes } from './algorithms/aes';

/** The content of a plaintext: claims, a token (RFC 7519 §5.2), or anything else. */
export function describePlaintext(plaintext: Bytes): Pick<Decryption, 'plaintext' | 'claims' | 'token'> {
  const reading = readJson(plaintext);
  const claims = 'value' in reading && isJsonObject(reading.value) ? reading.value : undefined;
  const text = decodeUtf8(plaintext);
  const token = text === undefined ? undefined : decode(text, { repair: true });
  return {
    plaintext,
    ...(claims !== undefined && { claims }),
    ...(token !== undefined && token.kind !== 'malformed' && { token }),
  };
}

/**
 * RFC 8725 §2.3, RFC 7519 §11.2: anyone can encrypt claims with a public key, so they prove nothing about the sender.
 */
export function isUnsignedForAnyone(
  { claims, token }: Pick<Decryption, 'claims' | 'token'>,
  { management }: Scheme,
): boolean {
  return management.kty !== 'oct' && claims !== undefined && token === undefined;
}
