import type { Param } from '../../../token';

/** Why a server rejected a request. Each has messages `cause_…` and `cause_next_…`, with `_` for `-`. */
export const causeCodes = [
  /** No credentials, or a placeholder such as `Bearer undefined`. */
  'no-token',
  'scheme',
  'malformed',
  'expired',
  'not-yet-valid',
  'clock-skew',
  'audience',
  'issuer',
  'scope',
  /** Another type of token, such as an ID token. */
  'wrong-kind',
  'signature',
  'unknown-kid',
  'algorithm',
  /** A newer token has replaced it. */
  'superseded',
  'revoked-or-opaque',
  'dpop-missing',
  'dpop-method',
  'dpop-uri',
  'dpop-token-hash',
  'dpop-binding',
  'dpop-age',
  'dpop-replay',
  'dpop-nonce',
  'mtls-binding',
  /** The user must sign in again, or more strongly (RFC 9470). */
  'step-up',
  'cookie-not-sent',
  'csrf',
  'preflight',
  'too-large',
  'invalid-grant',
  'invalid-client',
  'pkce',
  'redirect-mismatch',
  /** The authorization response doesn't have the `state` of the request. */
  'state',
  /** The user or the authorization server denied the sign-in. */
  'access-denied',
  /** The user must sign in or give consent first. */
  'login-required',
  'unknown',
] as const;

/** Identifies a cause. Its texts are in the messages `cause_…`. */
export type CauseCode = (typeof causeCodes)[number];

/**
 * `certain` only if the token and the request themselves prove it. What a server reports is never certain. `possible`
 * is a guess.
 */
export type Certainty = 'certain' | 'likely' | 'possible';

/** Each has a message `cause_evidence_…`, with `_` for `-`. */
export type EvidenceCode =
  /** Params: the text, quoted. */
  | 'reported'
  /** The server names another cause. Params: its text. */
  | 'reported-otherwise'
  /** Params: the status. */
  | 'status'
  | 'no-response'
  | 'no-credentials'
  /** Params: the placeholder that was sent. */
  | 'placeholder'
  /** Params: how many similar requests with credentials were accepted. */
  | 'accepted-with-credentials'
  /** Params: the scheme that was sent, and the schemes of accepted requests. */
  | 'other-scheme'
  /** Params: what was sent in place of a scheme. */
  | 'unusual-scheme'
  /** Params: the scheme that was sent, and those that the response requires (RFC 9110 §11.6.1). */
  | 'challenged-scheme'
  | 'no-scheme'
  /** Params: where the token is, and where accepted requests have it. */
  | 'other-location'
  | 'not-a-token'
  | 'truncated-token'
  /** Params: what is in the header besides the token. */
  | 'extra-characters'
  /** Params: by how much; by this computer's clock and by the server's. */
  | 'expired-here'
  | 'expired-there'
  | 'not-expired-here'
  | 'not-expired-there'
  | 'not-yet-here'
  | 'not-yet-there'
  /** Params: the claim, and by how much it is after the server's time. */
  | 'future-claim'
  /** Params: by how much. */
  | 'server-ahead'
  | 'server-behind'
  | 'server-in-sync'
  /** Params: the claim or header parameter, its value, and the values of accepted tokens. */
  | 'differs'
  /** Params: the same without the values of accepted tokens. */
  | 'missing-here'
  /** Params: the claim or header parameter. */
  | 'same'
  /** Params: the scopes required, and the scopes of the token. */
  | 'scopes-required'
  | 'scopes-missing'
  /** Params: the type of this token. */
  | 'token-type'
  /** Params: the algorithm. */
  | 'algorithm-none'
  | 'algorithm-of-keys'
  | 'signature-invalid'
  | 'signature-valid'
  | 'signature-copied'
  | 'signature-changed'
  | 'signature-missing'
  /** Params: the `kid`. */
  | 'kid-not-in-set'
  /** Params: how many requests to this endpoint with the same token were accepted. */
  | 'same-token-accepted'
  /** The token was accepted by another endpoint of this origin. */
  | 'accepted-elsewhere'
  | 'newer-token'
  | 'signed-out'
  | 'opaque-token'
  /** Params: the member of the proof, its value, and the expected value. */
  | 'proof-differs'
  | 'proof-missing'
  | 'bound-to-key'
  | 'bound-to-certificate'
  /** Params: the age. */
  | 'proof-age'
  | 'proof-from-future'
  | 'proof-replayed'
  /** Params: the member of the proof. */
  | 'proof-lacks'
  /** Params: the claim, and its value. */
  | 'claim-value'
  /** Params: the required value. */
  | 'required-authentication'
  /** Params: the name. */
  | 'cookie-missing'
  | 'cookie-attributes'
  | 'cookies-only'
  | 'header-missing'
  | 'header-differs'
  /** Params: the size of the request's headers, in bytes. */
  | 'header-size'
  | 'largest-accepted'
  | 'preflight-failed'
  /** Params: the headers that the preflight's response doesn't allow. */
  | 'preflight-headers'
  /** Params: the origin of the page, which the response doesn't allow. */
  | 'origin-not-allowed'
  /** Params: the parameter, what was sent, and what was expected. */
  | 'parameter-differs'
  /** Params: the parameter. */
  | 'parameter-missing'
  /** Params: the parameter. */
  | 'parameter-reused'
  /** Params: the OAuth error code. */
  | 'oauth-error';

/** One fact that supports a cause, or, for `unknown`, that rules out others. */
export interface Evidence {
  readonly code: EvidenceCode;
  /** Params of the message, in order. */
  readonly params: readonly Param[];
}

/** One possible cause of a rejection. */
export interface Cause {
  readonly code: CauseCode;
  readonly certainty: Certainty;
  /** Params of the message. Empty if details aren't known; then the message is the general one. */
  readonly params: readonly Param[];
  readonly evidence: readonly Evidence[];
}

/** Why a request was rejected. */
export interface Rejection {
  /** At least one, the most likely first. `unknown` has what was ruled out as its evidence. */
  readonly causes: readonly Cause[];
}

/** The first cause of a rejected request, for a list. */
export type CauseSummary = Pick<Cause, 'code' | 'certainty' | 'params'>;
