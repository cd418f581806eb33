import { computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  hasFilterItem,
  maxFilterLength,
  parseFilter,
  toggleFilterItem,
  type Filter,
  type PanelCommand,
} from '../../traffic';

/** The filter that the lists of requests and tokens share. */
export interface FilterModel {
  readonly text: ReadonlySignal<string>;
  /** Undefined for an empty text, which matches everything. */
  readonly parsed: ReadonlySignal<Filter | undefined>;
  set(text: string): void;
  /** Whether the text contains these items; see `toggleFilterItem`. */
  has(item: string): boolean;
  /** Adds these items to the text, or removes them. */
  toggle(item: string): void;
}

/** Creates the filter, and a function that sets what the session has saved, without sending it back. */
export function createFilter(send: (command: PanelCommand) => void) {
  const text = signal('');
  const filter: FilterModel = {
    text,
    parsed: computed(() => (text.value.trim() === '' ? undefined : parseFilter(text.value))),
    set(next) {
      text.value = next.slice(0, maxFilterLength);
      send({ type: 'filter', text: text.peek() });
    },
    has: (item) => hasFilterItem(text.value, item),
    toggle: (item) => filter.set(toggleFilterItem(text.peek(), item)),
  };
  return { filter, restore: (saved: string) => (text.value = saved) };
}
