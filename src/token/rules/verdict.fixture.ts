import type { Verdict } from '../verify/verdict';

/** A verdict, by default valid and without warnings. */
export function makeVerdict(facts: Partial<Verdict> = {}): Verdict {
  return { status: 'valid', reason: 'signature_matches', params: [], warnings: [], ...facts };
}

/** A valid verdict with warnings. */
export function makeWarning(...warnings: readonly string[]): Verdict {
  return makeVerdict({ warnings });
}

/** An invalid verdict with warnings about the key that was tried. */
export function makeMismatch(...warnings: readonly string[]): Verdict {
  return makeVerdict({ status: 'invalid', reason: 'signature_mismatch', warnings });
}
