import { decodeLeniently, findOtherCharacter } from '../decode/base64url';
import { decodeHex } from '../decode/hex';
import type { KeySummary, Key } from './key';

/** How the text of a secret may be read. */
export type SecretEncoding = NonNullable<KeySummary['secretEncoding']>;

/** `NAME=value` of an environment file, `name: value` of YAML or a properties file. */
const ASSIGNED = /^(?:export\s+|set\s+|-\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(\S.*)$/;
/** Laravel writes the encoding of a key in front of it. */
const NAMED_BASE64 = /^base64:(?=.)/;
const QUOTED = /^(["'`])(.*)\1$/s;

/**
 * Every way a pasted secret can be read, each outcome once: as it stands, without the line break that copying adds and
 * with one, then as base64url, base64 and hex where it is written in their letters, then without quotes and name, then
 * with its lines joined.
 */
export function readSecrets(text: string, only?: SecretEncoding): readonly Key[] {
  const keys: Key[] = [];
  const add = (secretEncoding: SecretEncoding, secret: Uint8Array, secretHasLineBreak = false) => {
    if (only !== undefined && secretEncoding !== only) return;
    // Nobody pastes an empty secret, and two readings that agree are one.
    if (secret.length === 0 || keys.some((key) => isSame(key.secret, secret))) return;
    keys.push({
      form: 'secret',
      kty: 'oct',
      secret,
      secretEncoding,
      ...(secretHasLineBreak && { secretHasLineBreak }),
      faults: [],
    });
  };
  const bare = text.replace(/(?<![\r\n])[\r\n]+$/, '');
  for (const candidate of [bare, bare.trim(), ...unwrap(bare.trim())]) {
    add('utf-8', encode(candidate));
    for (const [encoding, secret] of decodeLetters(candidate.trim())) add(encoding, secret);
  }
  // A file that an editor or `echo` wrote ends in one.
  for (const lineBreak of ['\n', '\r\n']) add('utf-8', encode(`${bare}${lineBreak}`), true);
  if (text !== bare) add('utf-8', encode(text), true);
  return keys;
}

/** What a program that reads the line would take for the secret. */
function unwrap(text: string): readonly string[] {
  const value = ASSIGNED.exec(text)?.[1]?.trim() ?? text;
  const inner = QUOTED.exec(value)?.[2] ?? value;
  const unnamed = inner.replace(NAMED_BASE64, '');
  // Tools wrap long base64, and the server has it on one line.
  const joined = text.replace(/[\r\n]+[ \t]*/g, '');
  return [...new Set([inner, unnamed, joined])].filter((candidate) => candidate !== text);
}

function decodeLetters(text: string): readonly [SecretEncoding, Uint8Array][] {
  const letters = text.replace(/(?<!=)=+$/, '');
  const readings: [SecretEncoding, Uint8Array][] = [];
  // 1 mod 4 is a length that base64 cannot have: read without its last letter it would be another secret.
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
