import type { DescriptionCode } from '../description';
import { findMeanings, type ValueFact } from './value-fact';
import { mediaTypeSentences } from './sentences';

const mediaTypes: readonly (readonly [typ: string, code: DescriptionCode, reference: string])[] = [
  ['jwt', 'about_typ_jwt', 'RFC 7519 §5.1'],
  ['at+jwt', 'about_typ_access', 'RFC 9068 §2.1'],
  ['dpop+jwt', 'about_typ_dpop', 'RFC 9449 §4.2'],
  ['logout+jwt', 'about_typ_logout', 'OpenID Connect Back-Channel Logout 1.0 §2.4'],
  ['secevent+jwt', 'about_typ_event', 'RFC 8417 §2.3'],
  ['oauth-authz-req+jwt', 'about_typ_request', 'RFC 9101 §10.8'],
  ['token-introspection+jwt', 'about_typ_introspection', 'RFC 9701 §5'],
  ['kb+jwt', 'about_typ_key_binding', 'RFC 9901 §4.3'],
  ['dc+sd-jwt', 'about_typ_sd_jwt_vc', 'draft-ietf-oauth-sd-jwt-vc'],
  ['vc+sd-jwt', 'about_typ_sd_jwt_vc_old', 'draft-ietf-oauth-sd-jwt-vc-07'],
  ['vc+jwt', 'about_typ_vc', 'W3C VC-JOSE-COSE'],
  ['vp+jwt', 'about_typ_vp', 'W3C VC-JOSE-COSE'],
  ['openid4vci-proof+jwt', 'about_typ_key_proof', 'OpenID4VCI 1.0'],
  ['statuslist+jwt', 'about_typ_status_list', 'draft-ietf-oauth-status-list'],
  ['entity-statement+jwt', 'about_typ_entity', 'OpenID Federation 1.0 §3'],
  ['trust-mark+jwt', 'about_typ_trust_mark', 'OpenID Federation 1.0 §7'],
  ['resolve-response+jwt', 'about_typ_resolve', 'OpenID Federation 1.0 §8.3'],
  ['jwk-set+jwt', 'about_typ_key_set', 'OpenID Federation 1.0 §5.2.1'],
  ['oauth-client-attestation+jwt', 'about_typ_attestation', 'draft-ietf-oauth-attestation-based-client-auth'],
  [
    'oauth-client-attestation-pop+jwt',
    'about_typ_attestation_proof',
    'draft-ietf-oauth-attestation-based-client-auth',
  ],
  ['keyattestation+jwt', 'about_typ_key_attestation', 'OpenID4VCI 1.0'],
  ['key-attestation+jwt', 'about_typ_key_attestation', 'OpenID4VCI 1.0'],
  ['txntoken+jwt', 'about_typ_transaction', 'draft-ietf-oauth-transaction-tokens'],
  ['oauth-id-jag+jwt', 'about_typ_identity_grant', 'draft-ietf-oauth-identity-assertion-authz-grant'],
  ['authorization-grant+jwt', 'about_typ_grant', 'draft-ietf-oauth-rfc7523bis'],
  ['passport', 'about_typ_passport', 'RFC 8225 §4.1'],
  ['client-authentication+jwt', 'about_typ_client', 'draft-ietf-oauth-rfc7523bis'],
  ['wit+jwt', 'about_typ_workload', 'draft-ietf-wimse-s2s-protocol'],
  ['jose', 'about_typ_compact', 'RFC 7515 §4.1.9'],
  ['jose+json', 'about_typ_json', 'RFC 7515 §4.1.9'],
  ['example+sd-jwt', 'about_typ_example', 'RFC 9901'],
];

/** What a value of `typ` or `cty` says; neither its case nor `application/` matters (RFC 7515 §4.1.9). */
export function describeMediaType(value: unknown): readonly ValueFact[] {
  if (typeof value !== 'string') return [];
  const name = value
    .slice(0, 200)
    .toLowerCase()
    .replace(/^application\//, '');
  const row = mediaTypes.find(([typ]) => typ === name);
  return row
    ? findMeanings([value], {
        sentences: mediaTypeSentences,
        codes: new Map([[value, row[1]]]),
        reference: row[2],
      })
    : [];
}
