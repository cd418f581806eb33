import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface TopAnchorOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly list: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  /** What the rows are about. */
  readonly of: unknown;
}

/**
 * Keeps the rows where they are while rows are added at the top of a list that is part of a longer page, if the user has
 * scrolled past its start, points at it, or has the focus in it. Returns how many were added above what is in view, and a
 * function that scrolls to them. From then on, new rows come into view until the pointer moves or the list is scrolled.
 */
export function useTopAnchor({ scroller, list, count, rowHeight, of }: TopAnchorOptions) {
  const [hidden, setHidden] = useState(0);
  const before = useRef({ count, of });
  const isFollowing = useRef(false);

  const isPassed = () => {
    const [box, rows] = [scroller.current, list.current];
    if (!box || !rows) return false;
    const covered = Number.parseFloat(getComputedStyle(box).scrollPaddingTop) || 0;
    // Not if only the heading above it is out of view.
    return rows.getBoundingClientRect().top < box.getBoundingClientRect().top + covered - 1;
  };
  useLayoutEffect(() => {
    const [box, rows] = [scroller.current, list.current];
    const added = before.current.of === of ? count - before.current.count : 0;
    const isOther = before.current.of !== of;
    before.current = { count, of };
    if (isOther) setHidden(0);
    if (!box || !rows || box.clientHeight === 0 || added <= 0) return;
    if (!isPassed() && (isFollowing.current || !rows.matches(':hover, :focus-within'))) return;
    box.scrollTop += added * rowHeight;
    if (isPassed()) setHidden((known) => known + added);
  }, [count, of]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const onScroll = () => {
      if (!isPassed()) setHidden(0);
    };
    // The browser also reports a pointer that doesn't move when the rows under it do.
    const onPointerMove = ({ movementX, movementY }: PointerEvent) => {
      if (movementX !== 0 || movementY !== 0) isFollowing.current = false;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    box.addEventListener('pointermove', onPointerMove, { passive: true });
    return () => {
      box.removeEventListener('scroll', onScroll);
      box.removeEventListener('pointermove', onPointerMove);
    };
  }, []);

  return {
    hidden,
    showStart() {
      const [box, rows] = [scroller.current, list.current];
      if (!box || !rows) return;
      const covered = Number.parseFloat(getComputedStyle(box).scrollPaddingTop) || 0;
      box.scrollTop += rows.getBoundingClientRect().top - box.getBoundingClientRect().top - covered;
      isFollowing.current = true;
    },
  };
}
