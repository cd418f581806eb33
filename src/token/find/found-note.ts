import type { FoundNote } from './found';
import type { Token } from '../token';
import { fillSentence } from '../wording';
import { noteSentences } from './sentences';

export function createNote(code: FoundNote['code'], ...params: readonly string[]): FoundNote {
  return { code, params, sentence: fillSentence(noteSentences[`note_${code}`], params) };
}

/** What was done to the base64 of a token so that it could be read. Standard base64 has padding, so that one note says both. */
export function listRepairNotes(token: Token): readonly FoundNote[] {
  const repairs = token.kind === 'malformed' ? [] : (token.received?.repairs ?? []);
  return repairs.slice(0, 1).map((repair) => createNote(repair));
}
