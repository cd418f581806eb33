import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { mgf1, OAEP, PKCS1_KEM, type KEM } from 'micro-rsa-dsa-dh/rsa.js';
import { decodeLeniently } from '../../decode/base64url';
import type { PrivateJwk, PublicJwk } from '../../keys/key';
import type { Bytes } from './aes';
import type { Hash } from './encryption-algorithms';

/** Maximum bytes of a modulus: the time grows with its cube. */
const maxModulusLength = 1024;

const hashes = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 };

/** RSAES of micro-rsa-dsa-dh, which isn't audited and isn't constant-time: only for use on one's own machine. */
export function decryptByLibrary(
  jwk: PrivateJwk,
  hash: Hash | undefined,
  encryptedKey: Bytes,
): Bytes | 'unreadable' | undefined {
  const n = readNumber(jwk.n);
  const d = readNumber(jwk.d);
  if (n === undefined || d === undefined || d >= n) return 'unreadable';
  try {
    return new Uint8Array(findPadding(hash).decrypt({ n, d }, encryptedKey));
  } catch {
    return undefined;
  }
}

/** Encrypts, with the runtime's randomness. */
export function encryptByLibrary(jwk: PublicJwk, hash: Hash | undefined, cek: Bytes): Bytes | 'unreadable' {
  const n = readNumber(jwk.n);
  const e = readNumber(jwk.e);
  if (n === undefined || e === undefined || e >= n) return 'unreadable';
  try {
    return new Uint8Array(findPadding(hash).encrypt({ n, e }, cek));
  } catch {
    return 'unreadable';
  }
}

function findPadding(hash: Hash | undefined): KEM {
  return hash === undefined ? PKCS1_KEM : OAEP(hashes[hash], mgf1(hashes[hash]));
}

/** Base64urlUInt (RFC 7518 §2). */
function readNumber(text = ''): bigint | undefined {
  const bytes = decodeLeniently(text);
  if (bytes.length === 0 || bytes.length > maxModulusLength) return undefined;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return BigInt(`0x${digits.join('')}`);
}
