import type { Body, HeaderField, HttpExchange } from '../../traffic';
import { isTime, writeAdditions } from './har-additions';
import { parseCookieHeaders, parseSetCookieHeaders } from './har-cookies';

/** Of one URL; the URL, which is written as well, still holds them all. */
const maxQueryFields = 1_000;
/** What HAR 1.2 wants to be said of sizes that are not known. */
const unknownSize = -1;
/** As Chrome wrote it where it did not know. */
const unknownVersion = 'unknown';

/**
 * Writes one exchange as a HAR 1.2 entry, whole: headers, cookies and bodies with the tokens in them. What HAR has no
 * place for stands in `_jwtDevtools` and `_webSocketMessages`. `parseHarEntry` and `readAdditions` read it again.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export function writeHarEntry(exchange: HttpExchange): object {
  const { sentAtMs, answeredAtMs, method, url, requestHeaders, requestBody } = exchange;
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
    timings: { send: 0, wait: time, receive: 0 },
    ...writeAdditions(exchange),
  };
}

function writeResponse(exchange: HttpExchange): object {
  const { status, statusText, responseHeaders, responseBody, mayBeForged, delivery } = exchange;
  const error = delivery === undefined || delivery.state === 'sent' ? undefined : delivery.error;
  const labelled = headerOf(responseHeaders, 'content-type');
  // A body that is missing says so, with its type, in the entry's additions.
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
    // As Chrome writes it.
    ...(mayBeForged === true && { _fetchedViaServiceWorker: true }),
    // As Chrome writes it. Where the answer has no reason phrase, readers take it for one.
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

function headerOf(headers: readonly HeaderField[], lowerCaseName: string): string {
  return headers.find(({ name }) => name.toLowerCase() === lowerCaseName)?.value ?? '';
}

function copyField({ name, value }: HeaderField): HeaderField {
  return { name, value };
}
