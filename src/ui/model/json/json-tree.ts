import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { ExactValue } from '../../../token';
import { isExpandedAtFirst, listRows, type JsonRow } from './json-rows';

/** The state of one JSON tree: which values are expanded, and which row has the tab stop. */
export interface JsonTreeModel {
  readonly rows: ReadonlySignal<readonly JsonRow[]>;
  /** The value of the row that has the tab stop. It's always listed. */
  readonly active: ReadonlySignal<ExactValue>;
  activate(value: ExactValue): void;
  /** Expands a collapsed row, and collapses an expanded one. */
  toggle(row: JsonRow): void;
  /** Expands what contains a value and makes its row the active one. */
  reveal(value: ExactValue, enclosing: readonly ExactValue[]): void;
  /** Moves through the tree with a key (WAI-ARIA APG, tree view). Returns whether it's a key of the tree. */
  press(key: string): boolean;
}

/** A tree whose small values are expanded at first. The root has the tab stop. */
export function createJsonTree(root: ExactValue): JsonTreeModel {
  /** What the user has expanded or collapsed. */
  const changed = signal<ReadonlyMap<ExactValue, boolean>>(new Map());
  const rows = computed(() =>
    listRows(root, (value, depth) => changed.value.get(value) ?? isExpandedAtFirst(value, depth)),
  );
  const focused = signal(root);
  const change = (values: readonly ExactValue[], isExpanded: boolean) => {
    const next = new Map(changed.peek());
    for (const value of values) next.set(value, isExpanded);
    changed.value = next;
  };
  const active = computed(() =>
    rows.value.some(({ value }) => value === focused.value) ? focused.value : root,
  );
  const findActive = (): JsonRow | undefined => {
    const value = active.peek();
    return rows.peek().find((row) => row.value === value);
  };
  const toggle = (row: JsonRow) => {
    if (row.isExpanded === undefined) return;
    // The rows inside it are gone, so one of them can't keep the tab stop.
    if (row.isExpanded && isInside(findActive(), row)) focused.value = row.value;
    change([row.value], !row.isExpanded);
  };
  return {
    rows,
    active,
    activate: (value) => (focused.value = value),
    toggle,
    reveal(value, enclosing) {
      if (enclosing.length > 0) change(enclosing, true);
      focused.value = value;
    },
    press(key) {
      const row = findActive();
      if (row === undefined) return false;
      const all = rows.peek().filter(({ kind }) => kind === 'value');
      const at = all.indexOf(row);
      const move = (index: number) => {
        const target = all[Math.max(0, Math.min(index, all.length - 1))];
        if (target) focused.value = target.value;
      };
      switch (key) {
        case 'ArrowDown':
          move(at + 1);
          return true;
        case 'ArrowUp':
          move(at - 1);
          return true;
        case 'Home':
          move(0);
          return true;
        case 'End':
          move(all.length - 1);
          return true;
        case 'ArrowRight':
          if (row.isExpanded === false) toggle(row);
          else if (row.isExpanded === true && row.value.kind !== 'string') move(at + 1);
          return true;
        case 'ArrowLeft':
          if (row.isExpanded === true && row.parent !== undefined) toggle(row);
          else if (row.parent !== undefined) focused.value = row.parent.value;
          return true;
        case 'Enter':
        case ' ':
          toggle(row);
          return true;
        case '*':
          change(
            all
              .filter(({ parent, isExpanded }) => parent === row.parent && isExpanded === false)
              .map(({ value }) => value),
            true,
          );
          return true;
        default:
          return false;
      }
    },
  };
}

function isInside(row: JsonRow | undefined, outer: JsonRow): boolean {
  for (let at = row?.parent; at !== undefined; at = at.parent) if (at.value === outer.value) return true;
  return false;
}
