import type { Decryption, DecryptionReason } from './decryption';
import type { Trial } from './select-keys';
import { createDecryption } from './decryptions';
import type { DecryptionFailure } from './decryption-failure';
import { findKeyWarnings, findTokenWarnings } from './warnings';
import { describeKey, isOneSecret } from '../keys/words';
import { summarizeUsedKey } from '../keys/summarize';

/** Of multiple failures, the one of the most advanced attempt is shown. */
const displayOrder: readonly DecryptionReason[] = [
  'lengths_wrong',
  'key_mismatch',
  'encrypted_key_present',
  'epk_invalid',
  'header_invalid',
  'p2c_too_high',
  'key_is_public',
  'key_unreadable',
  'key_wrong_kind',
  'kid_not_in_set',
];

/** A key that was tried, and why it failed. */
export interface FailedTrial {
  readonly trial: Trial;
  readonly failure: DecryptionFailure;
}

/** Why no key decrypted the content for any recipient. `others` are the failures of recipients without an attempt. */
export async function describeFailure(
  failed: readonly FailedTrial[],
  others: readonly DecryptionFailure[],
  candidates: number,
): Promise<Decryption> {
  if (candidates > failed.length) {
    return createDecryption('too_many_keys', [failed.length, candidates - failed.length]);
  }
  const failures = [...failed.map(({ failure }) => failure), ...others];
  const failure = failures.toSorted((one, other) => rank(one) - rank(other))[0];
  if (failure === undefined) return createDecryption('key_unreadable', [{ code: 'key_problem_no_key' }]);
  const shown = failed.find((one) => one.failure === failure);
  if (shown === undefined)
    return createDecryption(failure.reason, failure.params, { warnings: failure.warnings });

  const { key, recipient, recipientIndex, scheme } = shown.trial;
  const warnings = new Set([
    ...failure.warnings,
    ...findTokenWarnings(recipient, scheme, key),
    ...findKeyWarnings(key, scheme),
  ]);
  const isOne = failed.length === 1;
  const about = {
    warnings: [...warnings],
    recipient: recipientIndex,
    key: isOne ? await summarizeUsedKey(key, candidates) : { form: key.form, kind: key.kty, candidates },
  };
  if (failure.reason !== 'key_mismatch') return createDecryption(failure.reason, failure.params, about);
  const keys = [...new Set(failed.map(({ trial }) => trial.key))];
  const { alg, enc } = scheme;
  if (isOne) return createDecryption('key_mismatch', [alg, enc, describeKey(key)], about);
  const variant = isOneSecret(keys) ? 'key_mismatch_encodings' : 'key_mismatch_keys';
  return createDecryption('key_mismatch', [alg, enc, keys.length], { ...about, variant });
}

function rank({ reason }: DecryptionFailure): number {
  return displayOrder.indexOf(reason);
}
