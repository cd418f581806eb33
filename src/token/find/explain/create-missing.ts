import type { Missing, MissingReason } from './missing';
import { fillSentence } from '../../wording';
import { missingSentences } from './sentences';

export function createMissing(reason: MissingReason, ...params: readonly string[]): Missing {
  return { reason, params, sentence: fillSentence(missingSentences[`missing_${reason}`], params) };
}
