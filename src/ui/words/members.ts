import type { MessageKey, Say } from '../translate';

/** Claims that hold a NumericDate (RFC 7519 §2; OpenID Connect Core 1.0 §2 and §5.1). */
const dates: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

export function isDate(claim: string, value: unknown): value is number {
  return typeof value === 'number' && dates.has(claim);
}

/** A Map, since a claim may be named `constructor`. */
const claims: ReadonlyMap<string, MessageKey> = new Map([
  ['iss', 'claim_iss'],
  ['sub', 'claim_sub'],
  ['aud', 'claim_aud'],
  ['exp', 'claim_exp'],
  ['nbf', 'claim_nbf'],
  ['iat', 'claim_iat'],
  ['jti', 'claim_jti'],
  ['auth_time', 'claim_auth_time'],
  ['nonce', 'claim_nonce'],
  ['azp', 'claim_azp'],
  ['client_id', 'claim_client_id'],
  ['scope', 'claim_scope'],
  ['sid', 'claim_sid'],
  ['acr', 'claim_acr'],
  ['amr', 'claim_amr'],
  ['at_hash', 'claim_at_hash'],
]);

const headerParameters: ReadonlyMap<string, MessageKey> = new Map([
  ['alg', 'header_alg'],
  ['typ', 'header_typ'],
  ['cty', 'header_cty'],
  ['kid', 'header_kid'],
  ['crit', 'header_crit'],
  ['enc', 'header_enc'],
  ['zip', 'header_zip'],
  ['jku', 'header_jku'],
  ['jwk', 'header_jwk'],
  ['x5u', 'header_x5u'],
  ['x5c', 'header_x5c'],
  ['x5t', 'header_x5t'],
  ['x5t#S256', 'header_x5t'],
]);

/** What a registered member means, in a few words; undefined for one that is not explained. */
export function describeMember(say: Say, part: 'header' | 'payload', member: string): string | undefined {
  const key = (part === 'header' ? headerParameters : claims).get(member);
  return key && say(key);
}
