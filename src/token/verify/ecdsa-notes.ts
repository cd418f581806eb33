import type { Key } from '../key/key';
import type { Verdict } from '../verdict';
import type { Algorithm } from './algorithms';
import { checkWithKey } from './check-with-key';
import { describeEcdsaForm } from './ecdsa-form';
import { addNote } from './verdicts';

/** Says of an ECDSA signature that does not match what is odd about its form: SIG-ECDSA-ZERO, SIG-ECDSA-DER. */
export async function addEcdsaNotes(
  verdict: Verdict,
  keys: readonly Key[],
  algorithm: Algorithm,
  signature: Uint8Array,
  inputs: readonly Uint8Array[],
): Promise<Verdict> {
  const [first] = keys;
  if (first === undefined) return verdict;
  const { isOutOfRange, converted } = await describeEcdsaForm(first, algorithm, signature);
  const told = isOutOfRange ? addNote(verdict, 'signature_zero', [], ['SIG-ECDSA-ZERO']) : verdict;
  if (converted === undefined) return told;
  const outcomes = await Promise.all(
    keys.flatMap((key) => inputs.map((signed) => checkWithKey(key, algorithm, converted, signed))),
  );
  const code = outcomes.includes('matches') ? 'signature_der_matches' : 'signature_der_mismatch';
  return addNote(told, code, [], ['SIG-ECDSA-DER']);
}
