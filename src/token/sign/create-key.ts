import { exportJWK, exportSPKI, generateKeyPair, generateSecret } from 'jose';
import { findScheme } from '../decrypt/algorithms/encryption-algorithms';
import { findAlgorithm } from '../verify/algorithms/signature-algorithms';
import type { JsonObject } from '../token';
import type { GeneratedKey } from './created-token';

/**
 * Generates a key for the algorithms of a header. Undefined if the header has none that is supported, or the runtime
 * can't.
 */
export async function createKey(header: JsonObject): Promise<GeneratedKey | undefined> {
  try {
    const algorithm = findAlgorithm(header['alg']);
    if (algorithm?.kty === 'oct') return { keyText: await createSecret(algorithm.name) };
    if (algorithm !== undefined) return await createPair(algorithm.name, 'sig');
    const scheme = findScheme(header);
    if (typeof scheme === 'string') return undefined;
    const { alg, enc, management } = scheme;
    switch (management.family) {
      case 'RSAES':
      case 'ECDH-ES':
        return await createPair(alg, 'enc');
      case 'PBES2':
        return { keyText: await createSecret('HS256') };
      case 'dir':
        return { keyText: await createSecretJwk(enc) };
      default:
        return { keyText: await createSecretJwk(alg) };
    }
  } catch {
    return undefined;
  }
}

async function createPair(alg: string, use: 'sig' | 'enc'): Promise<GeneratedKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const [jwk, pem, privateJwk] = await Promise.all([
    exportJWK(publicKey),
    exportSPKI(publicKey),
    exportJWK(privateKey),
  ]);
  return { keyText: JSON.stringify(privateJwk), publicKey: { jwk: { ...jwk, use, alg }, pem } };
}

/** Text, because servers usually take a secret as text. It has more characters than the hash has bytes. */
async function createSecret(alg: string): Promise<string> {
  const { k = '' } = await exportJWK(await generateSecret(alg, { extractable: true }));
  return k;
}

/** A JWK, because its bytes must have an exact length. */
async function createSecretJwk(alg: string): Promise<string> {
  return JSON.stringify(await exportJWK(await generateSecret(alg, { extractable: true })));
}
