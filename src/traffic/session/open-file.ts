import type { SaveFormat } from './protocol';
import type { Exchange } from '../exchange/exchange';

/** Why a file could not be read, or what is to be known of it. */
export type FileProblem =
  | { readonly code: 'too large' | 'not JSON' | 'no requests' | 'unreadable' }
  /** It is a ZIP archive, which isn't unpacked. */
  | { readonly code: 'archive' }
  /** It ends too early: only what comes before that could be read. */
  | { readonly code: 'cut' }
  /** `Authorization` and cookies were taken out when it was written, as Chrome's own export does. */
  | { readonly code: 'withheld' }
  /** So many entries are no requests. */
  | { readonly code: 'unreadable entries'; readonly count: number };

/** One of the files that were opened together. */
export interface OpenFile {
  readonly name: string;
  readonly state: 'reading' | 'open' | 'failed';
  /** Read so far, storage readings and page reports among them. */
  readonly exchanges: number;
  readonly problems: readonly FileProblem[];
}

/** Reading and writing files, which is capture's: a session knows no format. */
export interface FileAccess {
  /**
   * Calls `take` with some exchanges at a time, each time in a task of its own, and waits for it before the next.
   * Settles when all is read, or soon after the signal, with what is to be known of the file. Never rejects.
   */
  read(
    file: File,
    take: (exchanges: readonly Exchange[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<readonly FileProblem[]>;
  /** Undefined when it cannot be written. Never rejects. */
  write(exchanges: Iterable<Exchange>, format: SaveFormat): Promise<Blob | undefined>;
}

export interface ReadingOptions {
  readonly files: readonly File[];
  readonly read: FileAccess['read'];
  readonly signal: AbortSignal;
  /** Called with all files whenever more is known of one, before its exchanges are recorded. */
  readonly onFiles: (files: readonly OpenFile[]) => void;
  readonly record: (exchange: Exchange) => Promise<void>;
  /** Called at the end of each file with how many of its entries are no requests. */
  readonly onFileEnd: (unreadable: number) => void;
}

/** Reads files one after the other until the signal, each exchange under an ID that no other of the files has. */
export async function readFiles(options: ReadingOptions): Promise<void> {
  const { files, read, signal, onFiles, record, onFileEnd } = options;
  let opened = startReading(files);
  for (const [index, file] of files.entries()) {
    let count = 0;
    const setFile = (change: Partial<OpenFile>) => {
      opened = opened.map((each, at) => (at === index ? { ...each, ...change } : each));
      onFiles(opened);
    };
    const take = async (exchanges: readonly Exchange[]) => {
      if (signal.aborted) return;
      count += exchanges.length;
      setFile({ exchanges: count });
      for (const exchange of exchanges) {
        if (signal.aborted) return;
        await record(withFileId(exchange, index));
      }
    };
    const problems = await read(file, take, signal);
    if (signal.aborted) return;
    // What is missing of a file that something could be read of is a problem all the same.
    setFile({ state: count > 0 ? 'open' : 'failed', problems });
    onFileEnd(countUnreadable(problems));
  }
}

/** The files before anything of them was read. */
export function startReading(files: readonly File[]): readonly OpenFile[] {
  return files.map(({ name }) => ({ name, state: 'reading', exchanges: 0, problems: [] }));
}

/** A log knows exchanges by ID, and each file has a first one. */
function withFileId(exchange: Exchange, index: number): Exchange {
  return index === 0 ? exchange : { ...exchange, id: `${index + 1}-${exchange.id}` };
}

function countUnreadable(problems: readonly FileProblem[]): number {
  return problems.reduce((sum, problem) => sum + ('count' in problem ? problem.count : 0), 0);
}
