import { listSetCookies, parseCookieAttributes, type HeaderField } from '../../traffic';
import { maxCookies } from './limits';

/** A cookie as defined by HAR 1.2. */
export interface HarCookie {
  readonly name: string;
  readonly value: string;
  readonly path?: string;
  readonly domain?: string;
  /** ISO 8601. */
  readonly expires?: string;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  /** Chrome's addition. */
  readonly sameSite?: string;
}

/** The cookies of a request's `Cookie` headers (RFC 6265 §4.2.1). */
export function parseCookieHeaders(headers: readonly HeaderField[]): HarCookie[] {
  return headers
    .filter(({ name }) => name.toLowerCase() === 'cookie')
    .flatMap(({ value }) => value.split(';', maxCookies))
    .filter((pair) => pair.trim() !== '')
    .slice(0, maxCookies)
    .map(parsePair);
}

/** The cookies of a response's `Set-Cookie` headers with their attributes (RFC 6265 §4.1.1). */
export function parseSetCookieHeaders(headers: readonly HeaderField[]): HarCookie[] {
  return listSetCookies(headers).map((cookie) => {
    const attributes = parseCookieAttributes(cookie);
    const path = attributes.get('path');
    const domain = attributes.get('domain');
    const sameSite = attributes.get('samesite');
    return {
      name: cookie.name,
      value: cookie.value,
      httpOnly: attributes.has('httponly'),
      secure: attributes.has('secure'),
      ...(path !== undefined && { path }),
      ...(domain !== undefined && { domain }),
      ...(sameSite !== undefined && { sameSite }),
      ...parseExpires(attributes.get('expires')),
    };
  });
}

function parseExpires(text = ''): Partial<HarCookie> {
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? {} : { expires: new Date(atMs).toISOString() };
}

/** Text without `=` is a value without a name (RFC 6265bis §5.6). */
function parsePair(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  return { name: text.slice(0, Math.max(0, at)).trim(), value: text.slice(at + 1).trim() };
}
