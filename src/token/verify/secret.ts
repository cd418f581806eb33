import { decodeLeniently, findOtherCharacter } from '../base64url';
import { decodeHex } from '../hex';
import type { KeySummary } from '../verdict';
import type { Key } from './key';

export type SecretEncoding = NonNullable<KeySummary['secretEncoding']>;

/**
 * Every way a pasted secret can be read, each outcome once: as it stands and without the line break that copying adds,
 * then as base64url, base64 and hex where it is written in their letters.
 */
export function readSecrets(text: string, only?: SecretEncoding): readonly Key[] {
  const trimmed = text.trim();
  const letters = trimmed.replace(/=+$/, '');
  const readings: [SecretEncoding, Uint8Array][] = [
    ['utf-8', encode(text)],
    ['utf-8', encode(text.replace(/[\r\n]+$/, ''))],
  ];
  // 1 mod 4 is a length that base64 cannot have: read without its last letter it would be another secret.
  const mayBeBase64 = letters.length % 4 !== 1;
  if (mayBeBase64 && findOtherCharacter(letters) === -1)
    readings.push(['base64url', decodeLeniently(letters)]);
  if (mayBeBase64 && /^[A-Za-z0-9+/]*$/.test(letters)) readings.push(['base64', decodeLeniently(letters)]);
  if (/^(?:[\da-f]{2})+$/i.test(trimmed)) readings.push(['hex', decodeHex(trimmed)]);

  const keys: Key[] = [];
  for (const [secretEncoding, material] of readings) {
    if (only !== undefined && secretEncoding !== only) continue;
    // WebCrypto takes no empty key, and two readings that agree are one.
    if (material.length === 0 || keys.some((key) => isSame(key.material as Uint8Array, material))) continue;
    keys.push({ form: 'secret', material, secretEncoding, privatePasted: false });
  }
  return keys;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
