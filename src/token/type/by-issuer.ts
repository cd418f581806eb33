import { hasAll, hasAny } from '../decode/has-members';
import { isJsonObject } from '../json/read-json';
import type { JsonObject } from '../token';
import type { TokenType, TokenTypeResult, TokenTypeReason } from './token-type';
import { maxIssuerLength } from '../limits';

/** CI services that issue a token to each job. The issuer is equal to `base` or is a URL below it. */
const ciIssuers: readonly (readonly [base: string, name: string])[] = [
  ['https://token.actions.githubusercontent.com', 'GitHub Actions'],
  ['https://oidc.circleci.com', 'CircleCI'],
  ['https://agent.buildkite.com', 'Buildkite'],
  ['https://vstoken.dev.azure.com', 'Azure DevOps'],
  ['https://api.bitbucket.org/2.0/workspaces', 'Bitbucket Pipelines'],
];

/** What identifies a type of token from one issuer. */
interface IssuerEvidence {
  readonly name: string;
  readonly issuer?: RegExp;
  readonly type: TokenType;
  /** Claims that the token has, with these values if the pattern is set. */
  readonly claims?: readonly (readonly [name: string, pattern?: RegExp])[];
  /** Claims that it doesn't have. */
  readonly without?: readonly string[];
  readonly certainty?: 'certain';
}

const ENTRA =
  /^https:\/\/(?:login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)\/|sts\.windows\.net\/|[\w-]+\.(?:b2clogin|ciamlogin)\.com\/)/;
const AUTH0 = /^https:\/\/[\w-]+(?:\.[a-z]{2}(?:-\d)?)?\.auth0\.com\/$/;
const SCOPES = ['scope', 'scp', 'permissions'];

/**
 * Tokens that neither a claim nor a combination of registered claims identifies. The first issuers issue access tokens that
 * aren't JWTs, so that their JWTs are ID tokens; those of Google One Tap have no `nonce`.
 */
const issuerEvidence: readonly IssuerEvidence[] = [
  // Google: Verify the Google ID token on your server side.
  createIdTokenIssuer('Google', /^(?:https:\/\/)?accounts\.google\.com$/),
  // Firebase: Verify ID Tokens.
  createIdTokenIssuer('Firebase', /^https:\/\/securetoken\.google\.com\/[\w.:-]+$/),
  // Apple: Authenticating users with Sign in with Apple.
  createIdTokenIssuer('Apple', /^https:\/\/(?:appleid|account)\.apple\.com$/),
  // Facebook: OIDC token with manual flow; Limited Login.
  createIdTokenIssuer('Facebook', /^https:\/\/(?:www|limited)\.facebook\.com$/),
  // LINE: Get profile information from ID tokens.
  createIdTokenIssuer('LINE', /^https:\/\/access\.line\.me$/),
  // LinkedIn: Sign In with LinkedIn using OpenID Connect.
  createIdTokenIssuer('LinkedIn', /^https:\/\/www\.linkedin\.com(?:\/oauth)?$/),
  // Slack: Sign in with Slack.
  createIdTokenIssuer('Slack', /^https:\/\/slack\.com$/),
  // Twitch: Getting OIDC access tokens.
  createIdTokenIssuer('Twitch', /^https:\/\/id\.twitch\.tv\/oauth2$/),
  // Kakao: Kakao Login, OpenID Connect.
  createIdTokenIssuer('Kakao', /^https:\/\/kauth\.kakao\.com$/),
  // Yahoo: OpenID Connect.
  createIdTokenIssuer('Yahoo', /^https:\/\/api\.login\.yahoo\.com$/),
  // Auth0: Access Token Profiles. `gty` is the grant type of an access token.
  { name: 'Auth0', issuer: AUTH0, type: 'access token', claims: [['gty'], ['azp']] },
  {
    name: 'Auth0',
    issuer: AUTH0,
    type: 'ID token',
    claims: [['sub'], ['aud'], ['iat']],
    without: [...SCOPES, 'azp'],
  },
  // Entra: ID token claims reference. Access tokens have scopes or `azpacr`, which is found before.
  {
    name: 'Microsoft Entra ID',
    issuer: ENTRA,
    type: 'ID token',
    claims: [['sub'], ['aud']],
    without: SCOPES,
  },
  // WorkOS: AuthKit sessions.
  {
    name: 'WorkOS',
    issuer: /^https:\/\/api\.workos\.com(?:\/|$)/,
    type: 'access token',
    claims: [['sid', /^session_/]],
  },
  // Stytch: Session JWTs.
  { name: 'Stytch', type: 'session token', claims: [['https://stytch.com/session']], certainty: 'certain' },
  // Descope: session and refresh tokens.
  { name: 'Descope', type: 'session token', claims: [['drn', /^DS$/]] },
  { name: 'Descope', type: 'refresh token', claims: [['drn', /^DSR$/]] },
  // SuperTokens: access token payload.
  { name: 'SuperTokens', type: 'access token', claims: [['sessionHandle'], ['refreshTokenHash1']] },
  // Hasura: authentication using JWTs.
  { name: 'Hasura', type: 'access token', claims: [['https://hasura.io/jwt/claims']] },
];

const reasonsByType: Partial<Record<TokenType, TokenTypeReason>> = {
  'ID token': 'id_issuer',
  'access token': 'access_issuer',
  'session token': 'session_issuer',
  'refresh token': 'refresh_issuer',
};

