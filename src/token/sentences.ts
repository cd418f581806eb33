/**
 * Every English sentence this room says, with `$1`, `$2` … where its params go. Keys are a list's name and a reason
 * code: `malformed_bad_character`. Positions in params are one-based. `fillSentence` joins the two.
 */
export const sentences = {
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
  malformed_sd_jwt:
    'This is an SD-JWT: a signed token with disclosures behind it ($1). Its header and its open claims are shown, the disclosures are not read.',

  payload_payload_detached:
    'The payload is empty, or it was sent apart from the token (RFC 7515 appendix F).',
  payload_payload_not_utf8: 'The payload is binary: byte $1 is not UTF-8.',
  payload_payload_not_json: 'The payload is not JSON from byte $1 on, so there are no claims.',
  payload_payload_not_object:
    'The payload is JSON, but not an object, so there are no claims (RFC 7519 §7.2).',
  payload_payload_too_deep: 'The claims nest deeper than is read, from byte $1 on.',

  note_prefix_removed: 'Removed "$1" before the token.',
  note_quotes_removed: 'Removed $1 around the token.',
  note_lines_joined: 'Joined $1 lines into one token.',
  note_spaces_removed: 'Removed white space: $1.',
  note_invisible_removed: 'Removed invisible characters: $1.',
  note_url_decoded: 'Decoded from URL encoding, $1×.',
  note_json_decoded: 'Read out of JSON inside a JSON string.',
  note_base64_decoded: 'Decoded from base64.',

  missing_empty: 'There is no token here. Paste one.',
  missing_malformed: '$1',
  missing_too_long: 'The text has $1 characters. Only the first $2 are searched.',
  missing_pem: 'This is a key or a certificate ($1), not a token. Paste it as the key.',
  missing_jwk: 'This is a JSON Web Key, not a token. Paste it as the key.',
  missing_jwks: 'This is a set of JSON Web Keys, not a token. Paste it as the key.',
  missing_jws_json:
    'This is a signed token in JSON serialization, which is not read. Paste its compact form.',
  missing_jwe_json:
    'This is an encrypted token in JSON serialization, which is not read. Paste its compact form.',
  missing_json: 'This is JSON without a token in it.',
  missing_cut:
    'The token was cut: it ends in "$1". Copy the full value; many tools show long values shortened.',
  missing_cut_inside:
    'Part of the token was taken out at character $2, where it says "$1". Copy the full value.',
  missing_header_only: 'This is the header of a token alone. The payload and the signature are missing.',
  missing_payload_only:
    'This is one part of a token alone: JSON with $1. The header and the signature are missing.',
  missing_two_parts:
    'Only 2 of the 3 parts of a signed token are here: the signature is missing. A token without one still ends in a dot.',
  missing_opaque_google: 'This is not a JWT but an opaque Google token ($1…): only Google can read it.',
  missing_opaque_github:
    'This is not a JWT but a GitHub token ($1…). It is a live secret: revoke it if others saw it.',
  missing_opaque_gitlab:
    'This is not a JWT but a GitLab token ($1…). It is a live secret: revoke it if others saw it.',
  missing_opaque_slack:
    'This is not a JWT but a Slack token ($1…). It is a live secret: revoke it if others saw it.',
  missing_opaque_stripe:
    'This is not a JWT but a Stripe key ($1…). It is a live secret: revoke it if others saw it.',
  missing_paseto: 'This is not a JWT but a PASETO token ($1).',
  missing_fernet: 'This is not a JWT. It looks like a Fernet token.',
  missing_saml: 'This is not a JWT. It looks like XML in base64, as SAML messages are.',
  missing_django: 'This is not a JWT. It looks like a value signed by Django: parts between colons.',
  missing_flask: 'This is not a JWT. It looks like a Flask session: the first part has no "alg".',
  missing_plain_text:
    'There is no token in this text. A token has 3 or 5 parts between dots; the first one mostly begins with "ey".',

  verdict_signature_matches: 'The $1 signature matches this key: $2.',
  verdict_signature_mismatch:
    'The $1 signature does not match this key: $2. The token was changed after it was signed, or another key signed it.',
  verdict_signature_length: 'The signature has $2 bytes, but $1 with this key makes $3. It cannot match.',
  verdict_signature_empty: 'The header says $1, but the signature is empty. The token is not signed.',
  verdict_no_key: "No key given. Paste the issuer's public key, certificate or JWKS, or the shared secret.",
  verdict_alg_none:
    'The header says "none": the token is not signed, so no key can check it. Anyone can make one like it.',
  verdict_alg_unsupported: 'The signature algorithm $1 is not one that can be checked here.',
  verdict_alg_unexpected: 'The header says $1, but only $2 is expected.',
  verdict_key_unreadable: 'The key cannot be read: $1.',
  verdict_key_wrong_kind:
    'The key is $1, but $2 needs $3. A key serves only algorithms of its own kind: if a public key could serve as a secret, anyone could sign.',
  verdict_key_not_for_this:
    'The key says of itself that it is for something else ($1), and the $2 signature does not match it. Look for the key that signs.',
  verdict_kid_not_in_set:
    'No key of the set has the token\'s "kid", $1. Keys in the set: $2. Fetch the set again, or another issuer\'s.',
  verdict_set_empty: 'The JWKS holds no keys.',
  verdict_too_many_keys:
    'None of the first $1 keys matches the $3 signature. The other $2 were not tried: paste fewer.',
  verdict_crit_not_understood:
    'The header says that $1 must be understood ("crit"), and it is not. Such a token must be refused (RFC 7515 §4.1.11).',
  verdict_payload_detached:
    'The payload is empty, and the signature does not match an empty one. If it was sent apart from the token, it is needed for the check.',
  verdict_not_a_jws: 'Only a signed token has a signature to check.',
  verdict_key_too_long: 'The key has $1 characters. More than $2 are not read.',
  verdict_runtime_refused: 'The browser refused the key or the algorithm ($1).',

  use_typ: 'The header says so: "typ" is $1.',
  use_claim_typ: 'The claim "typ" says so: $1.',
  use_claim_token_use: 'The claim "token_use" says so: $1.',
  use_logout_event: 'It holds the back-channel logout event.',
  use_events: 'It holds security events ("events").',
  use_request_parameters: 'It holds the parameters of an authorization request.',
  use_id_token_claims: 'It holds the claims of an ID token and no scope.',
  use_scope: 'It names an audience and what may be done there ("scope" or "scp").',
  use_own_issuer: 'Its issuer is its subject, as when a client proves who it is.',
  use_session_id: 'Its "sid" names a session of the sign-in service.',
  use_encrypted: 'It is encrypted: only its header can be read.',
  use_no_claims: 'Its payload holds no claims.',
  use_unknown: 'Nothing in it says for certain what it is for.',

  lifetime_no_claims: 'There are no claims, so no lifetime is known.',
  lifetime_time_unknown: 'The time to compare with is not known.',
  lifetime_exp_not_a_number: '"exp" is not a number of seconds (RFC 7519 §2).',
  lifetime_exp_in_milliseconds: '"exp" looks like milliseconds; RFC 7519 counts seconds.',
  lifetime_exp_out_of_range: '"exp" is no time that can be meant.',
  lifetime_nbf_not_a_number: '"nbf" is not a number of seconds (RFC 7519 §2).',
  lifetime_nbf_in_milliseconds: '"nbf" looks like milliseconds; RFC 7519 counts seconds.',
  lifetime_nbf_out_of_range: '"nbf" is no time that can be meant.',
} as const;

/** A list's name and a reason code, as `verdict_no_key`. */
export type SentenceCode = keyof typeof sentences;
