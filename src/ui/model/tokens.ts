import { computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  matchesFilter,
  maxFilterLength,
  type PanelCommand,
  type SessionState,
  type TokenRow,
} from '../../traffic';
import { soonSeconds } from '../format/lifetime';
import { createSorter, type Column, type Sort } from './columns';
import { createEntry, type Entry } from './detail/entry';

/** The token list: its rows, sort order, filter and selection. */
export interface TokensModel {
  /** All tokens by ID. Reading it in a computation subscribes to its changes. */
  entries(): ReadonlyMap<number, Entry>;
  /** The tokens that match the filter, sorted. */
  readonly shown: ReadonlySignal<readonly Entry[]>;
  /** The number of tokens that expire within a minute. */
  readonly expiring: ReadonlySignal<number>;
  /** The number of tokens with a rejected request. */
  readonly rejected: ReadonlySignal<number>;
  readonly sort: ReadonlySignal<Sort>;
  readonly filter: ReadonlySignal<string>;
  readonly selectedId: ReadonlySignal<number | undefined>;
  readonly selected: ReadonlySignal<Entry | undefined>;
  /** Milliseconds since 1970; updated every second while something subscribes to it. */
  readonly now: ReadonlySignal<number>;
  select(id: number | undefined): void;
  /** Moves the selection by this many rows; `±Infinity` moves it to the end or the start. */
  step(rows: number): void;
  sortBy(column: Column): void;
  setFilter(text: string): void;
}

export interface TokensOptions {
  readonly now: ReadonlySignal<number>;
  readonly send: (command: PanelCommand) => void;
  readonly onSelect: (id: number | undefined) => void;
}

/** Creates the tokens model, and functions for the panel's model only. */
export function createTokens({ now, send, onSelect }: TokensOptions) {
  // Mutated, so that a delta costs time only for its own rows.
  const entries = new Map<number, Entry>();
  const change = signal(0);
  const filter = signal('');
  const selectedId = signal<number | undefined>(undefined);
  const sorter = createSorter();
  const read = () => {
    void change.value;
    return entries;
  };

  // A computation of its own, so that typing in the filter doesn't sort again.
  const sorted = computed(() => sorter.sort(read()));
  const shown = computed(() => {
    const text = filter.value.trim();
    return text === ''
      ? sorted.value
      : sorted.value.filter(({ row, facts }) => matchesFilter(row, facts.token, text));
  });

  // A computation of its own, so that a clock tick only compares numbers.
  const expiryTimes = computed(() =>
    [...read().values()].map(({ facts }) => facts.expiresAtSeconds).filter(Number.isFinite),
  );
  const expiring = computed(() => {
    // If all have expired, don't subscribe to the clock.
    if (!expiryTimes.value.some((expiry) => expiry > now.peek() / 1_000)) return 0;
    const at = now.value / 1_000;
    return expiryTimes.value.filter((expiry) => expiry > at && expiry <= at + soonSeconds).length;
  });

  const select = (id: number | undefined) => {
    if (id === selectedId.peek()) return;
    selectedId.value = id;
    send({ type: 'select', tokenId: id });
    onSelect(id);
  };
  const setRows = (rows: readonly TokenRow[]) => {
    for (const row of rows) entries.set(row.id, createEntry(row, entries.get(row.id)));
  };

  const tokens: TokensModel = {
    entries: read,
    shown,
    expiring,
    rejected: computed(() => [...read().values()].filter(({ row }) => row.rejected > 0).length),
    sort: sorter.current,
    filter,
    selectedId,
    selected: computed(() => (selectedId.value === undefined ? undefined : read().get(selectedId.value))),
    now,
    select,
    step(rows) {
      const list = shown.peek();
      const at = list.findIndex(({ row }) => row.id === selectedId.peek());
      const from = at === -1 && rows < 0 ? list.length : at;
      const to = list[Math.max(0, Math.min(list.length - 1, from + rows))];
      if (to) select(to.row.id);
    },
    sortBy: sorter.by,
    setFilter(text) {
      filter.value = text.slice(0, maxFilterLength);
      send({ type: 'filter', text: filter.peek() });
    },
  };
  return {
    tokens,
    /** Applies a delta or, if `isSnapshot`, replaces all rows. */
    apply({ changed, removed }: SessionState['tokens'], isSnapshot: boolean) {
      const isKept = new Set(isSnapshot ? changed.map(({ id }) => id) : []);
      for (const id of isSnapshot ? [...entries.keys()] : removed) if (!isKept.has(id)) entries.delete(id);
      setRows(changed);
      if (isSnapshot || changed.length > 0 || removed.length > 0) change.value += 1;
      // Clear the selection if its token was removed.
      const id = selectedId.peek();
      if (!isSnapshot && id !== undefined && !entries.has(id)) select(undefined);
    },
    /** `restoreFilter` and `restoreSelection` set what the session has saved, without sending it back. */
    restoreFilter: (text: string) => (filter.value = text),
    restoreSelection(id: number | undefined) {
      const isStored = id !== undefined && entries.has(id);
      selectedId.value = isStored ? id : undefined;
      onSelect(selectedId.peek());
    },
  };
}
