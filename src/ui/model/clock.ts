import { signal, type ReadonlySignal } from '@preact/signals';

/** The current time and timers, passed as an argument so that tests control them. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  nowMs(): number;
  /** Calls back once a second until the returned function is called. */
  everySecond(tick: () => void): () => void;
  /** Calls back once after `ms`, unless the returned function is called first. */
  after(ms: number, done: () => void): () => void;
}

/** The system clock. */
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

/** The current time as a signal, in milliseconds. Runs a timer only while something subscribes to the signal. */
export function createNow(clock: Clock): ReadonlySignal<number> {
  let stop: (() => void) | undefined;
  const now = signal(clock.nowMs(), {
    watched() {
      stop = clock.everySecond(() => (now.value = clock.nowMs()));
      // The value is outdated after a time without subscribers. A signal can't be changed while it's being read.
      queueMicrotask(() => (now.value = clock.nowMs()));
    },
    unwatched() {
      stop?.();
      stop = undefined;
    },
  });
  return now;
}
