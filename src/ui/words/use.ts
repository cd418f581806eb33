import type { Token, TokenUse } from '../../token';
import type { MessageKey } from '../translate';

/** What a token is for, or that it is none. */
export type Kind = TokenUse | 'malformed';

/** The word for a list, and the one for a line of its own. */
export const kindWords: Record<Kind, { readonly short: MessageKey; readonly long: MessageKey }> = {
  'access token': { short: 'kind_access', long: 'kind_access_long' },
  'ID token': { short: 'kind_id', long: 'kind_id_long' },
  'refresh token': { short: 'kind_refresh', long: 'kind_refresh_long' },
  'DPoP proof': { short: 'kind_dpop', long: 'kind_dpop' },
  'logout token': { short: 'kind_logout', long: 'kind_logout_long' },
  'client assertion': { short: 'kind_client_assertion', long: 'kind_client_assertion' },
  'request object': { short: 'kind_request_object', long: 'kind_request_object' },
  'security event token': { short: 'kind_security_event', long: 'kind_security_event_long' },
  'session token': { short: 'kind_session', long: 'kind_session_long' },
  'encrypted token': { short: 'kind_encrypted', long: 'kind_encrypted_long' },
  JWT: { short: 'kind_jwt', long: 'kind_jwt' },
  JWS: { short: 'kind_jws', long: 'kind_jws_long' },
  malformed: { short: 'kind_malformed', long: 'kind_malformed_long' },
};

/** The claims that can be read. */
export function claimsOf(token: Token) {
  return token.kind === 'jwe' ? undefined : token.claims;
}
