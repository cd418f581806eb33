import type { RequestFacts } from '../../token';
import { deliveryOf } from '../exchange/delivery';
import type { HeaderField, HttpExchange } from '../exchange/exchange';
import type { LocationKind, Sighting } from '../exchange/sighting';
import { withoutFragment } from '../exchange/url-parts';
import { maxContextBody, maxContextHeaders, maxContextValue } from './limits';

/**
 * Describes a request for the checks of one of its tokens. Undefined if the token isn't in the request or response
 * itself. For a request that wasn't sent, includes only the response, since no server received its headers and body.
 */
export function readRequestFacts({ kind, path, name, status }: Sighting, exchange: HttpExchange) {
  const requestPart = readRequestPart(kind, path);
  if (requestPart === undefined) return undefined;
  const { method, pageUrl, sentAtMs, requestBody, responseBody } = exchange;
  const knownStatus = exchange.status || status;
  const wasSent = deliveryOf(exchange).state === 'sent';
  return {
    method,
    url: exchange.url.slice(0, maxContextValue),
    ...(pageUrl !== undefined && { pageUrl: withoutFragment(pageUrl).slice(0, maxContextValue) }),
    location: requestPart,
    name,
    sentAtSeconds: sentAtMs / 1_000,
    headers: wasSent ? readHeaders(exchange.requestHeaders) : [],
    responseHeaders: readHeaders(exchange.responseHeaders),
    ...(requestBody && wasSent && { bodyText: requestBody.text.slice(0, maxContextBody) }),
    ...(exchange.grant && wasSent && { grant: exchange.grant }),
    ...(responseBody && { responseBodyText: responseBody.text.slice(0, maxContextBody) }),
    ...(knownStatus !== undefined && knownStatus > 0 && { status: knownStatus }),
  } satisfies RequestFacts;
}

/** For a URL, the first path step is the URL's part. */
function readRequestPart(
  location: LocationKind,
  path: readonly string[],
): RequestFacts['location'] | undefined {
  switch (location) {
    case 'request url':
      return path[0] === 'query' ? 'url query' : path[0] === 'fragment' ? 'url fragment' : 'url path';
    case 'request header':
    case 'request cookie':
    case 'request body':
    case 'response header':
    case 'response cookie':
    case 'response location':
    case 'response body':
      return location;
    default:
      return undefined;
  }
}

function readHeaders(headers: readonly HeaderField[]): readonly HeaderField[] {
  return headers
    .slice(0, maxContextHeaders)
    .map(({ name, value }) => ({ name: name.toLowerCase(), value: value.slice(0, maxContextValue) }));
}
