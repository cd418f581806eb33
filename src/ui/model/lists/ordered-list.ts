/** An item with its position in time. */
export interface Timed {
  readonly sentAtMs: number;
}

/**
 * An immutable list in the order of time. Knows which run of items it has in common with the list that it was made from,
 * so that what is derived from it costs only what is new, even if the list has a hundred thousand items.
 */
export interface OrderedList<T> {
  readonly items: readonly T[];
  /** The items of the list that it was made from. */
  readonly before?: readonly T[];
  readonly run: Run;
}

/** `before[from + n]` is `items[to + n]`, for `n` less than `length`. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** The list before the first change. */
export const emptyList: OrderedList<never> = { items: [], run: { from: 0, to: 0, length: 0 } };

/** Changes of a list: items that are removed, replaced by one of the same time, and added. */
export interface ListChange<T> {
  readonly removed: ReadonlySet<T>;
  readonly replaced: ReadonlyMap<T, T>;
  readonly added: readonly T[];
}

/** Applies changes. An added item comes after others of the same time. */
export function updateList<T extends Timed>(
  { items: before }: OrderedList<T>,
  { removed, replaced, added }: ListChange<T>,
): OrderedList<T> {
  const cuts = new Set([0, before.length]);
  const touched = new Set<number>();
  for (const item of [...removed, ...replaced.keys()]) {
    const at = Math.max(0, indexInTimeOrder(before, item));
    touched.add(at);
    cuts.add(at).add(at + 1);
  }
  for (const { sentAtMs } of added) cuts.add(countUntil(before, sentAtMs));
  const [from, end] = findLongestGap(
    [...cuts].sort((a, b) => a - b),
    touched,
  );
  const rebuild = (part: readonly T[], more: readonly T[]) => {
    const kept = part.filter((item) => !removed.has(item)).map((item) => replaced.get(item) ?? item);
    return more.length === 0 ? kept : [...kept, ...more].sort((a, b) => a.sentAtMs - b.sentAtMs);
  };
  const isHead = ({ sentAtMs }: T) => countUntil(before, sentAtMs) <= from;
  const head = rebuild(before.slice(0, from), added.filter(isHead));
  const tail = rebuild(
    before.slice(end),
    added.filter((item) => !isHead(item)),
  );
  const length = end - from;
  return {
    items: head.concat(before.slice(from, end), tail),
    before,
    run: { from, to: head.length, length },
  };
}

/** The items of a list that a condition accepts. */
export interface Selected<T> {
  readonly source: readonly T[];
  readonly list: OrderedList<T>;
  /** Their indexes in the source. */
  readonly at: readonly number[];
}

/** Selects items; those that were there in the previous selection with the same condition aren't compared again. */
export function selectItems<T>(
  source: OrderedList<T>,
  accepts: (item: T) => boolean,
  previous: Selected<T> | undefined,
): Selected<T> {
  const { items, before, run } = source;
  if (previous?.source === items) return previous;
  const isKnown = previous !== undefined && before === previous.source;
  const { from, to, length } = isKnown ? run : { from: 0, to: 0, length: 0 };
  const select = (start: number, end: number) => {
    const found: number[] = [];
    for (let index = start; index < end; index += 1) if (accepts(items[index]!)) found.push(index);
    return found;
  };
  const known = isKnown ? previous.at : [];
  const [start, end] = [lowerBound(known, from), lowerBound(known, from + length)];
  const head = select(0, to);
  const tail = select(to + length, items.length);
  const shift = to - from;
  const kept = known.slice(start, end);
  if (shift !== 0) for (let index = 0; index < kept.length; index += 1) kept[index]! += shift;
  const itemAt = (index: number): T => items[index] as T;
  const selectedBefore = isKnown ? previous.list.items : undefined;
  const isSame = head.length + tail.length === 0 && end - start === selectedBefore?.length;
  return {
    source: items,
    at: head.concat(kept, tail),
    list: {
      items: isSame
        ? selectedBefore
        : head.map(itemAt).concat(selectedBefore?.slice(start, end) ?? [], tail.map(itemAt)),
      ...(selectedBefore && { before: selectedBefore }),
      run: { from: start, to: head.length, length: end - start },
    },
  };
}

/** The index of an item in a list in the order of time; -1 if it isn't there. Items of the same time are few. */
export function indexInTimeOrder<T extends Timed>(items: readonly T[], item: T): number {
  let at = countUntil(items, item.sentAtMs) - 1;
  while (at >= 0 && items[at] !== item && items[at]!.sentAtMs === item.sentAtMs) at -= 1;
  return items[at] === item ? at : -1;
}

/** The number of items up to a time. */
function countUntil(items: readonly Timed[], sentAtMs: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.sentAtMs <= sentAtMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lowerBound(numbers: readonly number[], value: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function findLongestGap(
  cuts: readonly number[],
  touched: ReadonlySet<number>,
): readonly [from: number, end: number] {
  let best: readonly [number, number] = [0, 0];
  for (let index = 1; index < cuts.length; index += 1) {
    const gap = [cuts[index - 1]!, cuts[index]!] as const;
    if (!touched.has(gap[0]) && gap[1] - gap[0] > best[1] - best[0]) best = gap;
  }
  return best;
}
