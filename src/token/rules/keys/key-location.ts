import { isAwsLoadBalancer } from '../../decode/header';
import { isJsonObject } from '../../json/read-json';
import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import { findPrivateMembers, readTyp } from '../claims/claim-readers';
import { isAddress, isLocalHost, isSameSite, parseUrl } from '../hosts/host';
import type { Rule, Subject } from '../rule';
import { walkTexts } from '../walk';

const group = 'Header attacks';

/** Types of tokens that prove possession of the key in their header. */
const PROOF_TYPES: ReadonlySet<string> = new Set([
  'dpop+jwt', // RFC 9449 §4.2
  'openid4vci-proof+jwt', // OpenID for Verifiable Credential Issuance 1.0 §8.2.1.1
  'oauth-client-attestation-pop+jwt', // draft-ietf-oauth-attestation-based-client-auth
]);

/** Header parameters whose addresses have their own rules, or that aren't addresses. */
const NOT_ADDRESSES: ReadonlySet<string> = new Set([
  'jku',
  'x5u',
  'kid',
  'typ',
  'cty',
  'crit',
  // Copies of claims (RFC 7519 §5.3), which load balancers and encrypted tokens have for routing.
  'iss',
  'sub',
  'aud',
]);
const ADDRESS = /^(?:https?|ftp|file|ldaps?|gopher|wss?):\/\//i;

/** Rules about keys in a token, and about addresses of keys. */
export const keyLocationRules: readonly Rule[] = [
  {
    id: 'HDR-JWK-EMBEDDED',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 8725 §3.8; RFC 7515 §4.1.3; CVE-2018-0114',
    find: ({ token, header }) =>
      header.jwk !== undefined && token.kind !== 'jwe' && !PROOF_TYPES.has(readTyp(header))
        ? { at: 'header.jwk' }
        : undefined,
  },
  {
    id: 'HDR-JWK-PRIVATE',
    group,
    severity: 'critical',
    phase: 'decode',
    source: 'RFC 7515 §4.1.3; RFC 9449 §4.2',
    find: ({ header: { jwk } }) => {
      const names = isJsonObject(jwk) ? findPrivateMembers(jwk) : [];
      return names.length > 0 ? { at: 'header.jwk', params: [names] } : undefined;
    },
  },
  {
    id: 'HDR-JKU',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 8725 §2.9, §3.10; RFC 7515 §4.1.2',
    find: (subject) => findAddress(subject, 'jku'),
  },
  {
    id: 'HDR-JKU-OFF-ORIGIN',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.2, §4.1.5',
    find: ({ header, claims }) =>
      (['jku', 'x5u'] as const)
        .filter((name) => header[name] !== undefined && isForeignAddress(header[name], claims.iss))
        .map((name) => ({
          at: `header.${name}`,
          params: [name, quoteValue(header[name])],
        })),
  },
  {
    id: 'HDR-X5U',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 8725 §2.9, §3.10; RFC 7515 §4.1.5',
    find: (subject) => findAddress(subject, 'x5u'),
  },
  {
    id: 'HDR-X5C',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7515 §4.1.6; CVE-2017-2800; CVE-2018-2633',
    find: ({ header }) => (header.x5c === undefined ? undefined : { at: 'header.x5c' }),
  },
  {
    id: 'HDR-NESTED-URL',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 8725 §2.9, §3.10',
    find: ({ header }) => {
      for (const { path, value } of walkTexts(header)) {
        const [outermost = ''] = path.split('.', 1);
        if (NOT_ADDRESSES.has(outermost) || !ADDRESS.test(value)) continue;
        if (outermost === 'iss' && isAwsLoadBalancer(header)) continue;
        return { at: `header.${path}`, params: [quoteForSentence(path), quoteForSentence(value)] };
      }
      return undefined;
    },
  },
];

function findAddress({ header }: Subject, name: 'jku' | 'x5u') {
  return header[name] === undefined
    ? undefined
    : { at: `header.${name}`, params: [quoteValue(header[name])] };
}

/**
 * Whether the keys at an address can't be trusted to be the issuer's (RFC 8725 §3.10). A host of the issuer's site is
 * the issuer's.
 */
function isForeignAddress(address: unknown, iss: unknown): boolean {
  const url = parseUrl(address);
  if (url === undefined || url.protocol !== 'https:') return true;
  const { hostname, username, password } = url;
  const issuer = parseUrl(iss);
  return (
    username !== '' ||
    password !== '' ||
    (issuer === undefined
      ? isAddress(hostname) || isLocalHost(hostname)
      : !isSameSite(issuer.hostname, hostname)) ||
    leadsElsewhere(url)
  );
}

/** The form of an open redirect: an address inside the address. Two slashes in a path are only a wrong URL. */
function leadsElsewhere({ search, pathname }: URL): boolean {
  return /https?(?::|%3a)|=(?:\/\/|%2f%2f)/i.test(search) || /^(?:\/|%2f){2}|https?(?::|%3a)/i.test(pathname);
}
