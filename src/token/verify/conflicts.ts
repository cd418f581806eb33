import type { Key } from '../keys/key';
import { quoteForSentence } from '../wording';
import { isSameAlgorithm } from './algorithms/algorithms';

/** What a key says of itself that speaks against this use. */
export interface Conflict {
  readonly rule: 'KEY-ALG-MISMATCH' | 'KEY-USE';
  /** A clause, as `its "use" is "enc"`. */
  readonly words: string;
}

const none: readonly Conflict[] = [];

export function findConflicts({ alg, use, keyOps, privateJwk }: Key, expected: string): readonly Conflict[] {
  // Most keys say nothing, and every verdict asks.
  if (alg === undefined && use === undefined && keyOps === undefined) return none;
  const conflicts: Conflict[] = [];
  // RFC 7517 §4.4, RFC 8725 §3.1.
  if (alg !== undefined && !isSameAlgorithm(alg, expected)) {
    conflicts.push({ rule: 'KEY-ALG-MISMATCH', words: `its "alg" is ${quote(alg)}` });
  }
  // RFC 7517 §4.2 and §4.3. What may sign has a public half that may verify.
  const mayVerify =
    !Array.isArray(keyOps) ||
    keyOps.includes('verify') ||
    (privateJwk !== undefined && keyOps.includes('sign'));
  if (use !== undefined && use !== 'sig') {
    conflicts.push({ rule: 'KEY-USE', words: `its "use" is ${quote(use)}` });
  } else if (!mayVerify) {
    conflicts.push({ rule: 'KEY-USE', words: `its "key_ops" are ${quote(keyOps)}` });
  }
  return conflicts;
}

function quote(value: unknown): string {
  return quoteForSentence(JSON.stringify(value));
}
