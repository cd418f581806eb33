import type { Missing, MissingReason } from '../missing';
import { fillSentence } from '../wording';

export function createMissing(reason: MissingReason, ...params: readonly string[]): Missing {
  return { reason, params, sentence: fillSentence(`missing_${reason}`, params) };
}
