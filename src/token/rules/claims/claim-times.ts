import { isAwsLoadBalancer } from '../../decode/header';
import type { TokenType } from '../../type/token-type';
import { isAccepted, listRequests, parseAddress } from '../requests/request';
import type { Hit, RequestFacts, Rule, Subject } from '../rule';
import { hasClaims } from '../subject';
import { DAY, findMoment, HOUR, LEEWAY_SECONDS, MINUTE, toTime } from '../read-time';

const group = 'Claims: time';

const TIMES = ['exp', 'nbf', 'iat', 'auth_time'] as const;

/** The year 5138 in seconds, or 1973 in milliseconds. */
const MIN_MILLISECONDS = 100_000_000_000;

/** What standards recommend for the lifetime of each type, and for refresh tokens what servers usually allow. */
const RECOMMENDED: ReadonlyMap<TokenType, number> = new Map<TokenType, number>([
  ['access token', HOUR], // RFC 6750 §5.3
  ['JWT', DAY],
  ['ID token', DAY],
  ['client assertion', 5 * MINUTE],
  ['DPoP proof', 5 * MINUTE],
  ['refresh token', 90 * DAY],
]);

/** Libraries accept expired tokens for up to this time because clocks differ. */
const EXPIRY_LEEWAY_SECONDS = 5 * MINUTE;

