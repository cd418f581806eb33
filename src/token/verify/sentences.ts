/** The reasons of a verdict: `verdict_` and the reason. Params fill `$1`, `$2` …; positions in them are one-based. */
export const verdictSentences = {
  verdict_signature_matches: 'The $1 signature matches this key: $2.',
  verdict_own_key_matches:
    'The $1 signature matches by its own key, $2, which stands in the token itself. Whoever made the token chose that key, so it proves nothing about who made it (RFC 8725 §3.8).',
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
  verdict_cancelled: 'Stopped after $1 signature checks. This says nothing about the signature.',
  verdict_limit_reached:
    'Stopped after $1 signature checks, the limit for one token. This says nothing about the signature. Paste only the key that signed it.',
  verdict_crit_not_understood:
    'The header says that $1 must be understood ("crit"), and it is not. Such a token must be refused (RFC 7515 §4.1.11).',
  verdict_payload_detached:
    'The payload is empty, and the signature does not match an empty one. If it was sent apart from the token, it is needed for the check.',
  verdict_key_is_discovery:
    'This is the discovery document of an issuer, not a key. Its keys are at $2 (host $1): open that address and paste what it gives.',
  verdict_graph_only:
    'This token is made for Microsoft Graph, which changes the header after signing ("nonce"). Only Graph can check its $1 signature; to others the token is opaque.',
  verdict_not_a_jws: 'Only a signed token has a signature to check.',
  verdict_key_too_long: 'The key has $1 characters. More than $2 are not read.',
  verdict_runtime_refused: 'The browser refused the key or the algorithm ($1).',

  verdict_note_own_key_matches:
    'It matches the key that stands in the token itself, $1. That proves nothing about who made the token.',
  verdict_note_own_key_expected:
    'A token of the type $1 carries its key by design: it proves that the sender holds the private half. Compare the thumbprint with the one that the key is bound to.',
  verdict_note_public_key_as_secret:
    'The HMAC matches when the bytes of this public key are taken for the secret ($1). Anyone can make such a token; a server that accepts it mistakes the one for the other (RFC 8725 §2.1).',
  verdict_note_key_text_as_secret:
    'The HMAC matches when the text of this key is used as the secret ($1). If the key is public, anyone can make such a token (RFC 8725 §2.1).',
  verdict_note_empty_secret_matches:
    'The HMAC matches the empty secret. Anyone can make such a token; a server that accepts it has no secret set.',
  verdict_note_signature_der_matches:
    'It is written in ASN.1 (DER), where a JWS has R and S side by side (RFC 7518 §3.4). Once converted, it matches this key: the signer writes it in the wrong form.',
  verdict_note_signature_der_mismatch:
    'It is written in ASN.1 (DER), where a JWS has R and S side by side (RFC 7518 §3.4). Once converted, it does not match this key either.',
  verdict_note_signature_zero:
    'R or S of the signature is zero or too large. A verifier that does not refuse it accepts any token (CVE-2022-21449).',
  verdict_note_nonce_hashed:
    'It does so with the header\'s "nonce" replaced by its SHA-256, as Microsoft Graph does before it verifies. As it stands it does not match.',
  verdict_note_matches_padded:
    'Matches over the padded text, as AWS ALB signs it. Standard libraries reject this token (RFC 7515 §2).',
  verdict_note_matches_standard_base64:
    'Matches over the text in standard base64. Standard libraries reject this token (RFC 7515 §2).',
  verdict_note_matches_repaired:
    'Matches only after the conversion to base64url: the encoding changed after signing. Standard libraries reject the token as it was received.',
  verdict_note_signature_repaired:
    'The signature has padding or is in standard base64. Strict libraries reject this token (RFC 7515 §2).',
  verdict_note_repaired_mismatch: 'Neither the text as it was received nor the text in base64url matches.',
  verdict_note_keys_at_address:
    'The header names an address of keys ($1). It is never fetched: whoever made the token chose it (RFC 8725 §3.10).',
  verdict_note_one_of_several: 'The token has $2 signatures; this is about number $1.',
} as const;
