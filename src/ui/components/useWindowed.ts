import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Extra rows rendered beyond each edge, so that a scroll step shows no gap. */
const overscan = 8;
/** The same at a pinned end, where all rows are replaced again and again. */
const pinnedOverscan = 2;
/** Number of visible rows assumed before the first measurement and where there is no layout. */
const firstScreenful = 20;

/** The list whose rows in view are rendered, in pixels. */
export interface Windowing {
  readonly scroller: RefObject<HTMLElement | null>;
  /**
   * The element that contains the rows. It can start anywhere in the scroller, below content that changes its height.
   */
  readonly list: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  /** Height of a sticky head that covers the top of the scroller. */
  readonly headHeight?: number;
  /** How many of the first rows are rendered at any scroll position. */
  readonly alwaysDrawn?: number;
  /** The caller will scroll to the end, so the rows there are rendered at once, not after the scroll event. */
  readonly isPinnedToEnd?: boolean;
  /**
   * How far down the rows in view have moved, in pixels: they are rendered where they are now, and scrolled to. Once the
   * list is shown, 0 in the next rendering.
   */
  readonly movedBy?: number;
}

interface Windowed {
  /** The rows to render: zero-based, ascending. */
  readonly indexes: readonly number[];
  /** Scrolls just far enough to make the whole row visible. The rows there are rendered without waiting for the event. */
  readonly reveal: (index: number) => void;
}

/** Virtual list: selects which of `count` rows of equal height to render. */
export function useWindowed(windowing: Windowing): Windowed {
  const { scroller, list, count, rowHeight, headHeight = 0, alwaysDrawn = 0 } = windowing;
  const { isPinnedToEnd, movedBy = 0 } = windowing;
  const [, redraw] = useState({});
  const view = useRef({ top: 0, height: firstScreenful * rowHeight }).current;
  const extra = isPinnedToEnd ? pinnedOverscan : overscan;
  if (isPinnedToEnd) view.top = Math.max(view.top, count * rowHeight - view.height);
  const drawn = findRange({ ...view, top: view.top + movedBy }, count, rowHeight, extra);
  const latest = useRef({ count, rowHeight, extra, drawn });
  latest.current = { count, rowHeight, extra, drawn };
  const measure = () => {
    const box = scroller.current;
    const rows = list.current;
    if (!box || !rows) return;
    view.top = box.getBoundingClientRect().top - rows.getBoundingClientRect().top;
    // A hidden scroller has no height. Rendering nothing would give assistive technology an empty list.
    if (box.clientHeight > 0) view.height = box.clientHeight;
    const now = latest.current;
    const { start, end } = findRange(view, now.count, now.rowHeight, now.extra);
    if (start !== now.drawn.start || end !== now.drawn.end) redraw({});
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !list.current) return;
    measure();
    const resizes = new ResizeObserver(measure);
    for (const element of [box, ...box.children]) resizes.observe(element);
    box.addEventListener('scroll', measure, { passive: true });
    return () => {
      resizes.disconnect();
      box.removeEventListener('scroll', measure);
    };
  }, [scroller, list, view]);

  useLayoutEffect(() => {
    const box = scroller.current;
    // A hidden scroller is scrolled when it's shown.
    if (movedBy === 0 || !box || box.clientHeight === 0) return;
    box.scrollTop += movedBy;
    measure();
  });

  return {
    indexes: listIndexes(drawn, Math.min(alwaysDrawn, count)),
    reveal: (index) => {
      const box = scroller.current;
      const rows = list.current;
      if (!box || !rows) return;
      const edge = box.getBoundingClientRect().top;
      const top = rows.getBoundingClientRect().top + index * rowHeight - edge;
      const above = top - headHeight;
      // The observer reports a new height later.
      const below = top + rowHeight - (box.clientHeight > 0 ? box.clientHeight : view.height);
      const before = box.scrollTop;
      // In a box that is lower than a row, the row begins at the top: each call would scroll otherwise.
      if (above < 0) box.scrollTop += above;
      else if (below > 0) box.scrollTop += Math.min(above, below);
      if (box.scrollTop !== before) measure();
    },
  };
}

interface View {
  readonly top: number;
  readonly height: number;
}

interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * `top` is the distance from the list's upper edge to the scroller's. Past the end, the range is the last screenful.
 */
function findRange({ top, height }: View, count: number, rowHeight: number, extra: number): Range {
  const screenful = Math.ceil(height / rowHeight);
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight), count - screenful));
  const last = Math.max(first + 1, Math.ceil((top + height) / rowHeight));
  return { start: Math.max(0, first - extra), end: Math.min(count, last + extra) };
}

function listIndexes({ start, end }: Range, alwaysDrawn: number): number[] {
  const indexes = Array.from({ length: Math.min(alwaysDrawn, start) }, (_, index) => index);
  for (let index = start; index < end; index += 1) indexes.push(index);
  for (let index = end; index < alwaysDrawn; index += 1) indexes.push(index);
  return indexes;
}
