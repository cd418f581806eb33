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
