import type { Token } from '../token';
import type { VerifyOptions } from './check-budget';
import type { Verdict } from './verdict';
import type { verifyToken } from './verify-token';

export type { VerifyOptions };

/** Loaded when a signature is first checked, and stored, because awaiting a promise costs time. */
let loaded: typeof verifyToken | undefined;

/**
 * Verifies the signatures of a JWS, or of the issuer's JWS in an SD-JWT, with a pasted key: PEM, DER, X.509
 * certificate, JWK, JWKS, SSH public key, XML, DID, a raw point of a curve, or HMAC secret. HS, RS, PS and ES 256-512,
 * ES256K, EdDSA with Ed25519 and Ed448, ML-DSA (RFC 7518 §3.1, RFC 8037, RFC 8812, RFC 9864, RFC 9964). With multiple
 * signatures, the verdict is about the one that the key matches.
 *
 * Checks only signatures: no claims, lifetimes, certificate chains or key binding. Fetches no keys. Tries a key
 * embedded in the token only if none was pasted, and never makes the token valid with it. Never uses key material as a
 * secret: `keyMaterial` identifies what can't be read as a key. Uses the public key of a private key, with a warning.
 * Uses weak keys, with `warnings`. Stops after maxSignatureChecks with its own reason. Never throws. Loads
 * cryptography when first needed, and caches the last few keys until `forgetKeys`.
 */
export function verify(token: Token, keyText: string, options: VerifyOptions = {}): Promise<Verdict> {
  return loaded === undefined ? loadAndVerify(token, keyText, options) : loaded(token, keyText, options);
}

async function loadAndVerify(...question: Parameters<typeof verifyToken>): Promise<Verdict> {
  loaded = (await import('./verify-token')).verifyToken;
  return loaded(...question);
}
