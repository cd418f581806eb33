import type { Issuer } from './issuer';

/** Services that issue tokens to programs: CI, clusters, hosting. */
export const workloadIssuers: readonly Issuer[] = [
  {
    provider: 'github-actions',
    name: 'GitHub Actions',
    pattern: /^https:\/\/token\.actions\.githubusercontent\.com\/(?<enterprise>[\w-]+)$/,
    code: 'issuers.github_enterprise',
  },
  {
    provider: 'github-actions',
    name: 'GitHub Actions',
    pattern: /^https:\/\/token\.actions\.githubusercontent\.com$/,
    code: 'issuers.github',
  },
  {
    provider: 'gitlab-ci',
    name: 'GitLab',
    pattern: /^https:\/\/(?<host>gitlab\.[\w.:-]+)$/,
    code: 'issuers.gitlab',
  },
  {
    provider: 'azure-devops',
    name: 'Azure DevOps',
    pattern: /^https:\/\/vstoken\.dev\.azure\.com\/(?<organization>[0-9a-f-]+)$/,
    code: 'issuers.azure_devops',
  },
  {
    provider: 'circleci',
    name: 'CircleCI',
    pattern: /^https:\/\/oidc\.circleci\.com\/org\/(?<organization>[\w-]+)$/,
    code: 'issuers.circleci',
  },
  {
    provider: 'buildkite',
    name: 'Buildkite',
    pattern: /^https:\/\/agent\.buildkite\.com$/,
    code: 'issuers.buildkite',
  },
  {
    provider: 'bitbucket',
    name: 'Bitbucket Pipelines',
    pattern:
      /^https:\/\/api\.bitbucket\.org\/2\.0\/workspaces\/(?<workspace>[\w-]+)\/pipelines-config\/identity\/oidc$/,
    code: 'issuers.bitbucket',
  },
  {
    provider: 'terraform',
    name: 'HCP Terraform',
    pattern: /^https:\/\/app\.terraform\.io$/,
    code: 'issuers.terraform',
  },
  {
    provider: 'vercel',
    name: 'Vercel',
    pattern: /^https:\/\/oidc\.vercel\.com\/(?<team>[\w-]+)$/,
    code: 'issuers.vercel_team',
  },
  {
    provider: 'vercel',
    name: 'Vercel',
    pattern: /^https:\/\/oidc\.vercel\.com$/,
    code: 'issuers.vercel',
  },
  {
    provider: 'aws-other',
    name: 'Amazon EKS',
    pattern: /^https:\/\/oidc\.eks\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/id\/(?<cluster>\w+)$/,
    code: 'issuers.eks',
  },
  {
    provider: 'google',
    name: 'Google Kubernetes Engine',
    pattern:
      /^https:\/\/container\.googleapis\.com\/v1\/projects\/(?<project>[\w.:-]+)\/(?:locations|zones)\/(?<location>[\w-]+)\/clusters\/(?<cluster>[\w-]+)$/,
    code: 'issuers.gke',
  },
  {
    provider: 'aks',
    name: 'Azure Kubernetes Service',
    pattern: /^https:\/\/(?<region>\w+)\.oic\.prod-aks\.azure\.com\/(?<tenant>[\w-]+)\/[\w-]+\/$/,
    code: 'issuers.aks',
  },
  {
    provider: 'kubernetes',
    name: 'Kubernetes',
    pattern: /^https:\/\/kubernetes\.default\.svc(?:\.[\w.-]+)?$/,
    code: 'issuers.kubernetes',
    keys: '',
  },
  {
    provider: 'kubernetes',
    name: 'Kubernetes',
    pattern: /^kubernetes\/serviceaccount$/,
    code: 'issuers.kubernetes_old',
    keys: '',
  },
];
