import { requestWatch, startWatch, stopWatch, type WatchOutcome } from '../../capture/extension/watch';
import type { MessageKey, Result } from '../../ui';
import { resultOf } from './result';

const timeLimitMs = 5_000;

const errorMessages = {
  denied: 'command_watch_refused',
  impossible: 'command_watch_impossible',
  failed: 'command_watch_failed',
} as const satisfies Partial<Record<WatchOutcome, MessageKey>>;

/**
 * For a panel: requests the permission there, or on another page if the browser allows it only there. Call it
 * synchronously in the click handler.
 */
export async function watch(origin: string): Promise<Result> {
  const readInspectedOrigin = async () =>
    (await import('../../capture/devtools/page/inspected')).readOrigin();
  return resultOfWatch(await startWatch(origin, readInspectedOrigin));
}

/** For the options page, where every browser allows permission requests. Call it synchronously in the click handler. */
export async function watchHere(origin: string): Promise<Result> {
  return resultOfWatch(await requestWatch(origin));
}

/** Resolves with `ok: false` on timeout or if the signal aborts. */
export function unwatch(origin: string, signal: AbortSignal): Promise<Result> {
  const abortOrTimeout = AbortSignal.any([signal, AbortSignal.timeout(timeLimitMs)]);
  return new Promise((resolve) => {
    abortOrTimeout.addEventListener('abort', () => resolve(resultOf(false, 'command_unwatch_failed')));
    void stopWatch(origin).then((isDone) => resolve(resultOf(isDone, 'command_unwatch_failed')));
  });
}

function resultOfWatch(outcome: WatchOutcome): Result {
  return outcome === 'watched' || outcome === 'page opened'
    ? { ok: true }
    : resultOf(false, errorMessages[outcome]);
}
