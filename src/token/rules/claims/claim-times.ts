import { isAwsLoadBalancer } from '../../decode/header';
import type { TokenType } from '../../type/token-type';
import { isAccepted, listRequests } from '../requests/request';
import type { Hit, Rule, Severity, Subject } from '../rule';
import { hasClaims } from '../subject';
import { DAY, findMoment, HOUR, LEEWAY_SECONDS, MINUTE, readTime, toTime } from '../time';

const group = 'Claims: time';

const TIMES = ['exp', 'nbf', 'iat', 'auth_time'] as const;

/** The year 5138 in seconds, or 1973 in milliseconds. */
const MIN_MILLISECONDS = 100_000_000_000;

/** Maximum lifetime of each token type before a rule reports it, the highest severity first. */
const LONGEST: ReadonlyMap<TokenType, readonly { readonly over: number; readonly severity: Severity }[]> =
  new Map<TokenType, readonly { over: number; severity: Severity }[]>([
    [
      'access token',
      [
        { over: 30 * DAY, severity: 'high' },
        { over: DAY, severity: 'medium' },
        { over: HOUR, severity: 'info' }, // RFC 6750 §5.3
      ],
    ],
    [
      'JWT',
      [
        { over: 30 * DAY, severity: 'high' },
        { over: DAY, severity: 'medium' },
      ],
    ],
    ['ID token', [{ over: DAY, severity: 'medium' }]],
    ['client assertion', [{ over: 5 * MINUTE, severity: 'medium' }]],
    ['DPoP proof', [{ over: 5 * MINUTE, severity: 'medium' }]],
    ['refresh token', [{ over: 90 * DAY, severity: 'medium' }]],
  ]);

export const timeRules: readonly Rule[] = [
  {
    id: 'CLM-EXP-MISSING',
    group,
    severity: 'high',
    phase: 'decode',
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
      const { claims, header } = subject;
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
    phase: 'decode',
    source: 'RFC 7519 §4.1.4',
    find: (subject) => {
      const overdue = findMoment(subject) - toTime(subject.claims.exp);
      if (!(overdue > LEEWAY_SECONDS)) return undefined;
      // An old token is normal; one that had expired when it was sent has to be rejected.
      const wasSent = readTime(subject.context.request?.sentAtSeconds) !== undefined;
      return {
        at: 'claims.exp',
        params: [{ seconds: overdue }],
        ...(wasSent && { severity: 'medium' as const }),
      };
    },
  },
  {
    id: 'CLM-EXPIRED-ACCEPTED',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 9068 §4; RFC 6750 §3.1',
    find: ({ claims, context }) => {
      const exp = toTime(claims.exp);
      for (const request of listRequests(context)) {
        const overdue = toTime(request.sentAtSeconds) - exp;
        const isBearer =
          request.location === 'request header' && request.name.toLowerCase() === 'authorization';
        // A preflight request sends no token, whatever was recorded for it.
        if (overdue > LEEWAY_SECONDS && isBearer && isAccepted(request) && request.method !== 'OPTIONS')
          return { at: 'claims.exp', params: [request.status ?? '', { seconds: overdue }] };
      }
      return undefined;
    },
  },
  {
    id: 'CLM-LIFETIME',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 6750 §5.3; RFC 9700 §2.2; RFC 7523 §3; RFC 9449 §11.1',
    uses: ['access token', 'ID token', 'client assertion', 'DPoP proof', 'refresh token', 'JWT'],
    find: ({ claims, use }) => {
      const start = claims.iat === undefined ? toTime(claims.nbf) : toTime(claims.iat);
      const lasts = toTime(claims.exp) - start;
      const step = LONGEST.get(use)?.find(({ over }) => lasts > over);
      return step === undefined
        ? undefined
        : {
            at: 'claims.exp',
            params: [{ seconds: lasts }, { seconds: step.over }],
            severity: step.severity,
          };
    },
  },
  {
    id: 'CLM-NBF-FUTURE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7519 §4.1.5',
    find: (subject) => findFuture(subject, 'nbf'),
  },
  {
    id: 'CLM-IAT-FUTURE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7519 §4.1.6; OpenID Connect Core 1.0 §3.1.3.7 (10)',
    find: (subject) => findFuture(subject, 'iat'),
  },
  {
    id: 'CLM-IAT-MISSING',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 9068 §2.2; OpenID Connect Core 1.0 §2',
    uses: ['access token', 'ID token', 'JWT'],
    find: (subject) =>
      hasClaims(subject) && subject.claims.iat === undefined ? { at: 'claims.iat' } : undefined,
  },
  {
    id: 'CLM-TIME-ORDER',
    group,
    severity: 'high',
    phase: 'decode',
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
    severity: 'high',
    phase: 'decode',
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
    phase: 'decode',
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
    severity: 'low',
    phase: 'decode',
    source: 'OpenID Connect Core 1.0 §3.1.3.7 (13); RFC 9470 §5',
    uses: ['ID token', 'access token'],
    find: ({ claims, context }) => {
      const age = toTime(claims.iat) - toTime(claims.auth_time);
      const allowed = Number(context.authorizationRequest?.max_age ?? Number.NaN);
      const isPastMaxAge = age > allowed + LEEWAY_SECONDS;
      // The client requested a level of authentication, so the time of the sign-in matters.
      const isOldStepUp =
        Number.isNaN(allowed) && claims.acr !== undefined && claims.acr !== '0' && age > DAY;
      return isPastMaxAge || isOldStepUp ? { at: 'claims.auth_time', params: [{ seconds: age }] } : undefined;
    },
  },
];

function findFuture(subject: Subject, name: 'nbf' | 'iat'): Hit | undefined {
  const early = toTime(subject.claims[name]) - findMoment(subject);
  return early > LEEWAY_SECONDS ? { at: `claims.${name}`, params: [{ seconds: early }] } : undefined;
}
