/** IANA registry "JSON Web Signature and Encryption Algorithms": the algorithms for signing. */
export const SIGNING_ALGORITHMS: ReadonlySet<unknown> = new Set(
  (
    'HS256 HS384 HS512 RS256 RS384 RS512 ES256 ES384 ES512 PS256 PS384 PS512 none EdDSA ES256K ' +
    'ML-DSA-44 ML-DSA-65 ML-DSA-87 Ed25519 Ed448'
  ).split(' '),
);

/** The algorithms for the `alg` of a JWE (RFC 7518 §4.1). */
export const KEY_MANAGEMENT_ALGORITHMS: ReadonlySet<unknown> = new Set(
  (
    'RSA1_5 RSA-OAEP RSA-OAEP-256 RSA-OAEP-384 RSA-OAEP-512 A128KW A192KW A256KW dir ECDH-ES ECDH-ES+A128KW ' +
    'ECDH-ES+A192KW ECDH-ES+A256KW A128GCMKW A192GCMKW A256GCMKW PBES2-HS256+A128KW PBES2-HS384+A192KW ' +
    'PBES2-HS512+A256KW'
  ).split(' '),
);

/** Registered for `enc`, or only for keys in the Web Cryptography API ("Prohibited"): never allowed as `alg`. */
export const NOT_ALLOWED_AS_ALG: ReadonlySet<unknown> = new Set(
  (
    'A128CBC-HS256 A192CBC-HS384 A256CBC-HS512 A128GCM A192GCM A256GCM ' +
    'RS1 HS1 A128CBC A192CBC A256CBC A128CTR A192CTR A256CTR'
  ).split(' '),
);

/** Defined in RFC 7515 §4.1, RFC 7516 §4.1 and RFC 7518 §4, so not allowed in `crit` (RFC 7515 §4.1.11). */
export const BASE_HEADER_PARAMETERS: ReadonlySet<string> = new Set(
  'alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c'.split(' '),
);

/**
 * Bytes of the hash of each HMAC algorithm (RFC 7518 §3.2): the length of its signature, and the minimum of its key.
 */
export const HMAC_BYTES: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ['HS256', 32],
  ['HS384', 48],
  ['HS512', 64],
]);

/** Whether a value is `alg: none` in any case. */
export function isNone(alg: unknown): boolean {
  return typeof alg === 'string' && alg.length < 100 && alg.trim().toLowerCase() === 'none';
}
