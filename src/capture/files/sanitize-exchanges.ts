import {
  loadSanitizer,
  type Exchange,
  type SanitizeChoice,
  type SanitizedSummary,
  type Steps,
} from '../../traffic';
import { nextTask } from '../protocol/next-task';

/** Time without a pause. */
const sliceMs = 8;

/** Sanitizes the exchanges of one file in slices, so that the page stays responsive. Throws when the signal aborts. */
export async function sanitizeExchanges(
  exchanges: readonly Exchange[],
  { decided }: SanitizeChoice,
  signal?: AbortSignal,
): Promise<{ readonly exchanges: readonly Exchange[]; readonly sanitized: SanitizedSummary }> {
  const sanitizer = await loadSanitizer({
    fillRandom: (bytes) => void crypto.getRandomValues(bytes),
    decided,
  });
  let untilMs = performance.now() + sliceMs;
  const finishInSlices = async <T>(steps: Steps<T>): Promise<T> => {
    for (;;) {
      const { done, value } = steps.next();
      if (performance.now() > untilMs) {
        await nextTask();
        signal?.throwIfAborted();
        untilMs = performance.now() + sliceMs;
      }
      if (done === true) return value;
    }
  };
  for (const exchange of exchanges) await finishInSlices(sanitizer.collect(exchange));
  await finishInSlices(sanitizer.prepare());
  const result: Exchange[] = [];
  for (const exchange of exchanges) result.push(await finishInSlices(sanitizer.sanitize(exchange)));
  return { exchanges: result, sanitized: sanitizer.summary };
}
