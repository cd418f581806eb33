import type { Exchange } from '../exchange/exchange';
import type { SanitizedSummary } from '../sanitize/sanitizer';

/** HAR 1.2, or our own JSON format, which also has storage readings and page reports. */
export type SaveFormat = 'har' | 'json';

/** A sanitized file: which claims are replaced besides secrets. */
export interface SanitizeChoice {
  /** Whether to replace a claim, by its name. The others are replaced if they are usually personal. */
  readonly decided?: Readonly<Record<string, boolean>>;
}

/** Why a file couldn't be read, or what is missing in it. */
export type FileProblem =
  | { readonly code: 'too large' | 'not JSON' | 'no requests' | 'unreadable' }
  /** Text without requests in which no token was found. */
  | { readonly code: 'no tokens' }
  /** A ZIP archive, which isn't unpacked. */
  | { readonly code: 'archive' }
  /** It's truncated: how many entries were read, including what there is of the last one. */
  | { readonly code: 'cut'; readonly count: number }
  /** Credentials (`Authorization` and cookies) were redacted when it was written, as in Chrome's default export. */
  | { readonly code: 'credentials redacted' }
  /** It was sanitized here when it was saved: signatures, secrets and some claims are placeholders. */
  | { readonly code: 'sanitized' }
  /** How many entries aren't valid requests. */
  | { readonly code: 'unreadable entries'; readonly count: number };

/** One of the files that were opened. */
export interface OpenFile {
  readonly name: string;
  readonly state: 'reading' | 'open' | 'failed';
  /** Number of exchanges read so far, including storage readings, page reports and texts. */
  readonly exchanges: number;
  readonly problems: readonly FileProblem[];
}

/** Reads and writes files. Implemented by `capture`, since a session knows no file formats. */
export interface FileAccess {
  /**
   * Calls `take` with batches of exchanges, each in a new task, and waits for it before the next batch. Settles when
   * the file is read, or soon after the signal aborts, with the file's problems. Never rejects.
   */
  read(
    file: File,
    take: (exchanges: readonly Exchange[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<readonly FileProblem[]>;
  /** Undefined if the file can't be written. Never rejects. */
  write(
    exchanges: readonly Exchange[],
    format: SaveFormat,
    sanitize?: SanitizeChoice,
  ): Promise<Blob | undefined>;
  /** What a sanitized file would replace. Undefined if that fails, and soon after the signal aborts. Never rejects. */
  preview(
    exchanges: readonly Exchange[],
    sanitize: SanitizeChoice,
    signal: AbortSignal,
  ): Promise<SanitizedSummary | undefined>;
}
