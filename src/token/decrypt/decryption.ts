import type { KeyMaterial } from '../keys/key-material';
import type { JsonObject, Token, TextForm } from '../token';
import type { KeySummary } from '../keys/key';
import type { Param } from '../param';

/** *Unchecked* and *failed* differ: only a key of the right type can fail. */
export type DecryptionStatus = 'decrypted' | 'failed' | 'unchecked';

/** Each has a message `decryption_…`. */
export type DecryptionReason =
  /** decrypted. */
  | 'decrypted'
  /** failed: a key of the right type doesn't decrypt the content. */
  | 'key_mismatch'
  /** failed: the algorithm doesn't allow this length of the tag, the IV or the content encryption key (RFC 7518 §5). */
  | 'lengths_wrong'
  /** failed: `epk` is missing, on another curve, or not a point of it. */
  | 'epk_invalid'
  /** failed: a header parameter that the algorithm needs (`iv`, `tag`, `p2s`, `p2c` …) is missing or invalid. */
  | 'header_invalid'
  /** failed: `dir` or ECDH-ES with an encrypted key, which must be empty (RFC 7516 §5.2 steps 10 and 11). */
  | 'encrypted_key_present'
  /** failed: the content was decrypted, but its compression is broken, or it's larger than the limit. */
  | 'inflate_failed'
  | 'inflate_too_large'
  /** unchecked from here on. */
  | 'no_key'
  | 'not_a_jwe'
  | 'alg_unsupported'
  | 'enc_unsupported'
  | 'zip_unsupported'
  | 'key_unreadable'
  | 'key_wrong_kind'
  /** A public key: only its private key can decrypt what it encrypted. */
  | 'key_is_public'
  | 'kid_not_in_set'
  | 'set_empty'
  | 'too_many_keys'
  | 'crit_not_understood'
  /** `crit` is not a list of names (RFC 7516 §4.1.13). */
  | 'crit_not_list'
  /** `p2c` is more iterations than are run without permission. */
  | 'p2c_too_high'
  | 'key_too_long'
  /** The caller's signal stopped it, after some of all recipients (params). */
  | 'cancelled'
  /** It stopped at the limit for one decryption, after some of all recipients (params). */
  | 'limit_reached'
  | 'runtime_refused';

/** A more precise reason, with its own message `decryption_…`. */
export type DecryptionVariant =
  /** `decrypted`, with a key that a library derives from the pasted secret. */
  | 'decrypted_app'
  /** `key_mismatch`: multiple keys, or multiple encodings of a secret, were tried. */
  | 'key_mismatch_keys'
  | 'key_mismatch_encodings';

/** Each has a message `decryption_note_…`. */
export type DecryptionNoteCode =
  /** Which text of a repaired token is authenticated. */
  | 'matches_received'
  | 'matches_repaired'
  | 'encoding_repaired'
  /** The secret may be one of Auth.js, whose key depends on the name of the token's cookie. */
  | 'cookie_name';

/** An additional finding. */
export interface DecryptionNote {
  readonly code: DecryptionNoteCode;
}

/** The progress of a decryption. */
export interface DecryptionProgress {
  /** Recipients for which a key was tried. */
  readonly tried: number;
  readonly recipients: number;
}

/** The outcome of one decryption: a value with a stable reason. */
export interface Decryption {
  readonly status: DecryptionStatus;
  readonly reason: DecryptionReason;
  /** The message, if the reason has more than one; `params` are then those of this message. */
  readonly variant?: DecryptionVariant;
  /** Params of the message, in order. */
  readonly params: readonly Param[];
  /** Rule IDs of problems with the key, the algorithm or the token, even if it was decrypted. */
  readonly warnings: readonly string[];
  readonly key?: KeySummary;
  /** Additional findings, in order. */
  readonly notes?: readonly DecryptionNote[];
  /** For `key_unreadable`: what the text looks like if its form isn't supported. Its message is `key_material_…`. */
  readonly keyMaterial?: KeyMaterial;
  /** The recipient that the key belongs to, zero-based. */
  readonly recipient?: number;
  readonly plaintext?: Uint8Array;
  /** How claims are encoded that aren't UTF-8. */
  readonly plaintextForm?: TextForm;
  /** The plaintext, if it's a JSON object. */
  readonly claims?: JsonObject;
  /** The plaintext, if it's a token itself (RFC 7519 §5.2). */
  readonly token?: Token;
}

/** Options of `decrypt`. */
export interface DecryptOptions {
  /** How to read a secret; by default, every encoding that fits the algorithm is tried. */
  readonly secretEncoding?: NonNullable<KeySummary['secretEncoding']>;
  /**
   * The user agreed to run as many PBKDF2 iterations as the token requires. Best in a worker, which can be terminated.
   */
  readonly allowHighP2c?: boolean;
  /** The cookie of the token: Auth.js salts its key with the name. By default, the well-known names are tried. */
  readonly cookieName?: string;
  /** Stops waiting; the reason is then `cancelled`. A calculation in progress continues until its thread ends. */
  readonly signal?: AbortSignal;
  /** Called before each attempt. */
  readonly onProgress?: (progress: DecryptionProgress) => void;
  /**
   * Awaited before each attempt: a library blocks its thread, which can notice an abort only between attempts. The
   * caller decides how to wait.
   */
  readonly pause?: () => Promise<void>;
}
