import type { Provider } from './provider';

export const keycloakSentences = {
  provider_keycloak_realm_access: 'The roles the user has in the whole realm.',
  provider_keycloak_resource_access: 'The roles the user has at single clients, by client.',
  provider_keycloak_azp: 'The client the token was issued for; "aud" often says just "account".',
  provider_keycloak_typ: 'Which kind of token this is.',
  'provider_keycloak_typ@Bearer': 'An access token.',
  'provider_keycloak_typ@ID': 'An ID token.',
  'provider_keycloak_typ@Refresh': 'A refresh token.',
  'provider_keycloak_typ@Offline': 'A refresh token that outlives the session.',
  'provider_keycloak_typ@Logout': 'A logout token.',
  provider_keycloak_session_state: 'The session; newer versions write "sid".',
  provider_keycloak_sid: 'The session.',
  'provider_keycloak_allowed@origins': 'The web origins from which the client may be used.',
  'provider_keycloak_trusted@certs': 'Certificates that are trusted.',
  provider_keycloak_authorization: 'What the user may do with single resources (UMA permissions).',
  provider_keycloak_acr:
    'The level of the sign-in: 0 when an old session was enough, 1 when the user signed in.',
  provider_keycloak_preferred_username: 'The name the user signs in with.',
  provider_keycloak_scope: 'The scopes of the client that went into the token.',
  provider_keycloak_group: 'The groups of the user, by a mapper of the realm.',
  provider_keycloak_groups: 'The groups of the user, by a mapper of the realm.',
  provider_keycloak_auth_time: 'When the user last signed in.',
  provider_keycloak_at_hash: 'The left half of a hash of the access token that came with it.',
  provider_keycloak_s_hash: 'The left half of a hash of the "state" of the request.',
  provider_keycloak_cnf: 'The certificate or the DPoP key that the token is bound to.',
  provider_keycloak_organization: 'The organizations the user is a member of.',
  provider_keycloak_nonce: 'The value the client sent with its request, against replay.',
} as const;

/** Keycloak and what is built of it. */
export const keycloak: Provider = {
  id: 'keycloak',
  name: 'Keycloak',
  issuers: [/^https?:\/\/[\w.:-]+(?:\/[^?#]*)?\/realms\/[^/?#]+$/],
  marks: [['realm_access'], ['resource_access']],
  documentation: 'https://www.keycloak.org/docs/latest/server_admin/',
  basis: 'code',
  prefix: 'provider_keycloak_',
  sentences: keycloakSentences,
  oddNames: { 'allowed-origins': 'allowed@origins', 'trusted-certs': 'trusted@certs' },
  values: {
    'typ=Bearer': 'typ@Bearer',
    'typ=ID': 'typ@ID',
    'typ=Refresh': 'typ@Refresh',
    'typ=Offline': 'typ@Offline',
    'typ=Logout': 'typ@Logout',
  },
};
