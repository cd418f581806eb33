import type { Provider } from './provider';

export const auth0Sentences = {
  provider_auth0_azp: 'The client id the token was issued to.',
  provider_auth0_gty: 'The grant by which the token was asked for, as client-credentials or password.',
  provider_auth0_permissions: 'What the user may do in this API, by the roles they were given.',
  provider_auth0_scope: 'What the token allows, as words with spaces between them.',
  provider_auth0_org_id: 'The id of the organization the user signed in to.',
  provider_auth0_org_name: 'The name of the organization the user signed in to.',
  provider_auth0_sid: 'The session at Auth0.',
  'provider_auth0_url@claim': 'A claim of the tenant\u2019s own; Auth0 has such names written as URLs.',
  provider_auth0_nickname: 'What the user is called casually.',
  'provider_auth0_nickname@warn':
    'The user or another sign-in service may have chosen it: decide nothing by it.',
  provider_auth0_updated_at: 'When the profile last changed.',
  'provider_auth0_updated_at@warn': 'Auth0 writes a date as text here, where OpenID Connect has a number.',
  provider_auth0_amr: 'How the user signed in; mfa when a second factor was asked for.',
  provider_auth0_acr: 'The class of the sign-in; names the policy when a second factor was asked for.',
  provider_auth0_auth_time: 'When the user last signed in.',
  provider_auth0_client_id: 'The client id, in access tokens of the RFC 9068 profile.',
  provider_auth0_act: 'Who acts for the user, after an exchange of tokens.',
} as const;

/** Auth0, under its own domain or one of the customer. */
export const auth0: Provider = {
  id: 'auth0',
  name: 'Auth0',
  // A customer's own domain cannot be told from anyone else's.
  issuers: [/^https:\/\/[\w.-]+\.auth0\.com\/$/],
  marks: [['gty', 'azp']],
  documentation: 'https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles',
  basis: 'documentation',
  prefix: 'provider_auth0_',
  sentences: auth0Sentences,
  beginnings: { 'https://': 'url@claim', 'http://': 'url@claim' },
};
