import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type Range,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Rows drawn beyond each edge, so that a wheel tick shows no gap. */
const overscan = 8;
/** How many rows are taken to be in sight before the first measure, and where nothing can be measured. */
const firstScreenful = 20;

export interface Windowing {
  readonly scroller: RefObject<HTMLElement | null>;
  /** What holds the rows. It may begin anywhere inside the scroller, below things that fold and grow. */
  readonly list: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  /** How much of the scroller's top is covered by a head that stays. */
  readonly headHeight?: number;
  /** How many of the first rows are drawn wherever the scroller stands. */
  readonly alwaysDrawn?: number;
}

export interface Windowed {
  /** The rows to draw: zero-based, ascending. */
  readonly indexes: readonly number[];
  /** Scrolls no further than it takes to have the whole row in sight. */
  readonly reveal: (index: number) => void;
}

/** Which of `count` rows of equal height to draw: those in the scroller's sight, a few beyond, and the first. */
export function useWindowed(windowing: Windowing): Windowed {
  const { scroller, list, count, rowHeight, headHeight = 0, alwaysDrawn = 0 } = windowing;
  const [, redraw] = useState({});
  const [listTop, setListTop] = useState(0);
  const options: VirtualizerOptions<HTMLElement, HTMLElement> = {
    count,
    overscan,
    estimateSize: () => rowHeight,
    scrollMargin: listTop,
    scrollPaddingStart: headHeight,
    initialRect: { width: 0, height: firstScreenful * rowHeight },
    // It is written back when the virtualizer begins: a list that comes late must not scroll what stands above it.
    initialOffset: () => scroller.current?.scrollTop ?? 0,
    getScrollElement: () => scroller.current,
    observeElementRect: observeLaidOutRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    rangeExtractor: (range) => extractRows(range, alwaysDrawn),
    onChange: () => redraw({}),
  };
  const [virtualizer] = useState(() => new Virtualizer(options));
  virtualizer.setOptions(options);

  useLayoutEffect(() => {
    const box = scroller.current;
    const rows = list.current;
    if (!box || !rows) return;
    const measure = () =>
      setListTop(rows.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop);
    measure();
    const resizes = new ResizeObserver(measure);
    for (const child of box.children) resizes.observe(child);
    return () => resizes.disconnect();
  }, [scroller, list]);
  // oxlint-disable-next-line no-underscore-dangle -- virtual-core's adapters for frameworks have to call it
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  // oxlint-disable-next-line no-underscore-dangle -- and this one after each drawing
  useLayoutEffect(() => virtualizer._willUpdate());

  return {
    indexes: virtualizer.getVirtualIndexes(),
    reveal: (index) => virtualizer.scrollToIndex(index),
  };
}

/** A hidden scroller has no height; drawing nothing for it would leave assistive technology an empty list. */
const observeLaidOutRect: typeof observeElementRect = (virtualizer, tell) =>
  observeElementRect(virtualizer, (rect) => {
    if (rect.height > 0) tell(rect);
  });

function extractRows(range: Range, alwaysDrawn: number): number[] {
  const first = defaultRangeExtractor({ ...range, startIndex: 0, endIndex: alwaysDrawn - 1, overscan: 0 });
  return [...new Set([...first, ...defaultRangeExtractor(range)])];
}
