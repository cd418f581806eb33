import type { Steps } from '../../traffic';
import { maxWaitingSteps } from './limits';

/** When the steps of one time slice took this long, the next step waits for the next slice. */
const sliceMs = 8;

/** Does all its work in one call, or returns an iterator that does it piece by piece. */
export type Step = () => Steps<unknown> | void;

/** Runs steps one after another in the order in which they were added, a few milliseconds at a time. */
export interface TimeSlicedQueue {
  /** `weight` is the length of the texts that the step keeps in memory. */
  take(step: Step, weight?: number): void;
  /** Sum over all steps that wait or run. */
  readonly weight: number;
}

/**
 * Creates an empty queue. However many steps are added at once, they block the page for at most one time slice plus one
 * step. The next step starts after all pieces of the previous one. A step that throws doesn't stop later ones; `failed`
 * gets the error, which is a bug in this extension. `dropped` is called for each step that didn't fit.
 */
export function createTimeSlicedQueue(
  dropped: () => void,
  failed: (error: unknown) => void,
): TimeSlicedQueue {
  let waiting: ({ readonly step: Step; readonly weight: number } | undefined)[] = [];
  let next = 0;
  let weight = 0;
  let current: Steps<unknown> | undefined;
  let currentWeight = 0;
  // A timer waits at least four milliseconds, and longer in DevTools' hidden pages.
  const { port1, port2 } = new MessageChannel();

  /** Runs one piece of the current step, or starts the next step. */
  const runPiece = () => {
    if (current === undefined) {
      const taken = waiting[next];
      // A finished step must not keep its texts in memory while others wait.
      waiting[next] = undefined;
      next += 1;
      currentWeight = taken?.weight ?? 0;
      current = taken?.step() ?? undefined;
    }
    if (current !== undefined && current.next().done !== true) return;
    current = undefined;
    weight -= currentWeight;
    currentWeight = 0;
  };

  const runSlice = () => {
    const endMs = performance.now() + sliceMs;
    while ((next < waiting.length || current !== undefined) && performance.now() < endMs) {
      try {
        runPiece();
      } catch (error) {
        failed(error);
        current = undefined;
        weight -= currentWeight;
        currentWeight = 0;
      }
    }
    if (next < waiting.length || current !== undefined) return requestSlice();
    waiting = [];
    next = 0;
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none, unlike a window
  const requestSlice = () => port2.postMessage(undefined);
  port1.addEventListener('message', runSlice);
  port1.start();

  return {
    take(step, added = 0) {
      if (waiting.length - next >= maxWaitingSteps) return dropped();
      weight += added;
      waiting.push({ step, weight: added });
      if (waiting.length === 1) requestSlice();
    },
    get weight() {
      return weight;
    },
  };
}
