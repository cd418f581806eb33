import type { Token, TokenType } from '../../token';
import type { MessageKey } from './translate';

/** A token type, or `malformed`. */
export type ListedType = TokenType | 'malformed';

/** A short label for lists and a long one for the token's heading. */
export const typeLabels: Record<ListedType, { readonly short: MessageKey; readonly long: MessageKey }> = {
  'access token': { short: 'kind_access', long: 'kind_access_long' },
  'ID token': { short: 'kind_id', long: 'kind_id_long' },
  'refresh token': { short: 'kind_refresh', long: 'kind_refresh_long' },
  'DPoP proof': { short: 'kind_dpop', long: 'kind_dpop' },
  'logout token': { short: 'kind_logout', long: 'kind_logout_long' },
  'client assertion': { short: 'kind_client_assertion', long: 'kind_client_assertion' },
  'request object': { short: 'kind_request_object', long: 'kind_request_object' },
  'security event token': { short: 'kind_security_event', long: 'kind_security_event_long' },
  'authorization grant': { short: 'kind_grant', long: 'kind_grant_long' },
  'service account assertion': { short: 'kind_google_assertion', long: 'kind_google_assertion' },
  'authorization response': { short: 'kind_authorization_response', long: 'kind_authorization_response' },
  'introspection response': { short: 'kind_introspection', long: 'kind_introspection_long' },
  'UserInfo response': { short: 'kind_userinfo', long: 'kind_userinfo_long' },
  'entity statement': { short: 'kind_entity', long: 'kind_entity_long' },
  'trust mark': { short: 'kind_trust_mark', long: 'kind_trust_mark' },
  'resolve response': { short: 'kind_resolve', long: 'kind_resolve_long' },
  'signed key set': { short: 'kind_key_set', long: 'kind_key_set_long' },
  'verifiable credential': { short: 'kind_credential', long: 'kind_credential_long' },
  'verifiable presentation': { short: 'kind_presentation', long: 'kind_presentation_long' },
  'SD-JWT': { short: 'kind_sd_jwt', long: 'kind_sd_jwt' },
  'SD-JWT VC': { short: 'kind_sd_jwt_vc', long: 'kind_sd_jwt_vc' },
  'key binding JWT': { short: 'kind_key_binding', long: 'kind_key_binding_long' },
  'credential key proof': { short: 'kind_key_proof', long: 'kind_key_proof_long' },
  'key attestation': { short: 'kind_key_attestation', long: 'kind_key_attestation' },
  'client attestation': { short: 'kind_client_attestation', long: 'kind_client_attestation' },
  'client attestation proof': { short: 'kind_attestation_proof', long: 'kind_attestation_proof_long' },
  'status list token': { short: 'kind_status_list', long: 'kind_status_list_long' },
  'transaction token': { short: 'kind_transaction', long: 'kind_transaction_long' },
  'workload identity token': { short: 'kind_workload', long: 'kind_workload_long' },
  'CI token': { short: 'kind_ci', long: 'kind_ci_long' },
  'service account token': { short: 'kind_service_account', long: 'kind_service_account_long' },
  'API key': { short: 'kind_api_key', long: 'kind_api_key' },
  PASSporT: { short: 'kind_passport', long: 'kind_passport' },
  'session token': { short: 'kind_session', long: 'kind_session_long' },
  'encrypted token': { short: 'kind_encrypted', long: 'kind_encrypted_long' },
  JWT: { short: 'kind_jwt', long: 'kind_jwt' },
  JWS: { short: 'kind_jws', long: 'kind_jws_long' },
  malformed: { short: 'kind_malformed', long: 'kind_malformed_long' },
};

/** The token's claims; undefined if it's encrypted. */
export function claimsOf(token: Token) {
  return token.kind === 'jwe' ? undefined : token.claims;
}
