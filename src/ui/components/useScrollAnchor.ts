import { useLayoutEffect, useRef, useState } from 'preact/hooks';

type KeyAt = (index: number) => string | number | undefined;

/** The last row in the order in which rows are added, to count those that were added out of view. */
export interface NewestRow {
  readonly key: string | number | undefined;
  /** Its position in the order in which rows are added. The key of a row that was seen may change. */
  readonly order: number;
  /** How many rows have a later position. */
  readonly countAfter: (order: number) => number;
}

/** Rows that were added out of view. */
export interface AddedRows {
  readonly count: number;
  /** They are above what is in view. */
  readonly isAbove: boolean;
  /** Scrolls to the newest one. */
  readonly show: () => void;
}

/** What was in view after the last rendering. */
export interface SeenRows {
  readonly at: number;
  readonly key: string | number | undefined;
  readonly height: number;
  /** The row that was the last one when the end was in view. */
  readonly lastKey: string | number | undefined;
}

/** The list, its rows, and what was in view. */
export interface ScrollAnchorOptions {
  readonly grid: { readonly current: HTMLElement | null };
  /** Undefined until the list has a height. */
  readonly seen: { current: SeenRows | undefined };
  /** Whether the end is in view, before the change that is being rendered. */
  readonly isAtEnd: { current: boolean };
  readonly reveal: (index: number) => void;
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly count: number;
  readonly keyAt: KeyAt;
  /** Index of the selected row; -1 if none is selected or listed. */
  readonly selectedAt: number;
  readonly followsEnd: boolean;
  readonly newest: NewestRow | undefined;
}

/**
 * Keeps a row where it is when the rows change: the selected one if it's in view, otherwise the first one in view. The caller
 * scrolls by `countMovedRows`. At the top of a list, or at its end if that's followed, new rows come into view unless a row
 * is selected.
 */
export function useScrollAnchor(options: ScrollAnchorOptions) {
  const { grid, seen, isAtEnd, reveal, rowHeight, headHeight } = options;
  const [added, setAdded] = useState({ count: 0, isAbove: false });
  /** The position of the newest row when that was in view. */
  const seenOrder = useRef<number | undefined>(undefined);
  const wasAtEnd = useRef(true);
  const latest = useRef(options);
  latest.current = options;

  const remember = () => {
    const box = grid.current;
    if (!box || box.clientHeight === 0) return;
    const { count, keyAt, selectedAt, newest } = latest.current;
    const first = Math.floor(box.scrollTop / rowHeight);
    const last = first + Math.floor((box.clientHeight - headHeight) / rowHeight);
    isAtEnd.current = box.scrollTop + box.clientHeight >= box.scrollHeight - rowHeight;
    const isSelectedSeen = selectedAt >= first && selectedAt <= last;
    const at = isSelectedSeen ? selectedAt : first;
    const lastKey = seen.current?.lastKey;
    const isLastSeen = isAtEnd.current || lastKey === undefined;
    const lastSeenAt = isLastSeen ? count - 1 : findFromEnd(keyAt, lastKey, count);
    seen.current = {
      at,
      key: isSelectedSeen || box.scrollTop > 0 ? keyAt(at) : undefined,
      height: box.clientHeight,
      lastKey: keyAt(lastSeenAt),
    };
    const next = newest
      ? countNewer(newest, seenOrder, keyAt, first, last)
      : { count: count - 1 - lastSeenAt, isAbove: false };
    setAdded((before) =>
      before.count === next.count && before.isAbove === next.isAbove ? before : { ...next },
    );
  };
  /** A lower list loses its last rows: the selected one or the end stays in view if it was. Returns whether it does. */
  const keepInView = (box: HTMLElement): boolean => {
    const { selectedAt, keyAt, followsEnd } = latest.current;
    const { key } = seen.current ?? { key: keyAt(selectedAt) };
    if (selectedAt >= 0 && key !== undefined && keyAt(selectedAt) === key) reveal(selectedAt);
    else if (followsEnd && isAtEnd.current) box.scrollTop = box.scrollHeight;
    else return false;
    return true;
  };
  useLayoutEffect(() => {
    const box = grid.current;
    if (!box) return;
    const { selectedAt, followsEnd } = options;
    const { height = box.clientHeight } = seen.current ?? {};
    wasAtEnd.current = isAtEnd.current;
    // The observer reports a new height later.
    const isKept = box.clientHeight !== height && keepInView(box);
    if (!isKept && followsEnd && isAtEnd.current && selectedAt === -1) box.scrollTop = box.scrollHeight;
    remember();
  });
  useLayoutEffect(() => {
    const box = grid.current;
    if (!box) return;
    const resizes = new ResizeObserver(() => {
      if (box.clientHeight === seen.current?.height) return;
      keepInView(box);
      remember();
    });
    const onScroll = () => {
      // A browser scrolls a list that gets higher, which isn't the user's choice.
      if (seen.current === undefined || box.clientHeight === seen.current.height) remember();
    };
    resizes.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resizes.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);

  return {
    added: {
      ...added,
      show() {
        const { newest, keyAt, count } = latest.current;
        if (newest === undefined) {
          if (grid.current) grid.current.scrollTop = grid.current.scrollHeight;
        } else if (newest.key !== undefined) {
          const at = findFromStart(keyAt, newest.key, count);
          if (at !== -1) reveal(at);
        }
      },
    },
    wasAtEnd,
    remember,
  };
}

/** Counts the rows that are newer than those that the user has seen. */
function countNewer(
  { key, order, countAfter }: NewestRow,
  seen: { current: number | undefined },
  keyAt: KeyAt,
  first: number,
  last: number,
) {
  seen.current ??= order;
  if (order <= seen.current) return { count: 0, isAbove: false };
  for (let index = first; index <= last; index += 1) {
    if (keyAt(index) !== key) continue;
    seen.current = order;
    return { count: 0, isAbove: false };
  }
  return { count: countAfter(seen.current), isAbove: first > 0 };
}

/** How many rows further down in the list the row is that stays where it is on the screen. */
export function countMovedRows(seen: SeenRows | undefined, keyAt: KeyAt, count: number): number {
  if (seen?.key === undefined || keyAt(seen.at) === seen.key) return 0;
  const moved = findNear(keyAt, seen.key, seen.at, count);
  return moved === undefined ? 0 : moved - seen.at;
}

/** Where a row has moved to: usually not far, as when a request is reported late or the oldest ones are evicted. */
function findNear(keyAt: KeyAt, key: string | number, from: number, count: number): number | undefined {
  for (let distance = 1; distance < count; distance += 1) {
    if (from - distance >= 0 && keyAt(from - distance) === key) return from - distance;
    if (from + distance < count && keyAt(from + distance) === key) return from + distance;
  }
  return undefined;
}

/** The first row with this key; -1 if there's none. */
export function findFromStart(keyAt: KeyAt, key: string | number, count: number): number {
  for (let index = 0; index < count; index += 1) if (keyAt(index) === key) return index;
  return -1;
}

/** The last row with this key; the last row of all if it's no longer there. */
function findFromEnd(keyAt: KeyAt, key: string | number, count: number): number {
  for (let index = count - 1; index >= 0; index -= 1) if (keyAt(index) === key) return index;
  return count - 1;
}
