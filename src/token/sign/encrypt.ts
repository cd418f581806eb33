import { findScheme } from '../decrypt/algorithms/encryption-algorithms';
import type { JsonObject } from '../token';
import { quoteValue } from '../quote-value';
import { make } from './sign-or-encrypt';
import { createMakingFailure, type EncryptOptions, type TokenContent, type Making } from './created-token';

export type { EncryptOptions };

/**
 * Creates an encrypted test token: a compact JWE from a header, a plaintext and a pasted public key, secret or
 * password. Supports every `alg` and `enc` of `decrypt`, and `zip: DEF`.
 *
 * Adds only what the algorithm generates to the header (`epk`, `iv`, `tag`, `p2s`, and `p2c` if it's missing). Accepts
 * weak keys. Uses the runtime's randomness. Never throws; loads cryptography when first needed.
 */
export async function encrypt(
  header: JsonObject,
  plaintext: TokenContent,
  keyText: string,
  options: EncryptOptions = {},
): Promise<Making> {
  const scheme = findScheme(header);
  if (scheme === 'alg_unsupported') return createMakingFailure(scheme, [quoteValue(header['alg'])]);
  if (scheme === 'enc_unsupported') return createMakingFailure(scheme, [quoteValue(header['enc'])]);
  const { zip } = header;
  if (zip !== undefined && zip !== 'DEF') {
    return createMakingFailure('zip_unsupported', [quoteValue(zip)]);
  }
  return make(keyText, async () =>
    (await import('./encrypt-with-key')).encryptWithKey(header, scheme, plaintext, keyText, options),
  );
}
