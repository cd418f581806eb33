import type { Verdict, VerdictStatus } from '../verdict';
import { addNote } from './verdicts';

/** What is told of several: the signature that the key matches, else one that it does not, else any. */
const ranks: Record<VerdictStatus, number> = { valid: 0, invalid: 1, unchecked: 2 };

/** One verdict on a token with several signatures, with the others behind it (RFC 7515 §7.2.1). */
export function mergeVerdicts(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  const [first] = verdicts;
  const told = verdicts.reduce((best, one) => (ranks[one.status] < ranks[best.status] ? one : best), first);
  const signature = verdicts.indexOf(told);
  const others = verdicts
    .map((verdict, index) => ({ ...verdict, signature: index }))
    .filter((verdict) => verdict.signature !== signature);
  const noted = addNote(told, 'one_of_several', [String(signature + 1), String(verdicts.length)]);
  return { ...noted, signature, others };
}
