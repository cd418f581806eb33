import type { Decryption, DecryptOptions } from './decryption';
import type { Token } from '../token';

export type { DecryptOptions };

/**
 * Decrypts a JWE, compact or JSON, with a pasted key: a private key as PEM, DER or JWK, a JWKS, a shared secret or a
 * password. RSA-OAEP and RSA1_5, `dir`, AES key wrap and GCM key wrap, ECDH-ES on P-256, P-384, P-521, X25519 and X448,
 * PBES2; every registered `enc`; `zip: DEF` up to a bound (RFC 7516, RFC 7518, RFC 8037).
 *
 * Uses no key that stands in the token and fetches none. Judges no claim and checks no signature of a nested token: it
 * is in `token`, for `verify`. More rounds of PBKDF2 than MAX_ROUNDS are run only when `allowHighP2c` says so. A weak
 * key or algorithm is used, and named in `warnings`. Stops by itself at MAX_DECRYPTION_WORK, with a reason of its own. One
 * operation of RSA that the runtime lacks (RSA1_5) may take a second: call it in a worker. Never throws; loads cryptography when first needed.
 */
export async function decrypt(
  token: Token,
  keyText: string,
  options: DecryptOptions = {},
): Promise<Decryption> {
  const { decryptWithKey } = await import('./decrypt-with-key');
  return decryptWithKey(token, keyText, options);
}
