import type { RequestFacts } from '../../token';
import { deliveryOf } from '../exchange/delivery';
import type { HeaderField, HttpExchange } from '../exchange/exchange';
import type { LocationKind, Sighting } from '../exchange/sighting';
import { withoutFragment } from '../exchange/url-parts';
import { maxContextBody, maxContextHeaders, maxContextValue } from './limits';

/**
 * What a request shows of one of its tokens; undefined for a place that is no part of a request's head or body. Of a
 * request that wasn't sent, only what answered it counts: its headers and its body reached no server.
 */
export function readRequestFacts({ place, path, name, status }: Sighting, exchange: HttpExchange) {
  const stood = readPlace(place, path);
  if (stood === undefined) return undefined;
  const { method, pageUrl, sentAtMs, requestBody, responseBody } = exchange;
  const answered = exchange.status || status;
  const wasSent = deliveryOf(exchange).state === 'sent';
  return {
    method,
    url: exchange.url.slice(0, maxContextValue),
    ...(pageUrl !== undefined && { pageUrl: withoutFragment(pageUrl).slice(0, maxContextValue) }),
    place: stood,
    name,
    sentAtSeconds: sentAtMs / 1_000,
    headers: wasSent ? readHeaders(exchange.requestHeaders) : [],
    responseHeaders: readHeaders(exchange.responseHeaders),
    ...(requestBody && wasSent && { bodyText: requestBody.text.slice(0, maxContextBody) }),
    ...(responseBody && { responseBodyText: responseBody.text.slice(0, maxContextBody) }),
    ...(answered !== undefined && answered > 0 && { status: answered }),
  } satisfies RequestFacts;
}

/** The part of the URL is the first step on the way to the token. */
function readPlace(place: LocationKind, path: readonly string[]): RequestFacts['place'] | undefined {
  switch (place) {
    case 'request url':
      return path[0] === 'query' ? 'url query' : path[0] === 'fragment' ? 'url fragment' : 'url path';
    case 'request header':
    case 'request cookie':
    case 'request body':
    case 'response header':
    case 'response cookie':
    case 'response location':
    case 'response body':
      return place;
    default:
      return undefined;
  }
}

function readHeaders(headers: readonly HeaderField[]): readonly HeaderField[] {
  return headers
    .slice(0, maxContextHeaders)
    .map(({ name, value }) => ({ name: name.toLowerCase(), value: value.slice(0, maxContextValue) }));
}
