import type { FoundNote } from '../found';
import { fillSentence } from '../wording';

export function createNote(code: FoundNote['code'], ...params: readonly string[]): FoundNote {
  return { code, params, sentence: fillSentence(`note_${code}`, params) };
}
