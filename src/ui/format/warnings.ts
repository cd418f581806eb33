import type { MessageKey, Translate } from './translate';

const warnings: ReadonlyMap<string, MessageKey> = new Map([
  ['KEY-ALG-MISMATCH', 'warning_key_alg_mismatch'],
  ['KEY-USE', 'warning_key_use'],
  ['KEY-PRIVATE-PASTED', 'warning_key_private_pasted'],
  ['KEY-RSA-SMALL', 'warning_key_rsa_small'],
  ['HMAC-SHORT-KEY', 'warning_hmac_short_key'],
  ['HMAC-LOW-ENTROPY', 'warning_hmac_low_entropy'],
  ['JWKS-PRIVATE', 'warning_jwks_private'],
  ['KEY-POINT', 'warning_key_point'],
  ['HMAC-EMPTY-SECRET', 'warning_hmac_empty_secret'],
  ['JWE-ZIP', 'warning_jwe_zip'],
  ['KEY-ROCA', 'warning_key_roca'],
  ['JWKS-NO-KID', 'warning_jwks_no_kid'],
  ['JWKS-DUP-KID', 'warning_jwks_dup_kid'],
  ['JWE-ZIP-BOMB', 'warning_jwe_zip_bomb'],
  ['JWE-KEY-LENGTH', 'warning_jwe_key_length'],
  ['JWE-P2C-HIGH', 'warning_jwe_p2c_high'],
  ['X5C-MISMATCH', 'warning_x5c_mismatch'],
  ['KEY-RSA-EXPONENT', 'warning_key_rsa_exponent'],
  ['JWKS-MIXED', 'warning_jwks_mixed'],
  ['JWE-TAG', 'warning_jwe_tag'],
  ['JWE-P2C-LOW', 'warning_jwe_p2c_low'],
  ['HMAC-KEY-IS-PUBLIC', 'warning_hmac_key_is_public'],
  ['SIG-GRAPH-NONCE', 'warning_sig_graph_nonce'],
  ['SIG-ECDSA-ZERO', 'warning_sig_ecdsa_zero'],
  ['SIG-ECDSA-DER', 'warning_sig_ecdsa_der'],
  ['KEY-SHARED-MODULUS', 'warning_key_shared_modulus'],
  ['JWE-ZIP-UNKNOWN', 'warning_jwe_zip_unknown'],
  ['JWE-RSA15', 'warning_jwe_rsa15'],
  ['JWE-P2S', 'warning_jwe_p2s'],
  ['JWE-NO-INNER-SIG', 'warning_jwe_no_inner_sig'],
  ['JWE-EPK', 'warning_jwe_epk'],
  ['JWE-DIR-KEY', 'warning_jwe_dir_key'],
  ['HDR-X5U', 'warning_hdr_x5u'],
  ['HDR-JKU', 'warning_hdr_jku'],
]);

/** What a verdict's warning means; one without words of its own is named by its rule. */
export function describeWarning(say: Translate, rule: string): string {
  const key = warnings.get(rule);
  return key ? say(key) : say('warning_rule', rule);
}
