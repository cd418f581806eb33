/** Why a test token could not be made: `making_` and the problem. Params fill `$1`, `$2` …. */
export const makingSentences = {
  making_alg_unsupported: 'The header says $1 ("alg"), which nothing can be made with here.',
  making_enc_unsupported: 'The header says $1 ("enc"), which nothing can be encrypted with here.',
  making_zip_unsupported: 'The header says $1 ("zip"). Only DEF is known (RFC 7516 §4.1.3).',
  making_alg_none_unasked: 'The header says "none": such a token is not signed. Ask for it explicitly.',
  making_header_invalid:
    'The header has a "$1" that no token can be made with: it is missing, or it has a value it cannot have.',
  making_payload_unencodable:
    'The header has "b64" false, but the payload cannot stand in the token as it is: it has a dot, or a character beyond printable ASCII (RFC 7797 §5.2).',
  making_no_key:
    'No key given. Paste a private key or a secret to sign with, a public key or a secret to encrypt with.',
  making_key_unreadable: 'The key cannot be read: $1.',
  making_set_empty: 'The JWKS holds no keys.',
  making_key_too_long: 'The key has $1 characters. More than $2 are not read.',
  making_key_wrong_kind: 'The key is $1, but $2 needs $3.',
  making_key_is_public: 'This is a public key: $1. Only its private half can sign. Paste that.',
  making_p2c_too_high: 'The header asks for $1 rounds of PBKDF2 ("p2c"). More than $2 are not run.',
  making_too_long: 'The token would have more than $1 characters, which nothing here reads.',
  making_runtime_refused: 'The browser refused the key or the algorithm ($1).',
} as const;
