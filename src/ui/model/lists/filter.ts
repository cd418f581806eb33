import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { maxFilterLength, type PanelCommand } from '../../../traffic';
import type { FilterEngine, ParsedFilter } from './filter-engine';

/** The filter that the lists of requests and tokens share. */
export interface FilterModel {
  readonly text: ReadonlySignal<string>;
  /** Undefined for an empty text, which matches everything, and until the parser is loaded. */
  readonly parsed: ReadonlySignal<ParsedFilter | undefined>;
  /** The text isn't applied yet, because the parser is being loaded. */
  readonly isLoading: ReadonlySignal<boolean>;
  set(text: string): void;
  /** Whether the text contains these items; see `toggleFilterItem`. */
  has(item: string): boolean;
  /** Adds these items to the text, or removes them. */
  toggle(item: string): void;
}

/** Where the filter is sent, so that the next panel has it. */
export interface FilterOptions {
  readonly send: (command: PanelCommand) => void;
  readonly reportBug: (error: unknown) => void;
  /** Called when {@link FilterModel.isLoading} ends. */
  readonly onLoaded?: () => void;
  /** If it's loaded already. */
  readonly engine?: FilterEngine;
}

/** Creates the filter, and a function that sets what the session has saved, without sending it back. */
export function createFilter({ send, reportBug, onLoaded, engine: loaded }: FilterOptions) {
  const text = signal('');
  const engine = signal(loaded);
  const isLoading = signal(false);
  const isEmpty = computed(() => text.value.trim() === '');
  const withEngine = async (): Promise<FilterEngine | undefined> => {
    try {
      engine.value ??= (await import('./filter-engine')).filterEngine;
    } catch (error) {
      reportBug(error);
    }
    return engine.peek();
  };
  const show = (next: string) => {
    text.value = next;
    if (isEmpty.peek() || isLoading.peek() || engine.peek() !== undefined) return;
    isLoading.value = true;
    void withEngine().then(() => {
      isLoading.value = false;
      onLoaded?.();
    });
  };
  const set = (next: string) => {
    show(next.slice(0, maxFilterLength));
    send({ type: 'filter', text: text.peek() });
  };
  const toggle = (item: string, { toggle: toggled }: FilterEngine) => set(toggled(text.peek(), item));
  const filter: FilterModel = {
    text,
    parsed: computed(() => (isEmpty.value ? undefined : engine.value?.parse(text.value))),
    isLoading,
    set,
    has: (item) => !isEmpty.value && engine.value?.has(text.value, item) === true,
    toggle(item) {
      const known = engine.peek();
      if (known) toggle(item, known);
      else void withEngine().then((now) => now && toggle(item, now));
    },
  };
  return { filter, restore: show };
}
