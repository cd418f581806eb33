import type { FoundNote } from '../found';
import { fillSentence } from '../wording';
import { noteSentences } from './sentences';

export function createNote(code: FoundNote['code'], ...params: readonly string[]): FoundNote {
  return { code, params, sentence: fillSentence(noteSentences[`note_${code}`], params) };
}
