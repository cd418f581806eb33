import type { Steps } from '../../token';
import { maxHeaders } from '../exchange/limits';
import type { HeaderField, HttpExchange } from '../exchange/exchange';
import type { Search } from './search';
import { searchBody } from './body';
import { CookieList, searchCookies } from './cookies';
import { searchHeader } from './header';
import { searchMessages } from './messages';
import { namedByField, searchUrl } from './url';

/**
 * Searches every place of a request and its answer; returns whether an `Authorization` held a credential of a scheme
 * that tokens are sent with and that is no JWT. Where credentials were withheld nothing is said of them.
 */
export function* searchHttp(
  exchange: HttpExchange,
  search: Search,
): Steps<{ readonly opaqueBearer: boolean }> {
  let opaqueBearer = false;
  const sent = new CookieList();
  yield* search.attempt(() =>
    search.each(exchange.requestHeaders, maxHeaders, function* (header) {
      if (isPseudo(header)) return;
      if (isNamed(header, 'cookie')) return sent.addHeader(header.value);
      const tokens = yield* searchHeader('request header', header, search);
      if (tokens === 0 && isTokenScheme(header)) opaqueBearer = true;
    }),
  );
  yield* search.attempt(() => searchCookies('request cookie', sent, search));
  yield* search.attempt(() => searchUrl(exchange.url, namedByField('request url'), search));
  yield* search.attempt(() => searchBody('request body', exchange.requestBody, search));
  const set = new CookieList();
  yield* search.attempt(() =>
    search.each(exchange.responseHeaders, maxHeaders, function* (header) {
      if (isPseudo(header)) return;
      if (isNamed(header, 'set-cookie')) return yield* set.addSetCookie(header.value, search);
      yield* searchHeader('response header', header, search);
    }),
  );
  yield* search.attempt(() => searchCookies('response cookie', set, search, sent));
  yield* search.attempt(() => searchBody('response body', exchange.responseBody, search));
  yield* search.attempt(() => searchMessages(exchange.messages, search));
  return { opaqueBearer: opaqueBearer && exchange.withheld !== true };
}

/** HTTP/2 and 3 put the method and the URL among the headers (RFC 9113 §8.3); they are searched as what they are. */
function isPseudo({ name }: HeaderField): boolean {
  return name.startsWith(':');
}

function isNamed({ name }: HeaderField, lowerName: string): boolean {
  return name.toLowerCase() === lowerName;
}

/** RFC 6750 §2.1, RFC 9449 §7.1, and the `Token` of Django REST framework and Rails. */
function isTokenScheme(header: HeaderField): boolean {
  return isNamed(header, 'authorization') && /^\s*(?:bearer|dpop|token)\s+\S/i.test(header.value);
}
