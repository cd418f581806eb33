import type { Decryption, DecryptOptions } from './decryption';
import type { KeyReading, KeysRead } from '../keys/key';
import { countUntried, readKeys } from '../keys/read-keys';
import { maxCandidateKeys, maxDecryptionWork } from '../limits';
import type { Jwe } from '../token';
import { findMissingKid, planTrials, type Plan, type Trial } from './select-keys';
import { isSessionToken } from './app-secret';
import { addDecryptionNote, createDecryption } from './decryptions';
import { describeOpened } from './describe-opened';
import { describeFailure, type FailedTrial } from './describe-failure';
import { DecryptionFailure } from './decryption-failure';
import { openWithAppSecret } from './open-app-token';
import { openForRecipient } from './open-recipient';
import { estimateWork } from './work';

/** The part of `decrypt` that needs a key, and so cryptography. */
export async function openToken(jwe: Jwe, keyText: string, options: DecryptOptions): Promise<Decryption> {
  const { secretEncoding } = options;
  const reading = await readKeys(keyText, secretEncoding === undefined ? {} : { secretEncoding });
  if ('problem' in reading) return describeUnreadKeys(reading);
  const plan = planTrials(jwe, reading);
  const failed = await tryKeys(jwe, plan.trials, options);
  if ('status' in failed) return failed;
  const app = await openWithAppSecret(jwe, reading.keys, options);
  if (app !== undefined) return app;
  return addHint(jwe, reading, await describeMismatch(jwe, reading, plan, failed));
}

/** What else the pasted text may be, and what else Auth.js derives its keys from. */
function addHint(jwe: Jwe, { form, lookAlike }: KeysRead, outcome: Decryption): Decryption {
  if (form !== 'secret') return outcome;
  if (lookAlike !== undefined) return createDecryption('key_unreadable', [], { keyMaterial: lookAlike });
  return isSessionToken(jwe) ? addDecryptionNote(outcome, 'cookie_name') : outcome;
}

async function describeMismatch(
  jwe: Jwe,
  reading: KeysRead,
  plan: Plan,
  failed: readonly FailedTrial[],
): Promise<Decryption> {
  const missing = jwe.recipients.map(({ header }) => findMissingKid(reading, header));
  // A failed key without a `kid` proves nothing about a token that has one.
  const kidFailure = missing.every((failure) => failure !== undefined) ? missing[0] : undefined;
  if (kidFailure !== undefined) return describeFailure([], [kidFailure], 0);
  // Entries of a set beyond the limit might be the key.
  const beyond = countUntried(reading.unread);
  return describeFailure(failed, plan.failures, plan.trials.length + beyond);
}

type UnreadKeys = Extract<KeyReading, { readonly problem: unknown }>;

/** Tries the keys one after the other. Returns the outcome of the one that decrypts the content, or why each fails. */
async function tryKeys(
  jwe: Jwe,
  trials: readonly Trial[],
  { allowHighP2c = false, signal, onProgress, pause }: DecryptOptions,
): Promise<Decryption | readonly FailedTrial[]> {
  const failed: FailedTrial[] = [];
  const tried = new Set<number>();
  const progress = () => ({ tried: tried.size, recipients: jwe.recipients.length });
  const stop = (reason: 'cancelled' | 'limit_reached') =>
    createDecryption(reason, [tried.size, jwe.recipients.length]);
  let work = 0;
  for (const trial of trials.slice(0, maxCandidateKeys)) {
    onProgress?.(progress());
    await pause?.();
    if (signal?.aborted === true) return stop('cancelled');
    work += estimateWork(trial);
    if (work > maxDecryptionWork && !allowHighP2c) return stop('limit_reached');
    const opened = await openForRecipient(jwe, trial, allowHighP2c, signal);
    if (!(opened instanceof DecryptionFailure)) return describeOpened(jwe, trial, opened, trials.length);
    if (opened.reason === 'cancelled') return stop('cancelled');
    failed.push({ trial, failure: opened });
    tried.add(trial.recipientIndex);
  }
  return failed;
}

function describeUnreadKeys({ problem, params, material }: UnreadKeys): Decryption {
  switch (problem) {
    case 'set_empty':
    case 'key_too_long':
      return createDecryption(problem, params);
    case 'key_is_discovery':
      return createDecryption('key_unreadable', [{ code: 'key_problem_discovery' }]);
    default:
      return createDecryption(
        'key_unreadable',
        params,
        material === undefined ? {} : { keyMaterial: material },
      );
  }
}
