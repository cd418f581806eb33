import { findScheme } from '../decrypt/algorithms/encryption-algorithms';
import type { JsonObject } from '../token';
import { quoteValue } from '../quote-value';
import { make } from './sign-or-encrypt';
import { createMakingFailure, type EncryptOptions, type TokenContent, type Making } from './created-token';

export type { EncryptOptions };

/**
 * Makes an encrypted test token: a compact JWE of a header, a plaintext and a pasted public key, secret or password.
 * Every `alg` and `enc` that `decrypt` undoes, and `zip: DEF`.
 *
 * Adds to the header what the algorithm makes (`epk`, `iv`, `tag`, `p2s`, and `p2c` where it is not given) and nothing
 * else. Refuses no weak key. Randomness is the runtime's. Never throws; loads cryptography when first needed.
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
