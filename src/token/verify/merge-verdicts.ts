import type { Verdict, VerdictStatus } from './verdict';
import { addNote } from './create-verdict';

/** Which of several is shown: the signature that the key matches, else one that it does not, else any. */
const ranks: Record<VerdictStatus, number> = { valid: 0, invalid: 2, unchecked: 3 };

/** While some signatures were not checked, one that doesn't match says too little. */
function rank({ status, reason }: Verdict): number {
  return reason === 'limit_reached' || reason === 'cancelled' ? 1 : ranks[status];
}

/** One verdict on a token with several signatures, with the others behind it (RFC 7515 §7.2.1). */
export function mergeVerdicts(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  const [first] = verdicts;
  const told = verdicts.reduce((best, one) => (rank(one) < rank(best) ? one : best), first);
  const signature = verdicts.indexOf(told);
  const others = verdicts
    .map((verdict, index) => ({ ...verdict, signature: index }))
    .filter((verdict) => verdict.signature !== signature);
  const noted = addNote(told, 'one_of_several', [String(signature + 1), String(verdicts.length)]);
  return { ...noted, signature, others };
}
