import type { SecretEncoding } from '../keys/secret';
import { MAX_SIGNATURE_CHECKS } from '../limits';
import { createVerdict } from './create-verdict';
import type { Verdict } from './verdict';

/** What the caller knows beyond the token and the key. */
export interface VerifyOptions {
  /** The algorithms that are expected (RFC 8725 §3.1); any other leaves the token unchecked. */
  readonly algorithms?: readonly string[];
  /** The one way to read a secret; without it every way is tried. */
  readonly secretEncoding?: SecretEncoding;
  /** The payload that was sent apart from the token (RFC 7515 appendix F); counts only where the token's own is empty. */
  readonly detachedPayload?: Uint8Array;
  /** Ends the checks; the outcome is `cancelled`. */
  readonly signal?: AbortSignal;
  /**
   * Awaited before each check but the first: what a library calculates holds up its thread, which hears an abort only in
   * between. The caller chooses how to wait.
   */
  readonly pause?: () => Promise<void>;
}

/**
 * What may still be calculated for the signatures of one token: a hundred signatures and a hundred keys would be ten
 * thousand checks, and those of a library hold up the thread.
 */
export class CheckBudget {
  #checks = 0;
  readonly #signal: AbortSignal | undefined;
  readonly #pause: (() => Promise<void>) | undefined;

  constructor({ signal, pause }: Pick<VerifyOptions, 'signal' | 'pause'>) {
    this.#signal = signal;
    this.#pause = pause;
  }

  /** Called before each check: the verdict that ends them, if they must end. */
  async next(): Promise<Verdict | undefined> {
    // The first one is what most tokens need: it waits for nothing.
    if (this.#checks > 0) await this.#pause?.();
    const checks = [this.#checks];
    if (this.#signal?.aborted === true) return createVerdict('cancelled', checks);
    if (this.#checks >= MAX_SIGNATURE_CHECKS) return createVerdict('limit_reached', checks);
    this.#checks += 1;
    return undefined;
  }
}
