import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Entry } from './detail/entry';

/** Two tokens, the older one first unless the user has swapped them. */
export interface Compared {
  readonly before: Entry;
  readonly after: Entry;
}

/** The two tokens that are compared in place of the details. */
export interface ComparisonModel {
  /** Undefined if none are compared, and if one of both was removed from the log. */
  readonly shown: ReadonlySignal<Compared | undefined>;
  /** The token that the log stores before this one in its line. */
  previousOf(tokenId: number): Entry | undefined;
  /** Compares two tokens; those of one line in their order. */
  open(tokenId: number, otherId: number): void;
  swap(): void;
  close(): void;
}

/** `entries` are all tokens by ID. Reading them in a computation subscribes to their changes. */
export function createComparison(entries: () => ReadonlyMap<number, Entry>): ComparisonModel {
  const ids = signal<readonly [number, number] | undefined>(undefined);
  return {
    shown: computed(() => {
      const [before, after] = (ids.value ?? []).map((id) => entries().get(id));
      return before && after && { before, after };
    }),
    previousOf(tokenId) {
      const line = entries().get(tokenId)?.row.line;
      if (line === undefined || line.position === 1) return undefined;
      let previous: Entry | undefined;
      for (const entry of entries().values()) {
        const other = entry.row.line;
        if (other?.id !== line.id || other.position >= line.position) continue;
        if (other.position > (previous?.row.line?.position ?? 0)) previous = entry;
      }
      return previous;
    },
    open(tokenId, otherId) {
      const [line, other] = [tokenId, otherId].map((id) => entries().get(id)?.row.line);
      const isNewer = line !== undefined && line.id === other?.id && line.position > other.position;
      if (tokenId !== otherId) ids.value = isNewer ? [otherId, tokenId] : [tokenId, otherId];
    },
    swap() {
      const [before, after] = ids.peek() ?? [];
      if (before !== undefined && after !== undefined) ids.value = [after, before];
    },
    close: () => (ids.value = undefined),
  };
}
