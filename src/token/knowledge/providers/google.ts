import type { Provider } from './provider';

export const googleSentences = {
  provider_google_hd:
    'The domain of the organization that the account belongs to; missing for personal accounts.',
  provider_google_azp: 'The client id that asked for the token.',
  provider_google_at_hash: 'The left half of a hash of the access token that came with it.',
  provider_google_email: 'The e-mail address of the account; it can change, "sub" does not.',
  provider_google_email_verified: 'Whether Google made sure that the e-mail address was the person\u2019s.',
  provider_google_sub: 'The id of the Google account, which is never given to another.',
  provider_google_picture: 'The URL of the profile picture.',
  provider_google_name: 'The whole name on the profile.',
  provider_google_given_name: 'The given name on the profile.',
  provider_google_family_name: 'The family name on the profile.',
  provider_google_locale: 'The language of the profile.',
  provider_google_nonce: 'The value the client sent with its request, against replay.',
  provider_google_google:
    'Facts of Google Cloud: access levels and device for Identity-Aware Proxy, the instance for Compute Engine.',
  'provider_google_google@compute_engine':
    'The virtual machine the token was made on: project, instance, zone.',
} as const;

/** Google accounts and Google Cloud. */
export const google: Provider = {
  id: 'google',
  name: 'Google',
  issuers: [/^(?:https:\/\/)?accounts\.google\.com$/, /^https:\/\/cloud\.google\.com\/iap$/],
  documentation: 'https://developers.google.com/identity/openid-connect/openid-connect',
  basis: 'documentation',
  prefix: 'provider_google_',
  sentences: googleSentences,
  oddNames: { 'google.compute_engine': 'google@compute_engine' },
};
