import type { SecretSearch, SecretSearchOptions } from '../../ui';
import type { SecretAnswer, SecretQuestion } from './messages';
import { MAX_LIST_BYTES, readWords } from './word-list';
import { translate } from '../commands/result';

/** Two halve the time where there are two cores, and leave the page the rest where there are more. */
const WORKERS = 2;
/** So few that a stop is felt at once, so many that asking costs nothing. */
const BATCH_SIZE = 1_000;

/** Tries the words of a list on a token in two workers, which end with the search. Nothing of it leaves the machine. */
export async function searchSecrets(
  token: string,
  { list, onProgress, signal }: SecretSearchOptions,
): Promise<SecretSearch> {
  if (list !== undefined && list.size > MAX_LIST_BYTES) {
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
    const work = async (worker: SecretWorker) => {
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
    await Promise.race([Promise.all(workers.map(work)), aborted(signal)]);
    if (found !== undefined) return { outcome: 'found', word: found, tried };
    return { outcome: signal.aborted ? 'stopped' : 'none', tried };
  } catch (error) {
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
  /** Whether a secret can have signed the token. */
  take(token: string): Promise<boolean>;
  findSecret(words: readonly string[]): Promise<number>;
  end(): void;
}

function createWorker(): SecretWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  // One question at a time, so that the next answer is the one to the last question.
  let settle: ((answer: SecretAnswer | Promise<never>) => void) | undefined;
  let isBroken = false;
  const fail = () => settle?.(Promise.reject(new Error('the worker failed')));
  worker.addEventListener('message', ({ data }: MessageEvent<SecretAnswer>) => settle?.(data));
  worker.addEventListener('error', () => {
    isBroken = true;
    fail();
  });
  const ask = (question: SecretQuestion) =>
    new Promise<SecretAnswer>((resolve) => {
      settle = resolve;
      // A worker whose code does not load fails before it is asked.
      if (isBroken) fail();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
      else worker.postMessage(question);
    });
  return {
    async take(token) {
      const answer = await ask({ token });
      return 'ready' in answer && answer.ready;
    },
    async findSecret(words) {
      const answer = await ask({ words });
      return 'at' in answer ? answer.at : -1;
    },
    end: () => worker.terminate(),
  };
}

/** A terminated worker never answers. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function* cut(words: readonly string[]): AsyncGenerator<readonly string[]> {
  for (let start = 0; start < words.length; start += BATCH_SIZE) yield words.slice(start, start + BATCH_SIZE);
}
