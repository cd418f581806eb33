import type { Exchange } from '../exchange/exchange';

/** HAR 1.2, or our own JSON, which has storage readings and page reports as well. */
export type SaveFormat = 'har' | 'json';

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
