import type { Provider } from './provider';

/** Microsoft Entra ID, formerly Azure AD, with B2C and External ID. */
const entra: Provider = {
  id: 'microsoft-entra',
  name: 'Microsoft Entra ID',
  issuers: [
    /^https:\/\/login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)\/[\w.-]+\/v2\.0$/,
    /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn)\/[0-9a-f-]+\/$/,
    /^https:\/\/[\w-]+\.b2clogin\.com\//,
    /^https:\/\/[\w-]+\.ciamlogin\.com\//,
  ],
  claimSets: [['tid', 'oid']],
  documentation: 'https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference',
  basis: 'documentation',
};

/** Google accounts and Google Cloud. */
const google: Provider = {
  id: 'google',
  name: 'Google',
  issuers: [/^(?:https:\/\/)?accounts\.google\.com$/, /^https:\/\/cloud\.google\.com\/iap$/],
  documentation: 'https://developers.google.com/identity/openid-connect/openid-connect',
  basis: 'documentation',
};

/** Auth0, with its own domain or a custom domain. */
const auth0: Provider = {
  id: 'auth0',
  name: 'Auth0',
  // Custom domains can't be recognized.
  issuers: [/^https:\/\/[\w.-]+\.auth0\.com\/$/],
  claimSets: [['gty', 'azp']],
  documentation: 'https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles',
  basis: 'documentation',
};

/** Amazon Cognito user pools. */
const cognito: Provider = {
  id: 'aws-cognito',
  name: 'Amazon Cognito',
  issuers: [/^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[\w-]+_[0-9a-zA-Z]+$/],
  claimSets: [
    ['token_use', 'origin_jti'],
    ['token_use', 'event_id'],
  ],
  documentation:
    'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html',
  basis: 'documentation',
};