/** The token type by an issuer or by claims that only one provider uses, as its documentation describes them. */
export function findTypeByIssuer(claims: JsonObject): TokenTypeResult | undefined {
  const issuer = typeof claims.iss === 'string' ? claims.iss : '';
  const subject = typeof claims.sub === 'string' ? claims.sub : '';
  return (
    findWorkloadType(claims, issuer, subject) ??
    findGoogleType(claims, issuer) ??
    findSessionType(claims, issuer) ??
    findAccessType(claims) ??
    findTypeInTable(claims, issuer)
  );
}

function findWorkloadType(claims: JsonObject, issuer: string, subject: string): TokenTypeResult | undefined {
  const ci = ciIssuers.find(([base]) => isBelow(issuer, base));
  if (ci) return createResult('CI token', 'certain', 'ci_issuer', ci[1]);
  if (hasAll(claims, 'repository', 'run_id', 'workflow')) {
    return createResult('CI token', 'likely', 'ci_claims', 'GitHub Actions');
  }
  if (hasAll(claims, 'project_path', 'pipeline_id', 'job_id')) {
    return createResult('CI token', 'likely', 'ci_claims', 'GitLab');
  }
  if (
    isJsonObject(claims['kubernetes.io']) ||
    Object.hasOwn(claims, 'kubernetes.io/serviceaccount/namespace') ||
    subject.startsWith('system:serviceaccount:')
  ) {
    return createResult('service account token', 'certain', 'kubernetes');
  }
  // SPIFFE JWT-SVID §3.1.
  if (subject.startsWith('spiffe://')) return createResult('workload identity token', 'certain', 'spiffe');
  if (isBelow(issuer, 'https://oidc.vercel.com')) {
    return createResult('workload identity token', 'certain', 'workload_issuer', 'Vercel');
  }
  if (isJsonObject(claims.google) && Object.hasOwn(claims.google, 'compute_engine')) {
    return createResult('workload identity token', 'likely', 'compute_engine');
  }
  return undefined;
}

function findGoogleType(claims: JsonObject, issuer: string): TokenTypeResult | undefined {
  return issuer.endsWith('.gserviceaccount.com') && Object.hasOwn(claims, 'exp')
    ? createResult('service account assertion', 'likely', 'google_account')
    : undefined;
}

function findSessionType(claims: JsonObject, issuer: string): TokenTypeResult | undefined {
  const { role, sid } = claims;
  if (
    (role === 'anon' || role === 'service_role') &&
    (Object.hasOwn(claims, 'ref') || issuer === 'supabase' || issuer === 'supabase-demo')
  ) {
    return createResult('API key', 'certain', 'supabase_key', role);
  }
  if (hasAll(claims, 'aal', 'session_id', 'role')) {
    return createResult('access token', 'likely', 'supabase_session');
  }
  if (issuer.startsWith('https://session.firebase.google.com/')) {
    return createResult('session token', 'certain', 'firebase_session');
  }
  if (
    /^https:\/\/[^/]+\.cloudflareaccess\.com$/.test(issuer) &&
    (claims.type === 'app' || claims.type === 'org')
  ) {
    return createResult('session token', 'likely', 'access_application');
  }
  // Clerk.
  if (typeof sid === 'string' && sid.startsWith('sess_')) {
    return createResult('session token', 'likely', 'session_id');
  }
  return undefined;
}

function findAccessType(claims: JsonObject): TokenTypeResult | undefined {
  // Entra: only access tokens contain how the client authenticated.
  if (Object.hasOwn(claims, 'azpacr') || Object.hasOwn(claims, 'appidacr')) {
    return createResult('access token', 'likely', 'client_proof');
  }
  // Okta.
  if (typeof claims.jti === 'string' && hasAll(claims, 'iss', 'aud', 'sub')) {
    if (claims.jti.startsWith('AT.') && Object.hasOwn(claims, 'cid')) {
      return createResult('access token', 'likely', 'jti_prefix', 'AT.');
    }
    if (claims.jti.startsWith('ID.')) return createResult('ID token', 'likely', 'jti_prefix', 'ID.');
  }
  return undefined;
}

function findTypeInTable(claims: JsonObject, issuer: string): TokenTypeResult | undefined {
  const found = issuerEvidence.find(
    ({ issuer: pattern, claims: wanted = [], without = [] }) =>
      pattern?.test(issuer.slice(0, maxIssuerLength)) !== false &&
      wanted.every(([name, value]) => hasClaim(claims, name, value)) &&
      !hasAny(claims, ...without),
  );
  const why = found && reasonsByType[found.type];
  return why && createResult(found.type, found.certainty ?? 'likely', why, found.name);
}

function hasClaim(claims: JsonObject, name: string, value: RegExp | undefined): boolean {
  const found = claims[name];
  return (
    Object.hasOwn(claims, name) && (value === undefined || (typeof found === 'string' && value.test(found)))
  );
}

function createIdTokenIssuer(name: string, issuer: RegExp): IssuerEvidence {
  return { name, issuer, type: 'ID token', claims: [['sub'], ['aud'], ['exp']], certainty: 'certain' };
}

/** Whether a URL is equal to or below another. A common prefix isn't enough, because the host could continue. */
function isBelow(url: string, base: string): boolean {
  return url === base || url.startsWith(`${base}/`);
}

function createResult(
  type: TokenType,
  certainty: TokenTypeResult['certainty'],
  why: TokenTypeReason,
  ...params: readonly string[]
): TokenTypeResult {
  return { type, certainty, why, params };
}
