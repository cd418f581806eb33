import { decodeLeniently, findOtherCharacter } from '../decode/base64url';
import { decodeHex } from '../decode/hex';
import type { KeySummary, Key } from './key';

/** How the text of a secret can be decoded. */
export type SecretEncoding = NonNullable<KeySummary['secretEncoding']>;

/** `NAME=value` of an environment file, `name: value` of YAML or a properties file. */
const ASSIGNED = /^(?:export\s+|set\s+|-\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(\S.*)$/;
/** Laravel writes the encoding before the key. */
const NAMED_BASE64 = /^base64:(?=.)/;
const QUOTED = /^(["'`])(.*)\1$/s;

/**
 * Every reading of a pasted secret, without duplicates: as pasted, without the trailing line break that copying adds
 * and with one, decoded as base64url, base64 and hex if possible, then the same without quotes and name, and on a
 * single line.
 */
export function readSecrets(text: string, only?: SecretEncoding): readonly Key[] {
  const keys: Key[] = [];
  const add = (secretEncoding: SecretEncoding, secret: Uint8Array, secretHasLineBreak = false) => {
    if (only !== undefined && secretEncoding !== only) return;
    // Skips empty secrets and duplicates.
    if (secret.length === 0 || keys.some((key) => isSame(key.secret, secret))) return;
    keys.push({
      form: 'secret',
      kty: 'oct',
      secret,
      secretEncoding,
      ...(secretHasLineBreak && { secretHasLineBreak }),
      problems: [],
    });
  };
  const bare = text.replace(/(?<![\r\n])[\r\n]+$/, '');
  for (const candidate of [bare, bare.trim(), ...unwrap(bare.trim())]) {
    add('utf-8', encode(candidate));
    for (const [encoding, secret] of decodeLetters(candidate.trim())) add(encoding, secret);
  }
  // A file that an editor or `echo` wrote ends with a line break.
  for (const lineBreak of ['\n', '\r\n']) add('utf-8', encode(`${bare}${lineBreak}`), true);
  if (text !== bare) add('utf-8', encode(text), true);
  return keys;
}

/** What a program that reads the line would use as the secret. */
function unwrap(text: string): readonly string[] {
  const value = ASSIGNED.exec(text)?.[1]?.trim() ?? text;
  const inner = QUOTED.exec(value)?.[2] ?? value;
  const unnamed = inner.replace(NAMED_BASE64, '');
  // Tools wrap long base64, and the server has it on one line.
  const singleLine = text.replace(/[\r\n]+[ \t]*/g, '');
  return [...new Set([inner, unnamed, singleLine])].filter((candidate) => candidate !== text);
}

function decodeLetters(text: string): readonly [SecretEncoding, Uint8Array][] {
  const letters = text.replace(/(?<!=)=+$/, '');
  const readings: [SecretEncoding, Uint8Array][] = [];
  // Base64 can't have a length of 1 mod 4; without its last letter it would be another secret.
  const mayBeBase64 = letters.length % 4 !== 1;
  if (mayBeBase64 && findOtherCharacter(letters) === -1)
    readings.push(['base64url', decodeLeniently(letters)]);
  if (mayBeBase64 && /^[A-Za-z0-9+/]*$/.test(letters)) readings.push(['base64', decodeLeniently(letters)]);
  const hex = text.replace(/^0x/i, '');
  if (/^(?:[\da-f]{2})+$/i.test(hex)) readings.push(['hex', decodeHex(hex)]);
  return readings;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function isSame(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one?.length === other.length && one.every((byte, index) => byte === other[index]);
}
