import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Reports the width inside a scroller, without its scrollbar: at first before it's painted, then whenever it changes. */
export function useRowWidth(scroller: RefObject<HTMLElement | null>, onWidth: (width: number) => void) {
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const measure = () => onWidth(box.clientWidth);
    measure();
    const resizes = new ResizeObserver(measure);
    resizes.observe(box);
    return () => resizes.disconnect();
  }, []);
}
