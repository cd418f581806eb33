import type { Provider } from './provider';

export const firebaseSentences = {
  provider_firebase_firebase: 'How the user signed in, and with which accounts.',
  'provider_firebase_firebase@sign_in_provider': 'The way the user signed in.',
  'provider_firebase_firebase@sign_in_second_factor': 'The second factor the user signed in with.',
  'provider_firebase_firebase@identities': 'The accounts of the user at other services.',
  'provider_firebase_firebase@tenant': 'The tenant of Identity Platform.',
  'provider_firebase_provider@password': 'With an e-mail address and a password.',
  'provider_firebase_provider@google': 'With a Google account.',
  'provider_firebase_provider@anonymous': 'Not at all: an anonymous user.',
  'provider_firebase_provider@custom': 'With a token that the project\u2019s own server made.',
  'provider_firebase_provider@phone': 'With a phone number.',
  provider_firebase_user_id: 'The id of the user, the same as "sub".',
  provider_firebase_aud: 'The Firebase project.',
  provider_firebase_auth_time: 'When the user signed in; refreshing does not change it.',
  provider_firebase_email: 'The e-mail address of the user.',
  provider_firebase_email_verified: 'Whether the e-mail address was verified.',
  provider_firebase_phone_number: 'The phone number of the user.',
  provider_firebase_provider_id: 'Says "anonymous" for a user who has not signed in with anything.',
  provider_firebase_claims: 'The developer\u2019s own claims, in a custom token.',
  provider_firebase_uid: 'The id the user shall have, in a custom token.',
} as const;

/** Firebase Authentication and Identity Platform. */
export const firebase: Provider = {
  id: 'firebase',
  name: 'Firebase Authentication',
  issuers: [/^https:\/\/securetoken\.google\.com\/[\w.:-]+$/, /^https:\/\/session\.firebase\.google\.com\//],
  marks: [['firebase']],
  documentation: 'https://firebase.google.com/docs/auth/admin/verify-id-tokens',
  basis: 'code',
  prefix: 'provider_firebase_',
  sentences: firebaseSentences,
  oddNames: {
    'firebase.sign_in_provider': 'firebase@sign_in_provider',
    'firebase.sign_in_second_factor': 'firebase@sign_in_second_factor',
    'firebase.identities': 'firebase@identities',
    'firebase.tenant': 'firebase@tenant',
  },
  values: {
    'firebase.sign_in_provider=password': 'provider@password',
    'firebase.sign_in_provider=google.com': 'provider@google',
    'firebase.sign_in_provider=anonymous': 'provider@anonymous',
    'firebase.sign_in_provider=custom': 'provider@custom',
    'firebase.sign_in_provider=phone': 'provider@phone',
  },
};
