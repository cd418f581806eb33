import type { Decryption, DecryptionProgress } from '../../token';

/**
 * From the page to its worker, once: the token's raw text, the key, whether the user allows a high `p2c`, and the token's
 * cookie.
 */
export interface DecryptionRequest {
  readonly token: string;
  readonly keyText: string;
  readonly allowHighP2c: boolean;
  readonly cookieName?: string;
}

/**
 * From the worker to the page: the progress, and finally the outcome or an exception, which the page wouldn't get
 * otherwise.
 */
export type DecryptionResponse =
  { readonly progress: DecryptionProgress } | { readonly outcome: Decryption } | { readonly bug: unknown };
