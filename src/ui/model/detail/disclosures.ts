import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Disclosed, Token } from '../../../token';
import type { ExactDisclosed } from './exact-disclosed';

/** What the disclosures of an SD-JWT add to its claims (RFC 9901 §7). */
export interface DisclosuresModel {
  /** The disclosed claims of the shown SD-JWT; undefined for other tokens, and until they're computed. */
  readonly disclosed: ReadonlySignal<Disclosed | undefined>;
  /** The same claims with exact numbers. */
  readonly exact: ReadonlySignal<ExactDisclosed | undefined>;
  end(): void;
}

/** Inserts the disclosures of an SD-JWT into its claims when it's shown. */
export function createDisclosures(token: ReadonlySignal<Token | undefined>): DisclosuresModel {
  const opened = signal<
    { readonly token: Token; readonly disclosed: Disclosed; readonly exact: ExactDisclosed } | undefined
  >(undefined);
  const current = computed(() => (opened.value?.token === token.value ? opened.value : undefined));
  const stop = effect(() => {
    const shown = token.value;
    if (shown?.kind !== 'sd-jwt' || opened.peek()?.token === shown) return;
    let isStale = false;
    void import('./open-disclosures').then(async ({ openDisclosures, readExactDisclosed }) => {
      const disclosed = await openDisclosures(shown);
      const exact = await readExactDisclosed(shown, disclosed);
      if (!isStale) opened.value = { token: shown, disclosed, exact };
    });
    return () => {
      isStale = true;
    };
  });
  return {
    disclosed: computed(() => current.value?.disclosed),
    exact: computed(() => current.value?.exact),
    end: stop,
  };
}
