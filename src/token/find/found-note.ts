import type { FoundNote } from './found';
import type { Token } from '../token';
import type { Param } from '../param';

export function createNote(code: FoundNote['code'], ...params: readonly Param[]): FoundNote {
  return { code, params };
}

/** Lists how the base64 of a token was repaired to read it. At most one note: standard base64 usually has padding too. */
export function listRepairNotes(token: Token): readonly FoundNote[] {
  const repairs = token.kind === 'malformed' ? [] : (token.received?.repairs ?? []);
  return repairs.slice(0, 1).map((repair) => createNote(repair));
}
