import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { readPlaintext, type Decryption, type Token } from '../../../token';
import type { LayoutSignal } from '../screen-layout';
import type { ExactPart } from './exact-part';

/** The JSON of the shown token as it was signed. */
export interface ExactJsonModel {
  /** Whether the exact JSON is shown in place of the tables, for every token. */
  readonly isShown: ReadonlySignal<boolean>;
  readonly header: ReadonlySignal<ExactPart | undefined>;
  readonly claims: ReadonlySignal<ExactPart | undefined>;
  show(isShown: boolean): void;
  end(): void;
}

/** Parses the exact JSON of the shown token: JavaScript values lose the precision of large numbers. */
export function createExactJson(
  token: ReadonlySignal<Token | undefined>,
  decrypted: ReadonlySignal<Decryption | undefined>,
  layout: LayoutSignal,
): ExactJsonModel {
  const read = signal<
    { readonly token: Token; readonly header?: ExactPart; readonly claims?: ExactPart } | undefined
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
    isShown: computed(() => layout.value.isJson === true),
    header: computed(() => current.value?.header),
    claims: computed(() => current.value?.claims),
    show: (isJson) => layout.change({ isJson }),
    end: stop,
  };
}
