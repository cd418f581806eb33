import { isJsonObject } from './json';
import type { JsonObject, Token } from './token';

/** The kinds of token that are told apart. */
export type TokenUse =
  | 'access token'
  | 'ID token'
  | 'refresh token'
  | 'DPoP proof'
  | 'logout token'
  | 'client assertion'
  | 'request object'
  | 'security event token'
  | 'session token'
  | 'encrypted token'
  /** Claims, of which nothing more is certain. */
  | 'JWT'
  /** Signed bytes without claims. */
  | 'JWS';

/** What says so; each has a sentence `use_…`. */
export type UseReason =
  | 'typ'
  | 'claim_typ'
  | 'claim_token_use'
  | 'logout_event'
  | 'events'
  | 'request_parameters'
  | 'id_token_claims'
  | 'scope'
  | 'own_issuer'
  | 'session_id'
  | 'encrypted'
  | 'no_claims'
  | 'unknown';

/** What a token is for, and what says so. */
export interface Use {
  readonly use: TokenUse;
  /** Its sentence is `use_…`. */
  readonly why: UseReason;
  /** What fills the places of the sentence's template, in order. */
  readonly params: readonly string[];
}

/** Header `typ`, in lower case and without `application/` (RFC 7515 §4.1.9). */
const usesByTyp: ReadonlyMap<string, TokenUse> = new Map<string, TokenUse>([
  ['at+jwt', 'access token'], // RFC 9068 §2.1
  ['dpop+jwt', 'DPoP proof'], // RFC 9449 §4.2
  ['logout+jwt', 'logout token'], // OpenID Connect Back-Channel Logout 1.0 §2.4
  ['secevent+jwt', 'security event token'], // RFC 8417 §2.3
  ['oauth-authz-req+jwt', 'request object'], // RFC 9101 §10.8
  ['client-authentication+jwt', 'client assertion'], // draft-ietf-oauth-rfc7523bis
]);

/** Claim `typ` of Keycloak. */
const usesByClaimTyp: ReadonlyMap<unknown, TokenUse> = new Map<unknown, TokenUse>([
  ['Bearer', 'access token'],
  ['ID', 'ID token'],
  ['Refresh', 'refresh token'],
  ['Offline', 'refresh token'],
  ['Logout', 'logout token'],
]);

/** Claim `token_use` of Amazon Cognito. */
const usesByTokenUse: ReadonlyMap<unknown, TokenUse> = new Map<unknown, TokenUse>([
  ['access', 'access token'],
  ['id', 'ID token'],
]);

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/**
 * What kind of token this is, as far as it says so itself. Names only what is certain: anything else is a `JWT`. Knows
 * nothing of where the token was seen, and trusts the token's word: nothing here has been verified.
 */
export function describeUse(token: Token): Use {
  if (token.kind === 'jwe') return { use: 'encrypted token', why: 'encrypted', params: [] };
  const { header, claims } = token;
  const typ = typeof header?.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : '';
  const byTyp = usesByTyp.get(typ);
  if (byTyp !== undefined) return { use: byTyp, why: 'typ', params: [typ] };
  if (claims === undefined) return { use: 'JWS', why: 'no_claims', params: [] };
  return findUse(claims) ?? { use: 'JWT', why: 'unknown', params: [] };
}

function findUse(claims: JsonObject): Use | undefined {
  const byClaimTyp = usesByClaimTyp.get(claims.typ);
  if (byClaimTyp !== undefined) return { use: byClaimTyp, why: 'claim_typ', params: [String(claims.typ)] };
  const byTokenUse = usesByTokenUse.get(claims.token_use);
  if (byTokenUse !== undefined)
    return { use: byTokenUse, why: 'claim_token_use', params: [String(claims.token_use)] };

  if (isJsonObject(claims.events)) {
    return Object.hasOwn(claims.events, LOGOUT_EVENT)
      ? { use: 'logout token', why: 'logout_event', params: [] }
      : { use: 'security event token', why: 'events', params: [] };
  }
  // RFC 9101 §4: the parameters of RFC 6749 §4.1.1 as claims.
  if (hasAll(claims, 'response_type', 'client_id')) {
    return { use: 'request object', why: 'request_parameters', params: [] };
  }
  const hasScope =
    typeof claims.scope === 'string' || Array.isArray(claims.scope) || claims.scp !== undefined;
  // OpenID Connect Core 1.0 §2 demands the first five; the others tell an ID token from what else has them.
  const isForClient =
    hasAll(claims, 'iss', 'sub', 'aud', 'exp', 'iat') && !hasScope && claims.client_id === undefined;
  if (
    isForClient &&
    ['nonce', 'at_hash', 'c_hash', 'auth_time'].some((name) => Object.hasOwn(claims, name))
  ) {
    return { use: 'ID token', why: 'id_token_claims', params: [] };
  }
  // RFC 9068 §2.2.3; `scp` is Entra's and Okta's name for it.
  if (hasScope && hasAll(claims, 'iss', 'aud', 'exp'))
    return { use: 'access token', why: 'scope', params: [] };
  // RFC 7523 §3.
  if (claims.iss === claims.sub && hasAll(claims, 'iss', 'aud', 'exp', 'jti')) {
    return { use: 'client assertion', why: 'own_issuer', params: [] };
  }
  // Clerk's session tokens.
  if (typeof claims.sid === 'string' && claims.sid.startsWith('sess_')) {
    return { use: 'session token', why: 'session_id', params: [] };
  }
  return undefined;
}

function hasAll(claims: JsonObject, ...names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(claims, name));
}
