import { findModulusBits, MIN_RSA_BITS } from '../keys/formats/modulus';
import type { Key } from '../keys/key';
import type { JsonObject, JweRecipient } from '../token';
import type { Scheme } from './algorithms/encryption-algorithms';
import { readRounds } from './find-cek';
import { readHeaderBytes } from './decryption-failure';
import { maxRounds } from '../limits';

/** RFC 7518 §4.8.1.2. */
const MIN_ROUNDS = 1000;
/** The recommendation of OWASP's Password Storage Cheat Sheet for typed passwords. */
const MIN_PASSWORD_ROUNDS = 600_000;
/** RFC 7518 §4.8.1.1. */
const MIN_SALT_LENGTH = 8;

/** Rule IDs of problems with how a JWE was made for this recipient, even if it can't be decrypted. */
export function findTokenWarnings(
  { header, encryptedKey }: JweRecipient,
  { alg, management }: Scheme,
  key: Key,
): readonly string[] {
  const warnings: string[] = [];
  if (alg === 'RSA1_5') warnings.push('JWE-RSA15');
  if (header['zip'] !== undefined) warnings.push('JWE-ZIP');
  // RFC 7518 §4.5 and §4.6: an encrypted key that nothing uses.
  const isDirect = management.family === 'dir' || alg === 'ECDH-ES';
  if (isDirect && encryptedKey.length > 0) warnings.push('JWE-DIR-KEY');
  if (management.family === 'PBES2') warnings.push(...findPasswordWarnings(header, key));
  return warnings;
}

function findPasswordWarnings(header: JsonObject, { secretEncoding }: Key): readonly string[] {
  const warnings: string[] = [];
  const rounds = readRounds(header);
  const least = secretEncoding === 'utf-8' ? MIN_PASSWORD_ROUNDS : MIN_ROUNDS;
  if (rounds !== undefined && rounds > maxRounds) warnings.push('JWE-P2C-HIGH');
  if (rounds !== undefined && rounds < least) warnings.push('JWE-P2C-LOW');
  const salt = readHeaderBytes(header, 'p2s');
  if (salt instanceof Uint8Array && salt.length < MIN_SALT_LENGTH) warnings.push('JWE-P2S');
  return warnings;
}

/** Rule IDs of members of a key, and of the scheme that its DER restricts it to, that conflict with this use. */
export function findKeyConflicts({ alg, use, keyOps, restriction }: Key, scheme: Scheme): readonly string[] {
  const conflicts: string[] = [];
  // RFC 7517 §4.4. With `dir`, the `alg` of a key is often the algorithm of `enc`.
  const isForThis = alg === undefined || alg === scheme.alg || (scheme.alg === 'dir' && alg === scheme.enc);
  const isExcluded = restriction?.algorithms.includes(scheme.alg) === false;
  if (!isForThis || isExcluded) conflicts.push('KEY-ALG-MISMATCH');
  // RFC 7517 §4.2 and §4.3.
  const mayDecrypt =
    !Array.isArray(keyOps) || scheme.management.operations.some((operation) => keyOps.includes(operation));
  if ((use !== undefined && use !== 'enc') || !mayDecrypt) conflicts.push('KEY-USE');
  return conflicts;
}

/** Rule IDs of problems with a key or its use, even if it decrypts the content. */
export function findKeyWarnings(key: Key, scheme: Scheme): readonly string[] {
  const warnings = [...findKeyConflicts(key, scheme), ...key.problems];
  const bits = findModulusBits(key.publicJwk);
  // RFC 7518 §4.2 and §4.3.
  if (bits !== undefined && bits < MIN_RSA_BITS) warnings.push('KEY-RSA-SMALL');
  return warnings;
}
