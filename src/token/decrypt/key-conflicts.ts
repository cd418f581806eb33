import type { Key } from '../keys/key';
import { findModulusBits, MIN_RSA_BITS } from '../keys/formats/modulus';
import type { Scheme } from './algorithms/encryption-algorithms';

/** Rule ids of what a key says of itself that speaks against this use. */
export function findKeyConflicts({ alg, use, keyOps }: Key, scheme: Scheme): readonly string[] {
  const conflicts: string[] = [];
  // RFC 7517 §4.4. A shared key that encrypts the content itself is named after `enc` as often as `dir`.
  const isForThis = alg === undefined || alg === scheme.alg || (scheme.alg === 'dir' && alg === scheme.enc);
  if (!isForThis) conflicts.push('KEY-ALG-MISMATCH');
  // RFC 7517 §4.2 and §4.3.
  const mayDecrypt =
    !Array.isArray(keyOps) || scheme.management.operations.some((operation) => keyOps.includes(operation));
  if ((use !== undefined && use !== 'enc') || !mayDecrypt) conflicts.push('KEY-USE');
  return conflicts;
}

/** Rule ids of what is bad about a key or its use although it may open the content. */
export function findKeyWarnings(key: Key, scheme: Scheme): readonly string[] {
  const warnings = [...findKeyConflicts(key, scheme), ...key.faults];
  const bits = findModulusBits(key.publicJwk);
  // RFC 7518 §4.2 and §4.3.
  if (bits !== undefined && bits < MIN_RSA_BITS) warnings.push('KEY-RSA-SMALL');
  return warnings;
}
