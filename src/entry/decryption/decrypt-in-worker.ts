import { describeStopped, type DecryptionProgress } from '../../token';
import type { DecryptionCommands } from '../../ui';
import type { DecryptionResponse, DecryptionRequest } from './messages';

/**
 * Decrypts in a worker that is terminated afterwards, so that a slow key derivation or RSA operation doesn't block the
 * page and can be stopped immediately. Rejects if the worker fails.
 */
export const decryptInWorker: DecryptionCommands['decrypt'] = (
  token,
  keyText,
  { onProgress, signal, ...options },
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
    worker.addEventListener('message', ({ data }: MessageEvent<DecryptionResponse>) => {
      if ('outcome' in data) {
        end();
        resolve(data.outcome);
      } else if ('bug' in data) {
        end();
        reject(data.bug);
      } else {
        progress = data.progress;
        onProgress(progress);
      }
    });
    worker.addEventListener('error', () => {
      end();
      reject(new Error('the worker failed'));
    });
    const request: DecryptionRequest = { token, keyText, ...options };
    if (signal.aborted) stop();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
    else worker.postMessage(request);
  });
