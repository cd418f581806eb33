import type { Provider } from './provider';

export const cognitoSentences = {
  provider_cognito_token_use: 'Which kind of token this is.',
  'provider_cognito_token_use@access': 'An access token.',
  'provider_cognito_token_use@id': 'An ID token.',
  'provider_cognito_cognito@groups': 'The groups of the pool that the user is in.',
  'provider_cognito_cognito@roles': 'The IAM roles of the groups that the user is in.',
  'provider_cognito_cognito@preferred_role': 'The IAM role of the group that comes first.',
  'provider_cognito_cognito@username': 'The name of the user in the pool (ID token).',
  provider_cognito_username: 'The name of the user in the pool (access token).',
  provider_cognito_client_id: 'The app client (access token).',
  'provider_cognito_client_id@warn': 'Access tokens of Cognito have no "aud": an API has to check this one.',
  provider_cognito_aud: 'The app client (ID token).',
  provider_cognito_origin_jti:
    'The id of the sign-in this token goes back to; revoking that one revokes all of them.',
  provider_cognito_event_id: 'The id of the sign-in in the pool\u2019s log.',
  'provider_cognito_custom@': 'An attribute that the pool defines for itself.',
  provider_cognito_identities: 'The outside accounts the user signed in with.',
  provider_cognito_auth_time: 'When the user signed in.',
  provider_cognito_scope:
    'What the token allows; aws.cognito.signin.user.admin lets users change their own profile.',
  provider_cognito_version: 'The version of the access token format.',
  provider_cognito_device_key: 'The device that the pool remembers.',
} as const;

/** User pools of Amazon Cognito. */
export const cognito: Provider = {
  id: 'aws-cognito',
  name: 'Amazon Cognito',
  issuers: [/^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[\w-]+_[0-9a-zA-Z]+$/],
  marks: [
    ['token_use', 'origin_jti'],
    ['token_use', 'event_id'],
  ],
  documentation:
    'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html',
  basis: 'documentation',
  prefix: 'provider_cognito_',
  sentences: cognitoSentences,
  oddNames: {
    'cognito:groups': 'cognito@groups',
    'cognito:roles': 'cognito@roles',
    'cognito:preferred_role': 'cognito@preferred_role',
    'cognito:username': 'cognito@username',
  },
  beginnings: { 'custom:': 'custom@' },
  values: { 'token_use=access': 'token_use@access', 'token_use=id': 'token_use@id' },
};
