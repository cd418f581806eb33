import type { Steps } from '../../traffic';

/** A step waits for the next turn once the steps of this one took so long. */
const turnMs = 8;
/** Steps that wait; those past it are dropped. */
const maxWaiting = 50_000;

/** What is done in one step, or in several when it returns them. */
export type Step = () => Steps<unknown> | void;

/** Steps that are taken one after another in the order in which they came, a few milliseconds at a time. */
export interface TimeSlicedQueue {
  /** `weight` is how long the texts are that the step holds on to. */
  take(step: Step, weight?: number): void;
  /** Of all steps that wait, or are under way. */
  readonly weight: number;
}

/**
 * Creates an empty row of steps. However many come at once, none of them keeps the page busy for longer than one turn
 * and one step; the next one begins when all of those that one returned are done. A step that throws does not stop
 * those after it, and is a bug of ours: `failed` gets what it threw. `dropped` is called for each that found no room.
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
  // A timer would wait four milliseconds and more each time, and DevTools' hidden pages have slow ones.
  const { port1, port2 } = new MessageChannel();

  /** Does one piece of the step that is under way, or begins the next one. */
  const goOn = () => {
    if (current === undefined) {
      const taken = waiting[next];
      // Taken steps hold on to nothing while others wait.
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

  const takeTurn = () => {
    const endMs = performance.now() + turnMs;
    while ((next < waiting.length || current !== undefined) && performance.now() < endMs) {
      try {
        goOn();
      } catch (error) {
        failed(error);
        current = undefined;
        weight -= currentWeight;
        currentWeight = 0;
      }
    }
    if (next < waiting.length || current !== undefined) return askForTurn();
    waiting = [];
    next = 0;
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none, unlike a window
  const askForTurn = () => port2.postMessage(undefined);
  port1.addEventListener('message', takeTurn);
  port1.start();

  return {
    take(step, added = 0) {
      if (waiting.length - next >= maxWaiting) return dropped();
      weight += added;
      waiting.push({ step, weight: added });
      if (waiting.length === 1) askForTurn();
    },
    get weight() {
      return weight;
    },
  };
}
