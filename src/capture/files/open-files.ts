import type { Exchange, FileAccess, FileProblem } from '../../traffic';
import { writeExchanges } from './write-file';
import type { FileAnswer, FileQuestion } from './file-worker';
import { nextTask } from '../protocol/next-task';

/** A larger file is not read: its text and what is read from it stand in memory several times over. */
const maxFileBytes = 256 * 1024 * 1024;

/**
 * Creates what reads and writes files for a session. Each file is read in a worker of its own, since parsing a large one
 * takes seconds, and comes over some exchanges at a time. What is written is held in a `Blob`, and nowhere else.
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
          // Made bytes one by one: all at once at the end would be one long task.
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

/** Rejects when the worker fails; ends it in any case. */
function readInWorker(
  worker: Worker,
  file: File,
  take: (exchanges: readonly Exchange[]) => Promise<void>,
  signal: AbortSignal,
): Promise<readonly FileProblem[]> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none, unlike a window
  const ask = (question: FileQuestion) => worker.postMessage(question);
  return new Promise<readonly FileProblem[]>((resolve, reject) => {
    const fail = () => reject(new Error('the worker failed'));
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
    signal.addEventListener('abort', () => resolve([]), { once: true });
    worker.addEventListener('message', ({ data }: MessageEvent<FileAnswer>) => {
      if (signal.aborted) return;
      if ('problems' in data) resolve(data.problems);
      // Asked for only now: the worker must not run ahead of what is taken.
      else take(data.exchanges).then(() => ask('next'), reject);
    });
    ask({ file, writtenAtMs: file.lastModified });
  }).finally(() => worker.terminate());
}
