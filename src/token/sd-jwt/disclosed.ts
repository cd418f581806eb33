import type { Disclosure, JsonObject } from '../token';
import type { Verdict, VerdictStatus } from '../verify/verdict';
import type { KeyBindingProblem } from './key-binding-problem';

/** A disclosure with its location in the claims, or its problem. */
export interface OpenedDisclosure {
  readonly disclosure: Disclosure;
  /** Digest of the text with the hash in `_sd_alg`, base64url. */
  readonly digest: string;
  /** The disclosed member as a JSON pointer (RFC 6901). Without one, RFC 9901 §7.1 requires rejecting the token. */
  readonly pointer?: string;
  readonly problem?: 'malformed' | 'unreferenced' | 'duplicate_digest' | 'name_taken';
}

export type { KeyBindingProblem } from './key-binding-problem';

/** The result of checking a key binding JWT, with every reason. */
export interface KeyBindingResult {
  /** `valid` only if every check was made and passed. */
  readonly status: VerdictStatus;
  readonly problems: readonly KeyBindingProblem[];
}

/** A key binding JWT and its result, which doesn't depend on the issuer's signature. */
export interface KeyBinding extends KeyBindingResult {
  /** The verdict on its signature, checked with the key in `cnf.jwk`. */
  readonly verdict: Verdict;
  readonly claims?: JsonObject;
}

/** An SD-JWT whose disclosures were inserted into its claims (RFC 9901 §7.1). */
export interface Disclosed {
  /** The claims with everything that is disclosed, and without digests. */
  readonly claims: JsonObject;
  readonly disclosures: readonly OpenedDisclosure[];
  /** Digests in the claims without a disclosure: a hidden claim, or a decoy. JSON pointers of what contains them. */
  readonly undisclosed: readonly { readonly digest: string; readonly pointer: string }[];
  /** The IANA name of the hash algorithm; `sha-256` unless `_sd_alg` specifies another. */
  readonly hash: string;
  /** Whether that hash could be computed. If not, no disclosure was matched to a digest. */
  readonly isHashSupported: boolean;
  /** Rule IDs: SDJ-ALG, SDJ-DIGEST, SDJ-FORM, SDJ-SALT, SDJ-KB … */
  readonly warnings: readonly string[];
  /** Only when there is a key binding JWT. Doesn't depend on the issuer's signature: see `settleKeyBinding`. */
  readonly keyBinding?: KeyBinding;
}
