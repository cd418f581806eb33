import { findModulusBits } from '../../keys/formats/modulus';
import type { Key } from '../../keys/key';
import type { Param } from '../../param';
import type { CheckBudget } from '../check-budget';
import { checkWithKey } from '../check-with-key';
import type { VerdictNoteCode } from '../verdict';
import { findAlgorithm, listSignatureAlgorithms, matchesAlgorithm } from './signature-algorithms';
import type { Algorithm } from './signature-algorithms';

/** Another way to make a signature than the header's, and the note for a signature that was made in this way. */
export interface OtherAlgorithm {
  readonly algorithm: Algorithm;
  readonly code: VerdictNoteCode;
  readonly params: readonly Param[];
}

/**
 * The algorithm with which a signature matches one of the keys that don't match with the header's: RSA with another
 * padding, hash or length of the salt, ECDSA or HMAC with another hash. Ends when the budget does.
 */
export async function findOtherAlgorithm(
  keys: readonly Key[],
  algorithm: Algorithm,
  signature: Uint8Array,
  inputs: readonly Uint8Array[],
  budget: CheckBudget,
): Promise<OtherAlgorithm | undefined> {
  const others = listOthers(algorithm, signature.length);
  for (const key of keys) {
    for (const other of [...others, ...listOtherSalts(algorithm, key)]) {
      if (!matchesAlgorithm(key, other.algorithm)) continue;
      for (const signed of inputs) {
        if (!budget.takeGuess()) return undefined;
        const outcome = await checkWithKey(key, other.algorithm, signature, signed);
        if (outcome === 'matches') return other;
        // Other outcomes don't depend on the text.
        if (outcome !== 'mismatch') break;
      }
    }
  }
  return undefined;
}

/** The other algorithms for the same keys. The length of an HMAC leaves at most one. */
function listOthers(algorithm: Algorithm, length: number): readonly OtherAlgorithm[] {
  const { kty, name } = algorithm;
  if (kty === 'EC') return listOtherHashes(algorithm);
  if (kty !== 'RSA' && kty !== 'oct') return [];
  return listSignatureAlgorithms().flatMap((each) => {
    const other = findAlgorithm(each);
    const isOther = other !== undefined && other.kty === kty && other.name !== name;
    if (!isOther || (other.signatureLength ?? length) !== length) return [];
    return [{ algorithm: other, code: 'other_algorithm_matches', params: [other.name, name] }];
  });
}

/** RFC 7518 §3.4 defines one hash for each curve, which libraries for any signature don't know. */
function listOtherHashes(algorithm: Algorithm): readonly OtherAlgorithm[] {
  // The library for this curve has only its own hash.
  if (!('hash' in algorithm) || algorithm.curves?.includes('secp256k1') === true) return [];
  const { hash, name } = algorithm;
  return (['SHA-256', 'SHA-384', 'SHA-512'] as const)
    .filter((other) => other !== hash)
    .map((other) => ({
      algorithm: findVariant({ ...algorithm, hash: other }, other),
      code: 'other_hash_matches',
      params: [other, name, hash],
    }));
}

/** Lengths of salts that libraries use by default, in bytes: none, that of SHA-1, and those of the other hashes. */
const usualSaltLengths = [0, 20, 32, 48, 64];

/** RSASSA-PSS with a salt of another length, such as the longest one for this key, which OpenSSL uses by default. */
function listOtherSalts(algorithm: Algorithm, { publicJwk }: Key): readonly OtherAlgorithm[] {
  const { saltLength: expected, name } = algorithm;
  if (expected === undefined) return [];
  // RFC 8017 §9.1.1: in all but one bit of the modulus, the salt leaves room for the hash and two bytes.
  const longest = Math.ceil(((findModulusBits(publicJwk) ?? 0) - 1) / 8) - expected - 2;
  return [...new Set([longest, ...usualSaltLengths])]
    .filter((saltLength) => saltLength !== expected && saltLength <= longest)
    .map((saltLength) => ({
      algorithm: findVariant({ ...algorithm, saltLength }, saltLength),
      code: 'other_salt_matches',
      params: [saltLength, name, expected],
    }));
}

const variants = new Map<string, Algorithm>();

/** The same object for the same parameters, since a key is imported once for each object. */
function findVariant(algorithm: Algorithm, parameter: string | number): Algorithm {
  const id = `${algorithm.name} ${parameter}`;
  const variant = variants.get(id) ?? algorithm;
  variants.set(id, variant);
  return variant;
}
