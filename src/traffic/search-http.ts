import { maxBodyLength, maxHeaders, maxValueLength } from './bounds';
import type { Body, HeaderField, HttpExchange } from './exchange';
import type { Fields } from './fields';
import { findCookies, findFormFields, parseSetCookie } from './fields';
import type { Extent, Search } from './search';
import type { Place } from './sighting';
import { parseFragment, parseUrlParts } from './url-parts';

const value = { maxLength: maxValueLength };

/** Searches every place of a request and its answer; returns whether an `Authorization` held a bearer that is no JWT. */
export function searchHttp(exchange: HttpExchange, search: Search): { readonly opaqueBearer: boolean } {
  let opaqueBearer = false;
  search.attempt(() =>
    search.each(exchange.requestHeaders, maxHeaders, (header) => {
      const tokens = searchRequestHeader(header, search);
      if (tokens === 0 && isBearer(header)) opaqueBearer = true;
    }),
  );
  search.attempt(() => searchUrl('request url', exchange.url, search));
  search.attempt(() => searchBody('request body', exchange.requestBody, search));
  search.attempt(() =>
    search.each(exchange.responseHeaders, maxHeaders, (header) => searchResponseHeader(header, search)),
  );
  search.attempt(() => searchBody('response body', exchange.responseBody, search));
  return { opaqueBearer };
}

/** HTTP/2 and 3 put the method and the URL among the headers (RFC 9113 §8.3); they are searched as what they are. */
function isPseudo({ name }: HeaderField): boolean {
  return name.startsWith(':');
}

function isBearer({ name, value: text }: HeaderField): boolean {
  return name.toLowerCase() === 'authorization' && /^\s*bearer\s+\S/i.test(text);
}

function searchRequestHeader(header: HeaderField, search: Search): number {
  if (isPseudo(header)) return 0;
  if (header.name.toLowerCase() !== 'cookie') {
    return search.look({ place: 'request header', name: header.name }, header.value, value);
  }
  return searchFields('request cookie', [], header.value, findCookies, search);
}

function searchResponseHeader(header: HeaderField, search: Search): void {
  if (isPseudo(header)) return;
  const name = header.name.toLowerCase();
  if (name === 'location') return searchUrl('response location', header.value, search);
  if (name !== 'set-cookie') {
    search.look({ place: 'response header', name: header.name }, header.value, value);
    return;
  }
  // Browsers' logs join several Set-Cookie lines with line breaks; a cookie cannot hold one (RFC 6265 §4.1.1).
  search.each(header.value.split('\n'), maxHeaders, (line) => {
    const cookie = parseSetCookie(line);
    search.look({ place: 'response cookie', name: cookie.name }, cookie.value, value);
  });
}

function searchUrl(place: Place, url: string, search: Search): void {
  const { path, query, fragment } = parseUrlParts(url);
  const { route, fields } = parseFragment(fragment);
  search.look({ place, name: '', path: ['path'] }, path, value);
  searchFields(place, ['query'], query, findFormFields, search);
  search.look({ place, name: '', path: ['fragment'] }, route, value);
  searchFields(place, ['fragment'], fields, findFormFields, search);
}

function searchFields(
  place: Place,
  path: readonly string[],
  text: string,
  find: (text: string) => Fields,
  search: Search,
  { maxLength, cut = false }: Extent = value,
): number {
  const searched = text.slice(0, maxLength);
  const isCut = cut || text.length > maxLength;
  const { fields, rest } = find(searched);
  const pieces = rest === '' ? fields : [...fields, { name: '', value: rest }];
  return pieces.reduce((count, piece, index) => {
    const isLast = index === pieces.length - 1;
    return (
      count + search.look({ place, name: piece.name, path }, piece.value, { maxLength, cut: isCut && isLast })
    );
  }, 0);
}

function searchBody(place: Place, body: Body | undefined, search: Search): void {
  if (body === undefined || isMedia(body.mimeType)) return;
  const extent = { maxLength: maxBodyLength, cut: body.truncated };
  if (/^application\/x-www-form-urlencoded\b/i.test(body.mimeType)) {
    searchFields(place, ['form'], body.text, findFormFields, search, extent);
  } else {
    search.look({ place, name: '' }, body.text, extent);
  }
}

/** Images, sound and fonts carry no tokens as text; what is XML by its suffix (SVG) may (RFC 7303 §4.2). */
function isMedia(mimeType: string): boolean {
  return /^(?:image|audio|video|font)\/(?!\S*\+xml)/i.test(mimeType);
}
