import type { Key } from '../../keys/key';
import type { Algorithm } from './signature-algorithms';
import { createChecker } from '../check-with-key';
import type { CheckBudget } from '../check-budget';
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
 * The form of the key that was used as the secret of an HMAC; undefined if there is none. `isPublic`: it's a public
 * key. Ends when the budget does. Of a private key, its public key and the pasted text are tried; of an unreadable key, only the pasted text.
 */
export async function findMistakenSecret(
  keyText: string,
  keys: readonly Key[],
  algorithm: Algorithm,
  signature: Uint8Array,
  signed: Uint8Array,
  budget: CheckBudget,
): Promise<Omit<MistakenSecret, 'bytes'> | undefined> {
  // Text that can only be a secret was already tried as one.
  if (keys.some(({ form }) => form === 'secret') || signature.length !== algorithm.signatureLength) {
    return undefined;
  }
  if (!budget.takeGuess()) return undefined;
  const { listMistakenSecrets } = await import('../public-key-bytes');
  for (const { bytes, ...mistaken } of await listMistakenSecrets(keyText, keys)) {
    if (!budget.takeGuess()) return undefined;
    if (await isSecretMatch(bytes, algorithm, signature, signed)) return mistaken;
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
  const key: Key = { form: 'secret', kty: 'oct', secret, problems: [] };
  return (await createChecker(key, algorithm))(signature, signed);
}
