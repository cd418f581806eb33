import type { KnowledgeCode } from '../knowledge-code';
import { findMeanings, type ValueFact } from './value-fact';

const mediaTypes: readonly (readonly [typ: string, code: KnowledgeCode, reference: string])[] = [
  ['jwt', 'values.typ.jwt', 'RFC 7519 §5.1'],
  ['at+jwt', 'values.typ.access', 'RFC 9068 §2.1'],
  ['dpop+jwt', 'values.typ.dpop', 'RFC 9449 §4.2'],
  ['logout+jwt', 'values.typ.logout', 'OpenID Connect Back-Channel Logout 1.0 §2.4'],
  ['secevent+jwt', 'values.typ.event', 'RFC 8417 §2.3'],
  ['oauth-authz-req+jwt', 'values.typ.request', 'RFC 9101 §10.8'],
  ['token-introspection+jwt', 'values.typ.introspection', 'RFC 9701 §5'],
  ['kb+jwt', 'values.typ.key_binding', 'RFC 9901 §4.3'],
  ['dc+sd-jwt', 'values.typ.sd_jwt_vc', 'draft-ietf-oauth-sd-jwt-vc'],
  ['vc+sd-jwt', 'values.typ.sd_jwt_vc_old', 'draft-ietf-oauth-sd-jwt-vc-07'],
  ['vc+jwt', 'values.typ.vc', 'W3C VC-JOSE-COSE'],
  ['vp+jwt', 'values.typ.vp', 'W3C VC-JOSE-COSE'],
  ['openid4vci-proof+jwt', 'values.typ.key_proof', 'OpenID4VCI 1.0'],
  ['statuslist+jwt', 'values.typ.status_list', 'draft-ietf-oauth-status-list'],
  ['entity-statement+jwt', 'values.typ.entity', 'OpenID Federation 1.0 §3'],
  ['trust-mark+jwt', 'values.typ.trust_mark', 'OpenID Federation 1.0 §7'],
  ['resolve-response+jwt', 'values.typ.resolve', 'OpenID Federation 1.0 §8.3'],
  ['jwk-set+jwt', 'values.typ.key_set', 'OpenID Federation 1.0 §5.2.1'],
  [
    'oauth-client-attestation+jwt',
    'values.typ.attestation',
    'draft-ietf-oauth-attestation-based-client-auth',
  ],
  [
    'oauth-client-attestation-pop+jwt',
    'values.typ.attestation_proof',
    'draft-ietf-oauth-attestation-based-client-auth',
  ],
  ['keyattestation+jwt', 'values.typ.key_attestation', 'OpenID4VCI 1.0'],
  ['key-attestation+jwt', 'values.typ.key_attestation', 'OpenID4VCI 1.0'],
  ['txntoken+jwt', 'values.typ.transaction', 'draft-ietf-oauth-transaction-tokens'],
  ['oauth-id-jag+jwt', 'values.typ.identity_grant', 'draft-ietf-oauth-identity-assertion-authz-grant'],
  ['authorization-grant+jwt', 'values.typ.grant', 'draft-ietf-oauth-rfc7523bis'],
  ['passport', 'values.typ.passport', 'RFC 8225 §4.1'],
  ['client-authentication+jwt', 'values.typ.client', 'draft-ietf-oauth-rfc7523bis'],
  ['wit+jwt', 'values.typ.workload', 'draft-ietf-wimse-s2s-protocol'],
  ['jose', 'values.typ.compact', 'RFC 7515 §4.1.9'],
  ['jose+json', 'values.typ.json', 'RFC 7515 §4.1.9'],
  ['example+sd-jwt', 'values.typ.example', 'RFC 9901'],
];

/** What a value of `typ` or `cty` means. Ignores case and the prefix `application/` (RFC 7515 §4.1.9). */
export function describeMediaType(value: unknown): readonly ValueFact[] {
  if (typeof value !== 'string') return [];
  const name = value
    .slice(0, 200)
    .toLowerCase()
    .replace(/^application\//, '');
  const row = mediaTypes.find(([typ]) => typ === name);
  return row
    ? findMeanings([value], {
        codes: new Map([[value, row[1]]]),
        reference: row[2],
      })
    : [];
}
