import type { Provider } from './provider';

export const appleSentences = {
  provider_apple_is_private_email:
    'Whether the e-mail address is a relay of Apple that hides the real one; true or the text "true".',
  provider_apple_email_verified: 'Whether Apple verified the e-mail address; true or the text "true".',
  provider_apple_real_user_status: 'What Apple holds of the question whether a real person signed in.',
  'provider_apple_real_user_status@0': 'The device cannot tell.',
  'provider_apple_real_user_status@1': 'Unknown.',
  'provider_apple_real_user_status@2': 'A real person, likely.',
  provider_apple_nonce_supported: 'Whether the device can take part in the check of "nonce".',
  provider_apple_transfer_sub: 'An id by which a user is carried over when an app changes its team.',
  provider_apple_auth_time: 'When the user signed in.',
  provider_apple_c_hash: 'The left half of a hash of the authorization code that came with it.',
  provider_apple_transactionId: 'The id of the App Store transaction.',
  provider_apple_originalTransactionId:
    'The id of the first App Store transaction, which renewals go back to.',
  provider_apple_bundleId: 'The app the transaction belongs to.',
  provider_apple_productId: 'The product that was bought.',
  provider_apple_environment: 'Whether the transaction was made in the App Store or in its sandbox.',
} as const;

/** Sign in with Apple, and signed transactions of the App Store. */
export const apple: Provider = {
  id: 'apple',
  name: 'Apple',
  issuers: [/^https:\/\/(?:appleid|account)\.apple\.com$/],
  marks: [['bundleId', 'transactionId', 'productId']],
  documentation:
    'https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple',
  basis: 'documentation',
  prefix: 'provider_apple_',
  sentences: appleSentences,
  values: {
    'real_user_status=0': 'real_user_status@0',
    'real_user_status=1': 'real_user_status@1',
    'real_user_status=2': 'real_user_status@2',
  },
};
