import { requestWatch, startWatch, stopWatch, type WatchOutcome } from '../../capture/extension/watch';
import type { MessageKey, Result } from '../../ui';
import { resultOf } from './result';

const answerDeadlineMs = 5_000;

const refusals = {
  denied: 'command_watch_refused',
  impossible: 'command_watch_impossible',
  failed: 'command_watch_failed',
} as const satisfies Partial<Record<WatchOutcome, MessageKey>>;

/** From a panel: asks the person there, or where the browser lets us ask. Call it synchronously in the click. */
export async function watch(origin: string): Promise<Result> {
  const readInspectedOrigin = async () =>
    (await import('../../capture/devtools/page/inspected')).readOrigin();
  return resultOfWatch(await startWatch(origin, readInspectedOrigin));
}

/** From the options page, where every browser lets us ask. Call it synchronously in the click. */
export async function watchHere(origin: string): Promise<Result> {
  return resultOfWatch(await requestWatch(origin));
}

/** Settles `ok: false` when the answer takes too long or nobody waits for it any more. */
export function unwatch(origin: string, signal: AbortSignal): Promise<Result> {
  const given = AbortSignal.any([signal, AbortSignal.timeout(answerDeadlineMs)]);
  return new Promise((resolve) => {
    given.addEventListener('abort', () => resolve(resultOf(false, 'command_unwatch_failed')));
    void stopWatch(origin).then((isDone) => resolve(resultOf(isDone, 'command_unwatch_failed')));
  });
}

function resultOfWatch(outcome: WatchOutcome): Result {
  return outcome === 'watched' || outcome === 'page opened'
    ? { ok: true }
    : resultOf(false, refusals[outcome]);
}
