import { effect, untracked } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';

/**
 * A value that's expensive to derive from signals. `watch` reads signals that are cheap; after one of them has changed,
 * `derive` is called in the next frame, so at most once per frame and not while the page is hidden.
 */
export function useFrame<Value>(watch: () => unknown, derive: () => Value): Value {
  const [value, setValue] = useState(() => untracked(derive));
  useEffect(() => {
    let frame: number | undefined;
    const stop = effect(() => {
      watch();
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        setValue(untracked(derive));
      });
    });
    return () => {
      stop();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, []);
  return value;
}
