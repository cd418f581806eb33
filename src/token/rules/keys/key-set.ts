import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import { findPrivateMembers } from '../claims/claim-readers';
import { findNamedKey, findSharedFactor, listKeys } from './jwks';
import { hasKeyWarning } from './key';
import type { Rule, Subject } from '../rule';
import { findMoment } from '../time';

const group = 'Keys and secrets';
const phase = 'verify';

function nameKid({ kid }: JsonObject): string {
  return typeof kid === 'string' ? quoteForSentence(kid) : '–';
}

/** Rules about a JWK set, and about the certificates of keys. */
export const keySetRules: readonly Rule[] = [
  {
    id: 'KEY-SHARED-MODULUS',
    group,
    phase,
    severity: 'medium',
    source: 'RFC 8017 §3.1; NIST SP 800-56B §6.4.1.4',
    find: (subject) => {
      const [one, other] = findSharedFactor(listKeys(subject)) ?? [];
      if (one !== undefined && other !== undefined) return { params: [nameKid(one), nameKid(other)] };
      return hasKeyWarning(subject, 'KEY-SHARED-MODULUS') ? { params: ['–', '–'] } : undefined;
    },
  },
  {
    id: 'JWKS-PRIVATE',
    group,
    phase,
    severity: 'high',
    source: 'RFC 7517 §9.2',
    find: (subject) => {
      const key = listKeys(subject).find((each) => findPrivateMembers(each).length > 0);
      const isPublished = subject.context.jwksUrl !== undefined;
      if (key !== undefined)
        return {
          params: [nameKid(key), findPrivateMembers(key)],
          ...(!isPublished && { severity: 'medium' as const }),
        };
      return hasKeyWarning(subject, 'JWKS-PRIVATE') ? { params: ['–', '–'], severity: 'medium' } : undefined;
    },
  },
  {
    id: 'JWKS-MIXED',
    group,
    phase,
    severity: 'medium',
    source: 'RFC 8725 §3.1; RFC 7517 §5',
    find: (subject) => {
      const kinds = new Set(listKeys(subject).map(({ kty }) => kty === 'oct'));
      return kinds.size === 2 || hasKeyWarning(subject, 'JWKS-MIXED') ? {} : undefined;
    },
  },
  {
    id: 'JWKS-DUP-KID',
    group,
    phase,
    severity: 'medium',
    source: 'RFC 7517 §4.5',
    find: (subject) => {
      const seen = new Set<string>();
      for (const { kid, kty, alg } of listKeys(subject)) {
        const key = JSON.stringify([kid, kty, alg]);
        if (typeof kid === 'string' && seen.has(key)) return { params: [quoteForSentence(kid)] };
        seen.add(key);
      }
      return hasKeyWarning(subject, 'JWKS-DUP-KID') ? { params: ['–'] } : undefined;
    },
  },
  {
    id: 'JWKS-NO-KID',
    group,
    phase,
    severity: 'low',
    source: 'RFC 7515 §4.1.4; OpenID Connect Core 1.0 §10.1',
    find: (subject) => {
      const keys = listKeys(subject);
      const isNameless =
        keys.length > 1 &&
        (subject.header.kid === undefined || keys.some(({ kid }) => typeof kid !== 'string'));
      return isNameless || hasKeyWarning(subject, 'JWKS-NO-KID') ? { at: 'header.kid' } : undefined;
    },
  },
  {
    id: 'X5C-MISMATCH',
    group,
    phase,
    severity: 'high',
    source: 'RFC 7517 §4.7 to §4.9; RFC 7515 §4.1.7, §4.1.8',
    find: (subject) => {
      const name = findOtherThumbprint(subject);
      if (name !== undefined) return { at: `header.${name}` };
      // The warning without certificates means that they can't be read, so nothing was compared.
      const { verdict, decryption } = subject.context;
      const isCompared = [verdict?.key?.certificates, decryption?.key?.certificates].some(
        (certificates) => Array.isArray(certificates) && certificates.length > 0,
      );
      return isCompared && hasKeyWarning(subject, 'X5C-MISMATCH') ? {} : undefined;
    },
  },
  {
    id: 'X5C-DATES',
    group,
    phase,
    severity: 'low',
    source: 'RFC 5280 §4.1.2.5; RFC 7517 §4.7',
    find: (subject) => {
      const at = findMoment(subject);
      const certificates = subject.context.verdict?.key?.certificates;
      if (!Array.isArray(certificates)) return undefined;
      return certificates.filter(isJsonObject).flatMap((certificate) => {
        const { notBeforeSeconds, notAfterSeconds, subject: owner } = certificate;
        const away = Math.max(at - Number(notAfterSeconds), Number(notBeforeSeconds) - at);
        return away > 0 ? [{ params: [quoteValue(owner), { seconds: away }] }] : [];
      });
    },
  },
  {
    id: 'X5T-SHA1',
    group,
    phase: 'decode',
    severity: 'low',
    source: 'RFC 7515 §4.1.7, §4.1.8',
    find: ({ header }) =>
      header.x5t !== undefined && header['x5t#S256'] === undefined ? { at: 'header.x5t' } : undefined,
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
