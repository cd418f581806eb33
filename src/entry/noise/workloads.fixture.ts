import { encode } from '../../token/token.fixture';
import {
  app,
  bearer,
  opaque,
  signEncoded,
  signToken,
  type Recording,
  type Provider,
} from './recording.fixture';

const kid = 'key-1';

/** The header that a load balancer adds, as its target received it. Each part is padded. */
function recordLoadBalancer(recording: Recording): void {
  const now = recording.now();
  const pad = (part: string) => part.padEnd(Math.ceil(part.length / 4) * 4, '=');
  const header = {
    typ: 'JWT',
    kid: '11111111-2222-3333-4444-555555555555',
    alg: 'ES256',
    iss: 'https://shop.okta.com/oauth2/default',
    client: 'client-1',
    signer: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/1',
    exp: now + 120,
  };
  const claims = {
    sub: 'user-1',
    name: 'User 1',
    email: 'user-1@shop.com',
    email_verified: true,
    exp: now + 120,
    iss: header.iss,
  };
  const text = `${pad(encode(header))}.${pad(encode(claims))}`;
  const token = `${text}.${pad(signEncoded('ES256', text))}`;
  recording.call({
    url: `${app}/orders`,
    page: '',
    headers: {
      Host: 'app.shop.com',
      'X-Forwarded-Proto': 'https',
      'X-Amzn-Oidc-Data': token,
      'X-Amzn-Oidc-Identity': 'user-1',
      'X-Amzn-Oidc-Accesstoken': opaque('access', 60),
    },
    responseHtml: '<p>Shop',
  });
  recording.look();
}

/** A job's requests, as a proxy recorded them. */
function recordGithubActions(recording: Recording): void {
  const now = recording.now();
  const request = signToken(
    { alg: 'RS256', kid, typ: 'JWT' },
    {
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'vstoken.actions.githubusercontent.com',
      nameid: 'dddddddd-dddd-dddd-dddd-dddddddddddd',
      scp: 'Actions.Results:1:2 Actions.GenericRead:1',
      nbf: now - 300,
      exp: now + 21_600,
      iat: now,
    },
  );
  const idToken = signToken(
    { typ: 'JWT', alg: 'RS256', x5t: kid, kid },
    {
      jti: 'jti-1',
      sub: 'repo:shop/web:ref:refs/heads/main',
      aud: 'sts.amazonaws.com',
      ref: 'refs/heads/main',
      sha: '0123456789abcdef0123456789abcdef01234567',
      repository: 'shop/web',
      repository_owner: 'shop',
      repository_owner_id: '1',
      run_id: '1',
      run_number: '1',
      run_attempt: '1',
      repository_visibility: 'private',
      repository_id: '1',
      actor_id: '1',
      actor: 'user-1',
      workflow: 'Deploy',
      head_ref: '',
      base_ref: '',
      event_name: 'push',
      ref_protected: 'true',
      ref_type: 'branch',
      workflow_ref: 'shop/web/.github/workflows/deploy.yml@refs/heads/main',
      job_workflow_ref: 'shop/web/.github/workflows/deploy.yml@refs/heads/main',
      runner_environment: 'github-hosted',
      iss: 'https://token.actions.githubusercontent.com',
      nbf: now - 600,
      exp: now + 300,
      iat: now,
    },
  );
  recording.call({
    url: 'https://run-actions-1-azure-eastus.actions.githubusercontent.com/1/idtoken/1/1?api-version=2.0&audience=sts.amazonaws.com',
    page: '',
    headers: bearer(request),
    responseJson: { count: 1_000, value: idToken },
  });
  recording.call({
    url: 'https://sts.eu-west-1.amazonaws.com/',
    page: '',
    form: {
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: 'arn:aws:iam::123456789012:role/deploy',
      RoleSessionName: 'deploy',
      WebIdentityToken: idToken,
      Version: '2011-06-15',
    },
    responseJson: {},
  });
  recording.look();
}

/** A pod calls the API server of its cluster. */
function recordKubernetes(recording: Recording): void {
  const now = recording.now();
  const token = signToken(
    { alg: 'RS256', kid },
    {
      aud: ['https://kubernetes.default.svc.cluster.local'],
      exp: now + 31_536_000,
      iat: now,
      iss: 'https://kubernetes.default.svc.cluster.local',
      jti: 'jti-1',
      'kubernetes.io': {
        namespace: 'shop',
        node: { name: 'node-1', uid: 'uid-1' },
        pod: { name: 'web-1', uid: 'uid-2' },
        serviceaccount: { name: 'web', uid: 'uid-3' },
        warnafter: now + 3_607,
      },
      nbf: now,
      sub: 'system:serviceaccount:shop:web',
    },
  );
  for (const path of ['configmaps', 'secrets'])
    recording.call({
      url: `https://10.96.0.1/api/v1/namespaces/shop/${path}`,
      page: '',
      headers: bearer(token),
      responseHeaders: { 'Cache-Control': 'no-cache, private', 'Audit-Id': '1' },
      responseJson: { kind: 'List', items: [] },
    });
  recording.look();
}

export const workloads: readonly Provider[] = [
  { name: 'AWS load balancer', record: recordLoadBalancer },
  { name: 'GitHub Actions', record: recordGithubActions },
  { name: 'Kubernetes', record: recordKubernetes },
];
