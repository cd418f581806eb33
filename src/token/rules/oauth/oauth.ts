import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { findMissing, readTexts, readTyp } from '../claims/claim-readers';
import { isSameSite } from '../hosts/host';
import { isCognito } from '../hosts/well-known';
import { findHashProblems } from '../claims/id-token';
import { findNamedHost } from '../hosts/known-hosts';
import {
  isEndpoint,
  isSent,
  isTokenRequest,
  listRequests,
  nameHost,
  parseAddress,
  readParameters,
} from '../requests/request';
import type { CheckContext, Hit, RequestFacts, Rule, Subject } from '../rule';

const group = 'Profiles: OAuth and OIDC';
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Rules about the required content of OAuth 2 and OpenID Connect tokens, and about where they may be sent. */
export const oauthRules: readonly Rule[] = [
  {
    id: 'AT-REQUIRED',
    group,
    severity: 'low',
    source: 'RFC 9068 §2.2',
    uses: ['access token'],
    find: ({ token, header, claims }) =>
      token.kind === 'jwe' || readTyp(header) !== 'at+jwt'
        ? undefined
        : hitOf(findMissing(claims, 'iss', 'aud', 'sub', 'client_id', 'iat')),
  },
  {
    id: 'AT-ID-CONFUSION',
    group,
    severity: 'low',
    source: 'RFC 9068 §5; OpenID Connect Core 1.0 §3.1.3.7; RFC 8725 §2.8',
    find: (subject) => {
      if (!isDeclaredIdToken(subject)) return undefined;
      const request = listRequests(subject.context).find(
        ({ location, name, url, pageUrl }) =>
          location === 'request header' &&
          name.toLowerCase() === 'authorization' &&
          // The client's own server is the audience as well.
          !isSameSite(parseAddress(pageUrl)?.hostname ?? '', parseAddress(url)?.hostname ?? ''),
      );
      return request && { params: [nameHost(request)], at: 'claims.aud' };
    },
  },
  {
    id: 'AT-REFRESH-SENT',
    group,
    severity: 'medium',
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
    severity: 'low',
    source: 'OpenID Connect Core 1.0 §2',
    uses: ['ID token'],
    find: ({ token, claims }) =>
      token.kind === 'jwe' ? undefined : hitOf(findMissing(claims, 'iss', 'sub', 'aud', 'iat')),
  },
  {
    id: 'IDT-AT-HASH',
    group,
    severity: 'medium',
    source: 'OpenID Connect Core 1.0 §3.1.3.6, §3.3.2.11',
    uses: ['ID token'],
    find: findHashProblems,
  },
  {
    id: 'REQ-OBJ',
    group,
    severity: 'low',
    source: 'RFC 9101 §10.8',
    uses: ['request object'],
    // It would have the claims of a client assertion.
    find: ({ claims }) =>
      claims.sub !== undefined && claims.sub === claims.client_id ? { at: 'claims.sub' } : undefined,
  },
  {
    id: 'CA-ASSERTION',
    group,
    severity: 'medium',
    source: 'RFC 7523 §3; OpenID Connect Core 1.0 §9; draft-ietf-oauth-rfc7523bis',
    uses: ['client assertion'],
    find: findAssertionProblems,
  },
  {
    id: 'LGT-RULES',
    group,
    severity: 'medium',
    source: 'OpenID Connect Back-Channel Logout 1.0 §2.4, §2.6',
    uses: ['logout token'],
    find: ({ claims }) =>
      hitOf([
        ...(claims.nonce === undefined ? [] : ['nonce']),
        ...(isJsonObject(claims.events) && Object.hasOwn(claims.events, LOGOUT_EVENT) ? [] : ['events']),
        ...(findMissing(claims, 'sub', 'sid').length === 2 ? ['sub', 'sid'] : []),
        ...findMissing(claims, 'jti'),
      ]),
  },
  {
    id: 'SET-RULES',
    group,
    severity: 'low',
    source: 'RFC 8417 §2.2',
    uses: ['security event token'],
    find: ({ claims }) =>
      hitOf([
        ...(isJsonObject(claims.events) ? [] : ['events']),
        ...findMissing(claims, 'iss', 'iat', 'jti'),
      ]),
  },
];

function hitOf(names: readonly string[]): Hit | undefined {
  const [first] = names;
  if (first === undefined) return undefined;
  return { params: [names], at: `claims.${first}` };
}

/** Tokens that are intended for APIs, such as Firebase's, have none of these. */
function isDeclaredIdToken({ header, claims }: Subject): boolean {
  if (readTyp(header) === 'at+jwt' || claims.scope !== undefined || claims.scp !== undefined) return false;
  const hasHash = findMissing(claims, 'nonce', 'at_hash', 'c_hash').length < 3;
  // AWS API Gateway accepts those of Cognito as intended.
  if (isCognito(claims)) return false;
  return (hasHash && claims.aud !== undefined) || claims.typ === 'ID';
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
  // Its cookie belongs to the server that set it; which one isn't known.
  if (request.location === 'request cookie') return true;
  const url = parseAddress(request.url);
  if (typeof claims.iss === 'string' && url?.hostname === findNamedHost(claims.iss)) return true;
  const path = url?.pathname.slice(-100) ?? '';
  return /(?:token|revoke|revocation|introspect|introspection|refresh|logout|endsession)[\w.-]*\/?$/i.test(
    path,
  );
}

function findAssertionProblems(subject: Subject): Hit | undefined {
  const { claims } = subject;
  return hitOf([
    ...(claims.iss === claims.sub ? [] : ['iss', 'sub']),
    ...(isForServer(subject) ? [] : ['aud']),
    ...findMissing(claims, 'jti'),
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
