import type { Token } from './token';

/** What was stripped, joined or decoded to get from the text to the token. */
export interface FoundNote {
  readonly code:
    | 'prefix_removed'
    | 'quotes_removed'
    | 'lines_joined'
    | 'spaces_removed'
    | 'invisible_removed'
    | 'url_decoded'
    | 'json_decoded'
    | 'base64_decoded';
  /** What fills the places of the sentence's template `note_…`, in order. */
  readonly params: readonly string[];
  /** In English: what was done. */
  readonly sentence: string;
}

/** One token found in a text. */
export interface Found {
  /** The token as it would be used. */
  readonly raw: string;
  /** The original characters, zero-based, end exclusive. */
  readonly source: { readonly start: number; readonly end: number };
  /**
   * How it was unwrapped, outermost first, as `['json', '$.access_token']`: `json` is followed by the place in it,
   * `url` and `base64` stand alone. Empty for a token that stands in the text as it is.
   */
  readonly path: readonly string[];
  /** A `malformed` one here has a JOSE header and the right number of parts. */
  readonly token: Token;
  readonly notes: readonly FoundNote[];
}
