import type { FoundNote } from './found';
import type { Token } from '../token';
import type { Param } from '../param';

export function createNote(code: FoundNote['code'], ...params: readonly Param[]): FoundNote {
  return { code, params };
}

/** What was done to the base64 of a token so that it could be read. Standard base64 has padding, so that one note says both. */
export function listRepairNotes(token: Token): readonly FoundNote[] {
  const repairs = token.kind === 'malformed' ? [] : (token.received?.repairs ?? []);
  return repairs.slice(0, 1).map((repair) => createNote(repair));
}
