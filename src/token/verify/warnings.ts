import type { Key } from '../keys/key';
import { findModulusBits, MIN_RSA_BITS } from '../keys/formats/modulus';
import type { JsonObject } from '../token';
import type { Algorithm } from './algorithms/algorithms';
import type { KeysRead } from './select-keys';
import { findConflicts } from './conflicts';

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
