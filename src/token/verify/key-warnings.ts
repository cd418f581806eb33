import { findModulusBits, MIN_RSA_BITS } from '../keys/formats/modulus';
import type { Key, KeysRead } from '../keys/key';
import type { JsonObject } from '../token';
import { quoteForSentence } from '../wording';
import { isSameAlgorithm, type Algorithm } from './algorithms/signature-algorithms';

/** What a key says of itself that speaks against this use. */
export interface Conflict {
  readonly rule: 'KEY-ALG-MISMATCH' | 'KEY-USE';
  /** The member, as `"use": "enc"`. */
  readonly member: string;
}

const none: readonly Conflict[] = [];

export function findConflicts({ alg, use, keyOps, privateJwk }: Key, expected: string): readonly Conflict[] {
  // Most keys say nothing, and every verdict asks.
  if (alg === undefined && use === undefined && keyOps === undefined) return none;
  const conflicts: Conflict[] = [];
  // RFC 7517 §4.4, RFC 8725 §3.1.
  if (alg !== undefined && !isSameAlgorithm(alg, expected)) {
    conflicts.push({ rule: 'KEY-ALG-MISMATCH', member: `"alg": ${quote(alg)}` });
  }
  // RFC 7517 §4.2 and §4.3. What may sign has a public half that may verify.
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

/** Rule ids: what is bad about a key, its set or its use although it may match. */
export function findWarnings(
  key: Key,
  { faults, form, keys }: KeysRead,
  header: JsonObject,
  algorithm: Algorithm,
): readonly string[] {
  const warnings = findConflicts(key, String(header['alg'])).map(({ rule }): string => rule);
  if (key.privateJwk !== undefined) warnings.push('KEY-PRIVATE-PASTED');
  const bits = findModulusBits(key.publicJwk);
  if (bits !== undefined && bits < MIN_RSA_BITS) warnings.push('KEY-RSA-SMALL');
  // RFC 7518 §3.2: a key as long as the hash or longer.
  const secretLength = key.secret?.length;
  if (secretLength !== undefined && secretLength < (algorithm.signatureLength ?? 0)) {
    warnings.push('HMAC-SHORT-KEY');
  }
  if (secretLength === 0) warnings.push('HMAC-EMPTY-SECRET');
  warnings.push(...key.faults, ...faults);
  const isUnnamed = form === 'jwks' && keys.length > 1 && header['kid'] === undefined;
  if (isUnnamed && !faults.includes('JWKS-NO-KID')) warnings.push('JWKS-NO-KID');
  return warnings;
}

/** Rule ids of addresses in the header: never fetched (RFC 8725 §3.10). */
export function findAddressWarnings(header: JsonObject): readonly string[] {
  return [
    ...(header['jku'] === undefined ? [] : ['HDR-JKU']),
    ...(header['x5u'] === undefined ? [] : ['HDR-X5U']),
  ];
}
