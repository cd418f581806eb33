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

/** The list of tokens: which there are, which are shown, and which one is selected. */
export interface TokensModel {
  /** All tokens by ID; a computation that reads it runs again when it changes. */
  entries(): ReadonlyMap<number, Entry>;
  /** The tokens that match the filter, in the order they are shown. */
  readonly shown: ReadonlySignal<readonly Entry[]>;
  /** How many tokens expire within a minute. */
  readonly expiring: ReadonlySignal<number>;
  /** How many tokens a request was rejected with. */
  readonly rejected: ReadonlySignal<number>;
  readonly sort: ReadonlySignal<Sort>;
  readonly filter: ReadonlySignal<string>;
  readonly selectedId: ReadonlySignal<number | undefined>;
  readonly selected: ReadonlySignal<Entry | undefined>;
  /** Milliseconds since 1970; ticks while something shown reads it. */
  readonly now: ReadonlySignal<number>;
  select(id: number | undefined): void;
  /** Selects the token so many rows further; infinite steps go to the ends. */
  step(rows: number): void;
  sortBy(column: Column): void;
  setFilter(text: string): void;
}

export interface TokensOptions {
  readonly now: ReadonlySignal<number>;
  readonly send: (command: PanelCommand) => void;
  readonly onSelect: (id: number | undefined) => void;
}

/** The slice, and what only the panel's model does with it. */
export function createTokens({ now, send, onSelect }: TokensOptions) {
  // Changed in place, so that a delta costs what is new in it.
  const entries = new Map<number, Entry>();
  const change = signal(0);
  const filter = signal('');
  const selectedId = signal<number | undefined>(undefined);
  const sorter = createSorter();
  const read = () => {
    void change.value;
    return entries;
  };

  // Apart from the filter, which is typed letter by letter.
  const sorted = computed(() => sorter.sort(read()));
  const shown = computed(() => {
    const text = filter.value.trim();
    return text === ''
      ? sorted.value
      : sorted.value.filter(({ row, facts }) => matchesFilter(row, facts.token, text));
  });

  // Apart from the clock: with each tick only the ends are compared, whatever the list has.
  const ends = computed(() =>
    [...read().values()].map(({ facts }) => facts.expiresAtSeconds).filter(Number.isFinite),
  );
  const expiring = computed(() => {
    // When all have expired there is nothing to wait for, and no need for the clock to tick.
    if (!ends.value.some((end) => end > now.peek() / 1_000)) return 0;
    const at = now.value / 1_000;
    return ends.value.filter((end) => end > at && end <= at + soonSeconds).length;
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
    /** Takes over what changed; in a snapshot, what isn't in it is gone. */
    apply({ changed, removed }: SessionState['tokens'], isSnapshot: boolean) {
      const isKept = new Set(isSnapshot ? changed.map(({ id }) => id) : []);
      for (const id of isSnapshot ? [...entries.keys()] : removed) if (!isKept.has(id)) entries.delete(id);
      setRows(changed);
      if (isSnapshot || changed.length > 0 || removed.length > 0) change.value += 1;
      // A cleared or dropped token takes its selection along.
      const id = selectedId.peek();
      if (!isSnapshot && id !== undefined && !entries.has(id)) select(undefined);
    },
    /** Both set what an earlier panel has left, without sending it back. */
    restoreFilter: (text: string) => (filter.value = text),
    restoreSelection(id: number | undefined) {
      const isStored = id !== undefined && entries.has(id);
      selectedId.value = isStored ? id : undefined;
      onSelect(selectedId.peek());
    },
  };
}
