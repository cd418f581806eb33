import { computed, type ReadonlySignal } from '@preact/signals';
import type { VerdictStatus } from '../../../token';
import type { SortOrder } from '../../commands';
import type { Entry } from '../detail/entry';

/** The columns of the token list. */
export type Column =
  'mark' | 'subject' | 'kind' | 'audience' | 'issuer' | 'lifetime' | 'signature' | 'requests' | 'seen';

/** The column that the list of tokens is sorted by. */
export interface Sort {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

interface Sorter {
  readonly current: ReadonlySignal<Sort>;
  /** The sorted entries. Nearly linear time if few entries changed since the last call. */
  sort(entries: ReadonlyMap<number, Entry>): readonly Entry[];
}

const newestActivityFirst: Sort = { column: 'seen', direction: 'descending' };

interface SorterOptions {
  /** The order that the user has chosen. Reading it in a computation subscribes to its changes. */
  readonly selected: () => SortOrder | undefined;
  readonly statusOf: (tokenId: number) => VerdictStatus | undefined;
  /** The lines whose older tokens are folded into the row of the newest one. */
  readonly folded: () => ReadonlySet<number>;
  /** Doesn't subscribe to the clock: rows don't move while someone reads. */
  readonly nowMs: () => number;
}

/**
 * Sorting by signature or mark reads the status of every token; a status that isn't known yet sorts as `unchecked`.
 */
export function createSorter({ selected, statusOf, folded, nowMs }: SorterOptions): Sorter {
  const current = computed((): Sort => {
    const { column, direction } = selected() ?? newestActivityFirst;
    return isColumn(column) ? { column, direction } : newestActivityFirst;
  });
  let last: readonly Entry[] = [];

  /** In the order of the marks: expired, an invalid signature, the number of rejected requests. */
  const createSeverity = (entries: ReadonlyMap<number, Entry>) => {
    const lines = folded();
    const foldedRejected = new Map<number, number>();
    for (const { row } of entries.values()) {
      if (row.line === undefined || !lines.has(row.line.id)) continue;
      foldedRejected.set(row.line.id, (foldedRejected.get(row.line.id) ?? 0) + row.rejected);
    }
    const atSeconds = nowMs() / 1_000;
    return ({ row, facts }: Entry) => {
      const rejected = row.rejected || (foldedRejected.get(row.line?.id ?? -1) ?? 0);
      if (rejected > 0) return 2 + rejected;
      if (statusOf(row.id) === 'invalid') return 2;
      return facts.expiresAtSeconds <= atSeconds ? 1 : 0;
    };
  };
  return {
    current,
    sort(entries) {
      const { column, direction } = current.value;
      const sign = direction === 'ascending' ? 1 : -1;
      const kept = last.filter((entry) => entries.get(entry.row.id) === entry);
      const known = new Set(kept);
      const rank = ({ row }: Entry) => statusRanks[statusOf(row.id) ?? 'unchecked'];
      const severity = column === 'mark' ? createSeverity(entries) : () => 0;
      const compare = (a: Entry, b: Entry) => {
        if (column === 'signature') return rank(a) - rank(b);
        return column === 'mark' ? severity(a) - severity(b) : comparisons[column](a, b);
      };
      const fresh = [...entries.values()].filter((entry) => !known.has(entry));
      // Timsort, which JavaScript engines use, takes nearly linear time on an array that's mostly sorted.
      last = [...kept, ...fresh].sort(
        (a, b) => sign * compare(a, b) || b.row.lastSeenMs - a.row.lastSeenMs || b.row.id - a.row.id,
      );
      return last;
    },
  };
}

const statusRanks: Record<VerdictStatus, number> = { invalid: 0, unchecked: 1, valid: 2 };

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const comparisons: Readonly<Record<Exclude<Column, 'mark' | 'signature'>, (a: Entry, b: Entry) => number>> = {
  subject: (a, b) => collator.compare(a.facts.subject, b.facts.subject),
  audience: (a, b) => collator.compare(a.facts.audience, b.facts.audience),
  issuer: (a, b) => collator.compare(a.facts.issuer, b.facts.issuer),
  kind: (a, b) => collator.compare(a.facts.type, b.facts.type),
  // NaN for two tokens that never expire, which is falsy like 0.
  lifetime: (a, b) => a.facts.expiresAtSeconds - b.facts.expiresAtSeconds,
  requests: (a, b) => a.row.requests - b.row.requests,
  seen: (a, b) => a.row.lastSeenMs - b.row.lastSeenMs,
};

/** A stored order can have a column of another version. */
function isColumn(id: string): id is Column {
  return id === 'mark' || id === 'signature' || Object.hasOwn(comparisons, id);
}
