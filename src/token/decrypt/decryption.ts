import type { KeyMaterial } from '../keys/key-material';
import type { JsonObject, Token } from '../token';
import type { KeySummary } from '../keys/key';
import type { Param } from '../param';

/** *Not tried* and *failed* are different things: only a key of the right kind can fail. */
export type DecryptionStatus = 'decrypted' | 'failed' | 'unchecked';

/** Each has a message `decryption_…`. */
export type DecryptionReason =
  /** decrypted. */
  | 'decrypted'
  /** failed: a key of the right kind was used, and the content does not open with it. */
  | 'key_mismatch'
  /** failed: the tag, the IV or the content encryption key has a length that the algorithm cannot have (RFC 7518 §5). */
  | 'lengths_wrong'
  /** failed: `epk` is missing, of another curve, or no point of it. */
  | 'epk_invalid'
  /** failed: a header parameter that the algorithm needs (`iv`, `tag`, `p2s`, `p2c` …) is missing or has no value it can have. */
  | 'header_invalid'
  /** failed: `dir` or ECDH-ES with an encrypted key, which must be empty (RFC 7516 §5.2 steps 10 and 11). */
  | 'encrypted_key_present'
  /** failed: the content opened but its compression is broken, or larger than the bound. */
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
  /** A public key: what it encrypted only its private half can open. */
  | 'key_is_public'
  | 'kid_not_in_set'
  | 'set_empty'
  | 'too_many_keys'
  | 'crit_not_understood'
  /** `crit` is not a list of names (RFC 7516 §4.1.13). */
  | 'crit_not_list'
  /** `p2c` asks for more rounds than are run without being told to. */
  | 'p2c_too_high'
  | 'key_too_long'
  /** The caller's signal ended it, after so many of so many recipients (params). */
  | 'cancelled'
  /** It ended by itself at the limit of what one decryption may calculate, after so many of so many recipients (params). */
  | 'limit_reached'
  | 'runtime_refused';

/** A reason in more detail: it has a message of its own, `decryption_…`. */
export type DecryptionVariant =
  /** `decrypted`, with a key that a library derives from the pasted secret. */
  | 'decrypted_app'
  /** `key_mismatch`: several keys, or several readings of a secret, were tried. */
  | 'key_mismatch_keys'
  | 'key_mismatch_encodings';

/** Each has a message `decryption_note_…`: which text of a token that was repaired to be read is authenticated. */
export type DecryptionNoteCode = 'matches_received' | 'matches_repaired' | 'encoding_repaired';

/** What was found besides. */
export interface DecryptionNote {
  readonly code: DecryptionNoteCode;
}

/** How far a decryption is. */
export interface DecryptionProgress {
  /** Recipients for which a key was tried. */
  readonly tried: number;
  readonly recipients: number;
}

/** The outcome of one decryption: a value with a stable reason. */
export interface Decryption {
  readonly status: DecryptionStatus;
  readonly reason: DecryptionReason;
  /** Which message says it, where the reason has several; `params` are then those of that message. */
  readonly variant?: DecryptionVariant;
  /** What fills the places of the message, in order. */
  readonly params: readonly Param[];
  /** Rule ids: what is bad about the key, the algorithm or the token although it opened. */
  readonly warnings: readonly string[];
  readonly key?: KeySummary;
  /** What was found besides, in order. */
  readonly notes?: readonly DecryptionNote[];
  /** Of `key_unreadable`: what the text looks like, where its form isn't read. Its message is `key_material_…`. */
  readonly keyMaterial?: KeyMaterial;
  /** Which recipient the key opened, zero-based. */
  readonly recipient?: number;
  readonly plaintext?: Uint8Array;
  /** The plaintext, where it is a JSON object. */
  readonly claims?: JsonObject;
  /** The plaintext, where it is itself a token (RFC 7519 §5.2). */
  readonly token?: Token;
}

/** What the caller knows beyond the token and the key. */
export interface DecryptOptions {
  /** The one way to read a secret; without it every way that fits the algorithm is tried. */
  readonly secretEncoding?: NonNullable<KeySummary['secretEncoding']>;
  /** The person agreed to run as many rounds of PBKDF2 as the token asks for. Best in a worker, which can be ended. */
  readonly allowHighP2c?: boolean;
  /** The cookie that held the token: what Auth.js salts its key with. Without it the well-known names are tried. */
  readonly cookieName?: string;
  /** Ends the wait with `cancelled`. What the browser has begun to calculate goes on until its thread ends. */
  readonly signal?: AbortSignal;
  /** Called before each attempt. */
  readonly onProgress?: (progress: DecryptionProgress) => void;
  /**
   * Awaited before each attempt: what a library calculates holds up its thread, which hears an abort only in between. The
   * caller chooses how to wait.
   */
  readonly pause?: () => Promise<void>;
}
