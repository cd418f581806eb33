import type { Verdict } from '../verify/verdict';

/** The outcome of a check of a signature, by default that nothing was wrong. */
export function makeVerdict(facts: Partial<Verdict> = {}): Verdict {
  return { status: 'valid', reason: 'signature_matches', params: [], warnings: [], ...facts };
}

/** The outcome of a check that found the key wanting in one way. */
export function makeWarning(...warnings: readonly string[]): Verdict {
  return makeVerdict({ warnings });
}
