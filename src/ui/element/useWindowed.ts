import { type RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Rows drawn beyond each edge, so that a wheel tick shows no gap. */
const overscan = 8;
/** What is drawn before the first measure, and where nothing can be measured. */
const firstScreenful = 40;

/** The rows to draw: zero-based, end exclusive. */
export interface Windowed {
  readonly start: number;
  readonly end: number;
}

/**
 * Which of `count` rows of equal height stand within the scroller's sight. The rows may begin anywhere inside the
 * scroller, below things that fold and grow: positions are measured when it scrolls or anything in it changes size.
 */
export function useWindowed(
  scroller: RefObject<HTMLElement | null>,
  rows: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): Windowed {
  const [seen, setSeen] = useState<Windowed>({ start: 0, end: firstScreenful });
  useLayoutEffect(() => {
    const box = scroller.current;
    const list = rows.current;
    if (!box || !list) return;
    const measure = () => {
      const height = box.clientHeight;
      // Nothing is laid out: hidden, or a document without layout.
      if (height === 0) return;
      const above = box.getBoundingClientRect().top - list.getBoundingClientRect().top;
      const start = Math.max(0, Math.floor(above / rowHeight) - overscan);
      const end = Math.max(start, Math.ceil((above + height) / rowHeight) + overscan);
      setSeen((last) => (last.start === start && last.end === end ? last : { start, end }));
    };
    measure();
    const resizes = new ResizeObserver(measure);
    resizes.observe(box);
    for (const child of box.children) resizes.observe(child);
    box.addEventListener('scroll', measure, { passive: true });
    return () => {
      resizes.disconnect();
      box.removeEventListener('scroll', measure);
    };
  }, [scroller, rows, rowHeight]);
  const start = Math.min(seen.start, Math.max(0, count - firstScreenful));
  return { start, end: Math.min(count, Math.max(seen.end, start)) };
}
