import type { GeneratedKey } from './created-token';
import type { JsonObject } from '../token';

/**
 * Creates a key for the `alg` of a header, and for `dir` also its `enc`: RSA with 2048 bits, P-256 for ECDH-ES, and a
 * secret as long as the hash or the key of the algorithm. Undefined if the runtime can't create one, which includes
 * ES256K and Ed448. Uses the runtime's randomness. Never throws; loads cryptography when first needed.
 */
export async function generateKey(header: JsonObject): Promise<GeneratedKey | undefined> {
  const { createKey } = await import('./create-key');
  return createKey(header);
}
