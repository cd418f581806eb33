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
  ['JWE-P2C-LOW', 'warning_jwe_p2c_low'],
  ['KEY-SHARED-MODULUS', 'warning_key_shared_modulus'],
  ['JWE-ZIP-UNKNOWN', 'warning_jwe_zip_unknown'],
  ['JWE-RSA15', 'warning_jwe_rsa15'],
  ['JWE-P2S', 'warning_jwe_p2s'],
  ['JWE-NO-INNER-SIG', 'warning_jwe_no_inner_sig'],
  ['JWE-DIR-KEY', 'warning_jwe_dir_key'],
]);

/** Warnings that always come with a reason or a note of the same result that states them. */
const statedByResult: ReadonlySet<string> = new Set([
  'JWE-TAG',
  'HMAC-KEY-IS-PUBLIC',
  'SIG-GRAPH-NONCE',
  'SIG-ECDSA-ZERO',
  'SIG-ECDSA-DER',
  'JWE-EPK',
  'HDR-X5U',
  'HDR-JKU',
]);

/** A warning of a verdict or a decryption; undefined if the result already states it. */
export function describeWarning(t: Translate, rule: string): string | undefined {
  if (statedByResult.has(rule)) return undefined;
  const key = warnings.get(rule);
  return key ? t(key) : t('warning_rule', rule);
}
