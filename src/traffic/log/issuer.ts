import { maxParameterLength } from './limits';

/** The http or https origin of a URL; undefined for anything else. */
export function originOf(url: string): string | undefined {
  if (url.length > 1024 * 1024 || !URL.canParse(url)) return undefined;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

/**
 * Whether only the server itself can have sent a response from this URL, not someone between: https, or http at a name
 * or address of this computer (RFC 6761 §6.3, RFC 1122 §3.2.1.3).
 */
export function isTrustworthyUrl(url: string): boolean {
  if (originOf(url) === undefined) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' ||
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

/** The issuer's URL; undefined if `iss` isn't one. */
export function readIssuer(iss: unknown): string | undefined {
  if (typeof iss !== 'string' || iss.length > maxParameterLength) return undefined;
  // Google omits the scheme in some ID tokens, and documents both forms.
  const issuer = iss === 'accounts.google.com' ? 'https://accounts.google.com' : iss;
  return originOf(issuer) === undefined ? undefined : issuer;
}

/**
 * The URLs of an issuer's discovery document: of OpenID Connect Discovery 1.0 §4, then of RFC 8414 §3.1, which inserts
 * the well-known part before the path.
 */
export function listDiscoveryUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

const discoveryNames = ['openid-configuration', 'oauth-authorization-server'];

/**
 * Whether a discovery document with this `issuer` was fetched from that issuer. Any server can serve such a document,
 * so elsewhere it proves nothing. The issuer must equal the URL without the well-known part (OpenID Connect Discovery
 * 1.0 §4.1, §4.3; RFC 8414 §3.1, §3.3).
 */
export function isFetchedFrom(issuer: string, url: string): boolean {
  if (!URL.canParse(issuer) || !URL.canParse(url)) return false;
  const stated = new URL(issuer);
  if (stated.search !== '' || stated.hash !== '' || stated.username !== '' || stated.password !== '')
    return false;
  const { origin, pathname } = new URL(url);
  const path = stated.pathname.replace(/\/$/, '');
  return (
    stated.origin === origin &&
    discoveryNames.some(
      (name) => pathname === `${path}/.well-known/${name}` || pathname === `/.well-known/${name}${path}`,
    )
  );
}
