import type { SecretSearch, SecretSearchOptions } from '../../ui';
import type { SecretResponse, SecretRequest } from './messages';
import { maxListBytes, readWords } from './word-list';
import { translate } from '../commands/result';

/** Twice as fast with two cores. More would compete with the page. */
const WORKERS = 2;
/** Small enough to stop quickly, large enough to make the cost of messages negligible. */
const BATCH_SIZE = 1_000;

/**
 * Tries the words of a list as the token's secret in two workers, which are then terminated. Nothing is sent anywhere.
 */
export async function searchSecrets(
  token: string,
  { list, onProgress, signal }: SecretSearchOptions,
): Promise<SecretSearch> {
  if (list !== undefined && list.size > maxListBytes) {
    return { outcome: 'impossible', reason: translate('secrets_list_too_large') };
  }
  const workers: SecretWorker[] = [];
  const stop = () => workers.forEach((worker) => worker.end());
  signal.addEventListener('abort', stop);
  try {
    for (let at = 0; at < WORKERS; at += 1) workers.push(createWorker());
    const known = list === undefined ? (await import('./known')).listKnownSecrets() : undefined;
    const batches = known === undefined ? readWords(list as File, BATCH_SIZE) : cut(known);
    let tried = 0;
    let found: string | undefined;
    const runWorker = async (worker: SecretWorker) => {
      if (!(await worker.take(token))) throw new Unsigned();
      while (found === undefined && !signal.aborted) {
        const { done, value: words } = await batches.next();
        if (done) return;
        const at = await worker.findSecret(words);
        tried += words.length;
        if (at >= 0) found = words[at];
        onProgress(tried, known?.length);
      }
    };
    await Promise.race([Promise.all(workers.map(runWorker)), aborted(signal)]);
    if (found !== undefined) return { outcome: 'found', word: found, tried };
    return { outcome: signal.aborted ? 'stopped' : 'none', tried };
  } catch (error) {
    if (!(error instanceof Unsigned)) reportError(error);
    return {
      outcome: 'impossible',
      reason: translate(error instanceof Unsigned ? 'secrets_not_signed' : 'secrets_failed'),
    };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

class Unsigned extends Error {}

interface SecretWorker {
  /** Returns whether the token can have been signed with a secret. */
  take(token: string): Promise<boolean>;
  findSecret(words: readonly string[]): Promise<number>;
  end(): void;
}

function createWorker(): SecretWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  // Only one request at a time, so that each response belongs to the last request.
  let settle: ((response: SecretResponse | Promise<never>) => void) | undefined;
  let isBroken = false;
  const fail = () => settle?.(Promise.reject(new Error('the worker failed')));
  worker.addEventListener('message', ({ data }: MessageEvent<SecretResponse>) =>
    settle?.('bug' in data ? Promise.reject(data.bug) : data),
  );
  worker.addEventListener('error', () => {
    isBroken = true;
    fail();
  });
  const send = (request: SecretRequest) =>
    new Promise<SecretResponse>((resolve) => {
      settle = resolve;
      // A worker whose code can't be loaded fails before the first request.
      if (isBroken) fail();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
      else worker.postMessage(request);
    });
  return {
    async take(token) {
      const response = await send({ token });
      return 'ready' in response && response.ready;
    },
    async findSecret(words) {
      const response = await send({ words });
      return 'at' in response ? response.at : -1;
    },
    end: () => worker.terminate(),
  };
}

/** Resolves when the signal aborts. Needed because a terminated worker never responds. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function* cut(words: readonly string[]): AsyncGenerator<readonly string[]> {
  for (let start = 0; start < words.length; start += BATCH_SIZE) yield words.slice(start, start + BATCH_SIZE);
}
