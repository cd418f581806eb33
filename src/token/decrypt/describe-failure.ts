import type { Decryption, DecryptionReason } from './decryption';
import type { Trial } from './select-keys';
import { createDecryption } from './decryptions';
import type { DecryptionFailure } from './decryption-failure';
import { findKeyWarnings, findTokenWarnings } from './warnings';
import { describeKey, isOneSecret } from '../keys/words';
import { summarizeUsedKey } from '../keys/summarize';

/** Of multiple failures, that of the key which came furthest is shown. */
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

interface Failure {
  readonly trial: Trial;
  readonly fault: DecryptionFailure;
}

/** Why no key decrypted the content for any recipient. `others` are the failures of recipients without an attempt. */
export async function describeFailure(
  failures: readonly Failure[],
  others: readonly DecryptionFailure[],
  candidates: number,
): Promise<Decryption> {
  if (candidates > failures.length) {
    return createDecryption('too_many_keys', [failures.length, candidates - failures.length]);
  }
  const faults = [...failures.map(({ fault }) => fault), ...others];
  const fault = faults.toSorted((one, other) => rank(one) - rank(other))[0];
  if (fault === undefined) return createDecryption('key_unreadable', [{ code: 'key_problem_no_key' }]);
  const failure = failures.find((one) => one.fault === fault);
  if (failure === undefined)
    return createDecryption(fault.reason, fault.params, { warnings: fault.warnings });

  const { key, recipient, recipientIndex, scheme } = failure.trial;
  const warnings = new Set([
    ...fault.warnings,
    ...findTokenWarnings(recipient, scheme, key),
    ...findKeyWarnings(key, scheme),
  ]);
  const isOne = failures.length === 1;
  const about = {
    warnings: [...warnings],
    recipient: recipientIndex,
    key: isOne ? await summarizeUsedKey(key, candidates) : { form: key.form, kind: key.kty, candidates },
  };
  if (fault.reason !== 'key_mismatch') return createDecryption(fault.reason, fault.params, about);
  const keys = [...new Set(failures.map(({ trial }) => trial.key))];
  const { alg, enc } = scheme;
  if (isOne) return createDecryption('key_mismatch', [alg, enc, describeKey(key)], about);
  const variant = isOneSecret(keys) ? 'key_mismatch_encodings' : 'key_mismatch_keys';
  return createDecryption('key_mismatch', [alg, enc, keys.length], { ...about, variant });
}

function rank({ reason }: DecryptionFailure): number {
  return displayOrder.indexOf(reason);
}
