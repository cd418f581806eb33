import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { LayoutSignal } from './screen-layout';
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
  open(tokenId: number, otherId: number, options?: { readonly keepsFocus?: boolean }): void;
  /** The focus stays where it was when the comparison was opened: the user is choosing tokens in the list. */
  readonly keepsFocus: ReadonlySignal<boolean>;
  swap(): void;
  close(): void;
}

/** `entries` are all tokens by ID. Reading them in a computation subscribes to their changes. */
export function createComparison(
  entries: () => ReadonlyMap<number, Entry>,
  layout: LayoutSignal,
): ComparisonModel {
  const compare = (comparedIds: readonly [number, number] | undefined) => {
    if (comparedIds !== layout.peek().comparedIds) layout.change({ comparedIds });
  };
  const keepsFocus = signal(false);
  return {
    shown: computed(() => {
      const [before, after] = (layout.value.comparedIds ?? []).map((id) => entries().get(id));
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
    keepsFocus,
    open(tokenId, otherId, options) {
      keepsFocus.value = options?.keepsFocus === true;
      const [line, other] = [tokenId, otherId].map((id) => entries().get(id)?.row.line);
      const isNewer = line !== undefined && line.id === other?.id && line.position > other.position;
      if (tokenId !== otherId) compare(isNewer ? [otherId, tokenId] : [tokenId, otherId]);
    },
    swap() {
      const [before, after] = layout.peek().comparedIds ?? [];
      if (before !== undefined && after !== undefined) compare([after, before]);
    },
    close: () => compare(undefined),
  };
}
