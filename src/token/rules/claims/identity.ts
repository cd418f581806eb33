import type { TokenType } from '../../type/token-type';
import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import { readTexts, readTyp } from './claim-readers';
import { isLocalHost, isSameSite, parseUrl } from '../hosts/host';
import { findNamedHost } from '../hosts/known-hosts';
import { HMAC_BYTES } from '../registered';
import type { Hit, Rule } from '../rule';
import { findMistyped } from './claim-types';
import { hasClaims } from '../subject';
import { isCognito, isGoogle, isKubernetes } from '../hosts/well-known';

const group = 'Claims: identity and audience';

/** Tokens that are sent to a service, which must know whether it's the audience. */
const AT_A_RECEIVER: readonly TokenType[] = [
  'access token',
  'CI token',
  'service account token',
  'workload identity token',
];

/** Names of developers' machines, and issuers of development kits (RFC 2606, RFC 6761). */
const DEVELOPMENT =
  /(?:^|\.)(?:test|example|invalid|localhost|local|example\.(?:com|net|org)|clerk\.accounts\.dev|ngrok\.io|ngrok-free\.app|host\.docker\.internal)$|^dev-[a-z0-9-]+\.(?:[a-z]{2}\.)?(?:auth0|okta)\.com$/;

/** Rules about `iss`, `aud`, `azp` and `jti`, and about the types of registered claims (RFC 7519 §4.1). */
export const identityRules: readonly Rule[] = [
  {
    id: 'CLM-ISS-HTTP',
    group,
    severity: 'low',
    source: 'OpenID Connect Core 1.0 §2; RFC 8414 §2',
    find: ({ claims }) => {
      const url = parseUrl(claims.iss);
      // ADFS calls itself by a name that nobody fetches.
      const isName = url?.pathname.endsWith('/adfs/services/trust') === true;
      return url?.protocol === 'http:' && !isName && !isLocalHost(url.hostname)
        ? hitFor('iss', claims.iss)
        : undefined;
    },
  },
  {
    id: 'CLM-ISS-LOCAL',
    group,
    severity: 'info',
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
    id: 'CLM-AUD-MISSING',
    group,
    severity: 'low',
    source: 'RFC 8725 §2.7, §3.9; RFC 9068 §2.2; RFC 9700 §2.3',
    uses: [...AT_A_RECEIVER, 'client assertion', 'authorization grant', 'logout token'],
    find: (subject) => {
      const { claims, header } = subject;
      const isExempt =
        isCognito(claims) ||
        claims.iss === 'kubernetes/serviceaccount' ||
        // Another rule lists what RFC 9068 requires.
        readTyp(header) === 'at+jwt' ||
        // One service has the secret, and is the audience.
        HMAC_BYTES.has(header.alg);
      return hasClaims(subject) && claims.aud === undefined && !isExempt ? { at: 'claims.aud' } : undefined;
    },
  },
  {
    id: 'CLM-AUD-WIDE',
    group,
    severity: 'info',
    source: 'RFC 8725 §3.9; RFC 6750 §5.2',
    find: ({ claims: { aud } }) => {
      const isNone = aud === '' || (Array.isArray(aud) && aud.length === 0);
      const isWide = readTexts(aud).some((name) =>
        /^(?:\*|api|any|all|[a-z][a-z0-9+.-]{0,20}:(?:\/\/)?\*?)$/i.test(name),
      );
      return isNone || isWide
        ? {
            at: 'claims.aud',
            variant: isWide ? 'generic' : 'empty',
            params: isWide ? [readTexts(aud).map(quoteForSentence)] : [],
          }
        : undefined;
    },
  },
  {
    id: 'CLM-AUD-FOREIGN',
    group,
    severity: 'info',
    source: 'RFC 8725 §2.7; RFC 9700 §4.10.2',
    uses: ['access token', 'JWT'],
    find: ({ claims, context: { request } }) => {
      const receiver = request?.location === 'request header' ? parseUrl(request.url)?.hostname : undefined;
      const hosts = readTexts(claims.aud).map(readHost);
      if (receiver === undefined || hosts.length === 0) return undefined;
      const issuer = typeof claims.iss === 'string' ? findNamedHost(claims.iss) : undefined;
      const isIntended = [...hosts, issuer].some((host) => host !== undefined && isSameSite(host, receiver));
      // An audience that isn't a URL can be anyone's.
      if (isIntended || hosts.includes(undefined)) return undefined;
      const page = parseUrl(request?.pageUrl)?.hostname;
      return {
        at: 'claims.aud',
        params: [
          quoteForSentence(receiver),
          hosts.flatMap((host) => (host === undefined ? [] : [quoteForSentence(host)])),
        ],
        // An API can have another URL for its name than for itself, unless it rejects the token.
        ...(request?.status === 401
          ? { severity: 'medium' as const }
          : page !== undefined && !isSameSite(page, receiver) && { severity: 'low' as const }),
      };
    },
  },
  {
    id: 'CLM-AZP',
    group,
    severity: 'low',
    source: 'OpenID Connect Core 1.0 §3.1.3.7 (4, 5)',
    uses: ['ID token'],
    find: ({ claims }) => {
      const audiences = readTexts(claims.aud);
      if (audiences.length > 1 && claims.azp === undefined) return { variant: 'missing', at: 'claims.azp' };
      // Google's Android apps request a token for their server: azp is the app, aud the server.
      return typeof claims.azp === 'string' && !audiences.includes(claims.azp) && !isGoogle(claims)
        ? { variant: 'other', params: [quoteForSentence(claims.azp)], at: 'claims.azp' }
        : undefined;
    },
  },
  {
    id: 'CLM-JTI-MISSING',
    group,
    severity: 'info',
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
    severity: 'low',
    source: 'RFC 7519 §4.1; OpenID Connect Core 1.0 §5.1; RFC 8693 §4.2; RFC 9068 §2.2.3',
    find: findMistyped,
  },
];

/** The host of an audience that is a web address; `api://name` is a name. */
function readHost(audience: string): string | undefined {
  const url = parseUrl(audience);
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.hostname : undefined;
}

function hitFor(name: string, value: unknown): Hit {
  return { at: `claims.${name}`, params: [quoteValue(value)] };
}
