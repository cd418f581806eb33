import type { Provider } from './provider';

export const workosSentences = {
  provider_workos_sid: 'The session of the user.',
  provider_workos_org_id: 'The organization the user chose at sign-in.',
  provider_workos_role: 'The role of the user in the organization.',
  provider_workos_roles: 'The roles of the user in the organization.',
  provider_workos_permissions: 'What the roles of the user allow.',
  provider_workos_entitlements: 'What the organization has bought, by names from Stripe.',
  provider_workos_feature_flags: 'The feature flags that are on for the organization.',
  provider_workos_act: 'Who is acting as this user, when someone impersonates them from the dashboard.',
} as const;

/** AuthKit of WorkOS. */
export const workos: Provider = {
  id: 'workos',
  name: 'WorkOS',
  issuers: [/^https:\/\/api\.workos\.com(?:\/|$)/],
  marks: [['org_id', 'permissions', 'sid']],
  documentation: 'https://workos.com/docs/authkit/sessions',
  basis: 'documentation',
  prefix: 'provider_workos_',
  sentences: workosSentences,
};
