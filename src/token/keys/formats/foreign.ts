import type { KeyMaterial } from '../key-material';

const BECH32 = '[02-9ac-hj-np-z]{58}';
/** Keys of other software that can't be read here, recognized by markers that no secret contains by chance. */
const markers: readonly (readonly [RegExp, KeyMaterial])[] = [
  [/PuTTY-User-Key-File-\d/, 'putty'],
  [/untrusted comment:|\bminisign public key\b/, 'minisign'],
  [new RegExp(String.raw`\bage1${BECH32}\b|\bage1(?:pq|tag|yubikey|se)1?[02-9ac-hj-np-z]{40}`), 'age'],
  [/\bAGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{40}/, 'age'],
  [new RegExp(String.raw`\bn(?:pub|sec)1${BECH32}\b`), 'nostr'],
  [/^k[1-4]\.(?:public|secret|local|secret-pw|local-pw|secret-wrap|local-wrap|seal)\.[\w.-]{40}/, 'paserk'],
];

/** A member of a JWK outside of JSON: with other quotes, without braces, or truncated. */
const jwkMembers: readonly RegExp[] = [
  /\bkty\\*["'`]?\s*:/,
  /\bkty\\*["'`]?\s*=>?\s*\\*["'`]?(?:RSA|EC|OKP|AKP|oct)\b/,
  /\bcrv\\*["'`]?\s*(?::|=>?)\s*\\*["'`]?(?:P-|secp|Ed|X)\w/,
  // An RSA modulus has at least 512 bits, a coordinate 256.
  /(?:^|[^\w])n\\*["'`]?\s*(?::|=>?)\s*\\*["'`]?[\w+/-]{86}/,
  /\b(?:x5c|jwks|publicKeyJwk)\\*["'`]\s*:/,
];
const X_MEMBER = /(?:^|[^\w])x\\*["'`]?\s*(?::|=>?)\s*\\*["'`]?[\w+/-]{43}/;
const Y_MEMBER = /(?:^|[^\w])y\\*["'`]?\s*(?::|=>?)\s*\\*["'`]?[\w+/-]{43}/;

/** The kind of a key that can't be read, if the text contains its marker; undefined for any other text. */
export function findForeignKey(text: string): KeyMaterial | undefined {
  const marker = markers.find(([pattern]) => pattern.test(text));
  if (marker !== undefined) return marker[1];
  if (jwkMembers.some((member) => member.test(text))) return 'jwk_broken';
  if (X_MEMBER.test(text) && Y_MEMBER.test(text)) return 'jwk_broken';
  return isNkey(text.trim()) ? 'nkey' : undefined;
}

/** NATS keys of users, accounts, operators, servers, clusters and curves, and their seeds. */
const NKEY = /^(?:[UAONCXP][A-Z2-7]{55}|S[UAONCX][A-Z2-7]{56})$/;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 that ends in a checksum, which one in 65,000 random texts matches (github.com/nats-io/nkeys, crc16.go). */
function isNkey(text: string): boolean {
  if (!NKEY.test(text)) return false;
  const bytes: number[] = [];
  let bits = 0;
  let buffer = 0;
  for (const letter of text) {
    buffer = (buffer << 5) | BASE32.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 0xff);
    buffer &= (1 << bits) - 1;
  }
  const [low = 0, high = 0] = bytes.slice(-2);
  return computeCrc16(bytes.slice(0, -2)) === low + 256 * high;
}

/** CRC-16/XMODEM. */
function computeCrc16(bytes: readonly number[]): number {
  return bytes.reduce((start, byte) => {
    let crc = start ^ (byte << 8);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
    return crc;
  }, 0);
}
