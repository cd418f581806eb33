import type { TokenLocation } from '../../exchange/sighting';

/** The parts of a request that a script can set. */
export interface RequestParts {
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string | undefined;
}

/** A token in a request, and where it was found. */
export interface TokenOccurrence {
  readonly raw: string;
  readonly location: Pick<TokenLocation, 'kind' | 'name' | 'path'>;
}

/** A request with other tokens. */
export interface Replacement extends RequestParts {
  /** Where the token was replaced or removed. */
  readonly replaced: readonly TokenOccurrence['location'][];
  /** Where it's unchanged, since it's encoded there. Cookies aren't listed. */
  readonly unchanged: readonly TokenOccurrence['location'][];
}

/** Credentials without a token, such as `Bearer undefined`, are found with their scheme. */
const scheme = /^(?:bearer|dpop|jwt|token)\s+/i;
const basic = /^(\s*basic\s+)([\w+/=-]+)\s*$/i;

/**
 * Replaces each occurrence of the tokens with a text, or removes them with their header, parameter or field if there is
 * none. Everything else stays as it was sent. Cookies can't be set by scripts, so they aren't part of it.
 */
export function replaceTokens(
  parts: RequestParts,
  occurrences: readonly TokenOccurrence[],
  text: string | undefined,
): Replacement {
  let { url, headers, body } = parts;
  const replaced: TokenOccurrence['location'][] = [];
  const unchanged: TokenOccurrence['location'][] = [];
  for (const { raw, location } of occurrences) {
    const before: RequestParts = { url, headers, body };
    switch (location.kind) {
      case 'request header':
        headers = replaceInHeaders(headers, location, raw, text);
        break;
      case 'request url':
        url = replaceInUrl(url, raw, text);
        break;
      case 'request body':
        body = body === undefined ? body : replaceInBody(body, raw, text);
        break;
      default:
        continue;
    }
    const isChanged = headers !== before.headers || url !== before.url || body !== before.body;
    // Replacing it in one location of a text replaces it in all locations there.
    const isGone = !isChanged && replaced.some(({ kind }) => kind === location.kind);
    if (isChanged) replaced.push(location);
    else if (!isGone) unchanged.push(location);
  }
  return { url, headers, body, replaced, unchanged };
}

function replaceInHeaders(
  headers: RequestParts['headers'],
  { name: wanted, path }: TokenOccurrence['location'],
  raw: string,
  text: string | undefined,
): RequestParts['headers'] {
  let isChanged = false;
  const next = headers.flatMap((header) => {
    if (header.name.toLowerCase() !== wanted.toLowerCase()) return [header];
    const value = path[0]?.startsWith('Basic ')
      ? replaceInBasic(header.value, raw, text ?? '')
      : header.value.replaceAll(raw, () => (scheme.exec(raw)?.[0] ?? '') + (text ?? ''));
    if (value === header.value) return [header];
    isChanged = true;
    return text === undefined ? [] : [{ name: header.name, value }];
  });
  return isChanged ? next : headers;
}

/** The user name or password of Basic credentials (RFC 7617 §2). */
function replaceInBasic(value: string, raw: string, text: string): string {
  const [, scheme = '', encoded = ''] = basic.exec(value) ?? [];
  try {
    const credentials = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    return credentials.includes(raw) ? scheme + btoa(credentials.replaceAll(raw, () => text)) : value;
  } catch {
    return value;
  }
}

function replaceInUrl(url: string, raw: string, text: string | undefined): string {
  const [address = '', query] = splitOnce(url, '?');
  const path = replaceEncoded(address, raw, text ?? '');
  return query === undefined ? path : withQuery(path, replaceInForm(query, raw, text));
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

function replaceInBody(body: string, raw: string, text: string | undefined): string {
  if (/^\s*[{["]/.test(body)) return body.replaceAll(raw, () => JSON.stringify(text ?? '').slice(1, -1));
  // A form, and not text or XML that contains an equals sign.
  if (/^[^\s=&<]+=[^\s]*$/.test(body)) return replaceInForm(body, raw, text);
  return body.replaceAll(raw, () => text ?? '');
}

/** In `application/x-www-form-urlencoded`, a field without its token is left out. */
function replaceInForm(form: string, raw: string, text: string | undefined): string {
  return form
    .split('&')
    .flatMap((field) => {
      const next = replaceEncoded(field, raw, text ?? '');
      return text === undefined && next !== field ? [] : [next];
    })
    .join('&');
}

function replaceEncoded(part: string, raw: string, text: string): string {
  const next = encodeURIComponent(text);
  return part.replaceAll(raw, () => next).replaceAll(encodeURIComponent(raw), () => next);
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
