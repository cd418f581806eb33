import type { TokenType } from '../../type/token-type';
import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import { readTexts } from './claim-readers';
import { isLocalHost, isLoopback, isSameSite, parseUrl } from '../hosts/host';
import { findNamedHost } from '../hosts/known-hosts';
import { readWords } from '../oauth/scope';
import type { Hit, Rule, Subject } from '../rule';
import { findMistyped } from './claim-types';
import { hasClaims } from '../subject';
import { isCognito, isGoogle, isKubernetes, isPublicIssuer } from '../hosts/well-known';

const group = 'Claims: identity and audience';

/** Tokens that are sent to a service, which must know whether it's the audience. */
const AT_A_RECEIVER: readonly TokenType[] = [
  'access token',
  'CI token',
  'service account token',
  'workload identity token',
];

/** Tokens that an issuer signs with its own key; proofs and assertions are signed by the client. */
const BY_AN_ISSUER: readonly TokenType[] = [
  ...AT_A_RECEIVER,
  'ID token',
  'session token',
  'logout token',
  'security event token',
  'JWT',
];

/** More audiences than this aren't a restriction. */
const MAX_AUDIENCES = 5;

/** Names of developers' machines, and issuers of development kits (RFC 2606, RFC 6761). */
const DEVELOPMENT =
  /(?:^|\.)(?:test|example|invalid|localhost|local|example\.(?:com|net|org)|clerk\.accounts\.dev|ngrok\.io|ngrok-free\.app|host\.docker\.internal)$|^dev-[a-z0-9-]+\.(?:[a-z]{2}\.)?(?:auth0|okta)\.com$/;

/** Scopes that only tokens of users need. */
const SCOPES_OF_PEOPLE: ReadonlySet<string> = new Set([
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'offline_access',
]);

