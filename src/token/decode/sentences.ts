/** What is said of text that is no token, and of a payload that holds no claims: `malformed_` or `payload_` and the reason. Params fill `$1`, `$2` …; positions in them are one-based. */
export const malformedSentences = {
  malformed_empty: 'There is no token here. Paste one.',
  malformed_too_long: 'The text has $1 characters. A token of more than $2 is not read.',
  malformed_part_count:
    'Parts between dots: $1. A signed token has 3 and an encrypted one has 5. Copy the whole token again.',
  malformed_bad_character:
    'Character $2, in the $3, is $1, which base64url does not have. Remove it, or copy the token again.',
  malformed_padding:
    'Character $2, in the $1, is "=". A token has no base64 padding (RFC 7515 §2), and its signature covers the text as it stands.',
  malformed_bad_length:
    'The $1 has $2 characters, a length that base64url cannot have. A character is missing or too many.',
  malformed_non_canonical:
    'Character $2, the last of the $1, has unused bits that are not zero: another text for the same bytes. Strict verifiers refuse it (RFC 4648 §3.5).',
  malformed_header_not_utf8:
    'The header is not UTF-8 from character $1 on. RFC 7515 §2 allows no other encoding.',
  malformed_header_not_json: 'The header is not JSON from character $1 on. It reads: $2',
  malformed_header_not_object: 'The header is JSON, but not an object. It reads: $1',
  malformed_header_too_deep: 'The header nests deeper than is read, from character $1 on.',
  malformed_alg_missing:
    'The header has no "alg" with a name in it, which every token must have (RFC 7515 §4.1.1).',
  malformed_enc_missing:
    'There are 5 parts, as an encrypted token has, but the header has no "enc" with a name in it (RFC 7516 §4.1.2).',
  malformed_sd_jwt_tilde:
    'The last disclosure has no tilde behind it, as each must have (RFC 9901 §4). The end was lost: copy the whole token again.',
  malformed_too_many_disclosures: 'There are more than $1 disclosures. No token with so many is read.',
  malformed_json_serialization:
    'This is JSON, but no token: $1 (character $2). RFC 7515 §7.2 and RFC 7516 §7.2 say what a token in JSON holds.',
  payload_payload_detached:
    'The payload is empty, or it was sent apart from the token (RFC 7515 appendix F).',
  payload_payload_not_utf8: 'The payload is binary: byte $1 is not UTF-8.',
  payload_payload_not_json: 'The payload is not JSON from byte $1 on, so there are no claims.',
  payload_payload_not_object:
    'The payload is JSON, but not an object, so there are no claims (RFC 7519 §7.2).',
  payload_payload_too_deep: 'The claims nest deeper than is read, from byte $1 on.',
} as const;
