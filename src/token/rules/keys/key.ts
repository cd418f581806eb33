import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import { findNamedKey, hasWrongCoordinate, readRsaNumbers } from './jwks';
import { isJsonObject } from '../../json/read-json';
import { MIN_RSA_BITS } from '../../keys/formats/modulus';
import { isRoca } from '../../keys/roca';
import { HMAC_BYTES, KEY_MANAGEMENT_ALGORITHMS, SIGNING_ALGORITHMS } from '../registered';
import type { Rule } from '../rule';

const group = 'Keys and secrets';

/** Moduli of this size have been factored (RSA-250 has 829 bits). */
const FACTORED_BITS = 830;

/**
 * Rules about the key of a token: the one with its `kid` in the key set of its issuer, or a secret that others know. The
 * verdict states what is wrong with a key that the user provides.
 */
export const keyRules: readonly Rule[] = [
  {
    id: 'HMAC-EMPTY-SECRET',
    group,
    severity: 'high',
    source: 'RFC 7518 §3.2; CVE-2019-20933; CVE-2020-28637',
    find: ({ context: { verdict } }) => {
      // The empty secret is tried in addition to the pasted one.
      const notes: unknown = verdict?.notes;
      const isMatch =
        Array.isArray(notes) &&
        notes.some((note: unknown) => isJsonObject(note) && note.code === 'empty_secret_matches');
      return isMatch ? {} : undefined;
    },
  },
  {
    id: 'HMAC-KNOWN-SECRET',
    group,
    severity: 'high',
    source: 'RFC 8725 §2.2, §3.5',
    find: ({ header, context }) =>
      context.knownSecret === true && HMAC_BYTES.has(header.alg) ? {} : undefined,
  },
  {
    id: 'HMAC-KEY-IS-PUBLIC',
    group,
    severity: 'high',
    source: 'RFC 8725 §2.1, §3.1; CVE-2015-9235; CVE-2016-10555; CVE-2022-29217; CVE-2024-33663',
    find: ({ header: { alg }, context }) =>
      context.publicKeyAsSecret === true && HMAC_BYTES.has(alg)
        ? { at: 'header.alg', params: [quoteValue(alg)] }
        : undefined,
  },
  {
    id: 'KEY-TYPE-MISMATCH',
    group,
    severity: 'medium',
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
    severity: 'low',
    source: 'RFC 8725 §3.1; RFC 7517 §4.4',
    find: (subject) => {
      const { alg } = subject.header;
      const stated = findNamedKey(subject)?.alg;
      return typeof stated === 'string' && !isOneAlgorithm(stated, alg)
        ? { at: 'header.alg', params: [quoteForSentence(stated), quoteValue(alg)] }
        : undefined;
    },
  },
  {
    id: 'KEY-USE',
    group,
    severity: 'low',
    source: 'RFC 7517 §4.2, §4.3',
    find: (subject) => {
      const key = findNamedKey(subject);
      return key !== undefined && isForSomethingElse(key, subject.token.kind === 'jwe') ? {} : undefined;
    },
  },
  {
    id: 'KEY-RSA-SMALL',
    group,
    severity: 'medium',
    source: 'RFC 7518 §3.3, §3.5, §4.2, §4.3',
    find: (subject) => {
      const bits = readRsaNumbers(findNamedKey(subject))?.bits ?? MIN_RSA_BITS;
      if (bits >= MIN_RSA_BITS) return undefined;
      return { params: [bits, MIN_RSA_BITS], ...(bits < FACTORED_BITS && { severity: 'high' as const }) };
    },
  },
  {
    id: 'KEY-RSA-EXPONENT',
    group,
    severity: 'high',
    source: 'FIPS 186-5 §5.4; RFC 8017 §3.1',
    find: (subject) => {
      // Small odd ones, such as 3, are allowed: padding prevents the attacks that are known.
      const { exponent = 3n } = readRsaNumbers(findNamedKey(subject)) ?? {};
      return exponent < 3n || exponent % 2n === 0n ? { params: [String(exponent).slice(0, 20)] } : undefined;
    },
  },
  {
    id: 'KEY-ROCA',
    group,
    severity: 'high',
    source: 'CVE-2017-15361',
    find: (subject) => {
      const { modulus } = readRsaNumbers(findNamedKey(subject)) ?? {};
      return modulus !== undefined && isRoca(modulus) ? {} : undefined;
    },
  },
  {
    id: 'KEY-POINT',
    group,
    severity: 'medium',
    source: 'RFC 8725 §2.5, §3.4; RFC 7518 §6.2.1.2; RFC 7748 §6',
    find: (subject) => {
      const keys = [findNamedKey(subject), subject.header.jwk].filter(isJsonObject);
      return keys.some(hasWrongCoordinate) ? {} : undefined;
    },
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
