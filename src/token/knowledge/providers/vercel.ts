import type { Provider } from './provider';

export const vercelSentences = {
  provider_vercel_owner: 'The team that owns the project.',
  provider_vercel_owner_id: 'The id of the team, which a new name does not change.',
  provider_vercel_project: 'The project the deployment belongs to.',
  provider_vercel_project_id: 'The id of the project, which a new name does not change.',
  provider_vercel_environment: 'The environment of the deployment: production, preview or development.',
  provider_vercel_scope: 'The team, the project and the environment in one text.',
} as const;

/** Deployments on Vercel. */
export const vercel: Provider = {
  id: 'vercel',
  name: 'Vercel',
  issuers: [/^https:\/\/oidc\.vercel\.com(?:\/|$)/],
  documentation: 'https://vercel.com/docs/oidc',
  basis: 'documentation',
  prefix: 'provider_vercel_',
  sentences: vercelSentences,
};
