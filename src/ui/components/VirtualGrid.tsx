import '../style/grid.css';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isRightToLeft } from './is-right-to-left';
import { useRowWidth } from './useRowWidth';
import {
  countMovedRows,
  findFromStart,
  useScrollAnchor,
  type AddedRows,
  type NewestRow,
  type SeenRows,
} from './useScrollAnchor';
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
   * Moves the selection by this many rows; `±Infinity` moves it to the end or the start. Returns the index of the row that is
   * selected then; undefined if the list is empty.
   */
  readonly step: (rows: number) => number | undefined;
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
  const { indexes, reveal } = useWindowed({
    scroller: grid,
    list: body,
    count,
    rowHeight,
    headHeight,
    isPinnedToEnd,
    movedBy: isPinnedToEnd ? 0 : countMovedRows(seen.current, keyAt, count) * rowHeight,
  });
  const isSelectedDrawn = selectedKey !== undefined && indexes.includes(selectedAt);

  const { added, wasAtEnd, remember } = useScrollAnchor({
    grid,
    seen,
    isAtEnd,
    reveal,
    rowHeight,
    headHeight,
    count,
    keyAt,
    selectedAt,
    followsEnd,
    newest,
  });
  // Only when the selection changes: when rows are added above it, the list must not jump.
  useLayoutEffect(() => {
    if (isSelectedByItself && !wasAtEnd.current) return;
    if (selectedAt >= 0) reveal(selectedAt);
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
    const at = step(steps);
    // Before the change is rendered, so that rows and details are rendered and laid out once. At either end nothing changes,
    // but the row may have been scrolled away.
    if (at !== undefined) reveal(at);
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
