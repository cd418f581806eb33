import { computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  expiringSeconds,
  type Filter,
  type FilterFacts,
  type PanelCommand,
  type RequestSummary,
  type SessionState,
  type TokenRow,
} from '../../../traffic';
import { createSorter, type Sort } from './columns';
import type { SortOrder } from '../../commands';
import { createEntry, type Entry } from '../detail/entry';
import type { FilterModel } from './filter';
import { createKeptTokens } from './kept-tokens';
import { listByLine, type TokenListRow } from './token-rows';
import type { VerdictsModel } from '../verdicts';

/** The token list: its rows, sort order and selection. */
export interface TokensModel {
  /** All tokens by ID. Reading it in a computation subscribes to its changes. */
  entries(): ReadonlyMap<number, Entry>;
  /** The tokens that match the filter, sorted. */
  readonly shown: ReadonlySignal<readonly Entry[]>;
  /** The rows of the list: the same tokens by line. Older tokens of a line can be folded, unless there is a filter. */
  readonly rows: ReadonlySignal<readonly TokenListRow[]>;
  /** The number of tokens that expire within a minute. */
  readonly expiring: ReadonlySignal<number>;
  readonly sort: ReadonlySignal<Sort>;
  readonly selectedId: ReadonlySignal<number | undefined>;
  readonly selected: ReadonlySignal<Entry | undefined>;
  /** The row where the keyboard is, if it isn't the selected one. */
  readonly cursorId: ReadonlySignal<number | undefined>;
  /** The filter hides the selected token in the list. */
  readonly isHidden: ReadonlySignal<boolean>;
  /** The log has removed the selected token. It stays in the list because the user has changed it in the editor. */
  readonly isKept: ReadonlySignal<boolean>;
  /** Milliseconds since 1970; updated every second while something subscribes to it. */
  readonly now: ReadonlySignal<number>;
  readonly verdicts: VerdictsModel;
  select(id: number | undefined): void;
  /**
   * Moves the selection by this many rows; `±Infinity` moves it to the end or the start. Returns the index of the row that is
   * selected then; undefined if the list is empty.
   */
  step(rows: number): number | undefined;
  /** Moves the cursor by this many rows, but not the selection; 0 moves it back to the selected row. */
  moveCursor(rows: number): void;
  /** Whether lines can be folded. */
  readonly canFold: ReadonlySignal<boolean>;
  /** Shows or hides the older tokens of a line. */
  toggleLine(lineId: number): void;
  /**
   * As the arrow keys do in a tree, for the row where the keyboard is: `right` shows the older tokens of its line, then
   * selects the first of them; `left` selects the newest token of the line, then hides the others.
   */
  turn(direction: 'left' | 'right'): void;
}

/** Lines that have more tokens when the panel opens are folded, so that they don't fill the list. */
const maxUnfolded = 4;

const noLines: ReadonlySet<number> = new Set();

interface TokensOptions {
  readonly now: ReadonlySignal<number>;
  readonly filter: FilterModel;
  readonly verdicts: VerdictsModel;
  /** The order of the list that the user has chosen. Reading it in a computation subscribes to its changes. */
  readonly selectedSort: () => SortOrder | undefined;
  /** The requests with a token. Reading them in a computation subscribes to their changes. */
  readonly requestsOf: (tokenId: number) => readonly RequestSummary[];
  /** Reading them in a computation subscribes to the time if the filter compares times. */
  readonly readFacts: (filter: Filter) => FilterFacts;
  /** Whether the user has changed the token with this text, or one in it, in the editor. */
  readonly hasEdits: (raw: string) => boolean;
  readonly send: (command: PanelCommand) => void;
  readonly onSelect: (id: number | undefined) => void;
}

