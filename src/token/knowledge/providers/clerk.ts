import type { Provider } from './provider';

export const clerkSentences = {
  provider_clerk_azp: 'The web origin that asked for the token; an API has to compare it with its own.',
  provider_clerk_sid: 'The session of the user.',
  provider_clerk_fva:
    'Minutes since the first and since the second factor were proved; -1 when one never was.',
  provider_clerk_sts: 'The state of the session: active, or pending while something is left to do.',
  provider_clerk_v: 'The version of the token format.',
  provider_clerk_o: 'The organization that is active: its id, slug, role and permissions (version 2).',
  provider_clerk_org_id: 'The id of the organization that is active (version 1).',
  provider_clerk_org_slug: 'The slug of the organization that is active (version 1).',
  provider_clerk_org_role: 'The role of the user in the active organization (version 1).',
  provider_clerk_org_permissions: 'What the user may do in the active organization (version 1).',
  provider_clerk_fea: 'The features that are on, marked u: for the user and o: for the organization.',
  provider_clerk_pla: 'The plan that was bought.',
  provider_clerk_act: 'Who is acting as this user, when someone impersonates them.',
  'provider_clerk_cat@header': 'The category of the token, by a code of Clerk\u2019s own.',
  'provider_clerk_oiat@header':
    'When the first of these short tokens was made; it tells how fresh the session is.',
} as const;

export const clerk: Provider = {
  id: 'clerk',
  name: 'Clerk',
  issuers: [/^https:\/\/[\w.-]+\.clerk\.accounts\.dev$/, /^https:\/\/clerk\.[\w.-]+$/],
  marks: [['fva', 'sid']],
  documentation: 'https://clerk.com/docs/guides/sessions/session-tokens',
  basis: 'code',
  prefix: 'provider_clerk_',
  sentences: clerkSentences,
};
