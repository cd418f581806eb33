import type { KeyMaterial } from '../key-material';
import { decodeBase32Letters } from './base32';
import { encodeBase64url } from './encode';
import type { KeyText } from './text';

const BECH32 = '[02-9ac-hj-np-z]{58}';
/** Keys of other software that can't be read here, recognized by markers that no secret contains by chance. */
const markers: readonly (readonly [RegExp, KeyMaterial])[] = [
  [/PuTTY-User-Key-File-\d|\b(?:Public|Private)-Lines:\s{0,4}\d|\bPrivate-MAC:/, 'putty'],
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
  /(?:^|[^\w])e\\*["'`]?\s*(?::|=>?)\s*\\*["'`]?AQAB\b/,
  /\bmodulus\\*["'`]?\s*(?::|=>?)\s*\\*["'`]?[\w+/-]{86}/i,
  /\b(?:x5c|jwks|publicKey(?:Jwk|Base58|Multibase|Hex|Pem))\\*["'`]\s*:/,
];
const X_MEMBER = /(?:^|[^\w])x\\*["'`]?\s*(?::|=>?)\s*\\*["'`]?[\w+/-]{43}/;
const Y_MEMBER = /(?:^|[^\w])y\\*["'`]?\s*(?::|=>?)\s*\\*["'`]?[\w+/-]{43}/;

/**
 * The kind of a key that can't be read, if the text contains its marker, or the key of NATS that it is; undefined for any
 * other text. If a public key were used as a secret, anyone who has it could sign.
 */
export function parseForeignKey(text: string): KeyText | undefined {
  const marker = markers.find(([pattern]) => pattern.test(text));
  if (marker !== undefined) return { form: 'unreadable', material: marker[1] };
  const isJwk =
    jwkMembers.some((member) => member.test(text)) || (X_MEMBER.test(text) && Y_MEMBER.test(text));
  return isJwk ? { form: 'unreadable', material: 'jwk_broken' } : parseNkey(NKEY.exec(text)?.[0]);
}

/** NATS keys of users, accounts, operators, servers and clusters: Ed25519. */
const PUBLIC_NKEY = /^[UAONC]/;
/** The same, keys for encryption, and their seeds. */
const NKEY = /(?<![\w-])(?:[UAONCXP][A-Z2-7]{55}|S[UAONCX][A-Z2-7]{56})(?![\w-])/;

/** Base32 that ends in a checksum, which one in 65,000 random texts matches (github.com/nats-io/nkeys, crc16.go). */
function parseNkey(text: string | undefined): KeyText | undefined {
  if (text === undefined) return undefined;
  const bytes = decodeBase32Letters(text);
  const [low = 0, high = 0] = bytes.slice(-2);
  if (computeCrc16(bytes.slice(0, -2)) !== low + 256 * high) return undefined;
  if (!PUBLIC_NKEY.test(text)) return { form: 'unreadable', material: 'nkey' };
  const x = encodeBase64url(bytes.slice(1, -2));
  return { form: 'jwk', jwk: { kty: 'OKP', crv: 'Ed25519', x }, as: 'point' };
}

/** CRC-16/XMODEM. */
function computeCrc16(bytes: Uint8Array): number {
  return bytes.reduce((start, byte) => {
    let crc = start ^ (byte << 8);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
    return crc;
  }, 0);
}
