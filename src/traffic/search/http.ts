import { readAuthorization, type Steps } from '../../token';
import { maxHeaders } from '../exchange/limits';
import type { HeaderField, HttpExchange } from '../exchange/exchange';
import type { Search } from './search';
import { searchBody } from './body';
import { CookieList, searchCookies } from './cookies';
import { searchHeader } from './header';
import { HeaderLine, type Direction } from './header-line';
import { searchMessages } from './messages';
import { cannotHaveToken, namedByField, searchUrl } from './url';

/**
 * Searches every part of a request and its response. Returns whether an `Authorization` header has a token scheme but
 * no JWT; false if the credentials were redacted.
 */
export function* searchHttp(
  exchange: HttpExchange,
  search: Search,
): Steps<{ readonly opaqueBearer: boolean }> {
  const { url, requestHeaders, responseHeaders, requestBody, responseBody, messages } = exchange;
  let opaqueBearer = false;
  const cookieLines: HeaderField[] = [];
  yield* search.each(requestHeaders, maxHeaders, (header) => {
    if (isPseudo(header)) return undefined;
    if (isNamed(header, 'cookie')) return void cookieLines.push(header);
    const known = search.recall('request', header) ?? skipHeader('request', header);
    if (known === undefined) return searchRequestHeader(header);
    if (known === 0 && isTokenScheme(header)) opaqueBearer = true;
    return undefined;
  });
  let sent: CookieList | undefined;
  const readSent = () => (sent ??= readCookies(cookieLines));
  const [cookies, ...others] = cookieLines;
  // Several lines are searched together, since chunks can be in different ones.
  if (cookies !== undefined && (others.length > 0 || search.recall('request', cookies) === undefined)) {
    yield* search.attempt(() => {
      const read = () => searchCookies('request cookie', readSent(), search);
      return others.length > 0 ? read() : search.remember('request', cookies, read);
    });
  }
  yield* search.attempt(() => searchUrl(url, namedByField('request url'), search));
  if (requestBody !== undefined) yield* search.attempt(() => searchBody('request body', requestBody, search));
  const set = new CookieList();
  yield* search.each(responseHeaders, maxHeaders, (header) => {
    if (isPseudo(header)) return undefined;
    if (isNamed(header, 'set-cookie')) return set.addSetCookie(header.value, search);
    const known = search.recall('response', header) ?? skipHeader('response', header);
    if (known !== undefined) return undefined;
    return search.remember('response', header, () => searchHeader('response header', header, search));
  });
  if (set.cookies.length > 0) {
    yield* search.attempt(() => searchCookies('response cookie', set, search, readSent()));
  }
  if (responseBody !== undefined) {
    yield* search.attempt(() => searchBody('response body', responseBody, search));
  }
  if (messages !== undefined) yield* search.attempt(() => searchMessages(messages, search));
  return { opaqueBearer: opaqueBearer && exchange.isRedacted !== true };

  function* searchRequestHeader(header: HeaderField): Steps<void> {
    const tokens = yield* search.remember('request', header, () =>
      isAuthorization(header) ? searchAuthorization(header) : searchHeader('request header', header, search),
    );
    if (tokens === 0 && isTokenScheme(header)) opaqueBearer = true;
  }

  /** Adds what the credentials have instead of a token, or a scheme that is there twice, as a malformed token. */
  function* searchAuthorization(header: HeaderField): Steps<number> {
    const tokens = yield* searchHeader('request header', header, search);
    const malformed = readAuthorization(header.value);
    if (malformed === undefined) return tokens;
    const { name, value } = header;
    const source = { start: 0, end: value.length };
    search.add(
      { raw: malformed.raw, source, path: [], token: malformed, notes: [] },
      { kind: 'request header', name },
    );
    return tokens + 1;
  }
}

/** Returns 0 for a line that can't contain a token, as most. Undefined if it has to be searched. */
function skipHeader(direction: Direction, header: HeaderField): 0 | undefined {
  if ((direction === 'request' && isAuthorization(header)) || !cannotHaveToken(header.value))
    return undefined;
  if (header instanceof HeaderLine) header.remember(direction, []);
  return 0;
}

function readCookies(lines: readonly HeaderField[]): CookieList {
  const list = new CookieList();
  for (const { value } of lines) list.addHeader(value);
  return list;
}

/** HTTP/2 and 3 list the method and the URL as headers (RFC 9113 §8.3). Those are searched separately. */
function isPseudo({ name }: HeaderField): boolean {
  return name.startsWith(':');
}

function isNamed({ name }: HeaderField, lowerName: string): boolean {
  return name.length === lowerName.length && name.toLowerCase() === lowerName;
}

/** RFC 9110 §11.6.2 and §11.7.2. */
function isAuthorization(header: HeaderField): boolean {
  return isNamed(header, 'authorization') || isNamed(header, 'proxy-authorization');
}

/** RFC 6750 §2.1, RFC 9449 §7.1, and the `Token` scheme of Django REST framework and Rails. */
export function isTokenScheme(header: HeaderField): boolean {
  return isNamed(header, 'authorization') && /^\s*(?:bearer|dpop|token)\s+\S/i.test(header.value);
}
