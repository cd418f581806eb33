import type { KeyMaterial } from '../keys/key-material';
import type {
  Verdict,
  VerdictNote,
  VerdictNoteCode,
  VerdictReason,
  VerdictStatus,
  VerdictVariant,
} from './verdict';
import type { KeySummary } from '../keys/key';
import type { Param } from '../param';

/** With any other reason, the token is unchecked. */
const statuses: Partial<Record<VerdictReason, VerdictStatus>> = {
  signature_matches: 'valid',
  signature_mismatch: 'invalid',
  signature_length: 'invalid',
  signature_empty: 'invalid',
};

/** A verdict with the status that belongs to its reason. Without `about`, it has neither warnings nor a key. */
export function createVerdict(
  reason: VerdictReason,
  params: readonly Param[] = [],
  about: {
    readonly warnings?: readonly string[];
    readonly key?: KeySummary;
    readonly keyMaterial?: KeyMaterial | undefined;
    readonly variant?: VerdictVariant;
  } = {},
): Verdict {
  const { keyMaterial, ...others } = about;
  return {
    status: statuses[reason] ?? 'unchecked',
    reason,
    params,
    warnings: [],
    ...others,
    ...(keyMaterial !== undefined && { keyMaterial }),
  };
}

/** The same verdict with one more note, and with the rule IDs of the note, without duplicates. */
export function addNote(
  verdict: Verdict,
  code: VerdictNoteCode,
  params: readonly Param[] = [],
  rules: readonly string[] = [],
): Verdict {
  const note: VerdictNote = { code, params };
  return {
    ...verdict,
    warnings: [...new Set([...verdict.warnings, ...rules])],
    notes: [...(verdict.notes ?? []), note],
  };
}
