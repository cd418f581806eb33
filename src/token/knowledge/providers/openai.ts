import type { Provider } from './provider';

export const openaiSentences = {
  'provider_openai_api@profile':
    'In the tokens that were seen: the e-mail address, and whether it was verified.',
  'provider_openai_api@auth': 'In the tokens that were seen: the id of the user and their plan.',
  provider_openai_pwd_auth_time: 'In the tokens that were seen: when the password was last entered.',
  provider_openai_session_id: 'In the tokens that were seen: the session.',
} as const;

/** OpenAI, which documents nothing of its tokens. */
export const openai: Provider = {
  id: 'openai-platform',
  name: 'OpenAI',
  issuers: [/^https:\/\/auth\.openai\.com(?:\/|$)/],
  documentation: '',
  basis: 'observation',
  prefix: 'provider_openai_',
  sentences: openaiSentences,
  oddNames: {
    'https://api.openai.com/profile': 'api@profile',
    'https://api.openai.com/auth': 'api@auth',
  },
};
