import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { parseUrl } from './host';

/** Hosts of public issuers. */
const PUBLIC_ISSUERS =
  /^(?:accounts\.google\.com|login\.microsoftonline\.com|sts\.windows\.net|appleid\.apple\.com|securetoken\.google\.com|token\.actions\.githubusercontent\.com|gitlab\.com|cognito-idp\.[a-z0-9-]+\.amazonaws\.com|[a-z0-9-]+\.(?:[a-z0-9-]+\.)?(?:auth0|okta|oktapreview|b2clogin|ciamlogin)\.com)$/;

/** A public issuer. Except for Auth0, none of them signs with a shared secret. */
export function isPublicIssuer(iss: unknown): boolean {
  if (iss === 'accounts.google.com') return true;
  const host = parseAsciiUrl(iss)?.hostname;
  return host !== undefined && PUBLIC_ISSUERS.test(host);
}

/** ASCII only, because browsers convert other characters: a fullwidth `ａccounts.google.com` isn't the issuer. */
function parseAsciiUrl(text: unknown): URL | undefined {
  return typeof text === 'string' && /^[!-~]*$/.test(text) ? parseUrl(text) : undefined;
}

/** Google omits the scheme in some ID tokens. */
export function isGoogle({ iss }: JsonObject): boolean {
  return iss === 'accounts.google.com' || iss === 'https://accounts.google.com';
}

/** Tenants of Auth0 that don't use a domain of their own. */
export function isAuth0({ iss }: JsonObject): boolean {
  return parseAsciiUrl(iss)?.hostname.endsWith('.auth0.com') === true;
}

/** Sign in with Apple. */
export function isApple({ iss }: JsonObject): boolean {
  return iss === 'https://appleid.apple.com';
}

/** User pools of Amazon Cognito, in any region. */
export function isCognito({ iss }: JsonObject): boolean {
  return parseAsciiUrl(iss)?.hostname.startsWith('cognito-idp.') === true;
}

/** Hosted, local and self-hosted projects of Supabase. */
export function isSupabase({ iss }: JsonObject): boolean {
  if (iss === 'supabase' || iss === 'supabase-demo') return true;
  return parseAsciiUrl(iss)?.pathname === '/auth/v1';
}

/** Service account tokens of Kubernetes, whose issuer is the cluster's own URL. */
export function isKubernetes(claims: JsonObject): boolean {
  return (
    claims.iss === 'kubernetes/serviceaccount' ||
    isJsonObject(claims['kubernetes.io']) ||
    (typeof claims.sub === 'string' && claims.sub.startsWith('system:serviceaccount:'))
  );
}

/** Microsoft Graph, by name or ID: only Graph can verify its tokens. */
export function isForGraph({ aud }: JsonObject): boolean {
  return (
    aud === '00000003-0000-0000-c000-000000000000' ||
    (typeof aud === 'string' && /^https:\/\/graph\.microsoft\.(?:com|us)\/?$/.test(aud))
  );
}
