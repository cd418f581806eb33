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

/** A file of which something could be read is open; what is missing of it is a problem all the same. */
export function endFile(file: OpenFile, problems: readonly FileProblem[]): OpenFile {
  return { ...file, state: file.exchanges > 0 ? 'open' : 'failed', problems };
}
