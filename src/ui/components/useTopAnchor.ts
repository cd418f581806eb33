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
 * scrolled past its start, points at it, or has the focus in it: the caller scrolls by `movedBy` pixels, as `useWindowed`
 * does. Also returns how many were added above what is in view, and a function that scrolls to them. From then on, new rows
 * come into view under a pointer that rests too, until the list is scrolled past its start.
 */
export function useTopAnchor({ scroller, list, count, rowHeight, of }: TopAnchorOptions) {
  const [hidden, setHidden] = useState(0);
  const before = useRef({ count, of });
  const isFollowing = useRef(false);

  /** How far the list's start is below the upper edge of what is in view, in pixels. */
  const startBelow = () => {
    const [box, rows] = [scroller.current, list.current];
    if (!box || !rows || box.clientHeight === 0) return undefined;
    const covered = Number.parseFloat(getComputedStyle(box).scrollPaddingTop) || 0;
    return rows.getBoundingClientRect().top - box.getBoundingClientRect().top - covered;
  };
  const isUsed = () =>
    list.current?.matches(isFollowing.current ? ':focus-within' : ':hover, :focus-within') === true;

  const added = before.current.of === of ? count - before.current.count : 0;
  const start = added > 0 ? startBelow() : undefined;
  // Before the rows are rendered: one with the focus would be removed.
  const isKept = start !== undefined && (isPassed(start) || isUsed());
  const movedBy = isKept ? added * rowHeight : 0;
  useLayoutEffect(() => {
    const isOther = before.current.of !== of;
    before.current = { count, of };
    if (isOther) {
      setHidden(0);
      isFollowing.current = false;
    } else if (isKept && isPassed(start - movedBy)) {
      setHidden((known) => known + added);
    }
  }, [count, of]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const onScroll = () => {
      if (isPassed(startBelow() ?? 0)) isFollowing.current = false;
      else setHidden(0);
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
    movedBy,
    hidden,
    showStart() {
      if (scroller.current) scroller.current.scrollTop += startBelow() ?? 0;
      isFollowing.current = true;
    },
  };
}

/** Whether the start is out of view: not if only the heading above it is. */
function isPassed(start: number): boolean {
  return start < -1;
}
