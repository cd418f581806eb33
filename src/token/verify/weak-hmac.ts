import type { Key } from '../key/key';
import type { Algorithm } from './algorithms';
import { createChecker } from './checker';

/** Whether an HMAC is made with no secret at all. */
export async function isEmptySecretMatch(
  algorithm: Algorithm,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<boolean> {
  return isSecretMatch(new Uint8Array(), algorithm, signature, signed);
}

/** In which form a public key was taken for the secret of an HMAC, in words; undefined when in none. */
export async function findMistakenSecret(
  keyText: string,
  keys: readonly Key[],
  algorithm: Algorithm,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<string | undefined> {
  const publicKeys = keys.filter(({ publicJwk }) => publicJwk !== undefined);
  if (publicKeys.length === 0 || signature.length !== algorithm.signatureLength) return undefined;
  const { listPublicKeyBytes } = await import('./public-key-bytes');
  for (const { bytes, words } of await listPublicKeyBytes(keyText, publicKeys)) {
    if (await isSecretMatch(bytes, algorithm, signature, signed)) {
      return words;
    }
  }
  return undefined;
}

async function isSecretMatch(
  secret: Uint8Array,
  algorithm: Algorithm,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<boolean> {
  if (signature.length !== algorithm.signatureLength) return false;
  const key: Key = { form: 'secret', kty: 'oct', secret, faults: [] };
  return (await createChecker(key, algorithm))(signature, signed);
}
