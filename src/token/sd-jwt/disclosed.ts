import type { Disclosure, JsonObject } from '../token';
import type { Verdict } from '../verdict';

/** Where a disclosure stands in the claims, and what was found of it. */
export interface OpenedDisclosure {
  readonly disclosure: Disclosure;
  /** Of the text under `_sd_alg`, base64url. */
  readonly digest: string;
  /** The member it opens, as a JSON pointer (RFC 6901), or why it opens none: RFC 9901 §7.1 has the whole refused then. */
  readonly pointer?: string;
  readonly problem?: 'malformed' | 'unreferenced' | 'duplicate_digest' | 'name_taken';
}

/** Each has a sentence `key_binding_…`. */
export type KeyBindingProblem =
  | 'malformed'
  /** `typ` is not `kb+jwt` (RFC 9901 §4.3). */
  | 'typ'
  /** `sd_hash` is not the digest of what was presented. */
  | 'sd_hash'
  /** `iat`, `nonce` or `aud` is missing, or `aud` is no single text. */
  | 'claims'
  /** The issuer named no key (`cnf.jwk`) to bind to. */
  | 'no_cnf'
  /** The signature is not by the key in `cnf`. */
  | 'signature';

/** What becomes of an SD-JWT when its disclosures are put in their places (RFC 9901 §7.1). */
export interface Disclosed {
  /** The claims with everything disclosed in place and all digests gone. */
  readonly claims: JsonObject;
  readonly disclosures: readonly OpenedDisclosure[];
  /** Digests in the claims for which no disclosure came: a hidden claim, or a decoy. JSON pointers of what holds them. */
  readonly undisclosed: readonly { readonly digest: string; readonly pointer: string }[];
  /** The hash algorithm, as IANA names it; `sha-256` unless `_sd_alg` says another. */
  readonly hash: string;
  /** Rule ids: SDJ-ALG, SDJ-DIGEST, SDJ-FORM, SDJ-SALT, SDJ-KB … */
  readonly warnings: readonly string[];
  /** Only when there is a key binding JWT. `verdict` is by the key in `cnf.jwk`. */
  readonly keyBinding?: {
    readonly problems: readonly KeyBindingProblem[];
    readonly verdict: Verdict;
    readonly claims?: JsonObject;
  };
}
