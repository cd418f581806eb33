import { maxUrlLength } from './limits';

interface UrlParts {
  /** Everything before the query: scheme, host and path, or the path alone. */
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/**
 * Splits any URL reference at its `?` and `#` (RFC 3986 §3). Doesn't validate it, so that invalid URLs are searched
 * too.
 */
export function parseUrlParts(url: string): UrlParts {
  const { before: address, after: fragment } = cut(url, '#');
  const { before: path, after: query } = cut(address, '?');
  return { path, query, fragment };
}

/**
 * Finds the form fields in a fragment: all of `access_token=…&state=…` (RFC 6749 §4.2.2), or the text after the `?` of
 * a client-side route, as in `/callback?token=…`.
 */
export function parseFragment(fragment: string): { readonly route: string; readonly fields: string } {
  const { before, after } = cut(fragment, '?');
  return before.includes('=') ? { route: '', fields: fragment } : { route: before, fields: after };
}

function cut(text: string, separator: string): { before: string; after: string } {
  const at = text.indexOf(separator);
  return at === -1 ? { before: text, after: '' } : { before: text.slice(0, at), after: text.slice(at + 1) };
}

/** The part of a URL that is sent to the server (RFC 3986 §3.5). */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at === -1 ? url : url.slice(0, at);
}

/** The URL without query and fragment. */
export function targetOf(url: string): string {
  return parseUrlParts(withoutFragment(url)).path;
}

/** The origin of a URL; a WebSocket's has the scheme of its handshake. */
export function originOf(url: string): string {
  const address = url.replace(/^ws/i, 'http');
  const end = address.indexOf('/', address.indexOf('//') + 2);
  return (end === -1 ? address : address.slice(0, end)).toLowerCase().replace(/[?#].*$/, '');
}

/** Identifies an endpoint: its origin and path, without the segments that are IDs of resources. */
export function endpointOf(url: string): string {
  const { path } = parseUrlParts(url.slice(0, maxUrlLength));
  return path.replace(/^ws/i, 'http').replaceAll(resourceId, '/:id');
}

/** Numbers, UUIDs, other hexadecimal IDs and tokens. */
const resourceId = /\/(?:\d+|[\da-f]{8}-[\da-f-]{27}|[\da-f]{24,}|ey[\w-]+\.[\w-]+\.[\w-]*)(?=\/|$)/gi;
