/** The reasons of a decryption: `decryption_` and the reason. Params fill `$1`, `$2` …. */
export const decryptionSentences = {
  decryption_decrypted: 'Decrypted with $1 and $2 by this key: $3.',
  decryption_key_mismatch:
    'The content does not open with this key: $3. The token ($1, $2) was changed, or it was encrypted for another key.',
  decryption_lengths_wrong:
    'The $1 has $2 bytes, but $3 needs $4. The token was cut or changed, or its maker is faulty.',
  decryption_epk_invalid:
    'The ephemeral public key ("epk" of the header) $1. Nothing can be agreed on with it (RFC 7518 §4.6.1.1).',
  decryption_header_invalid:
    'The header lacks a "$1" that the algorithm can use: it is missing, or it has a value it cannot have.',
  decryption_encrypted_key_present:
    'The encrypted key has $2 bytes, but $1 uses none. RFC 7516 §5.2 (steps 10 and 11) requires it to be empty, so recipients must reject the token.',
  decryption_inflate_failed:
    'The content opened with this key: $1. But what it holds ("zip" is DEF) is no whole deflate stream.',
  decryption_inflate_too_large:
    'The content opened with this key: $1. But its $2 bytes inflate to more than $3, where it was stopped: it may be a decompression bomb.',
  decryption_no_key:
    'No key given. Paste the private key or the secret of the recipient, or the password it was encrypted with.',
  decryption_not_a_jwe: 'Only an encrypted token (JWE) can be decrypted.',
  decryption_alg_unsupported: 'The key management algorithm $1 ("alg") is not one that can be undone here.',
  decryption_enc_unsupported:
    'The content encryption algorithm $1 ("enc") is not one that can be undone here.',
  decryption_zip_unsupported:
    'The compression $1 ("zip") is not one that can be undone here: that is DEF alone, in the protected header (RFC 7516 §4.1.3).',
  decryption_key_unreadable: 'The key cannot be read: $1.',
  decryption_key_wrong_kind: 'The key is $1, but $2 with $3 needs $4.',
  decryption_key_is_public:
    'This is a public key: $1. It can encrypt such a token; only its private half can decrypt it. Paste that.',
  decryption_kid_not_in_set:
    'No key of the set has the "kid" of the token, $1. Keys in the set: $2. Paste the set that holds it.',
  decryption_set_empty: 'The JWKS holds no keys.',
  decryption_too_many_keys:
    'None of the first $1 keys opens the content. The other $2 were not tried: paste fewer.',
  decryption_crit_not_understood:
    'The header says that $1 must be understood ("crit"), and it is not. Such a token must be refused (RFC 7516 §4.1.13).',
  decryption_p2c_too_high:
    'The header asks for $1 rounds of PBKDF2 ("p2c"), more than the $2 that are run without being told to: it may take minutes.',
  decryption_key_too_long: 'The key has $1 characters. More than $2 are not read.',
  decryption_cancelled: 'Stopped after $1 of $2 recipients. This says nothing about the key.',
  decryption_limit_reached:
    'Stopped after $1 of $2 recipients, at the limit for one attempt. This says nothing about the key. Paste it as a JWK with its "kid" to try its recipient first.',
  decryption_runtime_refused: 'The browser refused the key or the algorithm ($1).',

  decryption_note_matches_received:
    'The tag covers the header as it was received, with padding or in standard base64. Standard libraries reject this token (RFC 7515 §2).',
  decryption_note_matches_repaired:
    'The tag covers the header in base64url: the encoding changed after encryption. Standard libraries reject the token as it was received.',
  decryption_note_encoding_repaired:
    'Some parts have padding or are in standard base64. Strict libraries reject this token (RFC 7515 §2).',
} as const;
