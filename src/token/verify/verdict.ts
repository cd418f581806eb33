import type { KeySummary } from '../keys/key';
import type { KeyMaterial } from '../keys/key-material';
import type { Param } from '../param';
import type { KeySet } from './key-set';

/** *Unchecked* and *invalid* differ: only a key of the right type can make a token invalid. */
export type VerdictStatus = 'valid' | 'invalid' | 'unchecked';

/** Each has a message `verdict_…`. */
export type VerdictReason =
  /** valid: the signature matches the key in `key`. */
  | 'signature_matches'
  /** unchecked: the signature matches a key embedded in the token, which proves nothing (RFC 8725 §3.8). */
  | 'own_key_matches'
  /** unchecked: the signature matches a published key that isn't known to be the issuer's. Params: algorithm, host. */
  | 'other_key_matches'
  /** unchecked: no key of the issuer's set matches, and the token's `kid` doesn't refer to one of them. */
  | 'issuer_keys_mismatch'
  /** invalid: a key of the right type doesn't match. */
  | 'signature_mismatch'
  /** invalid: the algorithm can't make a signature of this length (RFC 7518 §3). */
  | 'signature_length'
  /** invalid: the header has a signing algorithm, but the signature is empty. */
  | 'signature_empty'
  /** unchecked from here on. */
  | 'no_key'
  /** A placeholder replaced the signature when the token was exported. */
  | 'signature_removed'
  | 'alg_none'
  | 'alg_unsupported'
  /** The algorithm isn't one that the caller expects. */
  | 'alg_unexpected'
  | 'key_unreadable'
  /** The type of the key doesn't fit the token's algorithm: an RSA key for ES256, a public key for HS256. */
  | 'key_wrong_kind'
  /** The key is for another use, according to its `alg`, `use` or `key_ops`. */
  | 'key_not_for_this'
  | 'kid_not_in_set'
  | 'set_empty'
  /** None of the keys that were tried matches, and there are more. */
  | 'too_many_keys'
  /** The caller's signal stopped it, after this many checks (params). */
  | 'cancelled'
  /** It stopped at the limit for one verification, after this many checks (params). */
  | 'limit_reached'
  /** `crit` lists an extension that isn't supported (RFC 7515 §4.1.11). */
  | 'crit_not_understood'
  /** `crit` isn't a list of names, or has duplicates (RFC 7515 §4.1.11). */
  | 'crit_not_list'
  /** `crit` lists `b64`, which isn't a boolean in the protected header (RFC 7797 §6). */
  | 'crit_b64'
  /** `crit` is in the unprotected header, which RFC 7515 §4.1.11 forbids. */
  | 'crit_unprotected'
  | 'payload_detached'
  /** A discovery document: it has the address of the keys, but no keys. */
  | 'key_is_discovery'
  /** Only Microsoft Graph can verify tokens that are issued for it. */
  | 'graph_only'
  | 'not_a_jws'
  | 'key_too_long'
  /** The browser or runtime rejected the key or the algorithm. */
  | 'runtime_refused';

/** A more precise reason, with its own message `verdict_…`. */
export type VerdictVariant =
  /** `signature_mismatch`: multiple keys, or multiple encodings of a secret, were tried. */
  | 'signature_mismatch_keys'
  | 'signature_mismatch_encodings'
  /** `signature_mismatch`: the key is right, but the signature was made with another algorithm, hash or salt. */
  | 'signature_mismatch_other'
  /** `signature_mismatch`: the issuer's own key with the token's `kid`. */
  | 'signature_mismatch_issuer'
  /** `other_key_matches`: the key is in an opened file. */
  | 'file_key_matches'
  /** `alg_unsupported`: the name stands for a supported algorithm, not tried without a key, or tried in vain. */
  | 'alg_alias'
  | 'alg_alias_mismatch'
  /**
   * `key_wrong_kind`: text instead of a public key, the same with the length of a raw key, a key instead of a secret.
   */
  | 'key_is_text'
  | 'key_is_text_or_point'
  | 'key_needs_secret';

