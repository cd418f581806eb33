import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { findMissing, isNone, quoteText, readTexts, readTyp } from '../claims/claim-readers';
import { isSameSite } from '../hosts/host';
import { findHashProblems, findNonceProblem } from '../claims/id-token';
import { findNamedHost } from '../hosts/known-hosts';
import { hasWarning } from '../keys/key';
import {
  isEndpoint,
  isSent,
  isTokenRequest,
  listRequests,
  nameHost,
  parseAddress,
  readAuthorizationRequest,
  readParameters,
} from '../requests/request';
import type { CheckContext, Hit, RequestFacts, Rule, Subject } from '../rule';
import { MINUTE, readTime } from '../time';

const group = 'Profiles: OAuth and OIDC';
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Maximum lifetime of a client assertion, which is used at once. */
const MAX_ASSERTION_SECONDS = 5 * MINUTE;

/** Rules about the required content of OAuth 2 and OpenID Connect tokens, and about where they may be sent. */
export const oauthRules: readonly Rule[] = [
  {
    id: 'AT-TYP',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9068 §2.1, §4',
    uses: ['access token', 'JWT'],
    find: ({ header, claims }) =>
      findMissing(claims, 'client_id', 'scope', 'aud').length === 0 && readTyp(header) !== 'at+jwt'
        ? { params: [quoteText(header.typ)], at: 'header.typ' }
        : undefined,
  },
  {
    id: 'AT-REQUIRED',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9068 §2.2',
    uses: ['access token'],
    find: ({ token, header, claims }) =>
      token.kind === 'jwe' || readTyp(header) !== 'at+jwt'
        ? undefined
        : hitOf(findMissing(claims, 'iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti')),
  },
  {
    id: 'AT-ID-CONFUSION',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 9068 §5; OpenID Connect Core 1.0 §3.1.3.7; RFC 8725 §2.8',
    find: (subject) => {
      if (!isDeclaredIdToken(subject)) return undefined;
      const request = listRequests(subject.context).find(
        ({ location, name }) => location === 'request header' && name.toLowerCase() === 'authorization',
      );
      return request && { params: [nameHost(request)], at: 'claims.aud' };
    },
  },
  {
    id: 'AT-REFRESH-SENT',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 6749 §1.5, §10.4; RFC 9700 §4.14',
    uses: ['refresh token'],
    find: ({ claims, context }) => {
      const request = listRequests(context).find(
        (candidate) => isSent(candidate.location) && !acceptsRefreshToken(candidate, claims, context),
      );
      return request && { params: [nameHost(request)] };
    },
  },
  {
    id: 'IDT-REQUIRED',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'OpenID Connect Core 1.0 §2',
    uses: ['ID token'],
    find: ({ token, claims }) =>
      token.kind === 'jwe' ? undefined : hitOf(findMissing(claims, 'iss', 'sub', 'aud', 'exp', 'iat')),
  },
  {
    id: 'IDT-NONCE',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'OpenID Connect Core 1.0 §3.1.3.7 (11), §3.2.2.11; RFC 9700 §2.1',
    uses: ['ID token'],
    find: findNonceProblem,
  },
  {
    id: 'IDT-AT-HASH',
    group,
    severity: 'high',
    phase: 'verify',
    source: 'OpenID Connect Core 1.0 §3.1.3.6, §3.3.2.11',
    uses: ['ID token'],
    find: findHashProblems,
  },
  {
    id: 'IDT-NONE',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'OpenID Connect Core 1.0 §2, §3.2.2.11',
    uses: ['ID token'],
    find: ({ header, context }) =>
      isNone(header.alg) && readAuthorizationRequest(context)?.get('response_type') !== 'code'
        ? { at: 'header.alg' }
        : undefined,
  },
  {
    id: 'REQ-OBJ',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9101 §4, §10.8; RFC 9700',
    uses: ['request object'],
    find: ({ header, claims }) =>
      hitOf([
        ...findMissing(claims, 'iss', 'aud'),
        ...(claims.sub !== undefined && claims.sub === claims.client_id ? ['sub'] : []),
        ...(isNone(header.alg) ? ['alg'] : []),
        ...(readTyp(header) === 'oauth-authz-req+jwt' ? [] : ['typ']),
      ]),
  },
  {
    id: 'CA-ASSERTION',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7523 §3; OpenID Connect Core 1.0 §9; draft-ietf-oauth-rfc7523bis',
    uses: ['client assertion'],
    find: findAssertionProblems,
  },
  {
    id: 'LGT-RULES',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'OpenID Connect Back-Channel Logout 1.0 §2.4, §2.6',
    uses: ['logout token'],
    find: ({ header, claims }) => {
      const hit = hitOf([
        ...(claims.nonce === undefined ? [] : ['nonce']),
        ...(isJsonObject(claims.events) && Object.hasOwn(claims.events, LOGOUT_EVENT) ? [] : ['events']),
        ...(findMissing(claims, 'sub', 'sid').length === 2 ? ['sub', 'sid'] : []),
        ...findMissing(claims, 'jti'),
        ...(readTyp(header) === 'logout+jwt' ? [] : ['typ']),
      ]);
      // §2.4 recommends the type, which the drafts didn't have.
      return hit?.at === 'header.typ' ? { ...hit, severity: 'low' } : hit;
    },
  },
  {
    id: 'SET-RULES',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 8417 §2.2, §2.3, §4.1-4.3',
    uses: ['security event token'],
    find: ({ header, claims }) =>
      hitOf([
        ...(isJsonObject(claims.events) ? [] : ['events']),
        ...findMissing(claims, 'jti'),
        ...(claims.exp === undefined ? [] : ['exp']),
        ...(readTyp(header) === 'secevent+jwt' ? [] : ['typ']),
      ]),
  },
  {
    id: 'INTRO-JWT',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 9701 §5',
    find: ({ header, claims }) =>
      isJsonObject(claims.token_introspection) && readTyp(header) !== 'token-introspection+jwt'
        ? { params: [quoteText(header.typ)], at: 'header.typ' }
        : undefined,
  },
];

