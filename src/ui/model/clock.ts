import { signal, type ReadonlySignal } from '@preact/signals';

/** Time, handed in: a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  nowMs(): number;
  /** Calls back once a second until the returned function is called. */
  everySecond(tick: () => void): () => void;
  /** Calls back once, `ms` from now, unless the returned function is called before. */
  after(ms: number, done: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  everySecond(tick) {
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  },
  after(ms, done) {
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * The time as a signal, in milliseconds. It ticks only while something that is shown reads it: a panel without a
 * countdown sleeps.
 */
export function createNow(clock: Clock): ReadonlySignal<number> {
  let stop: (() => void) | undefined;
  const now = signal(clock.nowMs(), {
    watched() {
      stop = clock.everySecond(() => (now.value = clock.nowMs()));
      // It stood still while nobody looked; a signal may not change while it is being read.
      queueMicrotask(() => (now.value = clock.nowMs()));
    },
    unwatched() {
      stop?.();
      stop = undefined;
    },
  });
  return now;
}
