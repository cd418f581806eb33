import type { Exchange, FileAccess, FileProblem } from '../../traffic';
import { writeExchanges } from './write-file';
import type { FileResponse, FileRequest } from './file-worker';
import { nextTask } from '../protocol/next-task';

/** Larger files aren't read: the text and the parsed values take several times their size in memory. */
const maxFileBytes = 256 * 1024 * 1024;

/**
 * Creates a session's access to files. Each file is read in its own worker, since parsing a large one takes seconds, and
 * is received in batches. A written file exists only as a `Blob`.
 */
export function createFileAccess(startWorker: () => Worker, about: { readonly version: string }): FileAccess {
  return {
    read: async (file, take, signal) => {
      if (signal.aborted) return [];
      if (file.size > maxFileBytes) return [{ code: 'too large' }];
      try {
        return await readInWorker(startWorker(), file, take, signal);
      } catch {
        return [{ code: 'unreadable' }];
      }
    },

    write: async (exchanges, format) => {
      try {
        const parts: Blob[] = [];
        for (const text of writeExchanges(exchanges, format, { ...about, savedAtMs: Date.now() })) {
          // Encodes each part separately: encoding everything at the end would be one long task.
          parts.push(new Blob([text]));
          await nextTask();
        }
        return new Blob(parts, { type: 'application/json' });
      } catch {
        return undefined;
      }
    },
  };
}

/** Rejects if the worker fails; always terminates it. */
function readInWorker(
  worker: Worker,
  file: File,
  take: (exchanges: readonly Exchange[]) => Promise<void>,
  signal: AbortSignal,
): Promise<readonly FileProblem[]> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none, unlike a window
  const send = (request: FileRequest) => worker.postMessage(request);
  return new Promise<readonly FileProblem[]>((resolve, reject) => {
    const fail = () => reject(new Error('the worker failed'));
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
    signal.addEventListener('abort', () => resolve([]), { once: true });
    worker.addEventListener('message', ({ data }: MessageEvent<FileResponse>) => {
      if (signal.aborted) return;
      if ('problems' in data) resolve(data.problems);
      // Requested only now: the worker must not read faster than the exchanges are taken.
      else take(data.exchanges).then(() => send('next'), reject);
    });
    send({ file, writtenAtMs: file.lastModified });
  }).finally(() => worker.terminate());
}
