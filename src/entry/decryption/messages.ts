import type { Decryption, DecryptionProgress } from '../../token';

/** What the page asks its worker, once: the token as it was received, the key, and what the person agreed to. */
export interface DecryptionQuestion {
  readonly token: string;
  readonly keyText: string;
  readonly allowHighP2c: boolean;
}

/** What the worker answers: how far it is, and at the end the outcome. */
export type DecryptionAnswer = { readonly progress: DecryptionProgress } | { readonly outcome: Decryption };
