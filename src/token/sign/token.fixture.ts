import { decode } from '../decode/decode';
import type { Decryption } from '../decrypt/decryption';
import { decrypt, type DecryptOptions } from '../decrypt/decrypt';
import type { JsonObject } from '../token';
import { encrypt } from './encrypt';
import type { Making, TokenContent } from './created-token';

/** The created token; fails the test if there is none. */
export function expectToken(making: Making): string {
  if ('problem' in making) throw new Error(`${making.problem}: ${JSON.stringify(making.params)}`);
  return making.token;
}

/** An encrypted token, by default of claims. */
export async function makeJwe(
  header: JsonObject,
  keyText: string,
  plaintext: TokenContent = { sub: 'alice' },
): Promise<string> {
  return expectToken(await encrypt(header, plaintext, keyText));
}

export function open(token: string, keyText: string, options?: DecryptOptions): Promise<Decryption> {
  return decrypt(decode(token), keyText, options);
}

/** A compact token with other members in its header. It can't be decrypted, because the header is authenticated. */
export function changeHeader(token: string, change: (header: Record<string, unknown>) => void): string {
  const [first = '', ...rest] = token.split('.');
  const header = JSON.parse(Buffer.from(first, 'base64url').toString()) as Record<string, unknown>;
  change(header);
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.');
}

/** A compact token as the object of JSON serialization (RFC 7516 §7.2.2). */
export function toFlattened(token: string): Record<string, unknown> {
  const [header, encryptedKey, iv, ciphertext, tag] = token.split('.');
  return { protected: header, encrypted_key: encryptedKey, iv, ciphertext, tag };
}
