import { matchesAlgorithm } from './algorithms/signature-algorithms';
import { checkWithKey } from './check-with-key';
import { addNote } from './create-verdict';
import { listSigningInputs } from './signing-input';
import type { Question } from './question';
import type { Verdict } from './verdict';

/**
 * Notes the certificate of an `x5c` that verifies the token although it isn't the first, which has the key by RFC 7517
 * §4.7. The verdict stays unchecked or invalid: other verifiers use the first one only.
 */
export async function addOtherCertificate(
  { token, signature, algorithm, read, detachedPayload, budget }: Question,
  verdict: Verdict,
): Promise<Verdict> {
  for (const { chainKeys = [] } of read.keys) {
    for (const [index, key] of chainKeys.entries()) {
      if (!matchesAlgorithm(key, algorithm)) continue;
      for (const { bytes } of listSigningInputs(token, signature, detachedPayload)) {
        if ((await budget.next()) !== undefined) return verdict;
        if ((await checkWithKey(key, algorithm, signature.signature, bytes)) !== 'matches') continue;
        return addNote(verdict, 'other_certificate_matches', [index + 2]);
      }
    }
  }
  return verdict;
}
