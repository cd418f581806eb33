import { effect, untracked } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';

/** A frame is followed by a rest of this many times its duration. */
const restPerFrame = 10;

/**
 * A value that's expensive to derive from signals. `watch` reads signals that are cheap; after one of them has changed,
 * `derive` is called in a frame, and not while the page is hidden. The longer deriving and drawing takes, the more
 * rarely it's done.
 */
export function useFrame<Value>(watch: () => unknown, derive: () => Value): Value {
  const [value, setValue] = useState(() => untracked(derive));
  useEffect(() => {
    let isStale = false;
    let isBusy = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame: number | undefined;
    const request = () => {
      isBusy = true;
      frame = requestAnimationFrame(draw);
    };
    const rest = (durationMs: number) => {
      timer = setTimeout(() => {
        isBusy = false;
        if (isStale) request();
      }, restPerFrame * durationMs);
    };
    const draw = () => {
      const startedMs = performance.now();
      isStale = false;
      setValue(untracked(derive));
      // This timer is called after the browser has drawn.
      timer = setTimeout(() => rest(performance.now() - startedMs));
    };
    const stop = effect(() => {
      watch();
      isStale = true;
      if (!isBusy) request();
    });
    return () => {
      stop();
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, []);
  return value;
}
