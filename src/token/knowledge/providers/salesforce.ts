import type { Provider } from './provider';

export const salesforceSentences = {
  provider_salesforce_sub: 'The user, as uid: and an id.',
  provider_salesforce_scp: 'What the token allows, as words with spaces between them.',
  provider_salesforce_mty: 'It is said to be the type of the message, "oauth" in access tokens.',
  provider_salesforce_sfi: 'An internal value of Salesforce; nothing to read for anyone else.',
  provider_salesforce_roles: 'The roles of the user.',
  provider_salesforce_client_id: 'The connected app that asked for the token.',
  provider_salesforce_aud: 'The URLs of the organization that accept the token.',
  'provider_salesforce_tnk@header':
    'It is said to be the key of the tenant: the instance and the id of the organization.',
  'provider_salesforce_ver@header': 'The version of the token format.',
  provider_salesforce_nbf: 'Before this moment Salesforce refuses the token.',
  provider_salesforce_exp: 'When Salesforce stops to accept the token.',
  provider_salesforce_iat: 'When Salesforce made the token.',
} as const;

export const salesforce: Provider = {
  id: 'salesforce',
  name: 'Salesforce',
  issuers: [/^https:\/\/[\w.-]+\.my\.salesforce\.com$/, /^https:\/\/(?:login|test)\.salesforce\.com$/],
  documentation: 'https://help.salesforce.com/s/articleView?id=xcloud.jwt_access_tokens.htm',
  basis: 'observation',
  prefix: 'provider_salesforce_',
  sentences: salesforceSentences,
};
