import type { Decryption, DecryptOptions } from './decryption';
import type { Token } from '../token';

export type { DecryptOptions };

/**
 * Decrypts a JWE in compact or JSON serialization with a pasted key: a private key as PEM, DER or JWK, a JWKS, a shared
 * secret or a password. RSA-OAEP and RSA1_5, `dir`, AES key wrap and GCM key wrap, ECDH-ES on P-256, P-384, P-521,
 * X25519 and X448, PBES2; every registered `enc`; `zip: DEF` up to a limit (RFC 7516, RFC 7518, RFC 8037).
 *
 * Uses no key from the token and fetches none. Doesn't check claims, or the signature of a nested token, which is in
 * `token` for `verify`. Runs more than maxRounds iterations of PBKDF2 only with `allowHighP2c`. Uses weak keys and
 * algorithms, with `warnings`. Stops at maxDecryptionWork with its own reason. An RSA operation that the runtime
 * lacks (RSA1_5) may take a second: call it in a worker. Never throws; loads cryptography when first needed.
 */
export async function decrypt(
  token: Token,
  keyText: string,
  options: DecryptOptions = {},
): Promise<Decryption> {
  const { decryptWithKey } = await import('./decrypt-with-key');
  return decryptWithKey(token, keyText, options);
}
