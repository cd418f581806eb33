import type { Provider } from './provider';

export const oktaSentences = {
  provider_okta_cid: 'The client id that asked for the token.',
  provider_okta_uid: 'The id of the user at Okta.',
  provider_okta_scp: 'What the token allows, as a list.',
  provider_okta_ver: 'The version of the token format.',
  provider_okta_jti:
    'The id of the token; it begins with AT. for an access token and with ID. for an ID token.',
  provider_okta_auth_time: 'When the user last signed in.',
  provider_okta_sub: 'The sign-in name of the user in an access token, their id in an ID token.',
  provider_okta_idp: 'The id of the identity provider the user signed in at.',
  provider_okta_amr: 'By which methods the user signed in.',
  provider_okta_groups: 'The groups of the user, if the authorization server was told to add them.',
  provider_okta_at_hash: 'The left half of a hash of the access token that came with it.',
  provider_okta_c_hash: 'The left half of a hash of the authorization code that came with it.',
  provider_okta_rsi: 'A name Okta keeps for itself; it is said to hold facts about the API.',
  provider_okta_did: 'A name Okta keeps for itself; it is said to hold the id of the device.',
  provider_okta_hotk: 'A name Okta keeps for itself; it is said to hold the key of the holder.',
  provider_okta_as_uri: 'A name Okta keeps for itself; it is said to hold the authorization server.',
} as const;

export const okta: Provider = {
  id: 'okta',
  name: 'Okta',
  issuers: [/^https:\/\/[\w.-]+\.okta(?:preview|-emea)?\.com(?:\/oauth2\/[\w.-]+)?$/],
  marks: [['cid', 'uid']],
  documentation: 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/',
  basis: 'documentation',
  prefix: 'provider_okta_',
  sentences: oktaSentences,
};