/** Each has a message `verdict_note_…`. */
export type VerdictNoteCode =
  /** The pasted key doesn't match, but the one in the token's header does. */
  | 'own_key_matches'
  /** This type of token contains its own key by design: a proof of possession. */
  | 'own_key_expected'
  /** The HMAC is made with the bytes of the pasted public key as a secret. */
  | 'public_key_as_secret'
  /** The HMAC is made with the text of a private key, or of unsupported key material, as a secret. */
  | 'key_text_as_secret'
  /** The same with a private key: the signer was called without an algorithm. */
  | 'signer_lacks_algorithm'
  /** "k" of a JWK matches in another encoding than base64url. Params: which. */
  | 'jwk_secret_misread'
  | 'empty_secret_matches'
  /** The key matches with another algorithm than the header's. Params: that algorithm, the header's. */
  | 'other_algorithm_matches'
  /** An ECDSA signature matches with another hash. Params: that hash, the header's algorithm, its hash. */
  | 'other_hash_matches'
  /** An RSASSA-PSS signature matches with another salt. Params: its bytes, the header's algorithm, the bytes that it defines. */
  | 'other_salt_matches'
  /** The secret is text that isn't base64, decoded as if it were: other secrets match too. */
  | 'secret_decoded_leniently'
  /** The text looks like something else, but was tried as a secret. Params: how it was read. */
  | 'secret_mismatch'
  /** An ECDSA signature in ASN.1, and whether it matches after conversion. */
  | 'signature_der_matches'
  | 'signature_der_mismatch'
  /** R or S is zero, or no smaller than the order of the curve. */
  | 'signature_zero'
  /** It matches with the header's `nonce` replaced by its SHA-256, as Microsoft Graph requires. */
  | 'nonce_hashed'
  /** Which text of a repaired token the signature matches. */
  | 'matches_padded'
  | 'matches_standard_base64'
  | 'matches_repaired'
  /** Only the signature itself was repaired, which isn't part of the signed text. */
  | 'signature_repaired'
  /** The payload was passed separately, and may differ in its line breaks from what was signed. */
  | 'payload_bytes'
  /** Neither the received nor the repaired text matches. */
  | 'repaired_mismatch'
  /** The header contains an address of keys, which is never fetched. */
  | 'keys_at_address'
  /** The header's `alg` is another name of the algorithm that was tried. Params: the name, the algorithm. */
  | 'alg_alias'
  /** The key matches, but its `use`, `key_ops` or `alg` is for something else. Params: the members, the algorithm. */
  | 'key_not_for_this'
  /** The key was read although the armor of its PEM, or members of its JWK (params), are damaged. */
  | 'pem_repaired'
  | 'jwk_repaired'
  /** No key has the token's `kid`, but this one verifies the token. Params: the key. */
  | 'other_kid_matches'
  /** Another certificate of an `x5c` than the first matches. Params: its number, one-based. */
  | 'other_certificate_matches'
  /** The keys are the issuer's own, from captured traffic or fetched on a click. Params: the host. */
  | 'issuer_keys_captured'
  | 'issuer_keys_fetched'
  /** The keys are those that the user kept for this issuer. Params: its host. */
  | 'issuer_keys_kept'
  /** The key is one that the user kept for all tokens. */
  | 'key_kept'
  /** The verdict is about one of multiple signatures. */
  | 'one_of_multiple';

/** An additional finding. */
export interface VerdictNote {
  readonly code: VerdictNoteCode;
  /** Params of the message, in order. */
  readonly params: readonly Param[];
}

/** The outcome of one signature check: a value with a stable reason, never a boolean. */
export interface Verdict {
  readonly status: VerdictStatus;
  readonly reason: VerdictReason;
  /** The message, if the reason has more than one; `params` are then those of this message. */
  readonly variant?: VerdictVariant;
  /** Params of the message, in order. */
  readonly params: readonly Param[];
  /** Rule IDs of problems with the key or its use, even if it matches, such as `KEY-RSA-SMALL`. */
  readonly warnings: readonly string[];
  readonly key?: KeySummary;
  /** For `key_unreadable`: what the text looks like if its form isn't supported. Its message is `key_material_…`. */
  readonly keyMaterial?: KeyMaterial;
  /** The published or kept set that the key is from; absent for a pasted key. Its host is empty for a key for all tokens. */
  readonly keySet?: Pick<KeySet, 'origin' | 'host'>;
  /** The zero-based index of the signature; general serialization only. */
  readonly signature?: number;
  /** Additional findings, in order. */
  readonly notes?: readonly VerdictNote[];
  /** The verdicts on the other signatures, in their order; general serialization only. */
  readonly others?: readonly Verdict[];
}
