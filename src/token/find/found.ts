import type { Repair, Token } from '../token';
import type { Param } from '../param';

/** What was stripped, joined or decoded to get from the text to the token. */
export interface FoundNote {
  readonly code:
    | 'prefix_removed'
    | 'quotes_removed'
    | 'lines_joined'
    | 'spaces_removed'
    | 'invisible_removed'
    /** Params: how many spaces stood for plus signs of standard base64. */
    | 'plus_restored'
    | 'url_decoded'
    /** HTML entities stood for characters of the token. */
    | 'entities_decoded'
    | 'json_decoded'
    | 'base64_decoded'
    /** The same, behind the `base64-` of a Supabase cookie. */
    | 'supabase_prefix'
    /** Params: the cookie's name without its numbers, and how many chunks. */
    | 'chunks_joined'
    /** Params: the cookie with header and payload, and the one with the signature. */
    | 'halves_joined'
    /** `token.received` has the original, which the signature covers. */
    | Repair;
  /** What fills the places of the message `note_…`, in order. */
  readonly params: readonly Param[];
}

/** One token found in a text. */
export interface Found {
  /**
   * The token as it would be used: compact in base64url, or the JSON object of a JSON serialization. Where its base64 was
   * repaired to be read, `token.received` has the text that was sent.
   */
  readonly raw: string;
  /** The original characters, zero-based, end exclusive. */
  readonly source: { readonly start: number; readonly end: number };
  /**
   * How it was unwrapped, outermost first, as `['json', '$.access_token']`: `json` is followed by the place in it,
   * `cookie` by the cookies that were joined (`sb-x-auth-token.0+.1`), `url`, `base64` and `html` (entities) stand
   * alone. Empty for a token that stands in the text as it is.
   */
  readonly path: readonly string[];
  /** The cookies that the token was joined from, in order, and the name that they have in common, or the first one's. */
  readonly cookies?: { readonly name: string; readonly parts: readonly string[] };
  /** A `malformed` one here has a JOSE header and the right number of parts. */
  readonly token: Token;
  readonly notes: readonly FoundNote[];
}
