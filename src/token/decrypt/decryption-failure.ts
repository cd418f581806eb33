import type { DecryptionReason } from './decryption';

/** Why one key did not open the content for one recipient. A class, so that no key can be taken for one. */
export class DecryptionFailure {
  constructor(
    readonly reason: DecryptionReason,
    readonly params: readonly string[] = [],
    /** Rule ids of what is wrong with the token. */
    readonly warnings: readonly string[] = [],
  ) {}
}
