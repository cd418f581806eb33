import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Disclosed, Token } from '../../../token';

export interface DisclosuresModel {
  /** The disclosed claims of the shown SD-JWT; undefined for other tokens, and until they're computed. */
  readonly disclosed: ReadonlySignal<Disclosed | undefined>;
  end(): void;
}

/** Inserts the disclosures of an SD-JWT into its claims when it's shown. */
export function createDisclosures(token: ReadonlySignal<Token | undefined>): DisclosuresModel {
  const opened = signal<{ readonly token: Token; readonly disclosed: Disclosed } | undefined>(undefined);
  const stop = effect(() => {
    const shown = token.value;
    if (shown?.kind !== 'sd-jwt' || opened.peek()?.token === shown) return;
    let isStale = false;
    void import('./open-disclosures').then(async ({ openDisclosures }) => {
      const outcome = await openDisclosures(shown);
      if (!isStale) opened.value = { token: shown, disclosed: outcome };
    });
    return () => {
      isStale = true;
    };
  });
  return {
    disclosed: computed(() => (opened.value?.token === token.value ? opened.value?.disclosed : undefined)),
    end: stop,
  };
}
