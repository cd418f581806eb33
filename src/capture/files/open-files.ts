import type { Exchange, FileAccess, FileProblem } from '../../traffic';
import { sanitizeExchanges } from './sanitize-exchanges';
import { writeExchanges } from './write-file';
import type { FileResponse, FileRequest } from './file-worker';
import { nextTask } from '../protocol/next-task';
import { maxFileBytes } from './limits';

/**
 * Creates a session's access to files. Each file is read in its own worker, since parsing a large one takes seconds, and
 * is received in batches. A written file exists only as a `Blob`. `reportBug` takes exceptions that a file alone doesn't
 * cause.
 */
export function createFileAccess(
  startWorker: () => Worker,
  about: { readonly version: string },
  reportBug: (error: unknown) => void,
): FileAccess {
  return {
    read: async (file, take, signal) => {
      if (signal.aborted) return [];
      if (file.size > maxFileBytes) return [{ code: 'too large' }];
      try {
        return await readInWorker(startWorker(), file, { take, signal, reportBug });
      } catch (error) {
        if (!signal.aborted) reportBug(error);
        return [{ code: 'unreadable' }];
      }
    },

    write: async (exchanges, format, sanitize) => {
      try {
        const written = sanitize === undefined ? { exchanges } : await sanitizeExchanges(exchanges, sanitize);
        const parts: Blob[] = [];
        for (const text of writeExchanges(written, format, { ...about, savedAtMs: Date.now() })) {
          // Encodes each part separately: encoding everything at the end would be one long task.
          parts.push(new Blob([text]));
          await nextTask();
        }
        return new Blob(parts, { type: 'application/json' });
      } catch (error) {
        reportBug(error);
        return undefined;
      }
    },

    preview: async (exchanges, sanitize, signal) => {
      try {
        return (await sanitizeExchanges(exchanges, sanitize, signal)).sanitized;
      } catch (error) {
        if (!signal.aborted) reportBug(error);
        return undefined;
      }
    },
  };
}

interface Reading {
  readonly take: (exchanges: readonly Exchange[]) => Promise<void>;
  readonly signal: AbortSignal;
  readonly reportBug: (error: unknown) => void;
}

/** Rejects if the worker fails; always terminates it. */
function readInWorker(
  worker: Worker,
  file: File,
  { take, signal, reportBug }: Reading,
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
      if ('bug' in data) reportBug(data.bug);
      if ('problems' in data) resolve(data.problems);
      // Requested only now: the worker must not read faster than the exchanges are taken.
      else take(data.exchanges).then(() => send('next'), reject);
    });
    send({ file, name: file.name, writtenAtMs: file.lastModified });
  }).finally(() => worker.terminate());
}
