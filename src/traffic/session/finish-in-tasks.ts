import type { Steps } from '../../token';

/** Steps before other tasks can run: about 20 milliseconds. */
const stepsPerTask = 20;

/** Runs steps to their end in several tasks, so that long work doesn't block the page. `nextTask` settles in a new task. */
export async function finishInTasks<T>(steps: Steps<T>, nextTask?: () => Promise<void>): Promise<T> {
  for (let stepCount = 1; ; stepCount += 1) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (stepCount % stepsPerTask === 0) await nextTask?.();
  }
}
