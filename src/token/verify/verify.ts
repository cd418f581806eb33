import type { Token } from '../token';
import type { VerifyOptions } from './check-budget';
import type { Verdict } from './verdict';
import type { verifyToken } from './verify-token';

export type { VerifyOptions };

/** Loaded when a signature is first looked at. Kept, since each promise that is waited for costs time. */
let loaded: typeof verifyToken | undefined;

/**
 * Checks the signatures of a JWS, or of the issuer's JWS in an SD-JWT, with a pasted key: PEM, DER, X.509 certificate,
 * JWK, JWKS, SSH public key, XML, DID, a bare point of a curve, or HMAC secret. HS, RS, PS and ES 256-512, ES256K, EdDSA
 * with Ed25519 and Ed448, ML-DSA (RFC 7518 §3.1, RFC 8037, RFC 8812, RFC 9864, RFC 9964). Of several signatures it tells
 * of the one that the key matches.
 *
 * Judges nothing but the signature: no claim, no lifetime, no certificate chain, no key binding. Fetches no key. A key in
 * the token itself is tried only where no other is given, and never makes it valid. Never takes key material for a
 * secret: what can't be read as a key is named in `keyMaterial`. Of a private key it uses the public half and says so. A
 * weak key is used, and named in `warnings`. Stops by itself after MAX_SIGNATURE_CHECKS, with a reason of its own. Never
 * throws; loads cryptography when first needed, and keeps the last few keys ready until `forgetKeys`.
 */
export function verify(token: Token, keyText: string, options: VerifyOptions = {}): Promise<Verdict> {
  return loaded === undefined ? loadAndVerify(token, keyText, options) : loaded(token, keyText, options);
}

async function loadAndVerify(...question: Parameters<typeof verifyToken>): Promise<Verdict> {
  loaded = (await import('./verify-token')).verifyToken;
  return loaded(...question);
}
