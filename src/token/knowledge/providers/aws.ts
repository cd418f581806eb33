import type { Provider } from './provider';

export const awsSentences = {
  'provider_aws_signer@header':
    'The load balancer that signed the token; an application has to compare it with its own.',
  'provider_aws_client@header': 'The client id at the identity provider.',
  'provider_aws_exp@header': 'When the token expires; the load balancer repeats it in the header.',
  'provider_aws_iss@header':
    'The identity provider the user signed in at; the load balancer repeats it in the header.',
  'provider_aws_kubernetes@io': 'The pod, its service account and its namespace in the EKS cluster.',
} as const;

/** Application Load Balancer and EKS. */
export const aws: Provider = {
  id: 'aws-other',
  name: 'AWS',
  issuers: [/^https:\/\/oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/id\//],
  headerMarks: [['signer', 'client', 'iss', 'exp']],
  documentation:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
  basis: 'documentation',
  prefix: 'provider_aws_',
  sentences: awsSentences,
  oddNames: { 'kubernetes.io': 'kubernetes@io' },
};
