import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import { findNamedKey, hasWrongCoordinate, readRsaNumbers } from './jwks';
import { isJsonObject } from '../../json/read-json';
import { MIN_RSA_BITS } from '../../keys/formats/modulus';
import { isRoca } from '../../keys/roca';
import { STRONG_BITS } from '../../keys/secret-strength';
import { HMAC_BYTES, KEY_MANAGEMENT_ALGORITHMS, SIGNING_ALGORITHMS } from '../registered';
import type { Rule, Subject } from '../rule';
import type { Param } from '../../param';

const group = 'Keys and secrets';
const phase = 'verify';

/** FIPS 186-5 §5.4. */
const LEAST_EXPONENT = 65_537n;

/** Whether the verdict or the decryption already has this warning. */
export function hasWarning({ context: { verdict, decryption } }: Subject, id: string): boolean {
  return [verdict?.warnings, decryption?.warnings].some(
    (warnings) => Array.isArray(warnings) && warnings.includes(id),
  );
}

/**
 * Whether a key with this problem verified the signature or decrypted the token. The problems of a key that doesn't
 * belong to the token aren't problems of the token.
 */
export function hasKeyWarning({ context: { verdict, decryption } }: Subject, id: string): boolean {
  return [
    (verdict?.status === 'valid' || verdict?.reason === 'own_key_matches') && verdict.warnings,
    decryption?.status === 'decrypted' && decryption.warnings,
  ].some((warnings) => Array.isArray(warnings) && warnings.includes(id));
}

/** The size or type of the key that was used; '' if it's unknown. */
export function nameKey({ context }: Subject): Param {
  const key = context.verdict?.key ?? context.decryption?.key;
  return key?.size ?? key?.kind ?? '';
}

export const keyRules: readonly Rule[] = [
  {
    id: 'HMAC-EMPTY-SECRET',
    group,
    phase,
    severity: 'high',
    source: 'RFC 7518 §3.2; CVE-2019-20933; CVE-2020-28637',
    find: (subject) => {
      // The empty secret is tried in addition to the pasted one.
      const notes: unknown = subject.context.verdict?.notes;
      const isMatch =
        Array.isArray(notes) &&
        notes.some((note: unknown) => isJsonObject(note) && note.code === 'empty_secret_matches');
      return isMatch || hasKeyWarning(subject, 'HMAC-EMPTY-SECRET') ? {} : undefined;
    },
  },
  {
    id: 'HMAC-KNOWN-SECRET',
    group,
    phase,
    severity: 'high',
    source: 'RFC 8725 §2.2, §3.5',
    find: ({ header, context }) =>
      context.knownSecret === true && HMAC_BYTES.has(header.alg) ? {} : undefined,
  },
  {
    id: 'HMAC-SHORT-KEY',
    group,
    phase,
    severity: 'high',
    source: 'RFC 7518 §3.2',
    find: (subject) => {
      const { alg } = subject.header;
      const least = HMAC_BYTES.get(alg);
      return least !== undefined && hasKeyWarning(subject, 'HMAC-SHORT-KEY')
        ? { params: [quoteValue(alg), least] }
        : undefined;
    },
  },
  {
    id: 'HMAC-LOW-ENTROPY',
    group,
    phase,
    severity: 'medium',
    source: 'RFC 8725 §3.5; RFC 7515 §10.1',
    find: (subject) => (hasKeyWarning(subject, 'HMAC-LOW-ENTROPY') ? { params: [STRONG_BITS] } : undefined),
  },
  {
    id: 'HMAC-KEY-IS-PUBLIC',
    group,
    phase,
    severity: 'high',
    source: 'RFC 8725 §2.1, §3.1; CVE-2015-9235; CVE-2016-10555; CVE-2022-29217; CVE-2024-33663',
    find: (subject) => {
      const isPublic = subject.context.publicKeyAsSecret === true && HMAC_BYTES.has(subject.header.alg);
      return isPublic || hasWarning(subject, 'HMAC-KEY-IS-PUBLIC')
        ? { at: 'header.alg', params: [quoteValue(subject.header.alg)] }
        : undefined;
    },
  },
  {
    id: 'KEY-TYPE-MISMATCH',
    group,
    phase,
    severity: 'high',
    source: 'RFC 8725 §3.1; RFC 7515 §10.7',
    find: (subject) => {
      const { alg } = subject.header;
      const kty = findNamedKey(subject)?.kty;
      const needed = findKeyTypes(alg);
      return typeof kty === 'string' && needed !== undefined && !needed.includes(kty)
        ? { at: 'header.alg', params: [quoteValue(alg), quoteForSentence(kty)] }
        : undefined;
    },
  },
  {
    id: 'KEY-ALG-MISMATCH',
    group,
    phase,
    severity: 'high',
    source: 'RFC 8725 §3.1; RFC 7517 §4.4',
    find: (subject) => {
      const { alg } = subject.header;
      const { verdict, decryption } = subject.context;
      const used = hasKeyWarning(subject, 'KEY-ALG-MISMATCH') && (verdict?.key?.alg ?? decryption?.key?.alg);
      const named = findNamedKey(subject)?.alg;
      const stated = typeof named === 'string' && !isOneAlgorithm(named, alg) ? named : used;
      return typeof stated === 'string'
        ? { at: 'header.alg', params: [quoteValue(stated), quoteValue(alg)] }
        : undefined;
    },
  },
  {
    id: 'KEY-USE',
    group,
    phase,
    severity: 'medium',
    source: 'RFC 7517 §4.2, §4.3',
    find: (subject) => {
      const key = findNamedKey(subject);
      const isOther = key !== undefined && isForSomethingElse(key, subject.token.kind === 'jwe');
      return isOther || hasKeyWarning(subject, 'KEY-USE') ? {} : undefined;
    },
  },
  {
    id: 'KEY-RSA-SMALL',
    group,
    phase,
    severity: 'high',
    source: 'RFC 7518 §3.3, §3.5, §4.2, §4.3',
    find: (subject) => {
      const bits = readRsaNumbers(findNamedKey(subject))?.bits ?? MIN_RSA_BITS;
      if (bits < MIN_RSA_BITS) return { params: [`RSA ${bits}`] };
      return hasKeyWarning(subject, 'KEY-RSA-SMALL') ? { params: [nameKey(subject)] } : undefined;
    },
  },
  {
    id: 'KEY-RSA-EXPONENT',
    group,
    phase,
    severity: 'high',
    source: 'FIPS 186-5 §5.4; RFC 8017 §3.1',
    find: (subject) => {
      const { exponent = LEAST_EXPONENT } = readRsaNumbers(findNamedKey(subject)) ?? {};
      // FIPS requires a larger one, but no attack needs only a small one: padding prevents those that are known.
      if (exponent < LEAST_EXPONENT && exponent >= 3n && exponent % 2n === 1n) return { severity: 'medium' };
      const isBroken = exponent < LEAST_EXPONENT || exponent % 2n === 0n;
      return isBroken || hasKeyWarning(subject, 'KEY-RSA-EXPONENT') ? {} : undefined;
    },
  },
  {
    id: 'KEY-ROCA',
    group,
    phase,
    severity: 'high',
    source: 'CVE-2017-15361',
    find: (subject) => {
      const { modulus } = readRsaNumbers(findNamedKey(subject)) ?? {};
      const isVulnerable = modulus !== undefined && isRoca(modulus);
      return isVulnerable || hasKeyWarning(subject, 'KEY-ROCA') ? {} : undefined;
    },
  },
  {
    id: 'KEY-POINT',
    group,
    phase,
    severity: 'high',
    source: 'RFC 8725 §2.5, §3.4; RFC 7518 §6.2.1.2; RFC 7748 §6',
    find: (subject) => {
      const keys = [findNamedKey(subject), subject.header.jwk].filter(isJsonObject);
      const isWrong = keys.some(hasWrongCoordinate);
      return isWrong || hasKeyWarning(subject, 'KEY-POINT') ? {} : undefined;
    },
  },
  {
    id: 'KEY-PRIVATE-PASTED',
    group,
    phase,
    severity: 'high',
    source: 'RFC 7517 §9.2',
    find: (subject) =>
      // Decryption needs the private key.
      subject.token.kind !== 'jwe' && hasKeyWarning(subject, 'KEY-PRIVATE-PASTED') ? {} : undefined,
  },
];

