import type { HeaderField } from '../../traffic';

/** A cookie as HAR 1.2 describes it. */
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

/** Of one message; the headers, which are written as well, still hold them all. */
const maxCookies = 1_000;
const maxAttributes = 32;

/** The cookies of a request's `Cookie` headers (RFC 6265 §4.2.1). */
export function parseCookieHeaders(headers: readonly HeaderField[]): HarCookie[] {
  return headers
    .filter(({ name }) => name.toLowerCase() === 'cookie')
    .flatMap(({ value }) => value.split(';', maxCookies))
    .filter((pair) => pair.trim() !== '')
    .slice(0, maxCookies)
    .map(parsePair);
}

/** The cookies of a response's `Set-Cookie` headers with their attributes (RFC 6265 §4.1.1), each a line of its own. */
export function parseSetCookieHeaders(headers: readonly HeaderField[]): HarCookie[] {
  return headers
    .filter(({ name }) => name.toLowerCase() === 'set-cookie')
    .flatMap(({ value }) => value.split('\n', maxCookies))
    .slice(0, maxCookies)
    .map(parseSetCookie);
}

function parseSetCookie(line: string): HarCookie {
  const [pair = '', ...attributes] = line.split(';', maxAttributes);
  let cookie: HarCookie = { ...parsePair(pair), httpOnly: false, secure: false };
  for (const attribute of attributes) cookie = { ...cookie, ...parseAttribute(attribute) };
  return cookie;
}

function parseAttribute(text: string): Partial<HarCookie> {
  const { name, value } = parsePair(text);
  switch ((name || value).toLowerCase()) {
    case 'httponly':
      return { httpOnly: true };
    case 'secure':
      return { secure: true };
    case 'path':
      return { path: value };
    case 'domain':
      return { domain: value };
    case 'samesite':
      return { sameSite: value };
    case 'expires':
      return parseExpires(value);
    default:
      return {};
  }
}

function parseExpires(text: string): Partial<HarCookie> {
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? {} : { expires: new Date(atMs).toISOString() };
}

/** Text without `=` is a value without a name (RFC 6265bis §5.6). */
function parsePair(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  return { name: text.slice(0, Math.max(0, at)).trim(), value: text.slice(at + 1).trim() };
}
