import { keyMaterialSentences, type KeyMaterial } from '../keys/sentences';
import type { Verdict, VerdictNote, VerdictNoteCode, VerdictReason, VerdictStatus } from './verdict';
import type { KeySummary } from '../keys/key';
import { fillSentence } from '../wording';
import { verdictSentences } from './sentences';

/** All other reasons leave the token unchecked. */
const statuses: Partial<Record<VerdictReason, VerdictStatus>> = {
  signature_matches: 'valid',
  signature_mismatch: 'invalid',
  signature_length: 'invalid',
  signature_empty: 'invalid',
};

export function createVerdict(
  reason: VerdictReason,
  params: readonly string[] = [],
  about: {
    readonly warnings?: readonly string[];
    readonly key?: KeySummary;
    readonly keyMaterial?: KeyMaterial | undefined;
  } = {},
): Verdict {
  const { keyMaterial, ...others } = about;
  const status = statuses[reason] ?? 'unchecked';
  if (keyMaterial !== undefined) {
    // What the text is and what to paste instead is a sentence of its own.
    const sentence = keyMaterialSentences[`key_material_${keyMaterial}`];
    return { status, reason, params, sentence, warnings: [], ...others, keyMaterial };
  }
  const sentence = fillSentence(verdictSentences[`verdict_${reason}`], params);
  return { status, reason, params, sentence, warnings: [], ...others };
}

/** The same verdict with something more to say, and with the rules it stands for, each named once. */
export function addNote(
  verdict: Verdict,
  code: VerdictNoteCode,
  params: readonly string[] = [],
  rules: readonly string[] = [],
): Verdict {
  const sentence = fillSentence(verdictSentences[`verdict_note_${code}`], params);
  const note: VerdictNote = { code, params, sentence };
  return {
    ...verdict,
    sentence: `${verdict.sentence} ${sentence}`,
    warnings: [...new Set([...verdict.warnings, ...rules])],
    notes: [...(verdict.notes ?? []), note],
  };
}
