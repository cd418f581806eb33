import { summarizeKey } from '../keys/summarize';
import { describeKey } from '../keys/words';
import { matchesAlgorithm } from './algorithms/signature-algorithms';
import { checkWithKey } from './check-with-key';
import { addNote } from './create-verdict';
import { listSigningInputs } from './signing-input';
import type { Question } from './question';
import type { Verdict } from './verdict';

/**
 * Notes the key of a set that verifies the token although the token's `kid` doesn't refer to it. The verdict stays
 * unchecked or invalid: a verifier that selects keys by `kid` (RFC 7515 §4.1.4) doesn't find this one.
 */
export async function addOtherKid(
  { token, signature, algorithm, read, detachedPayload, budget }: Question,
  verdict: Verdict,
): Promise<Verdict> {
  const kid = signature.header['kid'];
  const others = read.keys.filter((key) => key.kid !== kid && matchesAlgorithm(key, algorithm));
  for (const key of others) {
    for (const { bytes } of listSigningInputs(token, signature, detachedPayload)) {
      if ((await budget.next()) !== undefined) return verdict;
      if ((await checkWithKey(key, algorithm, signature.signature, bytes)) !== 'matches') continue;
      const about = { ...verdict, key: await summarizeKey(key, others.length) };
      return addNote(about, 'other_kid_matches', [describeKey(key)]);
    }
  }
  return verdict;
}
