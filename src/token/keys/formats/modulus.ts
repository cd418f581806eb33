import { decodeLeniently } from '../../decode/base64url';
import { encodeBase64url } from './encode';
import type { PublicJwk } from '../key';
import type { CodeParam } from '../../param';

/** The smallest RSA key that JOSE allows (RFC 7518 §3.3). */
export const MIN_RSA_BITS = 2048;

/** Minimum of an RSA key: into fewer bits no padding of RFC 8017 with SHA-256 fits. */
const MIN_MODULUS_BITS = 512;

/** Maximum: no runtime accepts more, and the work on multiple moduli grows with the square of their length. */
const MAX_MODULUS_BITS = 16_384;

/** Bits of an RSA modulus; undefined for a key of another type. */
export function findModulusBits(jwk: PublicJwk | undefined): number | undefined {
  if (jwk?.kty !== 'RSA') return undefined;
  const modulus = decodeLeniently(jwk.n ?? '');
  const first = modulus.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (modulus.length - first) * 8 - (Math.clz32(modulus[first] ?? 0) - 24);
}

/** Why a modulus can't be used. */
export function describeModulusProblem(jwk: PublicJwk): CodeParam | undefined {
  const bits = findModulusBits(jwk);
  if (bits === undefined) return undefined;
  if (bits < MIN_MODULUS_BITS) return { code: 'key_problem_modulus_small', params: [bits] };
  return bits > MAX_MODULUS_BITS
    ? { code: 'key_problem_modulus_large', params: [bits, MAX_MODULUS_BITS] }
    : undefined;
}

/** The value of a JWK member, big-endian (RFC 7518 §2, Base64urlUInt). */
export function readNumber(member: string): bigint {
  const hex = Array.from(decodeLeniently(member), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return BigInt(`0x${hex || '0'}`);
}

/**
 * Removes leading zeros, which RFC 7518 §2 (Base64urlUInt) doesn't allow. Some issuers write them, and Chromium rejects
 * such a JWK.
 */
export function trimNumber(member: string): string {
  // The first byte is zero: six bits of the first letter and two of the second.
  if (!/^A[A-P]/.test(member)) return member;
  const bytes = decodeLeniently(member);
  const first = bytes.findIndex((byte) => byte !== 0);
  return encodeBase64url(first === -1 ? bytes.subarray(0, 1) : bytes.subarray(first));
}
