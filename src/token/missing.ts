import type { Malformed } from './token';

/** Each has a sentence `missing_…`. */
export type MissingReason =
  | 'empty'
  /** Almost a token: `token` says what is wrong, and the sentence is its own. */
  | 'malformed'
  | 'too_long'
  | 'cut'
  | 'cut_inside'
  | 'header_only'
  | 'payload_only'
  | 'two_parts'
  | 'pem'
  | 'jwk'
  | 'jwks'
  | 'jws_json'
  | 'jwe_json'
  | 'json'
  | 'opaque_google'
  | 'opaque_github'
  | 'opaque_gitlab'
  | 'opaque_slack'
  | 'opaque_stripe'
  | 'paseto'
  | 'fernet'
  | 'saml'
  | 'django'
  | 'flask'
  | 'plain_text';

/** What a text is in which no token was found. */
export interface Missing {
  readonly reason: MissingReason;
  /** What fills the places of the sentence's template `missing_…`, in order. */
  readonly params: readonly string[];
  /** In English: what the text looks like, and what to do next. */
  readonly sentence: string;
  /** What of the text can be read, when it is part of a token. */
  readonly token?: Malformed;
}
