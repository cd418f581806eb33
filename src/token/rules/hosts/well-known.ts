import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { parseUrl } from './host';

/** Hosts of issuers that sign for the whole world, each of which signs with keys of two halves. */
const PUBLIC_ISSUERS =
  /^(?:accounts\.google\.com|login\.microsoftonline\.com|sts\.windows\.net|appleid\.apple\.com|securetoken\.google\.com|token\.actions\.githubusercontent\.com|gitlab\.com|cognito-idp\.[a-z0-9-]+\.amazonaws\.com|[a-z0-9-]+\.(?:[a-z0-9-]+\.)?(?:auth0|okta|oktapreview|b2clogin|ciamlogin)\.com)$/;

/** An issuer known to everyone, which never signs with a shared secret. */
export function isPublicIssuer(iss: unknown): boolean {
  if (iss === 'accounts.google.com') return true;
  const host = parseAsciiUrl(iss)?.hostname;
  return host !== undefined && PUBLIC_ISSUERS.test(host);
}

/** Other characters may be read as ASCII: a fullwidth `ａccounts.google.com` is not what the issuer writes. */
function parseAsciiUrl(text: unknown): URL | undefined {
  return typeof text === 'string' && /^[!-~]*$/.test(text) ? parseUrl(text) : undefined;
}

/** Google leaves the scheme out in some ID tokens. */
export function isGoogle({ iss }: JsonObject): boolean {
  return iss === 'accounts.google.com' || iss === 'https://accounts.google.com';
}

export function isApple({ iss }: JsonObject): boolean {
  return iss === 'https://appleid.apple.com';
}

export function isCognito({ iss }: JsonObject): boolean {
  return parseAsciiUrl(iss)?.hostname.startsWith('cognito-idp.') === true;
}

/** Supabase's own projects, its local ones, and those that people host themselves. */
export function isSupabase({ iss }: JsonObject): boolean {
  if (iss === 'supabase' || iss === 'supabase-demo') return true;
  return parseAsciiUrl(iss)?.pathname === '/auth/v1';
}

export function isKubernetes(claims: JsonObject): boolean {
  return (
    claims.iss === 'kubernetes/serviceaccount' ||
    isJsonObject(claims['kubernetes.io']) ||
    (typeof claims.sub === 'string' && claims.sub.startsWith('system:serviceaccount:'))
  );
}

/** Microsoft Graph, by name or by number: its tokens cannot be verified by anyone else. */
export function isForGraph({ aud }: JsonObject): boolean {
  return (
    aud === '00000003-0000-0000-c000-000000000000' ||
    (typeof aud === 'string' && /^https:\/\/graph\.microsoft\.(?:com|us)\/?$/.test(aud))
  );
}
