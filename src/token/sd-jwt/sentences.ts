/** What is said of a disclosure and of a key binding: `disclosure_` or `key_binding_` and the problem. */
export const sdJwtSentences = {
  disclosure_not_base64url: 'This is no base64url, so no disclosure can be read from it (RFC 9901 §4.2).',
  disclosure_not_json: 'This decodes, but not to JSON, so it is no disclosure (RFC 9901 §4.2).',
  disclosure_not_a_disclosure:
    'This is JSON, but no list of a salt, a name and a value, or of a salt and a value (RFC 9901 §4.2).',
  disclosure_bad_name:
    'The name in this disclosure is no text, or one that SD-JWT keeps for itself: "_sd" or "..." (RFC 9901 §7.1).',
  disclosure_malformed:
    'The disclosure is malformed, or of the other kind than its place asks for: a claim for an array element, or the reverse (RFC 9901 §7.1).',
  disclosure_unreferenced:
    'No digest in the claims is of this disclosure, so the issuer did not sign it. A verifier must refuse the token (RFC 9901 §7.1).',
  disclosure_duplicate_digest:
    'The digest of this disclosure stands more than once, or the disclosure does. A verifier must refuse the token (RFC 9901 §7.1).',
  disclosure_name_taken:
    'A claim of this name is already there, so this one is left out. A verifier must refuse the token (RFC 9901 §7.1).',
  key_binding_malformed: "What follows the last tilde isn't a signed token with claims (RFC 9901 §4.3).",
  key_binding_typ: 'The "typ" of the key binding JWT isn\'t "kb+jwt" (RFC 9901 §4.3).',
  key_binding_sd_hash:
    '"sd_hash" doesn\'t match. Disclosures were added, removed or reordered after the holder signed.',
  key_binding_claims: '"iat", "nonce" or "aud" is missing or has the wrong type (RFC 9901 §4.3).',
  key_binding_signature: 'The signature doesn\'t match the holder\'s key in "cnf.jwk".',
  key_binding_no_cnf: 'The issuer names no holder\'s key in "cnf.jwk".',
  key_binding_cnf_not_public_jwk: '"cnf.jwk" isn\'t a JWK with a public key (RFC 7800 §3.2).',
  key_binding_signature_unchecked: 'The signature couldn\'t be checked with the key in "cnf.jwk".',
  key_binding_hash_unsupported:
    '"sd_hash" can\'t be compared: the hash algorithm in "_sd_alg" isn\'t supported.',
  key_binding_issuer_unverified:
    'It matches the key in "cnf.jwk" and these disclosures, but the issuer\'s signature over that key isn\'t verified.',
} as const;
