import { decodeLeniently } from '../../decode/base64url';
import { encodeBase64url } from './encode';
import type { PublicJwk } from '../key';
import type { CodeParam } from '../../param';
import { maxModulusBits } from '../limits';

/** The smallest RSA key that JOSE allows (RFC 7518 §3.3). */
export const MIN_RSA_BITS = 2048;

/** Minimum of an RSA key: into fewer bits no padding of RFC 8017 with SHA-256 fits. */
const MIN_MODULUS_BITS = 512;

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
  return bits > maxModulusBits
    ? { code: 'key_problem_modulus_large', params: [bits, maxModulusBits] }
    : undefined;
}

/** The first primes: no modulus of a key generator has such a factor, but nine in ten numbers do. */
const SMALL_PRIMES = [
  2n,
  3n,
  5n,
  7n,
  11n,
  13n,
  17n,
  19n,
  23n,
  29n,
  31n,
  37n,
  41n,
  43n,
  47n,
  53n,
  59n,
  61n,
  67n,
  71n,
  73n,
  79n,
  83n,
  89n,
  97n,
];
type RsaProblem = 'key_problem_rsa_exponent' | 'key_problem_rsa_modulus';
/** Computed once for each key: this is asked before every check. */
const rsaProblems = new WeakMap<PublicJwk, RsaProblem | 'none'>();

/**
 * Why the numbers of an RSA key can't be used; undefined for any other key. RFC 8017 §3.1: the exponent is odd, at least
 * 3, and smaller than the modulus. With an exponent of 1, everyone can create a matching signature, and browsers differ
 * in whether they accept it. A modulus with a small factor is a number in another encoding, or anyone can factor it.
 */
export function findRsaProblem(jwk: PublicJwk | undefined): RsaProblem | undefined {
  if (jwk?.kty !== 'RSA') return undefined;
  const problem = rsaProblems.get(jwk) ?? checkNumbers(readNumber(jwk.n ?? ''), readNumber(jwk.e ?? ''));
  rsaProblems.set(jwk, problem);
  return problem === 'none' ? undefined : problem;
}

function checkNumbers(n: bigint, e: bigint): RsaProblem | 'none' {
  if (SMALL_PRIMES.some((prime) => n % prime === 0n)) return 'key_problem_rsa_modulus';
  return e < 3n || e % 2n === 0n || e >= n ? 'key_problem_rsa_exponent' : 'none';
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
