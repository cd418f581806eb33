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
  key_binding_malformed: 'What stands behind the last tilde is no signed token with claims (RFC 9901 §4.3).',
  key_binding_typ: 'The key binding has another "typ" than "kb+jwt" (RFC 9901 §4.3).',
  key_binding_sd_hash:
    '"sd_hash" is not the digest of what was presented: disclosures were added, removed or moved after the holder signed.',
  key_binding_claims:
    'The key binding lacks "iat", "nonce" or "aud", or has one in a form that it must not have (RFC 9901 §4.3).',
  key_binding_no_cnf:
    'The issuer names no key of the holder in "cnf.jwk", so the key binding cannot be checked.',
  key_binding_signature: 'The key binding is not signed with the key that the issuer names in "cnf".',
} as const;
