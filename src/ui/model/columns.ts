import { signal, type ReadonlySignal } from '@preact/signals';
import type { VerdictStatus } from '../../token';
import type { Entry } from './detail/entry';

/** The columns of the token list, from left to right. */
export const columns = ['subject', 'kind', 'issuer', 'lifetime', 'signature', 'requests', 'seen'] as const;

export type Column = (typeof columns)[number];

export interface Sort {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

export interface Sorter {
  readonly current: ReadonlySignal<Sort>;
  /** The sorted entries. Nearly linear time if few entries changed since the last call. */
  sort(entries: ReadonlyMap<number, Entry>): readonly Entry[];
  /** Sorts by this column; calling it again reverses the order. */
  by(column: Column): void;
}

const newestActivityFirst: Sort = { column: 'seen', direction: 'descending' };

/** Sorting by signature reads the status of every token; a status that isn't known yet sorts as `unchecked`. */
export function createSorter(statusOf: (tokenId: number) => VerdictStatus | undefined): Sorter {
  const current = signal(newestActivityFirst);
  let last: readonly Entry[] = [];
  return {
    current,
    sort(entries) {
      const { column, direction } = current.value;
      const sign = direction === 'ascending' ? 1 : -1;
      const kept = last.filter((entry) => entries.get(entry.row.id) === entry);
      const known = new Set(kept);
      const rank = ({ row }: Entry) => statusRanks[statusOf(row.id) ?? 'unchecked'];
      const fresh = [...entries.values()].filter((entry) => !known.has(entry));
      // Timsort, which JavaScript engines use, takes nearly linear time on an array that's mostly sorted.
      last = [...kept, ...fresh].sort(
        (a, b) =>
          sign * (column === 'signature' ? rank(a) - rank(b) : compare(column, a, b)) ||
          b.row.lastSeenMs - a.row.lastSeenMs ||
          b.row.id - a.row.id,
      );
      return last;
    },
    by(column) {
      const { column: before, direction } = current.peek();
      const isCount = column === 'requests' || column === 'seen';
      const first = isCount ? 'descending' : 'ascending';
      const other = direction === 'ascending' ? 'descending' : 'ascending';
      current.value = { column, direction: column === before ? other : first };
    },
  };
}

const statusRanks: Record<VerdictStatus, number> = { invalid: 0, unchecked: 1, valid: 2 };

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compare(column: Exclude<Column, 'signature'>, a: Entry, b: Entry): number {
  switch (column) {
    case 'subject':
      return collator.compare(a.facts.subject, b.facts.subject);
    case 'issuer':
      return collator.compare(a.facts.issuer, b.facts.issuer);
    case 'kind':
      return collator.compare(a.facts.type, b.facts.type);
    case 'lifetime':
      // NaN for two tokens that never expire, which is falsy like 0.
      return a.facts.expiresAtSeconds - b.facts.expiresAtSeconds;
    case 'requests':
      return a.row.requests - b.row.requests;
    case 'seen':
      return a.row.lastSeenMs - b.row.lastSeenMs;
  }
}
