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
import { findDistinctions } from './distinctions';
import type { FilterModel } from './filter';
import { listByLine, type TokenListRow } from './token-rows';
import type { VerdictsModel } from './verdicts';

/** The token list: its rows, sort order and selection. */
export interface TokensModel {
  /** All tokens by ID. Reading it in a computation subscribes to its changes. */
  entries(): ReadonlyMap<number, Entry>;
  /** The tokens that match the filter, sorted. */
  readonly shown: ReadonlySignal<readonly Entry[]>;
  /** The rows of the list: the same tokens by line. Older tokens of a line can be folded, unless there is a filter. */
  readonly rows: ReadonlySignal<readonly TokenListRow[]>;
  /** What distinguishes a token from others with the same subject, type and issuer, by token ID. */
  readonly distinctions: ReadonlySignal<ReadonlyMap<number, string>>;
  /** The number of tokens that expire within a minute. */
  readonly expiring: ReadonlySignal<number>;
  readonly sort: ReadonlySignal<Sort>;
  readonly selectedId: ReadonlySignal<number | undefined>;
  readonly selected: ReadonlySignal<Entry | undefined>;
  /** The filter hides the selected token in the list. */
  readonly isHidden: ReadonlySignal<boolean>;
  /** Milliseconds since 1970; updated every second while something subscribes to it. */
  readonly now: ReadonlySignal<number>;
  readonly verdicts: VerdictsModel;
  select(id: number | undefined): void;
  /**
   * Moves the selection by this many rows; `±Infinity` moves it to the end or the start. Returns whether it has changed.
   */
  step(rows: number): boolean;
  sortBy(column: Column): void;
  /** Whether lines can be folded. */
  readonly canFold: ReadonlySignal<boolean>;
  /** Shows or hides the older tokens of a line. */
  toggleLine(lineId: number): void;
  /**
   * As the arrow keys do in a tree: `right` shows the older tokens of the selected one, then selects the first of them;
   * `left` selects the newest token of the line, then hides the others.
   */
  turn(direction: 'left' | 'right'): void;
}

/** Lines that have more tokens when the panel opens are folded, so that they don't fill the list. */
const maxUnfolded = 4;

export interface TokensOptions {
  readonly now: ReadonlySignal<number>;
  readonly filter: FilterModel;
  readonly verdicts: VerdictsModel;
  /** The requests with a token. Reading them in a computation subscribes to their changes. */
  readonly requestsOf: (tokenId: number) => readonly RequestSummary[];
  /** Reading them in a computation subscribes to the time if the filter compares times. */
  readonly readFacts: (filter: Filter) => FilterFacts;
  readonly send: (command: PanelCommand) => void;
  readonly onSelect: (id: number | undefined) => void;
}

/** Creates the tokens model, and functions for the panel's model only. */
export function createTokens(options: TokensOptions) {
  const { now, filter, verdicts, requestsOf, readFacts, send, onSelect } = options;
  // Mutated, so that a delta costs time only for its own rows.
  const entries = new Map<number, Entry>();
  const change = signal(0);
  const selectedId = signal<number | undefined>(undefined);
  const folded = signal<ReadonlySet<number>>(new Set());
  const sorter = createSorter((id) => verdicts.of(id)?.status);
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
        // Only read for items about requests.
        get requests() {
          return requestsOf(row.id);
        },
        tokens: [{ row, token }],
        facts,
      }),
    );
  });

  const canFold = computed(() => filter.parsed.value === undefined);
  const rows = computed(() => {
    const hidden = canFold.value ? folded.value : undefined;
    return listByLine(shown.value, (lineId) => hidden?.has(lineId) !== true);
  });
  const setFolded = (lineId: number, isFolded: boolean) => {
    if (isFolded === folded.peek().has(lineId)) return;
    const next = new Set(folded.peek());
    if (isFolded) next.add(lineId);
    else next.delete(lineId);
    folded.value = next;
  };
  /** The selected token is always listed. */
  const showSelected = () => {
    const line = entries.get(selectedId.peek() ?? 0)?.row.line;
    if (line !== undefined && !line.isCurrent) setFolded(line.id, false);
  };

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
    showSelected();
    send({ type: 'select', tokenId: id });
    onSelect(id);
  };
  const setRows = (rows: readonly TokenRow[]) => {
    for (const row of rows) entries.set(row.id, createEntry(row, entries.get(row.id)));
  };

  /** Only at first: nothing is hidden while someone reads. */
  const foldLongLines = (listed: readonly TokenRow[]) => {
    for (const { line } of listed) if (line && line.size > maxUnfolded) setFolded(line.id, true);
  };

  const selected = computed(() =>
    selectedId.value === undefined ? undefined : read().get(selectedId.value),
  );
  const tokens: TokensModel = {
    entries: read,
    shown,
    rows,
    distinctions: computed(() => findDistinctions(read().values())),
    canFold,
    expiring,
    sort: sorter.current,
    selectedId,
    selected,
    isHidden: computed(() => selected.value !== undefined && !shown.value.includes(selected.value)),
    now,
    verdicts,
    select,
    step(count) {
      const list = rows.peek();
      const at = list.findIndex(({ entry }) => entry.row.id === selectedId.peek());
      const from = at === -1 && count < 0 ? list.length : at;
      const to = list[Math.max(0, Math.min(list.length - 1, from + count))];
      if (to === undefined || to.entry.row.id === selectedId.peek()) return false;
      select(to.entry.row.id);
      return true;
    },
    sortBy: sorter.by,
    toggleLine(lineId) {
      const isFolded = folded.peek().has(lineId);
      const selected = rows.peek().find(({ entry }) => entry.row.id === selectedId.peek());
      if (!isFolded && selected?.level === 2 && selected.entry.row.line?.id === lineId) tokens.turn('left');
      setFolded(lineId, !isFolded);
    },
    turn(direction) {
      const list = rows.peek();
      const at = list.findIndex(({ entry }) => entry.row.id === selectedId.peek());
      const row = list[at];
      const lineId = row?.entry.row.line?.id;
      if (row === undefined || lineId === undefined) return;
      if (direction === 'right') {
        if (row.isExpanded) tokens.step(1);
        else if (row.older > 0) setFolded(lineId, false);
      } else if (row.level === 2) {
        select(list.slice(0, at).findLast(({ level }) => level === 1)?.entry.row.id);
      } else {
        setFolded(lineId, true);
      }
    },
  };
  return {
    tokens,
    /** Applies a delta or, if `isSnapshot`, replaces all rows. */
    apply({ changed, removed }: SessionState['tokens'], isSnapshot: boolean) {
      const isKept = new Set(isSnapshot ? changed.map(({ id }) => id) : []);
      for (const id of isSnapshot ? [...entries.keys()] : removed) if (!isKept.has(id)) entries.delete(id);
      setRows(changed);
      if (isSnapshot) foldLongLines(changed);
      if (isSnapshot || changed.length > 0 || removed.length > 0) change.value += 1;
      // Clear the selection if its token was removed.
      const id = selectedId.peek();
      if (!isSnapshot && id !== undefined && !entries.has(id)) select(undefined);
      showSelected();
    },
    /** Sets what the session has saved, without sending it back. */
    restoreSelection(id: number | undefined) {
      const isStored = id !== undefined && entries.has(id);
      selectedId.value = isStored ? id : undefined;
      showSelected();
      onSelect(selectedId.peek());
    },
  };
}
