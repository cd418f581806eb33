import { computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  expiringSeconds,
  matchesFilter,
  type Filter,
  type FilterFacts,
  type PanelCommand,
  type RequestSummary,
  type SessionState,
  type TokenRow,
} from '../../traffic';
import { createSorter, type Column, type Sort } from './columns';
import { createEntry, type Entry } from './detail/entry';
import type { FilterModel } from './filter';

/** The token list: its rows, sort order and selection. */
export interface TokensModel {
  /** All tokens by ID. Reading it in a computation subscribes to its changes. */
  entries(): ReadonlyMap<number, Entry>;
  /** The tokens that match the filter, sorted. */
  readonly shown: ReadonlySignal<readonly Entry[]>;
  /** The number of tokens that expire within a minute. */
  readonly expiring: ReadonlySignal<number>;
  readonly sort: ReadonlySignal<Sort>;
  readonly selectedId: ReadonlySignal<number | undefined>;
  readonly selected: ReadonlySignal<Entry | undefined>;
  /** The filter hides the selected token in the list. */
  readonly isHidden: ReadonlySignal<boolean>;
  /** Milliseconds since 1970; updated every second while something subscribes to it. */
  readonly now: ReadonlySignal<number>;
  select(id: number | undefined): void;
  /**
   * Moves the selection by this many rows; `±Infinity` moves it to the end or the start. Returns whether it has changed.
   */
  step(rows: number): boolean;
  sortBy(column: Column): void;
}

export interface TokensOptions {
  readonly now: ReadonlySignal<number>;
  readonly filter: FilterModel;
  /** The requests with a token. Reading them in a computation subscribes to their changes. */
  readonly requestsOf: (tokenId: number) => readonly RequestSummary[];
  /** Reading them in a computation subscribes to the time if the filter compares times. */
  readonly readFacts: (filter: Filter) => FilterFacts;
  readonly send: (command: PanelCommand) => void;
  readonly onSelect: (id: number | undefined) => void;
}

/** Creates the tokens model, and functions for the panel's model only. */
export function createTokens({ now, filter, requestsOf, readFacts, send, onSelect }: TokensOptions) {
  // Mutated, so that a delta costs time only for its own rows.
  const entries = new Map<number, Entry>();
  const change = signal(0);
  const selectedId = signal<number | undefined>(undefined);
  const sorter = createSorter();
  const read = () => {
    void change.value;
    return entries;
  };

  // A computation of its own, so that typing in the filter doesn't sort again.
  const sorted = computed(() => sorter.sort(read()));
  const shown = computed(() => {
    const parsed = filter.parsed.value;
    if (parsed === undefined) return sorted.value;
    const facts = readFacts(parsed);
    return sorted.value.filter(({ row, facts: { token } }) =>
      matchesFilter(parsed, {
        row: 'token',
        requests: requestsOf(row.id),
        tokens: [{ row, token }],
        facts,
      }),
    );
  });

  // A computation of its own, so that a clock tick only compares numbers.
  const expiryTimes = computed(() =>
    [...read().values()].map(({ facts }) => facts.expiresAtSeconds).filter(Number.isFinite),
  );
  const expiring = computed(() => {
    // If all have expired, don't subscribe to the clock.
    if (!expiryTimes.value.some((expiry) => expiry > now.peek() / 1_000)) return 0;
    const at = now.value / 1_000;
    return expiryTimes.value.filter((expiry) => expiry > at && expiry <= at + expiringSeconds).length;
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

  const selected = computed(() =>
    selectedId.value === undefined ? undefined : read().get(selectedId.value),
  );
  const tokens: TokensModel = {
    entries: read,
    shown,
    expiring,
    sort: sorter.current,
    selectedId,
    selected,
    isHidden: computed(() => selected.value !== undefined && !shown.value.includes(selected.value)),
    now,
    select,
    step(rows) {
      const list = shown.peek();
      const at = list.findIndex(({ row }) => row.id === selectedId.peek());
      const from = at === -1 && rows < 0 ? list.length : at;
      const to = list[Math.max(0, Math.min(list.length - 1, from + rows))];
      if (to === undefined || to.row.id === selectedId.peek()) return false;
      select(to.row.id);
      return true;
    },
    sortBy: sorter.by,
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
    /** Sets what the session has saved, without sending it back. */
    restoreSelection(id: number | undefined) {
      const isStored = id !== undefined && entries.has(id);
      selectedId.value = isStored ? id : undefined;
      onSelect(selectedId.peek());
    },
  };
}
