import type { Key } from '../../keys/key';
import type { Verdict } from '../verdict';
import type { Algorithm } from './algorithms';
import { checkWithKey } from '../check-with-key';
import { describeEcdsaForm } from './ecdsa-form';
import { addNote } from '../create-verdict';
import type { CheckWork } from '../work';

/** Says of an ECDSA signature that does not match what is odd about its form: SIG-ECDSA-ZERO, SIG-ECDSA-DER. */
export async function addEcdsaNotes(
  verdict: Verdict,
  keys: readonly Key[],
  algorithm: Algorithm,
  signature: Uint8Array,
  inputs: readonly Uint8Array[],
  work: CheckWork,
): Promise<Verdict> {
  const [first] = keys;
  if (first === undefined) return verdict;
  const { isOutOfRange, converted } = await describeEcdsaForm(first, algorithm, signature);
  const told = isOutOfRange ? addNote(verdict, 'signature_zero', [], ['SIG-ECDSA-ZERO']) : verdict;
  if (converted === undefined) return told;
  for (const key of keys) {
    for (const signed of inputs) {
      // Without a look at every key nothing can be said of all of them.
      if ((await work.next()) !== undefined) return told;
      if ((await checkWithKey(key, algorithm, converted, signed)) === 'matches') {
        return addNote(told, 'signature_der_matches', [], ['SIG-ECDSA-DER']);
      }
    }
  }
  return addNote(told, 'signature_der_mismatch', [], ['SIG-ECDSA-DER']);
}
