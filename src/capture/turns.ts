/** A step waits for the next turn once the steps of this one took so long. */
const turnMs = 15;
/** Steps that wait; those past it are dropped. */
const maxWaiting = 50_000;

/** Steps that are taken one after another in the order in which they came, a few milliseconds at a time. */
export interface Turns {
  take(step: () => void): void;
}

/**
 * Creates an empty row of steps. However many come at once, none of them keeps the page busy for longer than one turn
 * and one step. A step that throws does not stop those after it. `dropped` is called for each that found no room.
 */
export function createTurns(dropped: () => void): Turns {
  let waiting: ((() => void) | undefined)[] = [];
  let next = 0;
  // A timer would wait four milliseconds and more each time, and DevTools' hidden pages have slow ones.
  const { port1, port2 } = new MessageChannel();

  const takeTurn = () => {
    const endMs = performance.now() + turnMs;
    while (next < waiting.length && performance.now() < endMs) {
      const step = waiting[next];
      // Taken steps hold on to nothing while others wait.
      waiting[next] = undefined;
      next += 1;
      try {
        step?.();
      } catch {
        // What a step cannot do it counts itself.
      }
    }
    if (next < waiting.length) return askForTurn();
    waiting = [];
    next = 0;
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none, unlike a window
  const askForTurn = () => port2.postMessage(undefined);
  port1.addEventListener('message', takeTurn);
  port1.start();

  return {
    take(step) {
      if (waiting.length - next >= maxWaiting) return dropped();
      waiting.push(step);
      if (waiting.length === 1) askForTurn();
    },
  };
}
