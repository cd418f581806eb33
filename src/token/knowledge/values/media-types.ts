import type { DescriptionCode } from '../description';
import { findMeanings, type ValueFact } from './value-fact';

/** What the header says the token is: `about_typ_`. */
export const mediaTypeSentences = {
  about_typ_jwt: 'Any JWT: it says nothing of the kind.',
  about_typ_access: 'An OAuth access token.',
  about_typ_dpop: 'A DPoP proof: the sender holds the key.',
  about_typ_logout: 'A logout token: a session has ended.',
  about_typ_event: 'A security event token.',
  about_typ_request: 'A request object: an authorization request in signed form.',
  about_typ_introspection: 'The answer of an authorization server about another token.',
  about_typ_key_binding: 'A key binding JWT: the holder of an SD-JWT presents it.',
  about_typ_sd_jwt_vc: 'A credential whose claims can be disclosed one by one.',
  about_typ_sd_jwt_vc_old:
    'A credential whose claims can be disclosed one by one, by the name of earlier drafts.',
  about_typ_vc: 'A W3C credential.',
  about_typ_vp: 'A W3C presentation of credentials.',
  about_typ_key_proof: 'The proof of a wallet to the issuer of a credential that it holds the key.',
  about_typ_status_list: 'A list with the status of many tokens.',
  about_typ_entity: 'A statement of OpenID Federation about an entity.',
  about_typ_trust_mark: 'A trust mark of OpenID Federation.',
  about_typ_resolve: 'What OpenID Federation makes of all statements about an entity.',
  about_typ_key_set: 'A signed set of public keys.',
  about_typ_attestation: 'A client attestation: someone vouches for this copy of an app.',
  about_typ_attestation_proof: 'The proof that goes with a client attestation.',
  about_typ_key_attestation: 'A key attestation: someone vouches for how a key is kept.',
  about_typ_transaction: 'A transaction token: it stays within one system for one call.',
  about_typ_identity_grant: 'An identity assertion that is exchanged for an access token elsewhere.',
  about_typ_grant: 'A grant that is exchanged for an access token.',
  about_typ_passport: 'A PASSporT: it vouches for who is calling.',
  about_typ_client: 'A client assertion: a client proves who it is.',
  about_typ_workload: 'A workload identity token.',
  about_typ_compact: 'A JWS or JWE in compact form.',
  about_typ_json: 'A JWS or JWE as JSON.',
  about_typ_example: 'The SD-JWT of the examples in RFC 9901.',
} as const;

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
