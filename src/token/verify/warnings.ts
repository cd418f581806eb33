import { findAlgorithm, isSameAlgorithm, MIN_RSA_BITS } from './algorithms';
import { findModulusBits, isSecret, type Key } from './key';

/** What a key says of itself that speaks against this use: KEY-ALG-MISMATCH, KEY-USE. */
export function findDeclaredConflicts(key: Key, alg: string): readonly string[] {
  const conflicts: string[] = [];
  // RFC 7517 §4.4, RFC 8725 §3.1.
  if (key.alg !== undefined && !isSameAlgorithm(key.alg, alg)) conflicts.push('KEY-ALG-MISMATCH');
  // RFC 7517 §4.2 and §4.3. What may sign has a public half that may verify.
  const isForSignatures = key.use === undefined || key.use === 'sig';
  const mayVerify =
    !Array.isArray(key.keyOps) ||
    key.keyOps.includes('verify') ||
    (key.privatePasted && key.keyOps.includes('sign'));
  if (!isForSignatures || !mayVerify) conflicts.push('KEY-USE');
  return conflicts;
}

/** Rule ids: what is bad about a key or its use although it may match. */
export function findWarnings(key: Key, alg: string): readonly string[] {
  const warnings = [...findDeclaredConflicts(key, alg)];
  if (key.privatePasted) warnings.push('KEY-PRIVATE-PASTED');
  const bits = findModulusBits(key);
  if (bits !== undefined && bits < MIN_RSA_BITS) warnings.push('KEY-RSA-SMALL');
  // RFC 7518 §3.2: a key as long as the hash or longer.
  if (isSecret(key.material) && key.material.length < (findAlgorithm(alg)?.signatureLength ?? 0)) {
    warnings.push('HMAC-SHORT-KEY');
  }
  return warnings;
}
