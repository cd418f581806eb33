import type { Param } from '../param';

/** The token types that can be recognized. */
export type TokenType =
  | 'access token'
  | 'ID token'
  | 'refresh token'
  | 'DPoP proof'
  | 'logout token'
  | 'client assertion'
  /** A JWT that is exchanged for an access token (RFC 7523 §2.1), such as an identity assertion grant. */
  | 'authorization grant'
  /** A grant, or a token for one API, that a Google service account signed itself. */
  | 'service account assertion'
  | 'request object'
  /** JARM: the response of the authorization endpoint as a JWT. */
  | 'authorization response'
  | 'introspection response'
  | 'UserInfo response'
  | 'security event token'
  /** OpenID Federation 1.0. */
  | 'entity statement'
  | 'trust mark'
  | 'resolve response'
  | 'signed key set'
  /** W3C Verifiable Credentials, as a JWT. */
  | 'verifiable credential'
  | 'verifiable presentation'
  | 'SD-JWT'
  | 'SD-JWT VC'
  | 'key binding JWT'
  /** Proves a wallet's key to the issuer of a credential (OpenID4VCI 1.0). */
  | 'credential key proof'
  | 'key attestation'
  | 'client attestation'
  | 'client attestation proof'
  | 'status list token'
  | 'transaction token'
  | 'workload identity token'
  /** Identifies a job of a CI service. */
  | 'CI token'
  /** Identifies a Kubernetes service account. */
  | 'service account token'
  /** A project's API key in the form of a token (Supabase). */
  | 'API key'
  | 'PASSporT'
  | 'session token'
  | 'encrypted token'
  /** A token with claims, of an unknown type. */
  | 'JWT'
  /** Signed bytes without claims. */
  | 'JWS';

/** What the token type was recognized by. Each one has a message `type_reason_…`. */
export type TokenTypeReason =
  | 'typ'
  | 'claim_typ'
  | 'claim_token_use'
  | 'claim_token_type'
  | 'logout_event'
  | 'events'
  | 'token_introspection'
  | 'vc'
  | 'vp'
  | 'credential_context'
  | 'vct'
  | 'disclosures'
  | 'selective'
  | 'sd_hash'
  | 'http_request'
  | 'call'
  | 'request_parameters'
  | 'response_parameters'
  | 'federation_keys'
  | 'trust_mark_type'
  | 'status_list'
  | 'ci_issuer'
  | 'ci_claims'
  | 'kubernetes'
  | 'spiffe'
  | 'workload_issuer'
  | 'compute_engine'
  | 'google_account'
  | 'supabase_key'
  | 'supabase_session'
  | 'firebase_session'
  | 'access_application'
  | 'session_id'
  | 'token_hash'
  | 'client_proof'
  | 'jti_prefix'
  | 'id_token_claims'
  | 'scope'
  | 'own_issuer'
  | 'token_endpoint'
  | 'profile'
  | 'id_issuer'
  | 'access_issuer'
  | 'session_issuer'
  | 'refresh_issuer'
  | 'auth0_no_audience'
  | 'auth0_session'
  | 'app_session'
  | 'cognito_refresh'
  | 'aws_signer'
  | 'location'
  | 'encrypted'
  | 'no_claims'
  | 'unknown';

/** A token type, and what it was recognized by. */
export interface TokenTypeResult {
  readonly type: TokenType;
  /**
   * `certain`: a member that only this type has, or that specifies the type. `likely`: typical claims of this type, or a
   * typical location. In both cases, the token isn't verified.
   */
  readonly certainty: 'certain' | 'likely';
  readonly why: TokenTypeReason;
  /** The params of the message, in order. */
  readonly params: readonly Param[];
}
