import { MAX_SIGNATURE_CHECKS } from '../limits';
import type { Verdict } from './verdict';
import { createVerdict } from './create-verdict';
import type { VerifyOptions } from './verify';

/**
 * What may still be calculated for the signatures of one token: a hundred signatures and a hundred keys would be ten
 * thousand checks, and those of a library hold up the thread.
 */
export class CheckWork {
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
    const checks = [String(this.#checks)];
    if (this.#signal?.aborted === true) return createVerdict('cancelled', checks);
    if (this.#checks >= MAX_SIGNATURE_CHECKS) return createVerdict('limit_reached', checks);
    this.#checks += 1;
    return undefined;
  }
}
