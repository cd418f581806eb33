import type { Decryption, DecryptOptions } from './decryption';
import type { KeyReading } from '../keys/key';
import { countUntried, readKeys } from '../keys/read-keys';
import { MAX_CANDIDATE_KEYS, MAX_DECRYPTION_WORK } from '../limits';
import type { Jwe } from '../token';
import { findMissingKid, planTrials, type Trial } from './select-keys';
import { createDecryption } from './decryptions';
import { describeOpened } from './describe-opened';
import { describeFailure } from './describe-failure';
import { DecryptionFailure } from './decryption-failure';
import { openWithAppSecret } from './open-app-token';
import { openForRecipient } from './open-recipient';
import { estimateWork } from './work';

/** The part of `decrypt` that needs a key, and so cryptography. */
export async function openToken(jwe: Jwe, keyText: string, options: DecryptOptions): Promise<Decryption> {
  const { secretEncoding } = options;
  const reading = await readKeys(keyText, secretEncoding === undefined ? {} : { secretEncoding });
  if ('fault' in reading) return describeUnreadKeys(reading);
  const plan = planTrials(jwe, reading);
  const failures = await tryKeys(jwe, plan.trials, options);
  if ('status' in failures) return failures;
  const app = await openWithAppSecret(jwe, reading.keys, options);
  if (app !== undefined) return app;
  const missing = jwe.recipients.map(({ header }) => findMissingKid(reading, header));
  // That a key without a `kid` does not open it says nothing of a token that names another.
  const kidFault = missing.every((fault) => fault !== undefined) ? missing[0] : undefined;
  if (kidFault !== undefined) return describeFailure([], [kidFault], 0);
  // Entries of a set behind the bound might be the key.
  const beyond = countUntried(reading.unread);
  return describeFailure(failures, plan.faults, plan.trials.length + beyond);
}

type UnreadKeys = Extract<KeyReading, { readonly fault: unknown }>;

interface Failure {
  readonly trial: Trial;
  readonly fault: DecryptionFailure;
}

/** Tries the keys one after the other. Returns the outcome of the one that decrypts the content, or why each fails. */
async function tryKeys(
  jwe: Jwe,
  trials: readonly Trial[],
  { allowHighP2c = false, signal, onProgress, pause }: DecryptOptions,
): Promise<Decryption | readonly Failure[]> {
  const failures: Failure[] = [];
  const tried = new Set<number>();
  const progress = () => ({ tried: tried.size, recipients: jwe.recipients.length });
  const stop = (reason: 'cancelled' | 'limit_reached') =>
    createDecryption(reason, [tried.size, jwe.recipients.length]);
  let work = 0;
  for (const trial of trials.slice(0, MAX_CANDIDATE_KEYS)) {
    onProgress?.(progress());
    await pause?.();
    if (signal?.aborted === true) return stop('cancelled');
    work += estimateWork(trial);
    if (work > MAX_DECRYPTION_WORK && !allowHighP2c) return stop('limit_reached');
    const opened = await openForRecipient(jwe, trial, allowHighP2c, signal);
    if (!(opened instanceof DecryptionFailure)) return describeOpened(jwe, trial, opened, trials.length);
    if (opened.reason === 'cancelled') return stop('cancelled');
    failures.push({ trial, fault: opened });
    tried.add(trial.recipientIndex);
  }
  return failures;
}

function describeUnreadKeys({ fault, params, material }: UnreadKeys): Decryption {
  switch (fault) {
    case 'set_empty':
    case 'key_too_long':
      return createDecryption(fault, params);
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
