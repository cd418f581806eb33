/** What was stripped, joined or decoded: `note_` and the code. Params fill `$1`, `$2` …; positions in them are one-based. */
export const noteSentences = {
  note_prefix_removed: 'Removed "$1" before the token.',
  note_quotes_removed: 'Removed $1 around the token.',
  note_lines_joined: 'Joined $1 lines into one token.',
  note_spaces_removed: 'Removed white space: $1.',
  note_invisible_removed: 'Removed invisible characters: $1.',
  note_plus_restored: 'Replaced spaces with "+": $1. Form decoding turns a plus sign into a space.',
  note_url_decoded: 'Decoded from URL encoding, $1×.',
  note_entities_decoded: 'Decoded from HTML entities.',
  note_json_decoded: 'Read out of JSON inside a JSON string.',
  note_base64_decoded: 'Decoded from base64.',
  note_supabase_prefix: 'Decoded the session that Supabase keeps behind "base64-".',
  note_chunks_joined: 'Joined $2 chunks of the cookie $1.',
  note_halves_joined: 'Joined the cookie $1, header and payload, with the cookie $2, the signature.',
  note_padding_removed:
    'Removed base64 padding to read the token. RFC 7515 §2 forbids padding. The signature is checked over the original text.',
  note_alphabet_converted:
    'Converted from standard base64 to read the token. RFC 7515 §2 requires base64url. The signature is checked over the original text.',
} as const;
