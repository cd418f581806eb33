import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { readPlaintext, type Decryption, type Token } from '../../../token';
import type { ExactText } from './exact-part';

export interface ExactJsonModel {
  /** Whether the exact JSON is shown beside the tables. */
  readonly isShown: ReadonlySignal<boolean>;
  readonly header: ReadonlySignal<ExactText | undefined>;
  readonly claims: ReadonlySignal<ExactText | undefined>;
  toggle(): void;
  end(): void;
}

/** Parses the exact JSON of the shown token: JavaScript values lose the precision of large numbers. */
export function createExactJson(
  token: ReadonlySignal<Token | undefined>,
  decrypted: ReadonlySignal<Decryption | undefined>,
): ExactJsonModel {
  const isShown = signal(false);
  const read = signal<
    { readonly token: Token; readonly header?: ExactText; readonly claims?: ExactText } | undefined
  >(undefined);
  const stop = effect(() => {
    const shown = token.value;
    const plaintext = decrypted.value?.claims && readPlaintext(decrypted.value);
    if (shown === undefined) return;
    let isStale = false;
    void import('./exact-part').then(async ({ readPart }) => {
      const [header, claims] = await Promise.all([
        readPart(shown, 'header'),
        readPart(shown, 'claims', plaintext),
      ]);
      if (!isStale) read.value = { token: shown, ...(header && { header }), ...(claims && { claims }) };
    });
    return () => {
      isStale = true;
    };
  });
  const current = computed(() => (read.value?.token === token.value ? read.value : undefined));
  return {
    isShown,
    header: computed(() => current.value?.header),
    claims: computed(() => current.value?.claims),
    toggle() {
      isShown.value = !isShown.peek();
    },
    end: stop,
  };
}
