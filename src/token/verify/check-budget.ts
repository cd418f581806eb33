import type { SecretEncoding } from '../keys/secret';
import { maxMistakenSecrets, maxSignatureChecks } from '../limits';
import { createVerdict } from './create-verdict';
import type { Verdict } from './verdict';

/** Options of `verify`. */
export interface VerifyOptions {
  /** The expected algorithms (RFC 8725 §3.1); a token with any other isn't checked. */
  readonly algorithms?: readonly string[];
  /** How to read a secret; by default, every encoding is tried. */
  readonly secretEncoding?: SecretEncoding;
  /** The payload that was sent separately (RFC 7515 appendix F). Used only if the token's payload is empty. */
  readonly detachedPayload?: Uint8Array;
  /** Stops the checks; the reason is then `cancelled`. */
  readonly signal?: AbortSignal;
  /**
   * Awaited before each check but the first: a library blocks its thread, which can notice an abort only between
   * checks. The caller decides how to wait.
   */
  readonly pause?: () => Promise<void>;
}

/**
 * Limits the calculations for the signatures of one token: a hundred signatures and a hundred keys would be ten
 * thousand checks, and those of a library block the thread.
 */
export class CheckBudget {
  #checks = 0;
  #guesses = 0;
  readonly #signal: AbortSignal | undefined;
  readonly #pause: (() => Promise<void>) | undefined;

  constructor({ signal, pause }: Pick<VerifyOptions, 'signal' | 'pause'>) {
    this.#signal = signal;
    this.#pause = pause;
  }

  /** Called before each check. Returns the verdict that ends the checks if they must stop. */
  async next(): Promise<Verdict | undefined> {
    // Most tokens need only the first check, so it doesn't wait.
    if (this.#checks > 0) await this.#pause?.();
    const checks = [this.#checks];
    if (this.#signal?.aborted === true) return createVerdict('cancelled', checks);
    if (this.#checks >= maxSignatureChecks) return createVerdict('limit_reached', checks);
    this.#checks += 1;
    return undefined;
  }

  /**
   * Called before each comparison with a secret that a server may have used by mistake. Whether it may be made: these
   * only add a note to a verdict, so they end without a verdict of their own.
   */
  takeGuess(): boolean {
    if (this.#signal?.aborted === true || this.#guesses >= maxMistakenSecrets) return false;
    this.#guesses += 1;
    return true;
  }
}
