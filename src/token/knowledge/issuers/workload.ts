import type { Issuer } from './issuer';

/** Services that give programs a token: CI, clusters, hosting. */
export const workloadIssuers: readonly Issuer[] = [
  {
    provider: 'github-actions',
    name: 'GitHub Actions',
    pattern: /^https:\/\/token\.actions\.githubusercontent\.com\/(?<enterprise>[\w-]+)$/,
    code: 'issuer_github_enterprise',
  },
  {
    provider: 'github-actions',
    name: 'GitHub Actions',
    pattern: /^https:\/\/token\.actions\.githubusercontent\.com$/,
    code: 'issuer_github',
  },
  {
    provider: 'gitlab-ci',
    name: 'GitLab',
    pattern: /^https:\/\/(?<host>gitlab\.[\w.:-]+)$/,
    code: 'issuer_gitlab',
  },
  {
    provider: 'azure-devops',
    name: 'Azure DevOps',
    pattern: /^https:\/\/vstoken\.dev\.azure\.com\/(?<organization>[0-9a-f-]+)$/,
    code: 'issuer_azure_devops',
  },
  {
    provider: 'circleci',
    name: 'CircleCI',
    pattern: /^https:\/\/oidc\.circleci\.com\/org\/(?<organization>[\w-]+)$/,
    code: 'issuer_circleci',
  },
  {
    provider: 'buildkite',
    name: 'Buildkite',
    pattern: /^https:\/\/agent\.buildkite\.com$/,
    code: 'issuer_buildkite',
  },
  {
    provider: 'bitbucket',
    name: 'Bitbucket Pipelines',
    pattern:
      /^https:\/\/api\.bitbucket\.org\/2\.0\/workspaces\/(?<workspace>[\w-]+)\/pipelines-config\/identity\/oidc$/,
    code: 'issuer_bitbucket',
  },
  {
    provider: 'terraform',
    name: 'HCP Terraform',
    pattern: /^https:\/\/app\.terraform\.io$/,
    code: 'issuer_terraform',
  },
  {
    provider: 'vercel',
    name: 'Vercel',
    pattern: /^https:\/\/oidc\.vercel\.com\/(?<team>[\w-]+)$/,
    code: 'issuer_vercel_team',
  },
  {
    provider: 'vercel',
    name: 'Vercel',
    pattern: /^https:\/\/oidc\.vercel\.com$/,
    code: 'issuer_vercel',
  },
  {
    provider: 'aws-other',
    name: 'Amazon EKS',
    pattern: /^https:\/\/oidc\.eks\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/id\/(?<cluster>\w+)$/,
    code: 'issuer_eks',
  },
  {
    provider: 'google',
    name: 'Google Kubernetes Engine',
    pattern:
      /^https:\/\/container\.googleapis\.com\/v1\/projects\/(?<project>[\w.:-]+)\/(?:locations|zones)\/(?<location>[\w-]+)\/clusters\/(?<cluster>[\w-]+)$/,
    code: 'issuer_gke',
  },
  {
    provider: 'aks',
    name: 'Azure Kubernetes Service',
    pattern: /^https:\/\/(?<region>\w+)\.oic\.prod-aks\.azure\.com\/(?<tenant>[\w-]+)\/[\w-]+\/$/,
    code: 'issuer_aks',
  },
  {
    provider: 'kubernetes',
    name: 'Kubernetes',
    pattern: /^https:\/\/kubernetes\.default\.svc(?:\.[\w.-]+)?$/,
    code: 'issuer_kubernetes',
    keys: '',
  },
  {
    provider: 'kubernetes',
    name: 'Kubernetes',
    pattern: /^kubernetes\/serviceaccount$/,
    code: 'issuer_kubernetes_old',
    keys: '',
  },
];
