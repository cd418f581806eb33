import { findModulusBits, MIN_RSA_BITS } from '../keys/formats/modulus';
import type { Key, KeysRead } from '../keys/key';
import type { JsonObject } from '../token';
import { quoteForSentence } from '../wording';
import { isSameAlgorithm, type Algorithm } from './algorithms/signature-algorithms';

/** A member of a key that conflicts with this use. */
export interface Conflict {
  readonly rule: 'KEY-ALG-MISMATCH' | 'KEY-USE';
  /** The member, such as `"use": "enc"`, or the only scheme of a key in DER, such as `RSASSA-PSS`. */
  readonly member: string;
}

const none: readonly Conflict[] = [];

/** What a key's `alg`, `use`, `key_ops` and algorithm identifier forbid about verifying with the expected algorithm. */
export function findConflicts(
  { alg, use, keyOps, restriction, privateJwk }: Key,
  expected: string,
): readonly Conflict[] {
  // Most keys have none of these members, and every verdict calls this.
  if (alg === undefined && use === undefined && keyOps === undefined && restriction === undefined)
    return none;
  const conflicts: Conflict[] = [];
  // RFC 4055 §1.2, RFC 5480 §2.1.2.
  if (restriction?.algorithms.includes(expected) === false) {
    conflicts.push({ rule: 'KEY-ALG-MISMATCH', member: restriction.scheme });
  }
  // RFC 7517 §4.4, RFC 8725 §3.1.
  if (alg !== undefined && !isSameAlgorithm(alg, expected)) {
    conflicts.push({ rule: 'KEY-ALG-MISMATCH', member: `"alg": ${quote(alg)}` });
  }
  // RFC 7517 §4.2 and §4.3. The public key of a key that may sign may verify.
  const mayVerify =
    !Array.isArray(keyOps) ||
    keyOps.includes('verify') ||
    (privateJwk !== undefined && keyOps.includes('sign'));
  if (use !== undefined && use !== 'sig') {
    conflicts.push({ rule: 'KEY-USE', member: `"use": ${quote(use)}` });
  } else if (!mayVerify) {
    conflicts.push({ rule: 'KEY-USE', member: `"key_ops": ${quote(keyOps)}` });
  }
  return conflicts;
}

function quote(value: unknown): string {
  return quoteForSentence(JSON.stringify(value));
}

/** Rule IDs of problems with a key, its set or its use, even if it matches. */
export function findWarnings(
  key: Key,
  { problems, form, keys }: KeysRead,
  header: JsonObject,
  algorithm: Algorithm,
): readonly string[] {
  const conflicts = findConflicts(key, algorithm.name).map(({ rule }): string => rule);
  const warnings = [...new Set(conflicts)];
  if (key.privateJwk !== undefined) warnings.push('KEY-PRIVATE-PASTED');
  const bits = findModulusBits(key.publicJwk);
  if (bits !== undefined && bits < MIN_RSA_BITS) warnings.push('KEY-RSA-SMALL');
  // RFC 7518 §3.2: the key must be at least as long as the hash.
  const secretLength = key.secret?.length;
  if (secretLength !== undefined && secretLength < (algorithm.signatureLength ?? 0)) {
    warnings.push('HMAC-SHORT-KEY');
  }
  if (secretLength === 0) warnings.push('HMAC-EMPTY-SECRET');
  warnings.push(...key.problems, ...problems);
  const isUnnamed = form === 'jwks' && keys.length > 1 && header['kid'] === undefined;
  if (isUnnamed && !problems.includes('JWKS-NO-KID')) warnings.push('JWKS-NO-KID');
  return warnings;
}

/** Rule IDs of addresses in the header, which are never fetched (RFC 8725 §3.10). */
export function findAddressWarnings(header: JsonObject): readonly string[] {
  return [
    ...(header['jku'] === undefined ? [] : ['HDR-JKU']),
    ...(header['x5u'] === undefined ? [] : ['HDR-X5U']),
  ];
}