/** Rules about `exp`, `nbf`, `iat` and other times (RFC 7519 §4.1). */
export const timeRules: readonly Rule[] = [
  {
    id: 'CLM-EXP-MISSING',
    group,
    severity: 'medium',
    source: 'RFC 7519 §4.1.4; RFC 9068 §2.2; OpenID Connect Core 1.0 §2',
    uses: [
      'access token',
      'ID token',
      'session token',
      'refresh token',
      'client assertion',
      'authorization grant',
      'logout token',
      'CI token',
      'service account token',
      'workload identity token',
      'JWT',
    ],
    find: (subject) => {
      const { claims, header, context } = subject;
      // The cookie of a server's own session ends with the session there.
      if (context.cookie !== undefined && context.cookie.httpOnly !== false) return undefined;
      // AWS load balancers put it in the header, and not in the claims.
      if (header.exp !== undefined && isAwsLoadBalancer(header)) return undefined;
      // Keycloak's offline tokens are valid until they're revoked.
      const lasts = claims.exp === undefined && claims.typ !== 'Offline';
      return hasClaims(subject) && lasts ? { at: 'claims.exp' } : undefined;
    },
  },
  {
    id: 'CLM-EXPIRED',
    group,
    severity: 'info',
    source: 'RFC 7519 §4.1.4',
    find: (subject) => {
      const overdue = findMoment(subject) - toTime(subject.claims.exp);
      return overdue > LEEWAY_SECONDS ? { at: 'claims.exp', params: [{ seconds: overdue }] } : undefined;
    },
  },
  {
    id: 'CLM-EXPIRED-2XX',
    group,
    severity: 'medium',
    source: 'RFC 9068 §4; RFC 6750 §3.1',
    find: ({ claims, context }) => {
      const exp = toTime(claims.exp);
      const requests = listRequests(context).filter(isBearer);
      const expired = requests.find(
        (request) => toTime(request.sentAtSeconds) - exp > EXPIRY_LEEWAY_SECONDS && isAccepted(request),
      );
      if (expired === undefined) return undefined;
      // The endpoint rejected this token at another time, so it's protected.
      const isProtected = requests.some(
        ({ status, url }) => (status === 401 || status === 403) && isSameEndpoint(url, expired.url),
      );
      return {
        at: 'claims.exp',
        params: [expired.status ?? 0, { seconds: toTime(expired.sentAtSeconds) - exp }],
        ...(isProtected && { severity: 'high' as const }),
      };
    },
  },
  {
    id: 'CLM-LIFETIME',
    group,
    severity: 'info',
    source: 'RFC 6750 §5.3; RFC 9700 §2.2; RFC 7523 §3; RFC 9449 §11.1',
    uses: ['access token', 'ID token', 'client assertion', 'DPoP proof', 'refresh token', 'JWT'],
    find: ({ claims, use }) => {
      const start = claims.iat === undefined ? toTime(claims.nbf) : toTime(claims.iat);
      const lasts = toTime(claims.exp) - start;
      const recommended = RECOMMENDED.get(use) ?? Infinity;
      return lasts > recommended
        ? { at: 'claims.exp', params: [{ seconds: lasts }, { seconds: recommended }] }
        : undefined;
    },
  },
  {
    id: 'CLM-NBF-FUTURE',
    group,
    severity: 'low',
    source: 'RFC 7519 §4.1.5',
    find: (subject) => findFuture(subject, 'nbf'),
  },
  {
    id: 'CLM-IAT-FUTURE',
    group,
    severity: 'low',
    source: 'RFC 7519 §4.1.6; OpenID Connect Core 1.0 §3.1.3.7 (10)',
    find: (subject) => findFuture(subject, 'iat'),
  },
  {
    id: 'CLM-TIME-ORDER',
    group,
    severity: 'medium',
    source: 'RFC 7519 §4.1.4 to §4.1.6',
    find: ({ claims }) => {
      const [exp, nbf, iat] = [toTime(claims.exp), toTime(claims.nbf), toTime(claims.iat)];
      // Keycloak writes 0 if there is no time: "never" for an offline token, "at once" for `nbf`.
      if (exp <= iat && !(exp === 0 && claims.typ === 'Offline'))
        return { at: 'claims.exp', params: ['exp', 'iat'] };
      if (exp <= nbf && exp !== 0) return { at: 'claims.exp', params: ['exp', 'nbf'] };
      // An `nbf` before `iat` contradicts nothing: the token may be about a right that began earlier.
      return undefined;
    },
  },
  {
    id: 'CLM-TIME-MS',
    group,
    severity: 'medium',
    source: 'RFC 7519 §2',
    find: ({ claims }) =>
      TIMES.filter((name) => toTime(claims[name]) > MIN_MILLISECONDS).map((name) => ({
        at: `claims.${name}`,
        params: [name],
      })),
  },
  {
    id: 'CLM-TIME-TYPE',
    group,
    severity: 'medium',
    source: 'RFC 7519 §2, §4.1.4 to §4.1.6; OpenID Connect Core 1.0 §2',
    find: ({ claims }) =>
      TIMES.filter((name) => claims[name] !== undefined && Number.isNaN(toTime(claims[name]))).map(
        (name) => ({
          at: `claims.${name}`,
          params: [name],
        }),
      ),
  },
  {
    id: 'CLM-AUTH-OLD',
    group,
    severity: 'medium',
    source: 'OpenID Connect Core 1.0 §3.1.3.7 (13)',
    uses: ['ID token', 'access token'],
    find: ({ claims, context }) => {
      const age = toTime(claims.iat) - toTime(claims.auth_time);
      const allowed = Number(context.authorizationRequest?.max_age ?? Number.NaN);
      return age > allowed + LEEWAY_SECONDS
        ? { at: 'claims.auth_time', params: [{ seconds: age }, { seconds: allowed }] }
        : undefined;
    },
  },
];

/** A preflight request sends no token, whatever was recorded for it. */
function isBearer({ location, name, method }: RequestFacts): boolean {
  return location === 'request header' && name.toLowerCase() === 'authorization' && method !== 'OPTIONS';
}

function isSameEndpoint(one: string, other: string): boolean {
  const [first, second] = [parseAddress(one), parseAddress(other)];
  return first?.origin === second?.origin && first?.pathname === second?.pathname;
}

function findFuture(subject: Subject, name: 'nbf' | 'iat'): Hit | undefined {
  const early = toTime(subject.claims[name]) - findMoment(subject);
  return early > LEEWAY_SECONDS ? { at: `claims.${name}`, params: [{ seconds: early }] } : undefined;
}
