import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Loads `keepFocus` after the page is shown. Returns a ref for the page's root. */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    let end: (() => void) | undefined;
    let isUnmounted = false;
    void import('./keep-focus').then(({ keepFocus }) => {
      if (root.current && !isUnmounted) end = keepFocus(root.current);
    });
    return () => {
      isUnmounted = true;
      end?.();
    };
  }, []);
  return root;
}
