/** Why a file could not be read, or what is to be known of it. */
export type FileProblem =
  | { readonly code: 'too large' | 'not JSON' | 'no requests' | 'unreadable' }
  /** `Authorization` and cookies were taken out when it was written, as Chrome's own export does. */
  | { readonly code: 'withheld' }
  /** So many entries are no requests. */
  | { readonly code: 'unreadable entries'; readonly count: number };

/** A file that stands in the place of the live log. */
export interface OpenFile {
  readonly name: string;
  readonly state: 'reading' | 'open' | 'failed';
  /** Read so far, storage readings and page reports among them. */
  readonly exchanges: number;
  readonly problems: readonly FileProblem[];
}
