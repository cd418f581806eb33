import { decode } from '../decode/decode';
import type { Decryption } from './decryption';
import { isJsonObject } from '../json/read-json';
import { decodeText, readJsonInAnyEncoding } from '../decode/text-encoding';
import { decodeUtf8, decodeUtf8Leniently } from '../decode/utf8';
import type { Scheme } from './algorithms/encryption-algorithms';
import type { Bytes } from './algorithms/aes';

/** The content of a plaintext: claims, a token (RFC 7519 §5.2), or anything else. */
export function describePlaintext(
  plaintext: Bytes,
): Pick<Decryption, 'plaintext' | 'plaintextForm' | 'claims' | 'token'> {
  const { reading, text: form } = readJsonInAnyEncoding(plaintext);
  const claims = 'value' in reading && isJsonObject(reading.value) ? reading.value : undefined;
  const text = decodeUtf8(plaintext);
  const token = text === undefined ? undefined : decode(text, { repair: true });
  return {
    plaintext,
    ...(form !== undefined && { plaintextForm: form }),
    ...(claims !== undefined && { claims }),
    ...(token !== undefined && token.kind !== 'malformed' && { token }),
  };
}

/** The text of decrypted content, in the encoding that it was recognized as. */
export function readPlaintext({ plaintext, plaintextForm }: Decryption): string {
  const bytes = plaintext ?? new Uint8Array();
  return plaintextForm === undefined ? decodeUtf8Leniently(bytes) : decodeText(bytes, plaintextForm.encoding);
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
