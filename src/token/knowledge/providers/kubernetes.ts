import type { Provider } from './provider';

export const kubernetesSentences = {
  'provider_kubernetes_kubernetes@io':
    'What the token belongs to: namespace, service account, and the pod, node or secret that ends it.',
  provider_kubernetes_sub: 'The service account, as system:serviceaccount, its namespace and its name.',
  provider_kubernetes_aud: 'Who may accept the token; the API server unless another was asked for.',
  'provider_kubernetes_legacy@namespace':
    'The namespace, in a token of the old kind that is kept in a secret.',
  'provider_kubernetes_legacy@secret': 'The secret that keeps this token of the old kind.',
  'provider_kubernetes_legacy@name':
    'The service account, in a token of the old kind that is kept in a secret.',
  'provider_kubernetes_legacy@uid':
    'The id of the service account, in a token of the old kind that is kept in a secret.',
} as const;

/** Service accounts of any Kubernetes cluster. */
export const kubernetes: Provider = {
  id: 'kubernetes',
  name: 'Kubernetes',
  issuers: [/^https:\/\/kubernetes\.default\.svc/, /^kubernetes\/serviceaccount$/],
  marks: [['kubernetes.io'], ['kubernetes.io/serviceaccount/namespace']],
  documentation: 'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  basis: 'documentation',
  prefix: 'provider_kubernetes_',
  sentences: kubernetesSentences,
  oddNames: {
    'kubernetes.io': 'kubernetes@io',
    'kubernetes.io/serviceaccount/namespace': 'legacy@namespace',
    'kubernetes.io/serviceaccount/secret.name': 'legacy@secret',
    'kubernetes.io/serviceaccount/service-account.name': 'legacy@name',
    'kubernetes.io/serviceaccount/service-account.uid': 'legacy@uid',
  },
};
