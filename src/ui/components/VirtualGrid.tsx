import '../style/grid.css';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isRightToLeft } from './is-right-to-left';
import { useRowWidth } from './useRowWidth';
import { useWindowed } from './useWindowed';

/** Must match grid.css. */
const rowHeight = 22;
const headHeight = 24;

interface VirtualGridProps {
  /** Its accessible name. */
  readonly name: string;
  readonly count: number;
  /** The number of rows including those that are folded; `count` if there are none. */
  readonly total?: number;
  /** Zero-based index of the selected row; -1 if none is selected or listed. */
  readonly selectedAt: number;
  /** Identifies the selected row; undefined if none is selected. */
  readonly selectedKey: string | number | undefined;
  /** The user hasn't selected it: it comes into view only if the end of the list is in view. */
  readonly isSelectedByItself?: boolean;
  /** Identifies a row, wherever it is in the list. */
  readonly keyAt: (index: number) => string | number | undefined;
  /** Element ID of a row. */
  readonly rowId: (key: string | number) => string;
  /**
   * Moves the selection by this many rows; `±Infinity` moves it to the end or the start. Returns whether it has changed.
   */
  readonly step: (rows: number) => boolean;
  /** More than one row can be selected. */
  readonly isMultiselectable?: boolean;
  /** Handles other keys, and those with a modifier, while the list has the focus. Returns whether it has handled one. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** Called for the left and right arrow keys, which unfold and fold rows of a tree. */
  readonly turn?: (direction: 'left' | 'right') => void;
  /** The value of `grid-template-columns` of its rows. */
  readonly columns: string;
  /** Called with the width of its rows when it changes. */
  readonly onWidth: (width: number) => void;
  /** The row that was the first one in view when the list was shown last. */
  readonly firstKey: string | number | undefined;
  /** Called when another row is the first one in view; with undefined at the beginning, and at an end that is followed. */
  readonly onFirstKey: (key: string | number | undefined) => void;
  readonly head: ComponentChildren;
  /** Renders a row at this distance from the top of the list, in pixels. */
  readonly row: (index: number, top: number) => ComponentChildren;
  /** New rows are added at the end: shows them if the end is in view and no row is selected. */
  readonly followsEnd?: boolean;
  /** Where new rows are, if they aren't added at the end. */
  readonly newest?: NewestRow | undefined;
  /** Rendered over the rows, with the number of rows that were added out of view. */
  readonly below?: (added: AddedRows) => ComponentChildren;
}

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

/**
 * A list in which only the visible rows are rendered, but the arrow keys reach all of them. The rows in view stay where
 * they are while rows are added or removed above and below them.
 */
export function VirtualGrid(props: VirtualGridProps) {
  const { name, count, selectedAt, selectedKey, keyAt, rowId, step, onKey, columns, onWidth, head, row } =
    props;
  const { total = count, turn, followsEnd = false, isSelectedByItself = false, newest, below } = props;
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useRowWidth(grid, onWidth);
  /** Whether the end is in view, before the change that is being rendered. */
  const isAtEnd = useRef(true);
  const isPinnedToEnd = followsEnd && isAtEnd.current && selectedAt === -1;
  const seen = useRef<SeenRows>(undefined);
  const movedRows = isPinnedToEnd ? 0 : countMovedRows(seen.current, keyAt, count);
  const { indexes, reveal } = useWindowed({
    scroller: grid,
    list: body,
    count,
    rowHeight,
    headHeight,
    isPinnedToEnd,
    movedBy: movedRows * rowHeight,
  });
  const isSelectedDrawn = selectedKey !== undefined && indexes.includes(selectedAt);

  const { added, wasAtEnd, remember } = useScrollAnchor(grid, reveal, isAtEnd, seen, {
    count,
    keyAt,
    selectedAt,
    followsEnd,
    newest,
    movedRows,
  });
  const revealSelected = () => {
    if (selectedAt >= 0) reveal(selectedAt);
  };
  // Only when the selection changes: when rows are added above it, the list must not jump.
  useLayoutEffect(() => {
    if (isSelectedByItself && !wasAtEnd.current) return;
    revealSelected();
    // Requests may be added above it before the scroll event.
    remember();
  }, [selectedKey]);
  useFirstRow(grid, props, remember);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target === event.currentTarget && !event.altKey && onKey(event)) {
      event.preventDefault();
      // DevTools has some of these keys too.
      event.stopPropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isArrow = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    if (turn !== undefined && isArrow && event.target === event.currentTarget) {
      event.preventDefault();
      const isLeft = event.key === 'ArrowLeft';
      return turn(isLeft !== isRightToLeft(event.currentTarget as Element) ? 'left' : 'right');
    }
    const page = Math.max(1, Math.floor(((grid.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1);
    const steps = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -Infinity,
      End: Infinity,
    }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    // Before the selection changes, so that rows and details are rendered and laid out once. At either end it doesn't
    // change, but the row may have been scrolled away.
    reveal(Math.max(0, Math.min(count - 1, selectedAt + steps)));
    step(steps);
  };

  return (
    <>
      <div
        class="grid"
        role="grid"
        style={{ '--columns': columns }}
        aria-label={name}
        aria-rowcount={total + 1}
        aria-multiselectable={props.isMultiselectable}
        aria-activedescendant={isSelectedDrawn ? rowId(selectedKey) : undefined}
        tabIndex={0}
        ref={grid}
        onKeyDown={onKeyDown}
        onFocusIn={(event) => {
          // A row is removed when it's scrolled away and would lose the focus, so the grid takes it.
          if (event.target instanceof Element && event.target.matches('.grid-row')) {
            grid.current?.focus({ preventScroll: true });
          }
        }}
      >
        {head}
        <div class="grid-body" role="rowgroup" ref={body} style={{ height: `${count * rowHeight}px` }}>
          {indexes.map((index) => row(index, index * rowHeight))}
        </div>
      </div>
      {added.count > 0 && below?.(added)}
    </>
  );
}

/** Scrolling reports the first row this long after it has stopped. */
const reportAfterMs = 200;

/** Scrolls to the row that was the first one in view, unless the user does something before it's listed. */
function useFirstRow(
  grid: { readonly current: HTMLDivElement | null },
  props: Pick<VirtualGridProps, 'firstKey' | 'onFirstKey' | 'keyAt' | 'count' | 'followsEnd'>,
  remember: () => void,
) {
  const isRestored = useRef(false);
  const latest = useRef(props);
  latest.current = props;
  useLayoutEffect(() => {
    const box = grid.current;
    const { firstKey, keyAt, count } = props;
    if (box === null || isRestored.current || count === 0) return;
    // Rows of a long list can come later.
    const at = firstKey === undefined ? -1 : findFromStart(keyAt, firstKey, count);
    if (firstKey !== undefined && at === -1) return;
    isRestored.current = true;
    if (at === -1) return;
    box.scrollTop = at * rowHeight;
    remember();
  });
  useLayoutEffect(() => {
    const box = grid.current;
    if (!box) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const report = () => {
      if (box.clientHeight === 0 || !isRestored.current) return;
      const { keyAt, onFirstKey, followsEnd } = latest.current;
      const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - rowHeight;
      const at = Math.round(box.scrollTop / rowHeight);
      onFirstKey(at === 0 || (followsEnd && isAtEnd) ? undefined : keyAt(at));
    };
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(report, reportAfterMs);
    };
    const forget = () => (isRestored.current = true);
    box.addEventListener('scroll', onScroll, { passive: true });
    for (const name of ['wheel', 'pointerdown', 'keydown'])
      box.addEventListener(name, forget, { passive: true });
    return () => {
      clearTimeout(timer);
      box.removeEventListener('scroll', onScroll);
      for (const name of ['wheel', 'pointerdown', 'keydown']) box.removeEventListener(name, forget);
    };
  }, []);
}