/** Creates the tokens model, and functions for the panel's model only. */
export function createTokens(options: TokensOptions) {
  const { now, filter, verdicts, selectedSort, requestsOf, readFacts, hasEdits, send, onSelect } = options;
  // Mutated, so that a delta costs time only for its own rows.
  const entries = new Map<number, Entry>();
  const kept = createKeptTokens();
  const change = signal(0);
  const selectedId = signal<number | undefined>(undefined);
  const cursorId = signal<number | undefined>(undefined);
  const folded = signal<ReadonlySet<number>>(new Set());
  const canFold = computed(() => filter.parsed.value === undefined);
  const hiddenLines = computed(() => (canFold.value ? folded.value : noLines));
  const sorter = createSorter({
    selected: selectedSort,
    statusOf: (id) => verdicts.of(id)?.status,
    folded: () => hiddenLines.value,
    nowMs: () => now.peek(),
  });
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
      parsed.matches({
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

  const rows = computed(() => listByLine(shown.value, (lineId) => !hiddenLines.value.has(lineId)));
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
    cursorId.value = undefined;
    if (id === selectedId.peek()) return;
    selectedId.value = id;
    showSelected();
    const idInLog = kept.isKept(id) ? undefined : id;
    send({ type: 'select', tokenId: idInLog });
    onSelect(idInLog);
    dropUnchanged(id);
  };
  const setRows = (rows: readonly TokenRow[]) => {
    for (const row of rows) {
      const before = kept.release(row.raw);
      entries.set(row.id, createEntry(row, before ?? entries.get(row.id)));
      if (before === undefined) continue;
      // It was captured again.
      entries.delete(before.row.id);
      if (selectedId.peek() === before.row.id) select(row.id);
    }
  };
  /** The log has removed a token. */
  const remove = (id: number) => {
    const entry = entries.get(id);
    entries.delete(id);
    if (entry === undefined || !hasEdits(entry.row.raw)) return;
    const { row } = keep(entry.row, entry);
    if (selectedId.peek() === id) select(row.id);
  };
  const keep = (row: TokenRow, before?: Entry) => {
    const entry = kept.keep(row, before);
    entries.set(entry.row.id, entry);
    return entry;
  };
  const dropUnchanged = (exceptId?: number) => {
    for (const id of kept.releaseUnchanged(hasEdits, exceptId)) {
      entries.delete(id);
      if (selectedId.peek() === id) select(undefined);
      change.value += 1;
    }
  };

  /** Only at first: nothing is hidden while someone reads. */
  const foldLongLines = (listed: readonly TokenRow[]) => {
    for (const { line } of listed) if (line && line.size > maxUnfolded) setFolded(line.id, true);
  };

  const rowFrom = (id: number | undefined, count: number) => {
    const list = rows.peek();
    const at = list.findIndex(({ entry }) => entry.row.id === id);
    const from = at === -1 && count < 0 ? list.length : at;
    return list[Math.max(0, Math.min(list.length - 1, from + count))];
  };
  /** Selects the row that heads the line of an older token. */
  const selectNewest = (id: number | undefined) => {
    const list = rows.peek();
    const at = list.findIndex(({ entry }) => entry.row.id === id);
    select(list.slice(0, at).findLast(({ level }) => level === 1)?.entry.row.id);
  };
  const selected = computed(() =>
    selectedId.value === undefined ? undefined : read().get(selectedId.value),
  );
  const tokens: TokensModel = {
    entries: read,
    shown,
    rows,
    canFold,
    expiring,
    sort: sorter.current,
    selectedId,
    selected,
    cursorId,
    isKept: computed(() => kept.isKept(selectedId.value)),
    isHidden: computed(() => selected.value !== undefined && !shown.value.includes(selected.value)),
    now,
    verdicts,
    select,
    moveCursor(count) {
      const to = count === 0 ? undefined : rowFrom(cursorId.peek() ?? selectedId.peek(), count);
      cursorId.value = to?.entry.row.id;
    },
    step(count) {
      const to = rowFrom(cursorId.peek() ?? selectedId.peek(), count);
      if (to === undefined) return undefined;
      select(to.entry.row.id);
      return rows.peek().indexOf(to);
    },
    toggleLine(lineId) {
      const isFolded = folded.peek().has(lineId);
      const isHiding = (id: number | undefined) =>
        !isFolded &&
        rows
          .peek()
          .some(({ entry: { row }, level }) => row.id === id && level === 2 && row.line?.id === lineId);
      if (isHiding(cursorId.peek())) cursorId.value = undefined;
      if (isHiding(selectedId.peek())) selectNewest(selectedId.peek());
      setFolded(lineId, !isFolded);
    },
    turn(direction) {
      const list = rows.peek();
      const id = cursorId.peek() ?? selectedId.peek();
      const row = list.find(({ entry }) => entry.row.id === id);
      const lineId = row?.entry.row.line?.id;
      if (row === undefined || lineId === undefined) return;
      if (direction === 'right') {
        if (row.isExpanded) tokens.step(1);
        else if (row.older > 0) setFolded(lineId, false);
      } else if (row.level === 2) {
        selectNewest(id);
      } else {
        setFolded(lineId, true);
      }
    },
  };
  /** Before a snapshot of the same or another log, in which the same ID can be that of another token. */
  const removeOthers = (rows: readonly TokenRow[]) => {
    const rawById = new Map(rows.map(({ id, raw }) => [id, raw]));
    const raws = new Set(rawById.values());
    for (const [id, { row }] of entries) {
      if (kept.isKept(id) || rawById.get(id) === row.raw) continue;
      if (raws.has(row.raw)) entries.delete(id);
      else remove(id);
    }
  };
  return {
    tokens,
    /** Applies a delta or, if `isSnapshot`, replaces all rows. */
    apply({ changed, removed }: SessionState['tokens'], isSnapshot: boolean) {
      if (isSnapshot) removeOthers(changed);
      else for (const id of removed) remove(id);
      setRows(changed);
      if (isSnapshot) foldLongLines(changed);
      if (isSnapshot || changed.length > 0 || removed.length > 0) change.value += 1;
      // Clear the selection if its token was removed.
      const id = selectedId.peek();
      if (!isSnapshot && id !== undefined && !entries.has(id)) select(undefined);
      showSelected();
    },
    /**
     * Lists a token with changes in the editor, unless the log still has it. Returns its ID if it's listed only for that.
     */
    keepEdited(raw: string, atMs: number): number | undefined {
      const listed = [...entries.values()].find(({ row }) => row.raw === raw);
      if (listed) return kept.isKept(listed.row.id) ? listed.row.id : undefined;
      const times = { firstSeenMs: atMs, lastSeenMs: atMs };
      change.value += 1;
      return keep({ id: 0, raw, ...times, requests: 0, rejected: 0, sightings: 0 }).row.id;
    },
    /** After changes in the editor were discarded. */
    dropUnchanged: () => dropUnchanged(),
    /** Sets what the session has saved, without sending it back. Selects the other one if that isn't stored any more. */
    restoreSelection(id: number | undefined, otherId?: number) {
      const isStored = id !== undefined && entries.has(id);
      selectedId.value = isStored ? id : otherId;
      showSelected();
      onSelect(kept.isKept(selectedId.peek()) ? undefined : selectedId.peek());
    },
  };
}
