import type { Disclosure, JsonObject } from '../token';
import type { Verdict, VerdictStatus } from '../verify/verdict';

/** A disclosure with its location in the claims, or its problem. */
export interface OpenedDisclosure {
  readonly disclosure: Disclosure;
  /** Digest of the text with the hash in `_sd_alg`, base64url. */
  readonly digest: string;
  /** The disclosed member as a JSON pointer (RFC 6901). Without one, RFC 9901 §7.1 requires rejecting the token. */
  readonly pointer?: string;
  readonly problem?: 'malformed' | 'unreferenced' | 'duplicate_digest' | 'name_taken';
}

/** Each has a message `key_binding_…`. */
export type KeyBindingProblem =
  /** Invalid: what follows the last tilde isn't a signed token with claims (RFC 9901 §4.3). */
  | 'malformed'
  /** Invalid: `typ` isn't `kb+jwt` (RFC 9901 §4.3). */
  | 'typ'
  /** Invalid: `sd_hash` isn't the digest of what was presented. */
  | 'sd_hash'
  /** Invalid: `iat`, `nonce` or `aud` is missing, or isn't of the required type. */
  | 'claims'
  /** Invalid: there is no signature, or it doesn't match the key in `cnf.jwk`. */
  | 'signature'
  /** Not verified: the issuer specifies no key in `cnf.jwk`. */
  | 'no_cnf'
  /** Not verified: `cnf.jwk` isn't a JWK with a public key (RFC 7800 §3.2). */
  | 'cnf_not_public_jwk'
  /** Not verified: the signature couldn't be checked. The verdict has the reason. */
  | 'signature_unchecked'
  /** Not verified: `sd_hash` can't be compared because the hash algorithm in `_sd_alg` isn't supported. */
  | 'hash_unsupported'
  /** Not verified: the signature matches `cnf.jwk`, but the issuer's signature over `cnf` isn't verified. */
  | 'issuer_unverified';

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
