import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The usual height of a row, in pixels. Must match json.css. */
const rowHeight = 18;
/** Rows this near the visible area are rendered too. */
const margin = '400px 0px';

interface RowBlockProps {
  readonly count: number;
  /** Rendered wherever it is. */
  readonly isKept: boolean;
  readonly render: () => ComponentChildren;
}

/**
 * Rows of any height that are rendered only while they are near the visible area. Otherwise it's as high as it was when
 * it was rendered.
 */
export function RowBlock({ count, isKept, render }: RowBlockProps) {
  const block = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const height = useRef<number | undefined>(undefined);
  const isRendered = isNear || isKept;
  useLayoutEffect(() => {
    const element = block.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (!entry) return;
        if (!entry.isIntersecting && entry.boundingClientRect.height > 0)
          height.current = entry.boundingClientRect.height;
        setNear(entry.isIntersecting);
      },
      { root: element.closest('.detail'), rootMargin: margin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      role="none"
      ref={block}
      {...(!isRendered && { style: { height: `${height.current ?? count * rowHeight}px` } })}
    >
      {isRendered && render()}
    </div>
  );
}
