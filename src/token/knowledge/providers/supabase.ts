import type { Provider } from './provider';

export const supabaseSentences = {
  provider_supabase_role: 'The role in Postgres that requests with this token run under.',
  'provider_supabase_role@warn':
    'The role service_role passes by every row rule: it has no place in a browser.',
  'provider_supabase_role@anon': 'Someone who has not signed in; the key is meant to be public.',
  'provider_supabase_role@authenticated': 'A user who has signed in.',
  'provider_supabase_role@service_role': 'The server: row level rules do not apply to it.',
  provider_supabase_ref: 'The project the API key belongs to.',
  provider_supabase_aal: 'How many factors the user proved themselves with.',
  'provider_supabase_aal@1': 'One factor.',
  'provider_supabase_aal@2': 'Two factors.',
  provider_supabase_amr: 'By which methods the user signed in, each with its time.',
  provider_supabase_session_id: 'The session of the user.',
  provider_supabase_is_anonymous: 'Whether the user signed in anonymously.',
  provider_supabase_app_metadata: 'What the server keeps about the user; users cannot change it.',
  provider_supabase_user_metadata: 'What the user says about themselves.',
  'provider_supabase_user_metadata@warn': 'The user can change it: decide nothing by it.',
  provider_supabase_email: 'The e-mail address of the user.',
  provider_supabase_phone: 'The phone number of the user.',
} as const;

/** Supabase Auth, and the API keys of its projects. */
export const supabase: Provider = {
  id: 'supabase',
  name: 'Supabase',
  issuers: [/^https:\/\/[a-z0-9]+\.supabase\.co\/auth\/v1$/, /^supabase(?:-demo)?$/],
  marks: [
    ['role', 'ref'],
    ['aal', 'session_id'],
  ],
  documentation: 'https://supabase.com/docs/guides/auth/jwt-fields',
  basis: 'documentation',
  prefix: 'provider_supabase_',
  sentences: supabaseSentences,
  values: {
    'role=anon': 'role@anon',
    'role=authenticated': 'role@authenticated',
    'role=service_role': 'role@service_role',
    'aal=aal1': 'aal@1',
    'aal=aal2': 'aal@2',
  },
};