/** The types of key that an algorithm can use; undefined if it isn't known (RFC 7518 §3.1, §4.1, RFC 8037, RFC 9864). */
function findKeyTypes(alg: unknown): readonly string[] | undefined {
  const name = typeof alg === 'string' ? alg : '';
  if (SIGNING_ALGORITHMS.has(name)) {
    if (/^(?:RS|PS)/.test(name)) return ['RSA'];
    if (name.startsWith('HS')) return ['oct'];
    if (name.startsWith('ES')) return ['EC'];
    if (name.startsWith('Ed')) return ['OKP'];
    return name.startsWith('ML-DSA') ? ['AKP'] : undefined;
  }
  if (!KEY_MANAGEMENT_ALGORITHMS.has(name)) return undefined;
  if (name.startsWith('RSA')) return ['RSA'];
  return name.startsWith('ECDH') ? ['EC', 'OKP'] : ['oct'];
}

/** RFC 9864 replaced `EdDSA` with two names, so a key can have one of them and its token the other. */
function isOneAlgorithm(one: string, other: unknown): boolean {
  const isEdwards = (alg: unknown) => alg === 'EdDSA' || alg === 'Ed25519' || alg === 'Ed448';
  return one === other || (isEdwards(one) && isEdwards(other) && (one === 'EdDSA' || other === 'EdDSA'));
}

function isForSomethingElse(
  { use, key_ops: operations }: { readonly [name: string]: unknown },
  isEncrypted: boolean,
): boolean {
  const wanted = isEncrypted ? 'enc' : 'sig';
  const wantedOperations = isEncrypted
    ? ['decrypt', 'unwrapKey', 'deriveKey', 'deriveBits', 'encrypt', 'wrapKey']
    : ['verify', 'sign'];
  const isOtherUse = typeof use === 'string' && use !== wanted;
  const isOtherOperation =
    Array.isArray(operations) &&
    operations.length > 0 &&
    !operations.some((name) => typeof name === 'string' && wantedOperations.includes(name));
  return isOtherUse || isOtherOperation;
}