export const identityRules: readonly Rule[] = [
  {
    id: 'CLM-ISS-MISSING',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 8725 §3.8; RFC 9068 §2.2',
    uses: [...BY_AN_ISSUER, 'client assertion', 'authorization grant', 'request object'],
    find: (subject) =>
      hasClaims(subject) && subject.claims.iss === undefined ? { at: 'claims.iss' } : undefined,
  },
  {
    id: 'CLM-ISS-HTTP',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'OpenID Connect Core 1.0 §2; RFC 8414 §2',
    find: ({ claims }) => {
      const url = parseUrl(claims.iss);
      return url?.protocol === 'http:' && !isLoopback(url.hostname) ? hitFor('iss', claims.iss) : undefined;
    },
  },
  {
    id: 'CLM-ISS-LOCAL',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 6761 §6; RFC 2606',
    find: ({ claims }) => {
      const { iss } = claims;
      const host = parseUrl(iss)?.hostname ?? (typeof iss === 'string' ? iss.slice(0, 300) : '');
      // A cluster's own name is valid for tokens that stay in the cluster.
      const isLocal = isLocalHost(host) || DEVELOPMENT.test(host);
      return (isLocal && !isKubernetes(claims)) || iss === 'supabase-demo' ? hitFor('iss', iss) : undefined;
    },
  },
  {
    id: 'CLM-ISS-MISMATCH',
    group,
    severity: 'high',
    phase: 'verify',
    source: 'RFC 8725 §3.8; RFC 9068 §4; RFC 8414 §3.3',
    uses: BY_AN_ISSUER,
    find: ({ claims, context }) => {
      if (typeof claims.iss !== 'string') return undefined;
      const known = context.discovery?.issuer;
      const isSame =
        typeof known !== 'string' ||
        known === claims.iss ||
        (isGoogle({ iss: known }) && isGoogle(claims)) ||
        fitsTenant(known, claims.iss);
      const other = isSame ? findForeignKeys(claims.iss, context) : known;
      return other === undefined
        ? undefined
        : { at: 'claims.iss', params: [quoteForSentence(claims.iss), quoteForSentence(other)] };
    },
  },
  {
    id: 'CLM-AUD-MISSING',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 8725 §2.7, §3.9; RFC 9068 §2.2; RFC 9700 §2.3',
    uses: [...AT_A_RECEIVER, 'ID token', 'client assertion', 'authorization grant', 'logout token', 'JWT'],
    find: (subject) => {
      const { claims } = subject;
      const isExempt = isCognito(claims) || claims.iss === 'kubernetes/serviceaccount';
      return hasClaims(subject) && claims.aud === undefined && !isExempt ? { at: 'claims.aud' } : undefined;
    },
  },
  {
    id: 'CLM-AUD-WIDE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 8725 §3.9; RFC 6750 §5.2',
    find: ({ claims: { aud } }) => {
      const isNone = aud === '' || (Array.isArray(aud) && aud.length === 0);
      const isMany = Array.isArray(aud) && aud.length > MAX_AUDIENCES;
      const isWide = readTexts(aud).some((name) =>
        /^(?:\*|api|any|all|[a-z][a-z0-9+.-]{0,20}:(?:\/\/)?\*?)$/i.test(name),
      );
      return isNone || isMany || isWide
        ? { at: 'claims.aud', params: [readTexts(aud).map(quoteForSentence)] }
        : undefined;
    },
  },
  {
    id: 'CLM-AUD-FOREIGN',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 8725 §2.7; RFC 9700 §4.10.2',
    uses: ['access token', 'JWT'],
    find: ({ claims, context: { request } }) => {
      const receiver = request?.location === 'request header' ? parseUrl(request.url)?.hostname : undefined;
      const hosts = readTexts(claims.aud).map((name) => parseUrl(name)?.hostname);
      if (receiver === undefined || hosts.length === 0) return undefined;
      const issuer = typeof claims.iss === 'string' ? findNamedHost(claims.iss) : undefined;
      const isIntended = [...hosts, issuer].some((host) => host !== undefined && isSameSite(host, receiver));
      // An audience that isn't a URL can be anyone's.
      return isIntended || hosts.includes(undefined)
        ? undefined
        : {
            at: 'claims.aud',
            params: [
              quoteForSentence(receiver),
              hosts.flatMap((host) => (host === undefined ? [] : [quoteForSentence(host)])),
            ],
          };
    },
  },
  {
    id: 'CLM-AZP',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'OpenID Connect Core 1.0 §3.1.3.7 (4, 5)',
    uses: ['ID token'],
    find: ({ claims }) => {
      const audiences = readTexts(claims.aud);
      const isUnclear = audiences.length > 1 && claims.azp === undefined;
      // Google's Android apps request a token for their server: azp is the app, aud the server.
      const isOther = typeof claims.azp === 'string' && !audiences.includes(claims.azp) && !isGoogle(claims);
      return isUnclear || isOther ? { at: 'claims.azp' } : undefined;
    },
  },
  {
    id: 'CLM-SUB-MISSING',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 9068 §2.2; OpenID Connect Core 1.0 §2',
    uses: ['access token', 'ID token', 'JWT'],
    find: (subject) =>
      hasClaims(subject) && subject.claims.sub === undefined ? { at: 'claims.sub' } : undefined,
  },
  {
    id: 'CLM-SUB-CLIENT',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9700 §4.15; RFC 9068 §5',
    uses: ['access token', 'ID token', 'JWT'],
    find: ({ claims }) => {
      const isClient =
        claims.sub !== undefined && [claims.client_id, claims.azp, claims.cid].includes(claims.sub);
      const isForPerson =
        readWords(claims.scope, claims.scp).some((scope) => SCOPES_OF_PEOPLE.has(scope)) ||
        claims.email !== undefined ||
        claims.auth_time !== undefined;
      return isClient && isForPerson ? hitFor('sub', claims.sub) : undefined;
    },
  },
  {
    id: 'CLM-JTI-MISSING',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 9068 §2.2; RFC 9449 §4.2; OpenID Connect Back-Channel Logout 1.0 §2.4; RFC 8417 §2.2',
    uses: ['access token', 'DPoP proof', 'client assertion', 'logout token', 'security event token'],
    find: (subject) => {
      const { jti, uti } = subject.claims;
      // Microsoft Entra writes `uti` instead.
      return hasClaims(subject) && jti === undefined && uti === undefined ? { at: 'claims.jti' } : undefined;
    },
  },
  {
    id: 'CLM-TYPE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7519 §4.1; OpenID Connect Core 1.0 §5.1; RFC 8693 §4.2; RFC 9068 §2.2.3',
    find: ({ claims }) => findMistyped(claims),
  },
];

/** Where the keys came from, if neither the issuer's own document lists that address nor its site includes it. */
function findForeignKeys(iss: string, { jwksUrl, discovery }: Subject['context']): string | undefined {
  const [issuer, keysHost] = [findNamedHost(iss), parseUrl(jwksUrl)?.hostname];
  const isKnown = discovery?.jwks_uri === jwksUrl || isPublicIssuer(iss);
  return issuer === undefined || keysHost === undefined || isKnown || isSameSite(issuer, keysHost)
    ? undefined
    : jwksUrl;
}

/** Microsoft's document for every tenant has a placeholder for the tenant's ID in its issuer. */
function fitsTenant(known: string, iss: string): boolean {
  const [before = '', after = '', ...more] = known.split('{tenantid}');
  if (known.length > 500 || iss.length > 500 || more.length > 0 || !known.includes('{tenantid}'))
    return false;
  const tenant = iss.slice(before.length, iss.length - after.length);
  return iss === `${before}${tenant}${after}` && /^[\da-f-]{36}$/i.test(tenant);
}

function hitFor(name: string, value: unknown): Hit {
  return { at: `claims.${name}`, params: [quoteValue(value)] };
}
