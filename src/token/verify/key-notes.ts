import type { Key } from '../keys/key';
import { addNote } from './create-verdict';
import { findConflicts } from './key-warnings';
import type { Verdict } from './verdict';

/** Adds notes on a key that matches, but that other verifiers reject for this algorithm or can't read. */
export function addKeyNotes(verdict: Verdict, key: Key, alg: string): Verdict {
  const members = findConflicts(key, alg).map(({ member }) => member);
  const allowed = members.length === 0 ? verdict : addNote(verdict, 'key_not_for_this', [members, alg]);
  const noted =
    key.secretEncoding === 'lenient base64' ? addNote(allowed, 'secret_decoded_leniently') : allowed;
  if (key.repair === undefined) return noted;
  return key.repair === 'pem' ? addNote(noted, 'pem_repaired') : addNote(noted, 'jwk_repaired', [key.repair]);
}
