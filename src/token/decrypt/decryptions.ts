import type {
  Decryption,
  DecryptionNoteCode,
  DecryptionProgress,
  DecryptionReason,
  DecryptionStatus,
} from './decryption';
import { keyMaterialSentences } from '../keys/sentences';
import { fillSentence } from '../wording';
import { decryptionSentences } from './sentences';

/** All other reasons leave the token unchecked. */
const statuses: Partial<Record<DecryptionReason, DecryptionStatus>> = {
  decrypted: 'decrypted',
  key_mismatch: 'failed',
  lengths_wrong: 'failed',
  epk_invalid: 'failed',
  encrypted_key_present: 'failed',
  header_invalid: 'failed',
  inflate_failed: 'failed',
  inflate_too_large: 'failed',
};

type About = Omit<Decryption, 'status' | 'reason' | 'params' | 'sentence' | 'warnings'> &
  Partial<Pick<Decryption, 'warnings'>>;

export function createDecryption(
  reason: DecryptionReason,
  params: readonly string[] = [],
  about: About = {},
): Decryption {
  const { keyMaterial } = about;
  const sentence =
    keyMaterial === undefined
      ? fillSentence(decryptionSentences[`decryption_${reason}`], params)
      : keyMaterialSentences[`key_material_${keyMaterial}`];
  return { status: statuses[reason] ?? 'unchecked', reason, params, sentence, warnings: [], ...about };
}

/** The same outcome with an additional note. */
export function addDecryptionNote(outcome: Decryption, code: DecryptionNoteCode): Decryption {
  const sentence = decryptionSentences[`decryption_note_${code}`];
  return {
    ...outcome,
    sentence: `${outcome.sentence} ${sentence}`,
    notes: [...(outcome.notes ?? []), { code, sentence }],
  };
}

/** The outcome of a decryption that its caller ended by terminating its thread, at its last progress. */
export function describeStopped({ tried, recipients }: DecryptionProgress): Decryption {
  return createDecryption('cancelled', [String(tried), String(recipients)]);
}
