import type { Malformed } from '../../token';
import type { Param } from '../../param';

/** Each has a message `missing_…`. */
export type MissingReason =
  | 'empty'
  /** Almost a token: `token` says what is wrong. */
  | 'malformed'
  | 'too_long'
  | 'cut'
  | 'cut_inside'
  | 'header_only'
  | 'payload_only'
  | 'two_parts'
  /** Cookies are chunks of one that is not all there. */
  | 'chunk_missing'
  | 'pem'
  | 'jwk'
  | 'jwks'
  | 'json'
  | 'opaque_google'
  | 'opaque_github'
  | 'opaque_gitlab'
  | 'opaque_slack'
  | 'opaque_stripe'
  /** Another well-known kind: the first param names whose it is. */
  | 'opaque_secret'
  | 'aws_session'
  | 'paseto'
  | 'fernet'
  | 'saml'
  | 'django'
  | 'flask'
  | 'rails'
  | 'express'
  | 'aspnet_chunks'
  | 'oauth2_proxy'
  | 'client_principal'
  | 'macaroon'
  | 'plain_text';

/** What a text is in which no token was found. */
export interface Missing {
  readonly reason: MissingReason;
  /** What fills the places of the message `missing_…`, in order. */
  readonly params: readonly Param[];
  /** What of the text can be read, when it is part of a token. */
  readonly token?: Malformed;
}

export function createMissing(reason: MissingReason, ...params: readonly Param[]): Missing {
  return { reason, params };
}
