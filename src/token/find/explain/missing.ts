import type { Malformed } from '../../token';
import type { Param } from '../../param';

/** Each has a message `missing_…`. */
export type MissingReason =
  | 'empty'
  | 'empty_quotes'
  /** The text of a missing value, such as `undefined`. */
  | 'no_value'
  /** An object that became text. */
  | 'object_text'
  /** A broken token: `token` has the reason. */
  | 'malformed'
  | 'too_long'
  | 'cut'
  | 'cut_inside'
  | 'header_only'
  | 'payload_only'
  | 'two_parts'
  /** Some chunks of a cookie are missing. */
  | 'chunk_missing'
  | 'pem'
  | 'jwk'
  | 'jwks'
  | 'json'
  /** Header and payload as JSON. */
  | 'decoded'
  /** Credentials of another authentication scheme. */
  | 'other_scheme'
  /** Replaced with asterisks or a word by a tool that hides secrets. */
  | 'masked'
  | 'opaque_google'
  | 'opaque_microsoft'
  | 'opaque_github'
  | 'opaque_gitlab'
  | 'opaque_slack'
  | 'opaque_stripe'
  /** Another well-known kind. The first param is the product that issues it. */
  | 'opaque_secret'
  | 'uuid'
  /** Random letters and digits. */
  | 'opaque'
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
  /** Encrypted by `@hapi/iron`: iron-session, hapi. */
  | 'iron'
  | 'laravel'
  /** Encrypted by ASP.NET Core. */
  | 'data_protection'
  | 'phoenix'
  /** A CWT in base45. */
  | 'health_certificate'
  /** Some QR codes of a SMART Health Card are missing. */
  | 'health_card_chunk'
  /** Digits that aren't those of a token. */
  | 'health_card'
  | 'plain_text';

/** An explanation of a text in which no token was found. */
export interface Missing {
  readonly reason: MissingReason;
  /** The parameters of the message `missing_…`, in order. */
  readonly params: readonly Param[];
  /** What can be read of the text, if it's part of a token. */
  readonly token?: Malformed;
}

/** A reason with its parameters in the order of the message's placeholders. */
export function createMissing(reason: MissingReason, ...params: readonly Param[]): Missing {
  return { reason, params };
}
