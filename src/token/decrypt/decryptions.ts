import type {
  Decryption,
  DecryptionNoteCode,
  DecryptionProgress,
  DecryptionReason,
  DecryptionStatus,
} from './decryption';
import type { Param } from '../param';

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

type About = Omit<Decryption, 'status' | 'reason' | 'params' | 'warnings'> &
  Partial<Pick<Decryption, 'warnings'>>;

/** An outcome with the status that belongs to its reason. Without `about`, it has no warnings, claims or key. */
export function createDecryption(
  reason: DecryptionReason,
  params: readonly Param[] = [],
  about: About = {},
): Decryption {
  return { status: statuses[reason] ?? 'unchecked', reason, params, warnings: [], ...about };
}

/** The same outcome with an additional note. */
export function addDecryptionNote(outcome: Decryption, code: DecryptionNoteCode): Decryption {
  return { ...outcome, notes: [...(outcome.notes ?? []), { code }] };
}

/** The outcome of a decryption that its caller ended by terminating its thread, at its last progress. */
export function describeStopped({ tried, recipients }: DecryptionProgress): Decryption {
  return createDecryption('cancelled', [tried, recipients]);
}
