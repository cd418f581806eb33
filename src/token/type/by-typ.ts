import type { TokenType } from './token-type';

/** By the header parameter `typ`, in lowercase and without `application/`. */
export const typesByTyp: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  ['at+jwt', 'access token'], // RFC 9068 §2.1
  ['dpop+jwt', 'DPoP proof'], // RFC 9449 §4.2
  ['logout+jwt', 'logout token'], // OpenID Connect Back-Channel Logout 1.0 §2.4
  ['secevent+jwt', 'security event token'], // RFC 8417 §2.3
  ['oauth-authz-req+jwt', 'request object'], // RFC 9101 §10.8
  ['token-introspection+jwt', 'introspection response'], // RFC 9701 §5
  ['client-authentication+jwt', 'client assertion'], // draft-ietf-oauth-rfc7523bis
  ['oauth-id-jag+jwt', 'authorization grant'], // draft-ietf-oauth-identity-assertion-authz-grant
  ['authorization-grant+jwt', 'authorization grant'], // draft-ietf-oauth-rfc7523bis
  ['kb+jwt', 'key binding JWT'], // RFC 9901 §4.3
  ['dc+sd-jwt', 'SD-JWT VC'], // draft-ietf-oauth-sd-jwt-vc
  ['vc+sd-jwt', 'SD-JWT VC'], // earlier name of dc+sd-jwt
  ['vc+jwt', 'verifiable credential'], // W3C VC-JOSE-COSE §3.1.1
  ['vp+jwt', 'verifiable presentation'], // W3C VC-JOSE-COSE §3.1.2
  ['openid4vci-proof+jwt', 'credential key proof'], // OpenID4VCI 1.0 appendix F.1
  ['keyattestation+jwt', 'key attestation'], // OpenID4VCI 1.0 appendix D.1
  ['key-attestation+jwt', 'key attestation'], // OpenID4VCI 1.0 appendix D.1
  ['statuslist+jwt', 'status list token'], // draft-ietf-oauth-status-list §5.1
  ['entity-statement+jwt', 'entity statement'], // OpenID Federation 1.0 §3.1
  ['trust-mark+jwt', 'trust mark'], // OpenID Federation 1.0 §7.1
  ['resolve-response+jwt', 'resolve response'], // OpenID Federation 1.0 §8.3.2
  ['jwk-set+jwt', 'signed key set'], // OpenID Federation 1.0 §5.2.1
  ['oauth-client-attestation+jwt', 'client attestation'], // draft-ietf-oauth-attestation-based-client-auth
  ['oauth-client-attestation-pop+jwt', 'client attestation proof'], // draft-ietf-oauth-attestation-based-client-auth
  ['txntoken+jwt', 'transaction token'], // draft-ietf-oauth-transaction-tokens
  ['wit+jwt', 'workload identity token'], // draft-ietf-wimse-s2s-protocol
  ['passport', 'PASSporT'], // RFC 8225 §4.1
]);

/** By Keycloak's claim `typ`. */
export const typesByClaimTyp: ReadonlyMap<unknown, TokenType> = new Map<unknown, TokenType>([
  ['Bearer', 'access token'],
  ['DPoP', 'access token'],
  ['ID', 'ID token'],
  ['Refresh', 'refresh token'],
  ['Offline', 'refresh token'],
  ['Logout', 'logout token'],
  ['Serialized-ID', 'session token'],
]);

/** By Amazon Cognito's claim `token_use`. */
export const typesByTokenUse: ReadonlyMap<unknown, TokenType> = new Map<unknown, TokenType>([
  ['access', 'access token'],
  ['id', 'ID token'],
]);

/** By the claim `token_type` of Simple JWT and others. */
export const typesByTokenType: ReadonlyMap<unknown, TokenType> = new Map<unknown, TokenType>([
  ['access', 'access token'],
  ['refresh', 'refresh token'],
]);
