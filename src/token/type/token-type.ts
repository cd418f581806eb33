import type { Param } from '../param';

/** The kinds of token that are told apart. */
export type TokenType =
  | 'access token'
  | 'ID token'
  | 'refresh token'
  | 'DPoP proof'
  | 'logout token'
  | 'client assertion'
  /** A JWT that is exchanged for an access token (RFC 7523 §2.1), an identity assertion grant among them. */
  | 'authorization grant'
  /** A grant, or a token for one API, that a service account of Google signed itself. */
  | 'service account assertion'
  | 'request object'
  /** JARM: what the authorization endpoint answers, as a JWT. */
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
  /** What a wallet proves its key with to the issuer of a credential (OpenID4VCI 1.0). */
  | 'credential key proof'
  | 'key attestation'
  | 'client attestation'
  | 'client attestation proof'
  | 'status list token'
  | 'transaction token'
  | 'workload identity token'
  /** What a job of a CI service proves itself with. */
  | 'CI token'
  /** Of a service account in Kubernetes. */
  | 'service account token'
  /** A key of a project in the form of a token (Supabase). */
  | 'API key'
  | 'PASSporT'
  | 'session token'
  | 'encrypted token'
  /** Claims, of which nothing more can be told. */
  | 'JWT'
  /** Signed bytes without claims. */
  | 'JWS';

/** What says so; each has a message `use_…`. */
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
  | 'encrypted'
  | 'no_claims'
  | 'unknown';

/** What a token is for, and what says so. */
export interface TokenTypeResult {
  readonly type: TokenType;
  /**
   * `certain`: the token names its kind, by what is made to name it. `likely`: it holds what tokens of that kind hold.
   * Either way it is the token's own word.
   */
  readonly certainty: 'certain' | 'likely';
  /** Its message is `use_…`. */
  readonly why: TokenTypeReason;
  /** What fills the places of the message, in order. */
  readonly params: readonly Param[];
}
