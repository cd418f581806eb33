import { hasAll, hasAny } from '../decode/has-members';
import { isJsonObject } from '../json/read-json';
import type { JsonObject } from '../token';
import type { TokenType, TokenTypeResult, TokenTypeReason } from './token-type';
import { findTypeByIssuer } from './by-issuer';

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const CREDENTIAL_CONTEXT = /^https:\/\/www\.w3\.org\/(?:ns\/credentials\/v2|2018\/credentials\/v1)$/;

/** The token type by its claims; the most reliable ones are checked first. */
export function findTypeByClaims(claims: JsonObject): TokenTypeResult | undefined {
  return (
    findRegisteredType(claims) ??
    findTypeByIssuer(claims) ??
    findLikelyType(claims) ??
    findAuthorizationType(claims)
  );
}

/** By a claim that is registered for a single token type. */
function findRegisteredType(claims: JsonObject): TokenTypeResult | undefined {
  if (isJsonObject(claims.events)) {
    return Object.hasOwn(claims.events, LOGOUT_EVENT)
      ? certainly('logout token', 'logout_event')
      : certainly('security event token', 'events');
  }
  if (isJsonObject(claims.token_introspection)) {
    return certainly('introspection response', 'token_introspection');
  }
  if (isJsonObject(claims.vc)) return certainly('verifiable credential', 'vc');
  if (isJsonObject(claims.vp)) return certainly('verifiable presentation', 'vp');
  const context = [claims['@context']].flat()[0];
  if (typeof context === 'string' && CREDENTIAL_CONTEXT.test(context)) {
    const types = [claims.type].flat();
    if (types.includes('VerifiableCredential')) {
      return certainly('verifiable credential', 'credential_context');
    }
    if (types.includes('VerifiablePresentation')) {
      return certainly('verifiable presentation', 'credential_context');
    }
  }
  return undefined;
}

/** By a combination of claims that is specific to one token type, for any issuer. */
function findLikelyType(claims: JsonObject): TokenTypeResult | undefined {
  // RFC 9901 §4.3.
  if (hasAll(claims, 'sd_hash', 'nonce', 'aud')) return likely('key binding JWT', 'sd_hash');
  if (Array.isArray(claims['_sd']) || typeof claims['_sd_alg'] === 'string') {
    return typeof claims.vct === 'string' ? likely('SD-JWT VC', 'vct') : likely('SD-JWT', 'selective');
  }
  // RFC 9449 §4.2. A proof with the wrong `typ` should be recognized too, so that the checks can report it.
  if (hasAll(claims, 'htm', 'htu')) return likely('DPoP proof', 'http_request');
  // RFC 8225 §5.2.1.
  if (isJsonObject(claims.orig) && isJsonObject(claims.dest)) return likely('PASSporT', 'call');
  if (isJsonObject(claims.status_list)) return likely('status list token', 'status_list');
  // OpenID Federation 1.0 §3.
  if (hasAll(claims, 'iss', 'sub') && isJsonObject(claims.jwks) && isJsonObject(claims.metadata)) {
    return likely('entity statement', 'federation_keys');
  }
  if (typeof claims.trust_mark_type === 'string') return likely('trust mark', 'trust_mark_type');
  // RFC 9101 §4: the parameters of RFC 6749 §4.1.1 as claims.
  if (hasAll(claims, 'response_type', 'client_id')) return likely('request object', 'request_parameters');
  // JARM §2.1: the parameters of RFC 6749 §4.1.2 as claims, without a subject.
  if (
    hasAll(claims, 'iss', 'aud', 'exp') &&
    !hasAny(claims, 'sub') &&
    hasAny(claims, 'code', 'error', 'vp_token')
  ) {
    return likely('authorization response', 'response_parameters');
  }
  return undefined;
}

/** Types of OAuth and OpenID Connect that differ in only a few claims. */
function findAuthorizationType(claims: JsonObject): TokenTypeResult | undefined {
  // OpenID Connect Core 1.0 §3.1.3.6 and §3.3.2.11: only an ID token has these hashes.
  if (hasAll(claims, 'iss', 'sub', 'aud') && hasAny(claims, 'at_hash', 'c_hash')) {
    return certainly('ID token', 'token_hash');
  }
  const hasScope =
    typeof claims.scope === 'string' || Array.isArray(claims.scope) || claims.scp !== undefined;
  // OpenID Connect Core 1.0 §2 requires these five claims. The other conditions exclude access tokens.
  const isForClient =
    hasAll(claims, 'iss', 'sub', 'aud', 'exp', 'iat') && !hasScope && claims.client_id === undefined;
  if (isForClient && hasAny(claims, 'nonce', 'auth_time')) return likely('ID token', 'id_token_claims');
  const isForTokenEndpoint = typeof claims.aud === 'string' && /^https:\/\/.*\/token$/.test(claims.aud);
  // RFC 7523 §3.
  if (claims.iss === claims.sub && hasAll(claims, 'iss', 'aud', 'exp', 'jti') && !hasScope) {
    return likely('client assertion', 'own_issuer');
  }
  if (isForTokenEndpoint && hasAll(claims, 'iss', 'sub', 'exp')) {
    return claims.iss === claims.sub
      ? likely('client assertion', 'own_issuer')
      : likely('authorization grant', 'token_endpoint');
  }
  // RFC 9068 §2.2.3; `scp` is Entra's and Okta's name for it.
  if (hasScope && hasAll(claims, 'iss', 'aud', 'exp')) return likely('access token', 'scope');
  // OpenID Connect Core 1.0 §5.3.2: a signed response has an issuer and an audience, but doesn't have to expire.
  if (
    hasAll(claims, 'iss', 'sub', 'aud') &&
    !hasAny(claims, 'exp', 'jti') &&
    hasAny(claims, 'name', 'email', 'preferred_username', 'given_name')
  ) {
    return likely('UserInfo response', 'profile');
  }
  return undefined;
}

function certainly(type: TokenType, why: TokenTypeReason): TokenTypeResult {
  return { type, certainty: 'certain', why, params: [] };
}

function likely(type: TokenType, why: TokenTypeReason): TokenTypeResult {
  return { type, certainty: 'likely', why, params: [] };
}
