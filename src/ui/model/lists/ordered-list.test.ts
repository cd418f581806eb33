import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyList,
  indexInTimeOrder,
  selectItems,
  updateList,
  type OrderedList,
  type Selected,
} from './ordered-list';

interface Item {
  readonly id: number;
  readonly sentAtMs: number;
}

const noChange = { removed: new Set<Item>(), replaced: new Map<Item, Item>(), added: [] };
const listOf = (...times: readonly number[]) =>
  updateList<Item>(emptyList, { ...noChange, added: times.map((sentAtMs, id) => ({ id, sentAtMs })) });
const isEven = ({ id }: Item) => id % 2 === 0;

describe('an ordered list', () => {
  it('is in the order of time, and equal times keep their order', () => {
    const list = listOf(5, 1, 5, 3);
    expect(list.items.map(({ id }) => id)).toEqual([1, 3, 0, 2]);
    const added = updateList(list, { ...noChange, added: [{ id: 9, sentAtMs: 3 }] });
    expect(added.items.map(({ id }) => id)).toEqual([1, 3, 9, 0, 2]);
  });

  it('finds an item, also among others of the same time', () => {
    const { items } = listOf(5, 1, 5, 3, 5);
    for (const [index, item] of items.entries()) expect(indexInTimeOrder(items, item)).toBe(index);
    for (const sentAtMs of [0, 2, 5, 9]) expect(indexInTimeOrder(items, { id: 0, sentAtMs })).toBe(-1);
    expect(indexInTimeOrder([], { id: 0, sentAtMs: 0 })).toBe(-1);
  });

  it('compares only new items again, at the start, at the end and in between', () => {
    const compared: number[] = [];
    const accepts = (item: Item) => {
      compared.push(item.id);
      return isEven(item);
    };
    let list = listOf(...Array.from({ length: 1_000 }, (_, index) => index));
    let selected = selectItems(list, accepts, undefined);
    const change = (added: readonly Item[], removed: readonly Item[] = []) => {
      compared.length = 0;
      list = updateList(list, { ...noChange, added, removed: new Set(removed) });
      selected = selectItems(list, accepts, selected);
      expect(selected.list.items).toEqual(list.items.filter(isEven));
      return compared.length;
    };
    expect(change([{ id: 2_000, sentAtMs: 5_000 }])).toBe(1);
    expect(change([{ id: 2_001, sentAtMs: -1 }])).toBe(1);
    expect(change([], list.items.slice(0, 100))).toBe(0);
    // Reported late: only what follows is compared again.
    expect(change([{ id: 2_003, sentAtMs: 990 }])).toBeLessThan(20);
  });

  it('keeps the same selected items if none has changed', () => {
    const list = listOf(1, 2, 3);
    const selected = selectItems(list, isEven, undefined);
    const more = updateList(list, { ...noChange, added: [{ id: 7, sentAtMs: 4 }] });
    // Its end is compared, and isn't selected.
    expect(selectItems(more, isEven, selected).list.items).toBe(selected.list.items);
  });

  it('is the same as sorting and filtering everything after each change', () => {
    const times = fc.integer({ min: 0, max: 20 });
    const steps = fc.array(
      fc.record({
        added: fc.array(times, { maxLength: 5 }),
        removed: fc.array(fc.nat(), { maxLength: 4 }),
        replaced: fc.array(fc.nat(), { maxLength: 4 }),
        isSelected: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let list: OrderedList<Item> = emptyList;
        let selected: Selected<Item> | undefined;
        let again: Selected<Item> | undefined;
        let expected: readonly Item[] = [];
        let lastId = 0;
        for (const { added, removed, replaced, isSelected } of all) {
          const { items } = list;
          const pick = (at: number) => items[at % items.length];
          const gone = new Set(removed.map(pick).filter((item) => item !== undefined));
          const next = new Map<Item, Item>();
          for (const item of replaced.map(pick)) {
            if (item !== undefined && !gone.has(item)) next.set(item, { ...item, id: (lastId += 1) });
          }
          const fresh = added.map((sentAtMs) => ({ id: (lastId += 1), sentAtMs }));
          expected = [
            ...expected.filter((item) => !gone.has(item)).map((item) => next.get(item) ?? item),
            ...fresh,
          ].sort((a, b) => a.sentAtMs - b.sentAtMs);
          list = updateList(list, { removed: gone, replaced: next, added: fresh });
          expect(list.items).toEqual(expected);
          // Not every state is selected from, as when another view is shown.
          if (!isSelected) continue;
          selected = selectItems(list, isEven, selected);
          again = selectItems(selected.list, ({ id }) => id % 3 === 0, again);
          expect(selected.list.items).toEqual(expected.filter(isEven));
          expect(again.list.items).toEqual(expected.filter(({ id }) => id % 6 === 0));
        }
      }),
    );
  });
});
