import type { Decryption } from '../decryption';
import type { KeyReading } from '../key/key';
import { BEYOND, readKeys } from '../key/read-keys';
import { MAX_CANDIDATE_KEYS } from '../limits';
import type { Jwe } from '../token';
import { findMissingKid, planTrials, type Trial } from './choose-keys';
import type { DecryptOptions } from './decrypt';
import { createDecryption } from './decryptions';
import { describeOpened } from './describe-opened';
import { describeFailure } from './failure';
import { OpeningFault } from './fault';
import { readRounds } from './find-cek';
import { openWithAppSecret } from './open-app-token';
import { openForRecipient } from './open-recipient';
import { MAX_ROUNDS } from './warnings';

/** How many rounds of PBKDF2 are run in all for the keys and recipients of one token: a password has three readings. */
const MAX_ROUNDS_IN_ALL = 4 * MAX_ROUNDS;

/** Everything of `decrypt` that needs a key, and with it cryptography. */
export async function openToken(jwe: Jwe, keyText: string, options: DecryptOptions): Promise<Decryption> {
  const { secretEncoding, allowHighP2c, signal } = options;
  const reading = await readKeys(keyText, secretEncoding === undefined ? {} : { secretEncoding });
  if ('fault' in reading) return describeUnreadKeys(reading);
  const plan = planTrials(jwe, reading);

  const failures: { readonly trial: Trial; readonly fault: OpeningFault }[] = [];
  let rounds = 0;
  for (const trial of plan.trials.slice(0, MAX_CANDIDATE_KEYS)) {
    rounds += countRounds(trial);
    if (rounds > MAX_ROUNDS_IN_ALL && allowHighP2c !== true) break;
    const opened = await openForRecipient(jwe, trial, allowHighP2c === true, signal);
    if (!(opened instanceof OpeningFault)) return describeOpened(jwe, trial, opened, plan.trials.length);
    if (opened.reason === 'cancelled') return createDecryption('cancelled');
    failures.push({ trial, fault: opened });
  }
  const app = await openWithAppSecret(jwe, reading.keys, options);
  if (app !== undefined) return app;
  const missing = jwe.recipients.map(({ header }) => findMissingKid(reading, header));
  // That a key without a `kid` does not open it says nothing of a token that names another.
  const kidFault = missing.every((fault) => fault !== undefined) ? missing[0] : undefined;
  if (kidFault !== undefined) return describeFailure([], [kidFault], 0);
  // Entries of a set behind the bound might be the key.
  const beyond = reading.unread.filter(({ why }) => why === BEYOND).length;
  return describeFailure(failures, plan.faults, plan.trials.length + beyond);
}

type UnreadKeys = Extract<KeyReading, { readonly fault: unknown }>;

/** The rounds of PBKDF2 that trying a key takes without the person's leave. */
function countRounds({ recipient, scheme }: Trial): number {
  const rounds = scheme.management.family === 'PBES2' ? (readRounds(recipient.header) ?? 0) : 0;
  return rounds > MAX_ROUNDS ? 0 : rounds;
}

function describeUnreadKeys({ fault, params, material }: UnreadKeys): Decryption {
  switch (fault) {
    case 'set_empty':
    case 'key_too_long':
      return createDecryption(fault, params);
    case 'key_is_discovery':
      return createDecryption('key_unreadable', ['it is a discovery document, which holds no keys']);
    default:
      return createDecryption(
        'key_unreadable',
        params,
        material === undefined ? {} : { keyMaterial: material },
      );
  }
}