/** Application Load Balancer and EKS. */
const aws: Provider = {
  id: 'aws-other',
  name: 'AWS',
  issuers: [/^https:\/\/oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/id\//],
  headerSets: [['signer', 'client', 'iss', 'exp']],
  documentation:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
  basis: 'documentation',
};

/** Keycloak and products based on it. */
const keycloak: Provider = {
  id: 'keycloak',
  name: 'Keycloak',
  issuers: [/^https?:\/\/[\w.:-]+(?:\/[^?#]*)?\/realms\/[^/?#]+$/],
  claimSets: [['realm_access'], ['resource_access']],
  documentation: 'https://www.keycloak.org/docs/latest/server_admin/',
  basis: 'code',
};

const okta: Provider = {
  id: 'okta',
  name: 'Okta',
  issuers: [/^https:\/\/[\w.-]+\.okta(?:preview|-emea)?\.com(?:\/oauth2\/[\w.-]+)?$/],
  claimSets: [['cid', 'uid']],
  documentation: 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/',
  basis: 'documentation',
};

/** Firebase Authentication and Identity Platform. */
const firebase: Provider = {
  id: 'firebase',
  name: 'Firebase Authentication',
  issuers: [/^https:\/\/securetoken\.google\.com\/[\w.:-]+$/, /^https:\/\/session\.firebase\.google\.com\//],
  claimSets: [['firebase']],
  documentation: 'https://firebase.google.com/docs/auth/admin/verify-id-tokens',
  basis: 'code',
};

/** GitHub Actions jobs. */
const github: Provider = {
  id: 'github-actions',
  name: 'GitHub Actions',
  issuers: [/^https:\/\/token\.actions\.githubusercontent\.com(?:\/|$)/],
  claimSets: [['repository', 'run_id']],
  documentation: 'https://docs.github.com/actions/reference/security/oidc',
  basis: 'documentation',
};

/** GitLab CI/CD jobs. */
const gitlab: Provider = {
  id: 'gitlab-ci',
  name: 'GitLab CI/CD',
  issuers: [/^https:\/\/gitlab\.[\w.:-]+$/],
  claimSets: [['project_path', 'pipeline_id']],
  documentation: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  basis: 'documentation',
};

/** Service accounts in any Kubernetes cluster. */
const kubernetes: Provider = {
  id: 'kubernetes',
  name: 'Kubernetes',
  issuers: [/^https:\/\/kubernetes\.default\.svc/, /^kubernetes\/serviceaccount$/],
  claimSets: [['kubernetes.io'], ['kubernetes.io/serviceaccount/namespace']],
  documentation: 'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  basis: 'documentation',
};

/** Supabase Auth, and the API keys of its projects. */
const supabase: Provider = {
  id: 'supabase',
  name: 'Supabase',
  issuers: [/^https:\/\/[a-z0-9]+\.supabase\.co\/auth\/v1$/, /^supabase(?:-demo)?$/],
  claimSets: [
    ['role', 'ref'],
    ['aal', 'session_id'],
  ],
  documentation: 'https://supabase.com/docs/guides/auth/jwt-fields',
  basis: 'documentation',
};

const clerk: Provider = {
  id: 'clerk',
  name: 'Clerk',
  issuers: [/^https:\/\/[\w.-]+\.clerk\.accounts\.dev$/, /^https:\/\/clerk\.[\w.-]+$/],
  claimSets: [['fva', 'sid']],
  documentation: 'https://clerk.com/docs/guides/sessions/session-tokens',
  basis: 'code',
};

/** AuthKit of WorkOS. */
const workos: Provider = {
  id: 'workos',
  name: 'WorkOS',
  issuers: [/^https:\/\/api\.workos\.com(?:\/|$)/],
  claimSets: [['org_id', 'permissions', 'sid']],
  documentation: 'https://workos.com/docs/authkit/sessions',
  basis: 'documentation',
};

const salesforce: Provider = {
  id: 'salesforce',
  name: 'Salesforce',
  issuers: [/^https:\/\/[\w.-]+\.my\.salesforce\.com$/, /^https:\/\/(?:login|test)\.salesforce\.com$/],
  documentation: 'https://help.salesforce.com/s/articleView?id=xcloud.jwt_access_tokens.htm',
  basis: 'observation',
};

/** Sign in with Apple, and signed transactions of the App Store. */
const apple: Provider = {
  id: 'apple',
  name: 'Apple',
  issuers: [/^https:\/\/(?:appleid|account)\.apple\.com$/],
  claimSets: [['bundleId', 'transactionId', 'productId']],
  documentation:
    'https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple',
  basis: 'documentation',
};

/** Cloudflare Access. */
const cloudflare: Provider = {
  id: 'cloudflare-access',
  name: 'Cloudflare Access',
  issuers: [/^https:\/\/[\w.-]+\.cloudflareaccess\.com$/],
  documentation:
    'https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/application-token/',
  basis: 'documentation',
};

/** Deployments on Vercel. */
const vercel: Provider = {
  id: 'vercel',
  name: 'Vercel',
  issuers: [/^https:\/\/oidc\.vercel\.com(?:\/|$)/],
  documentation: 'https://vercel.com/docs/oidc',
  basis: 'documentation',
};

/** OpenAI, which doesn't document its tokens. */
const openai: Provider = {
  id: 'openai-platform',
  name: 'OpenAI',
  issuers: [/^https:\/\/auth\.openai\.com(?:\/|$)/],
  documentation: '',
  basis: 'observation',
};

/** Verifiable credentials from any issuer. */
const credentials: Provider = {
  id: 'verifiable-credentials',
  name: 'Verifiable credentials',
  issuers: [],
  claimSets: [['vct'], ['vc'], ['vp'], ['_sd_alg'], ['sd_hash', 'nonce']],
  documentation: 'https://www.rfc-editor.org/rfc/rfc9901',
  basis: 'documentation',
};

/** All providers whose claims are described. */
export const providers: readonly Provider[] = [
  entra,
  google,
  auth0,
  cognito,
  aws,
  keycloak,
  okta,
  firebase,
  github,
  gitlab,
  kubernetes,
  supabase,
  clerk,
  workos,
  salesforce,
  apple,
  cloudflare,
  vercel,
  openai,
  credentials,
];
