import { hasAll } from '../decode/has-members';
import { isJsonObject } from '../json/read-json';
import type { JsonObject } from '../token';
import type { TokenType, TokenTypeResult, TokenTypeReason } from './token-type';

/** CI services that issue a token to each job. The issuer is equal to `base` or is a URL below it. */
const ciIssuers: readonly (readonly [base: string, name: string])[] = [
  ['https://token.actions.githubusercontent.com', 'GitHub Actions'],
  ['https://oidc.circleci.com', 'CircleCI'],
  ['https://agent.buildkite.com', 'Buildkite'],
  ['https://vstoken.dev.azure.com', 'Azure DevOps'],
  ['https://api.bitbucket.org/2.0/workspaces', 'Bitbucket Pipelines'],
];

/** The token type by an issuer or by claims that only one provider uses, as its documentation describes them. */
export function findTypeByIssuer(claims: JsonObject): TokenTypeResult | undefined {
  const issuer = typeof claims.iss === 'string' ? claims.iss : '';
  const subject = typeof claims.sub === 'string' ? claims.sub : '';
  return (
    findWorkloadType(claims, issuer, subject) ??
    findGoogleType(claims, issuer) ??
    findSessionType(claims, issuer) ??
    findAccessType(claims)
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