/** What was in view after the last rendering. */
interface SeenRows {
  readonly at: number;
  readonly key: string | number | undefined;
  readonly height: number;
  /** The row that was the last one when the end was in view. */
  readonly lastKey: string | number | undefined;
}

interface AnchorOptions extends Pick<
  VirtualGridProps,
  'count' | 'keyAt' | 'selectedAt' | 'followsEnd' | 'newest'
> {
  readonly movedRows: number;
}

/**
 * Keeps a row where it is when the rows change: the selected one if it's in view, otherwise the first one in view. At
 * the top of a list, or at its end if that's followed, new rows come into view unless a row is selected.
 */
function useScrollAnchor(
  grid: { readonly current: HTMLDivElement | null },
  reveal: (index: number) => void,
  isAtEnd: { current: boolean },
  /** Undefined until the list has a height. */
  seen: { current: SeenRows | undefined },
  options: AnchorOptions,
) {
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
  const keepInView = (box: HTMLDivElement): boolean => {
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
    const { selectedAt, followsEnd, movedRows } = options;
    const { height = box.clientHeight } = seen.current ?? {};
    wasAtEnd.current = isAtEnd.current;
    // The observer reports a new height later.
    const isKept = box.clientHeight !== height && keepInView(box);
    if (!isKept && followsEnd && isAtEnd.current && selectedAt === -1) {
      box.scrollTop = box.scrollHeight;
    } else if (!isKept && movedRows !== 0) {
      box.scrollTop += movedRows * rowHeight;
    }
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
  keyAt: VirtualGridProps['keyAt'],
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

/** How far the row that is to stay where it is has moved down in the list. */
function countMovedRows(seen: SeenRows | undefined, keyAt: VirtualGridProps['keyAt'], count: number): number {
  if (seen?.key === undefined || keyAt(seen.at) === seen.key) return 0;
  const moved = findNear(keyAt, seen.key, seen.at, count);
  return moved === undefined ? 0 : moved - seen.at;
}

/** Where a row has moved to: usually not far, as when a request is reported late or the oldest ones are evicted. */
function findNear(
  keyAt: VirtualGridProps['keyAt'],
  key: string | number,
  from: number,
  count: number,
): number | undefined {
  for (let distance = 1; distance < count; distance += 1) {
    if (from - distance >= 0 && keyAt(from - distance) === key) return from - distance;
    if (from + distance < count && keyAt(from + distance) === key) return from + distance;
  }
  return undefined;
}

function findFromStart(keyAt: VirtualGridProps['keyAt'], key: string | number, count: number): number {
  for (let index = 0; index < count; index += 1) if (keyAt(index) === key) return index;
  return -1;
}

/** The last row with this key; the last row of all if it's no longer there. */
function findFromEnd(keyAt: VirtualGridProps['keyAt'], key: string | number, count: number): number {
  for (let index = count - 1; index >= 0; index -= 1) if (keyAt(index) === key) return index;
  return count - 1;
}
