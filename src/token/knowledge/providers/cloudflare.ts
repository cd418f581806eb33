import type { Provider } from './provider';

export const cloudflareSentences = {
  provider_cloudflare_aud:
    'The tag of the application that accepts the token; an application has to compare it with its own.',
  provider_cloudflare_type:
    'Whether the token is for one application ("app") or for the whole organization ("org").',
  provider_cloudflare_identity_nonce: 'The key by which the full identity of the user can be asked for.',
  provider_cloudflare_country: 'The country the user signed in from.',
  provider_cloudflare_email: 'The e-mail address of the user.',
  provider_cloudflare_common_name: 'The name of the service token, when a program signed in.',
  provider_cloudflare_custom: 'Claims that were taken over from the identity provider.',
  provider_cloudflare_service_token_id: 'The id of the service token, when a program signed in.',
  provider_cloudflare_service_token_status: 'Whether a service token was used.',
} as const;

/** Cloudflare Access. */
export const cloudflare: Provider = {
  id: 'cloudflare-access',
  name: 'Cloudflare Access',
  issuers: [/^https:\/\/[\w.-]+\.cloudflareaccess\.com$/],
  documentation:
    'https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/application-token/',
  basis: 'documentation',
  prefix: 'provider_cloudflare_',
  sentences: cloudflareSentences,
};
