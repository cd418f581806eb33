import type { Body, HeaderField, HttpExchange } from '../../traffic';
import { isTime, writeAdditions } from './har-additions';
import { writeInitiator } from './har-timings';
import { parseCookieHeaders, parseSetCookieHeaders } from './har-cookies';
import { maxQueryFields } from './limits';
import { headerOf } from './har-fields';

/** The value that HAR 1.2 requires for unknown sizes. */
const unknownSize = -1;
/** The value that Chrome used for an unknown version. */
const unknownVersion = 'unknown';

/**
 * Writes one exchange as a complete HAR 1.2 entry: headers, cookies and bodies, including the tokens in them. What HAR has
 * no members for is written to `_jwtDevtools` and `_webSocketMessages`. `parseHarEntry` and `readAdditions` read it back.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export function writeHarEntry(exchange: HttpExchange): object {
  const { sentAtMs, answeredAtMs, method, url, requestHeaders, requestBody, callSite, timings } = exchange;
  const time = isTime(answeredAtMs - sentAtMs) ? Math.max(0, answeredAtMs - sentAtMs) : 0;
  return {
    startedDateTime: new Date(isTime(sentAtMs) ? sentAtMs : 0).toISOString(),
    time,
    request: {
      method,
      url,
      httpVersion: unknownVersion,
      cookies: parseCookieHeaders(requestHeaders),
      headers: requestHeaders.map(copyField),
      queryString: queryOf(url),
      headersSize: unknownSize,
      bodySize: unknownSize,
      ...(hasText(requestBody) && { postData: writePostData(requestBody, requestHeaders) }),
    },
    response: writeResponse(exchange),
    cache: {},
    timings: { send: 0, wait: timings === undefined ? time : 0, receive: 0, ...timings },
    ...(callSite !== undefined && { _initiator: writeInitiator(callSite) }),
    ...writeAdditions(exchange),
  };
}

function writeResponse(exchange: HttpExchange): object {
  const { status, statusText, responseHeaders, responseBody, mayBeForged, delivery } = exchange;
  const error = delivery === undefined || delivery.state === 'sent' ? undefined : delivery.error;
  const labelled = headerOf(responseHeaders, 'content-type');
  // The gap of a missing body and its type are written to the entry's custom members.
  const mimeType = (responseBody?.gap !== undefined && responseBody.mimeType) || labelled;
  return {
    status,
    statusText,
    httpVersion: unknownVersion,
    cookies: parseSetCookieHeaders(responseHeaders),
    headers: responseHeaders.map(copyField),
    content: hasText(responseBody) ? writeContent(responseBody, labelled) : { size: 0, mimeType },
    redirectURL: headerOf(responseHeaders, 'location'),
    headersSize: unknownSize,
    bodySize: unknownSize,
    // Chrome's format.
    ...(mayBeForged === true && { _fetchedViaServiceWorker: true }),
    // Chrome's format. Without a reason phrase, readers use the error as the reason phrase.
    ...(error !== undefined && statusText !== '' && { _error: error }),
  };
}

function writeContent({ text, mimeType }: Body, headerMimeType: string): object {
  return { size: new TextEncoder().encode(text).length, mimeType: mimeType || headerMimeType, text };
}

function writePostData(body: Body, headers: readonly HeaderField[]): object {
  return { mimeType: body.mimeType || headerOf(headers, 'content-type'), text: body.text };
}

function queryOf(url: string): HeaderField[] {
  const [beforeFragment = ''] = url.split('#', 1);
  const at = beforeFragment.indexOf('?');
  if (at === -1) return [];
  const fields = beforeFragment.slice(at + 1).split('&', maxQueryFields);
  return [...new URLSearchParams(fields.join('&'))].map(([name, value]) => ({ name, value }));
}

function hasText(body: Body | undefined): body is Body {
  return body !== undefined && body.text !== '';
}

function copyField({ name, value }: HeaderField): HeaderField {
  return { name, value };
}
