import type { Key } from '../../keys/key';
import type { CheckBudget } from '../check-budget';
import { checkWithKey } from '../check-with-key';
import { findAlgorithm, listSignatureAlgorithms, matchesAlgorithm } from './signature-algorithms';
import type { Algorithm } from './signature-algorithms';

/**
 * The name of another algorithm with which a signature matches one of the keys that don't match with the header's: RSA with
 * another padding or hash, HMAC with another hash. Ends when the budget does.
 */
export async function findOtherAlgorithm(
  keys: readonly Key[],
  algorithm: Algorithm,
  signature: Uint8Array,
  inputs: readonly Uint8Array[],
  budget: CheckBudget,
): Promise<string | undefined> {
  const others = listOthers(algorithm, signature.length);
  for (const key of keys) {
    for (const other of others.filter((one) => matchesAlgorithm(key, one))) {
      for (const signed of inputs) {
        if (!budget.takeGuess()) return undefined;
        const outcome = await checkWithKey(key, other, signature, signed);
        if (outcome === 'matches') return other.name;
        // Other outcomes don't depend on the text.
        if (outcome !== 'mismatch') break;
      }
    }
  }
  return undefined;
}

/** The other algorithms for the same keys. The length of an HMAC leaves at most one. */
function listOthers({ kty, name }: Algorithm, length: number): readonly Algorithm[] {
  if (kty !== 'RSA' && kty !== 'oct') return [];
  return listSignatureAlgorithms().flatMap((each) => {
    const other = findAlgorithm(each);
    const isOther = other !== undefined && other.kty === kty && other.name !== name;
    return isOther && (other.signatureLength ?? length) === length ? [other] : [];
  });
}
