import type { JsonObject } from '../../token';
import { quoteForSentence } from '../../wording';
import { findPrivateMembers } from '../claims/claim-readers';
import { findNamedKey, findSharedFactor, listKeys } from './jwks';
import { HMAC_BYTES } from '../registered';
import type { Rule, Subject } from '../rule';

const group = 'Keys and secrets';

/** The name of a key in its set, if it has one. */
function readKid({ kid }: JsonObject): string | undefined {
  return typeof kid === 'string' && kid !== '' ? quoteForSentence(kid) : undefined;
}

/** Rules about the key set of the token's issuer. */
export const keySetRules: readonly Rule[] = [
  {
    id: 'KEY-SHARED-MODULUS',
    group,
    severity: 'high',
    source: 'RFC 8017 §3.1; NIST SP 800-56B §6.4.1.4',
    find: (subject) => {
      const keys = findSharedFactor(listKeys(subject));
      if (keys === undefined) return undefined;
      const names = keys.map(readKid);
      return names.includes(undefined)
        ? { variant: 'unnamed' }
        : { variant: 'named', params: names.filter((name) => name !== undefined) };
    },
  },
  {
    id: 'JWKS-PRIVATE',
    group,
    severity: 'high',
    source: 'RFC 7517 §9.2',
    find: (subject) => {
      // A set that wasn't captured isn't published.
      if (subject.context.jwksUrl === undefined) return undefined;
      const key = listKeys(subject).find((each) => findPrivateMembers(each).length > 0);
      return key && { params: [findPrivateMembers(key)] };
    },
  },
  {
    id: 'JWKS-DUP-KID',
    group,
    severity: 'low',
    source: 'RFC 7517 §4.5',
    find: (subject) => {
      const seen = new Set<string>();
      for (const { kid, kty, alg } of listKeys(subject)) {
        const key = JSON.stringify([kid, kty, alg]);
        if (typeof kid === 'string' && seen.has(key)) return { params: [quoteForSentence(kid)] };
        seen.add(key);
      }
      return undefined;
    },
  },
  {
    id: 'JWKS-NO-KID',
    group,
    severity: 'low',
    source: 'RFC 7515 §4.1.4; OpenID Connect Core 1.0 §10.1',
    find: (subject) => {
      const keys = listKeys(subject);
      // A secret isn't published, and an encrypted token names a key of its recipient.
      const isOther = HMAC_BYTES.has(subject.header.alg) || subject.token.kind === 'jwe';
      const isNameless =
        !isOther &&
        keys.length > 1 &&
        (subject.header.kid === undefined || keys.some(({ kid }) => typeof kid !== 'string'));
      return isNameless ? { at: 'header.kid' } : undefined;
    },
  },
  {
    id: 'X5C-MISMATCH',
    group,
    severity: 'medium',
    source: 'RFC 7517 §4.7 to §4.9; RFC 7515 §4.1.7, §4.1.8',
    find: (subject) => {
      const name = findOtherThumbprint(subject);
      return name && { at: `header.${name}`, params: [name] };
    },
  },
];

/** The thumbprint in the header that differs from that of the token's key. */
function findOtherThumbprint(subject: Subject): 'x5t' | 'x5t#S256' | undefined {
  const key = findNamedKey(subject);
  return (['x5t', 'x5t#S256'] as const).find((name) => {
    const [stated, own] = [subject.header[name], key?.[name]];
    return typeof stated === 'string' && typeof own === 'string' && stated !== own;
  });
}
