import type { KeySummary, Verdict, VerdictReason, VerdictStatus } from '../verdict';
import { fillSentence } from '../wording';

/** All other reasons leave the token unchecked. */
const statuses: Partial<Record<VerdictReason, VerdictStatus>> = {
  signature_matches: 'valid',
  signature_mismatch: 'invalid',
  signature_length: 'invalid',
  signature_empty: 'invalid',
};

export function createVerdict(
  reason: VerdictReason,
  params: readonly string[] = [],
  about: { readonly warnings?: readonly string[]; readonly key?: KeySummary } = {},
): Verdict {
  const sentence = fillSentence(`verdict_${reason}`, params);
  return { status: statuses[reason] ?? 'unchecked', reason, params, sentence, warnings: [], ...about };
}
