import type { Repair, Token } from '../token';
import type { Param } from '../param';

/** What was stripped, joined or decoded to get from the text to the token. */
export interface FoundNote {
  readonly code:
    | 'prefix_removed'
    /** Params: both schemes before the token. */
    | 'scheme_doubled'
    | 'quotes_removed'
    | 'lines_merged'
    /** Params: how many lines ended with a hyphen, as software writes it in a word that continues. */
    | 'hyphens_removed'
    | 'spaces_removed'
    | 'invisible_removed'
    /** Params: how many spaces were plus signs of standard base64. */
    | 'plus_restored'
    /** Params: how many plus signs, for which form encoding has spaces, were removed. */
    | 'plus_removed'
    | 'url_decoded'
    /** The link with the token had been rewritten by Proofpoint URL Defense. */
    | 'link_restored'
    /** Characters of the token were HTML entities. */
    | 'entities_decoded'
    /** Tags of HTML between letters of the token, and colors of a terminal. */
    | 'tags_removed'
    | 'colors_removed'
    /** Characters of the token were escaped, as in code. */
    | 'escapes_decoded'
    /** The token was in multiple string literals. */
    | 'strings_concatenated'
    /** Params: the characters that were replaced by the hyphens and dots to which they are similar. */
    | 'similar_replaced'
    /** The JSON of the token was an object of Python, Ruby or JavaScript. */
    | 'object_rewritten'
    | 'json_decoded'
    /** Decoded from the digits of a SMART Health Card. Params: the number of its chunks. */
    | 'health_card_decoded'
    | 'base64_decoded'
    /** The text was bytes in hex or as numbers. */
    | 'bytes_decoded'
    /** The text had the zero bytes of UTF-16. */
    | 'utf16_decoded'
    /** The same, after the `base64-` of a Supabase cookie. */
    | 'supabase_prefix'
    /** Params: the cookie's name without the chunk numbers, and the number of chunks. */
    | 'chunks_merged'
    /** Params: the names of the cookie with header and payload and of the one with the signature. */
    | 'cookies_merged'
    /** A server appended a signature to the value of a cookie. Params: the number of that part. */
    | 'cookie_signature'
    /** `token.received` has the original, which the signature covers. */
    | Repair;
  /** The params of the message `note_…`, in order. */
  readonly params: readonly Param[];
}

/** One token found in a text. */
export interface Found {
  /**
   * The token in the form in which it's used: compact in base64url, or the JSON object of a JSON serialization. If its
   * base64 was repaired to read it, `token.received` has the text that was sent.
   */
  readonly raw: string;
  /** The position in the text, zero-based, end exclusive. */
  readonly source: { readonly start: number; readonly end: number };
  /**
   * How it was unwrapped, outermost first, for example `['json', '$.access_token']`. `json` is followed by a path in the
   * JSON, `cookie` by the cookies that were joined (`sb-x-auth-token.0+.1`), and `url`, `base64`, `bytes`, `html`
   * (entities) and `shc` (SMART Health Card) by nothing. Empty if the token is in the text as it is.
   */
  readonly path: readonly string[];
  /** The cookies that the token was joined from, in order, and the name that they share, or the name of the first. */
  readonly cookies?: { readonly name: string; readonly parts: readonly string[] };
  /** If it's `malformed`, it has a JOSE header and the right number of parts. */
  readonly token: Token;
  readonly notes: readonly FoundNote[];
}

/** A note with its parameters in the order of the message's placeholders. */
export function createNote(code: FoundNote['code'], ...params: readonly Param[]): FoundNote {
  return { code, params };
}

/** Lists how the base64 of a token was repaired to read it. At most one note: standard base64 usually has padding too. */
export function listRepairNotes(token: Token): readonly FoundNote[] {
  const repairs = token.kind === 'malformed' ? [] : (token.received?.repairs ?? []);
  return repairs.slice(0, 1).map((repair) => createNote(repair));
}
