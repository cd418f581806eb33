import { describeStopped, type DecryptionProgress } from '../../token';
import type { DecryptionCommands } from '../../ui';
import type { DecryptionAnswer, DecryptionQuestion } from './messages';

/**
 * Decrypts in a worker that ends with the attempt, so that no key and no RSA of a library holds up the page, and a stop
 * takes effect at once. Rejects when the worker fails.
 */
export const decryptInWorker: DecryptionCommands['decrypt'] = (
  token,
  keyText,
  { allowHighP2c, onProgress, signal },
) =>
  new Promise((resolve, reject) => {
    let progress: DecryptionProgress = { tried: 0, recipients: 1 };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const stop = () => {
      end();
      resolve(describeStopped(progress));
    };
    const end = () => {
      signal.removeEventListener('abort', stop);
      worker.terminate();
    };
    signal.addEventListener('abort', stop);
    worker.addEventListener('message', ({ data }: MessageEvent<DecryptionAnswer>) => {
      if ('outcome' in data) {
        end();
        resolve(data.outcome);
      } else {
        progress = data.progress;
        onProgress(progress);
      }
    });
    worker.addEventListener('error', () => {
      end();
      reject(new Error('the worker failed'));
    });
    const question: DecryptionQuestion = { token, keyText, allowHighP2c };
    if (signal.aborted) stop();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
    else worker.postMessage(question);
  });
