import type { Decryption, DecryptOptions } from './decryption';
import type { Key } from '../keys/key';
import type { Jwe } from '../token';
import { findScheme } from './algorithms/encryption-algorithms';
import { deriveAppKeys } from './app-secret';
import { createDecryption } from './decryptions';
import { describeOpened } from './describe-opened';
import { DecryptionFailure } from './decryption-failure';
import { openForRecipient } from './open-recipient';

/** Undefined if the pasted text isn't a secret that a framework derived the key from. */
export async function openWithAppSecret(
  jwe: Jwe,
  keys: readonly Key[],
  { cookieName, signal }: DecryptOptions,
): Promise<Decryption | undefined> {
  for (const [recipientIndex, recipient] of jwe.recipients.entries()) {
    const scheme = findScheme(recipient.header);
    if (typeof scheme === 'string') continue;
    const derived = await deriveAppKeys(keys, scheme, cookieName);
    for (const { key, library } of derived) {
      const trial = { recipientIndex, recipient, scheme, key };
      const opened = await openForRecipient(jwe, trial, false, signal);
      if (opened instanceof DecryptionFailure && opened.reason === 'cancelled') {
        return createDecryption('cancelled', [recipientIndex, jwe.recipients.length]);
      }
      if (!(opened instanceof DecryptionFailure))
        return describeOpened(jwe, trial, opened, derived.length, library);
    }
  }
  return undefined;
}