function hitOf(names: readonly string[]): Hit | undefined {
  const [first] = names;
  if (first === undefined) return undefined;
  const part = first === 'typ' || first === 'alg' ? 'header' : 'claims';
  return { params: [names], at: `${part}.${first}` };
}

/** Tokens that are intended for APIs, such as Firebase's, have none of these. */
function isDeclaredIdToken({ header, claims }: Subject): boolean {
  if (readTyp(header) === 'at+jwt' || claims.scope !== undefined || claims.scp !== undefined) return false;
  const hasHash = findMissing(claims, 'nonce', 'at_hash', 'c_hash').length < 3;
  // Claims of Keycloak and Cognito.
  return (hasHash && claims.aud !== undefined) || claims.typ === 'ID' || claims.token_use === 'id';
}

/** Endpoints that accept a refresh token, according to the parameters, discovery, or their names. */
function acceptsRefreshToken(
  request: RequestFacts,
  claims: JsonObject,
  { discovery }: CheckContext,
): boolean {
  if (isTokenRequest(request, discovery)) return true;
  if (isEndpoint(request, discovery?.revocation_endpoint)) return true;
  if (isEndpoint(request, discovery?.introspection_endpoint)) return true;
  const url = parseAddress(request.url);
  // The session cookie of the authorization server itself.
  if (request.location === 'request cookie' && typeof claims.iss === 'string')
    return url !== undefined && url.hostname === findNamedHost(claims.iss);
  const path = url?.pathname.slice(-100) ?? '';
  return /(?:token|revoke|revocation|introspect|introspection|refresh|logout|endsession)[\w.-]*\/?$/i.test(
    path,
  );
}

function findAssertionProblems(subject: Subject): Hit | undefined {
  const { header, claims, context } = subject;
  const [exp, iat] = [readTime(claims.exp), readTime(claims.iat) ?? context.atSeconds];
  const isLong = exp !== undefined && iat !== undefined && exp - iat > MAX_ASSERTION_SECONDS;
  const isShortSecret =
    header.alg === 'HS256' && context.verdict?.status === 'valid' && hasWarning(subject, 'HMAC-SHORT-KEY');
  return hitOf([
    ...(claims.iss === claims.sub ? [] : ['iss', 'sub']),
    ...(isForServer(subject) ? [] : ['aud']),
    ...findMissing(claims, 'jti'),
    ...(isLong ? ['exp'] : []),
    ...(isShortSecret ? ['alg'] : []),
  ]);
}

/** Whether the audience is the authorization server, if that is known. */
function isForServer({ claims, context }: Subject): boolean {
  const audiences = readTexts(claims.aud);
  const { discovery, request } = context;
  const names = readTexts([discovery?.issuer, discovery?.token_endpoint]);
  if (names.length > 0) return audiences.some((audience) => names.includes(audience));
  const host =
    request && readParameters(request).has('client_assertion') && parseAddress(request.url)?.hostname;
  return !host || audiences.some((audience) => isSameSite(findNamedHost(audience) ?? '', host));
}
