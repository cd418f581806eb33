import type { Key } from '../../keys/key';
import type { Algorithm } from './signature-algorithms';
import { createChecker } from '../check-with-key';
import type { MistakenSecret } from '../public-key-bytes';

/** Whether an HMAC is made with the empty secret. */
export async function isEmptySecretMatch(
  algorithm: Algorithm,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<boolean> {
  return isSecretMatch(new Uint8Array(), algorithm, signature, signed);
}

/**
 * In which form a key was taken for the secret of an HMAC; undefined when in none. `isPublic`: it is the public
 * half of a key that was read. Of a private key and of a key that can't be read only the pasted text is tried.
 */
export async function findMistakenSecret(
  keyText: string,
  keys: readonly Key[],
  algorithm: Algorithm,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<Pick<MistakenSecret, 'form' | 'isPublic'> | undefined> {
  // What can only be a secret was tried as one.
  if (keys.some(({ form }) => form === 'secret') || signature.length !== algorithm.signatureLength) {
    return undefined;
  }
  const { listMistakenSecrets } = await import('../public-key-bytes');
  for (const { bytes, form, isPublic } of await listMistakenSecrets(keyText, keys)) {
    if (await isSecretMatch(bytes, algorithm, signature, signed)) return { form, isPublic };
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
