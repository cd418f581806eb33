import { describeTokenType, type Token, type TokenType } from '../../token';
import type { MessageKey } from './translate';

/** A token type, or `malformed`. */
export type ListedType = TokenType | 'malformed';

/** A short label for lists and a long one for the token's heading. */
export const typeLabels: Record<ListedType, { readonly short: MessageKey; readonly long: MessageKey }> = {
  'access token': { short: 'type_access', long: 'type_access_long' },
  'ID token': { short: 'type_id', long: 'type_id_long' },
  'refresh token': { short: 'type_refresh', long: 'type_refresh_long' },
  'DPoP proof': { short: 'type_dpop', long: 'type_dpop' },
  'logout token': { short: 'type_logout', long: 'type_logout_long' },
  'client assertion': { short: 'type_client_assertion', long: 'type_client_assertion' },
  'request object': { short: 'type_request_object', long: 'type_request_object' },
  'security event token': { short: 'type_security_event', long: 'type_security_event_long' },
  'authorization grant': { short: 'type_grant', long: 'type_grant_long' },
  'service account assertion': { short: 'type_google_assertion', long: 'type_google_assertion' },
  'authorization response': { short: 'type_authorization_response', long: 'type_authorization_response' },
  'introspection response': { short: 'type_introspection', long: 'type_introspection_long' },
  'UserInfo response': { short: 'type_userinfo', long: 'type_userinfo_long' },
  'entity statement': { short: 'type_entity', long: 'type_entity_long' },
  'trust mark': { short: 'type_trust_mark', long: 'type_trust_mark' },
  'resolve response': { short: 'type_resolve', long: 'type_resolve_long' },
  'signed key set': { short: 'type_key_set', long: 'type_key_set_long' },
  'verifiable credential': { short: 'type_credential', long: 'type_credential_long' },
  'verifiable presentation': { short: 'type_presentation', long: 'type_presentation_long' },
  'SD-JWT': { short: 'type_sd_jwt', long: 'type_sd_jwt' },
  'SD-JWT VC': { short: 'type_sd_jwt_vc', long: 'type_sd_jwt_vc' },
  'key binding JWT': { short: 'type_key_binding', long: 'type_key_binding_long' },
  'credential key proof': { short: 'type_key_proof', long: 'type_key_proof_long' },
  'key attestation': { short: 'type_key_attestation', long: 'type_key_attestation' },
  'client attestation': { short: 'type_client_attestation', long: 'type_client_attestation' },
  'client attestation proof': { short: 'type_attestation_proof', long: 'type_attestation_proof_long' },
  'status list token': { short: 'type_status_list', long: 'type_status_list_long' },
  'transaction token': { short: 'type_transaction', long: 'type_transaction_long' },
  'workload identity token': { short: 'type_workload', long: 'type_workload_long' },
  'CI token': { short: 'type_ci', long: 'type_ci_long' },
  'service account token': { short: 'type_service_account', long: 'type_service_account_long' },
  'API key': { short: 'type_api_key', long: 'type_api_key' },
  PASSporT: { short: 'type_passport', long: 'type_passport' },
  'session token': { short: 'type_session', long: 'type_session_long' },
  'encrypted token': { short: 'type_encrypted', long: 'type_encrypted_long' },
  JWT: { short: 'type_jwt', long: 'type_jwt' },
  JWS: { short: 'type_jws', long: 'type_jws_long' },
  malformed: { short: 'type_malformed', long: 'type_malformed_long' },
};

/** Whether the issuer encrypted the token for itself, so that nobody else has the key. */
export function isOpaque(token: Token): boolean {
  const { why } = describeTokenType(token);
  return why === 'auth0_no_audience' || why === 'cognito_refresh';
}

/** The token's claims; undefined if it's encrypted. */
export function claimsOf(token: Token) {
  return token.kind === 'jwe' ? undefined : token.claims;
}
