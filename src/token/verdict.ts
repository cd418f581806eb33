/** *Not checked* and *invalid* are different things: only a key of the right kind can make a token invalid. */
export type VerdictStatus = 'valid' | 'invalid' | 'unchecked';

/** Each has a sentence `verdict_…`. */
export type VerdictReason =
  /** valid: the signature matches the key in `key`. */
  | 'signature_matches'
  /** invalid: a key of the right kind was used and does not match. */
  | 'signature_mismatch'
  /** invalid: the signature cannot be one of this algorithm by its length alone (RFC 7518 §3). */
  | 'signature_length'
  /** invalid: the token names a signing algorithm and its signature is empty. */
  | 'signature_empty'
  /** unchecked from here on. */
  | 'no_key'
  | 'alg_none'
  | 'alg_unsupported'
  /** The algorithm is none of those the caller expects. */
  | 'alg_unexpected'
  | 'key_unreadable'
  /** The key cannot serve the token's algorithm: an RSA key for ES256, a public key for HS256. */
  | 'key_wrong_kind'
  /** The key says by its own `alg`, `use` or `key_ops` that it is for something else. */
  | 'key_not_for_this'
  | 'kid_not_in_set'
  | 'set_empty'
  /** None of the keys that were tried matches, and there are more. */
  | 'too_many_keys'
  /** `crit` names an extension that must be understood and is not (RFC 7515 §4.1.11). */
  | 'crit_not_understood'
  | 'payload_detached'
  | 'not_a_jws'
  | 'key_too_long'
  /** The browser or runtime refused the key or the algorithm. */
  | 'runtime_refused';

/** Whose key it was, as far as the key itself tells. */
export interface KeySummary {
  /** What was pasted. */
  readonly form: 'secret' | 'pem-public' | 'pem-private' | 'certificate' | 'jwk' | 'jwks';
  readonly kind: 'oct' | 'RSA' | 'EC' | 'OKP';
  readonly kid?: string;
  readonly alg?: string;
  /** `RSA 2048`, `P-256`, `Ed25519`, `256 bits`. */
  readonly size?: string;
  /** RFC 7638 SHA-256 thumbprint, base64url. Never for a secret: it would help to guess it. */
  readonly thumbprint?: string;
  /** How the text of a secret was read. */
  readonly secretEncoding?: 'utf-8' | 'base64url' | 'base64' | 'hex';
  /** A private key was pasted and only its public half used. */
  readonly privatePasted?: boolean;
  /** How many keys, or readings of a secret, were tried. */
  readonly candidates: number;
}

/** The outcome of one signature check: a value with a stable reason, never a boolean. */
export interface Verdict {
  readonly status: VerdictStatus;
  readonly reason: VerdictReason;
  /** What fills the places of the sentence's template, in order. */
  readonly params: readonly string[];
  /** What was found, and what to do next, in English. */
  readonly sentence: string;
  /** Rule ids: what is bad about the key or its use although it matches, as `KEY-RSA-SMALL`. */
  readonly warnings: readonly string[];
  readonly key?: KeySummary;
}
