import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useWindowed } from './useWindowed';

/** Must match grid.css. */
const rowHeight = 22;
const headHeight = 24;

export interface VirtualGridProps {
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
  /** Called for the left and right arrow keys, which unfold and fold rows of a tree. */
  readonly turn?: (direction: 'left' | 'right') => void;
  readonly head: ComponentChildren;
  /** Renders a row at this distance from the top of the list, in pixels. */
  readonly row: (index: number, top: number) => ComponentChildren;
  /** New rows are added at the end: shows them if the end is in view and no row is selected. */
  readonly followsEnd?: boolean;
  /** Rendered over the last row, with the number of rows that were added below what is in view. */
  readonly below?: (added: number, showEnd: () => void) => ComponentChildren;
}

/**
 * A list in which only the visible rows are rendered, but the arrow keys reach all of them. The rows in view stay where
 * they are while rows are added or removed above and below them.
 */
export function VirtualGrid(props: VirtualGridProps) {
  const { name, count, selectedAt, selectedKey, keyAt, rowId, step, head, row } = props;
  const { total = count, turn, followsEnd = false, isSelectedByItself = false, below } = props;
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { indexes, reveal } = useWindowed({ scroller: grid, list: body, count, rowHeight, headHeight });
  const isSelectedDrawn = selectedKey !== undefined && indexes.includes(selectedAt);

  const { addedBelow, wasAtEnd, remember, showEnd } = useScrollAnchor(grid, reveal, {
    count,
    keyAt,
    selectedAt,
    followsEnd,
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

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = event.key === 'ArrowLeft' ? 'left' : event.key === 'ArrowRight' ? 'right' : undefined;
    if (turn !== undefined && direction !== undefined && event.target === event.currentTarget) {
      event.preventDefault();
      return turn(direction);
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
    // At either end the selection doesn't change, but the row may have been scrolled away.
    if (!step(steps)) revealSelected();
  };

  return (
    <>
      <div
        class="grid"
        role="grid"
        aria-label={name}
        aria-rowcount={total + 1}
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
      {below?.(addedBelow, showEnd)}
    </>
  );
}

type AnchorOptions = Pick<VirtualGridProps, 'count' | 'keyAt' | 'selectedAt' | 'followsEnd'>;

/**
 * Keeps a row where it is when the rows change: the selected one if it's in view, otherwise the first one in view. At
 * the top of a list, or at its end if that's followed, new rows come into view unless a row is selected.
 */
function useScrollAnchor(
  grid: { readonly current: HTMLDivElement | null },
  reveal: (index: number) => void,
  options: AnchorOptions,
) {
  const [addedBelow, setAddedBelow] = useState(0);
  const wasAtEnd = useRef(true);
  const latest = useRef(options);
  latest.current = options;
  /** Undefined until the list has a height. */
  const seen = useRef<
    | {
        readonly at: number;
        readonly key: string | number | undefined;
        readonly isAtEnd: boolean;
        readonly height: number;
        /** The row that was the last one when the end was in view. */
        readonly lastKey: string | number | undefined;
      }
    | undefined
  >(undefined);

  const remember = () => {
    const box = grid.current;
    if (!box || box.clientHeight === 0) return;
    const { count, keyAt, selectedAt } = latest.current;
    const first = Math.floor(box.scrollTop / rowHeight);
    const last = first + Math.floor((box.clientHeight - headHeight) / rowHeight);
    const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - rowHeight;
    const isSelectedSeen = selectedAt >= first && selectedAt <= last;
    const at = isSelectedSeen ? selectedAt : first;
    const lastKey = seen.current?.lastKey;
    const lastSeenAt = isAtEnd || lastKey === undefined ? count - 1 : findFromEnd(keyAt, lastKey, count);
    seen.current = {
      at,
      key: isSelectedSeen || box.scrollTop > 0 ? keyAt(at) : undefined,
      isAtEnd,
      height: box.clientHeight,
      lastKey: keyAt(lastSeenAt),
    };
    setAddedBelow(count - 1 - lastSeenAt);
  };
  /** A lower list loses its last rows: the selected one or the end stays in view if it was. Returns whether it does. */
  const keepInView = (box: HTMLDivElement): boolean => {
    const { selectedAt, keyAt, followsEnd } = latest.current;
    const { key, isAtEnd } = seen.current ?? { key: keyAt(selectedAt), isAtEnd: true };
    if (selectedAt >= 0 && key !== undefined && keyAt(selectedAt) === key) reveal(selectedAt);
    else if (followsEnd && isAtEnd) box.scrollTop = box.scrollHeight;
    else return false;
    return true;
  };
  useLayoutEffect(() => {
    const box = grid.current;
    if (!box) return;
    const { count, keyAt, selectedAt, followsEnd } = options;
    const { at = 0, key, isAtEnd = true, height = box.clientHeight } = seen.current ?? {};
    wasAtEnd.current = isAtEnd;
    // The observer reports a new height later.
    const isKept = box.clientHeight !== height && keepInView(box);
    if (!isKept && followsEnd && isAtEnd && selectedAt === -1) {
      box.scrollTop = box.scrollHeight;
    } else if (!isKept && key !== undefined && keyAt(at) !== key) {
      const moved = findNear(keyAt, key, at, count);
      if (moved !== undefined) box.scrollTop += (moved - at) * rowHeight;
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
    addedBelow,
    wasAtEnd,
    remember,
    showEnd: () => {
      if (grid.current) grid.current.scrollTop = grid.current.scrollHeight;
    },
  };
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

/** The last row with this key; the last row of all if it's no longer there. */
function findFromEnd(keyAt: VirtualGridProps['keyAt'], key: string | number, count: number): number {
  for (let index = count - 1; index >= 0; index -= 1) if (keyAt(index) === key) return index;
  return count - 1;
}
