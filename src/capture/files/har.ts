import type { Body, HeaderField, HttpExchange, Source } from '../../traffic';
import { maxMethodLength, maxStatusTextLength } from '../protocol/limits';
import { guarded, membersOf, type Unread, textOf } from '../protocol/guard';
import { withoutMsalKey } from '../protocol/msal-cookie';
import { parseRequestContent, parseResponseContent } from './har-body';
import { readHarDelivery } from './har-delivery';
import { addCookies, addQuery, readFields, headerOf } from './har-fields';
import { readCallSite, readTimings } from './har-timings';
import { looseNumber, looseTime } from './har-values';
import { parseStreamMessages, type HarStream } from './har-messages';

/**
 * HAR 1.2 as browsers and tools actually write it: any member may be missing or have another type.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export interface HarEntry extends HarStream {
  readonly startedDateTime?: unknown;
  readonly time?: unknown;
  readonly request?: unknown;
  readonly response?: unknown;
  /** The page of the log. Chrome sets it only for requests of the top frame's process. */
  readonly pageref?: unknown;
  /** Chrome: `fetch`, `xhr`, `document`, `websocket`, `eventsource` and others. */
  readonly _resourceType?: unknown;
  /** Chrome: `disk` or `memory`. */
  readonly _fromCache?: unknown;
  /** Chrome: the ID of the connection. */
  readonly _connectionId?: unknown;
  readonly timings?: unknown;
  /** Chrome: the code or document that made the request. */
  readonly _initiator?: unknown;
  /** Absent if the response came from a cache or a service worker. */
  readonly serverIPAddress?: unknown;
}

/** The members of a HAR 1.2 request that are read. The file is untrusted, so any of them can have any type. */
export interface HarRequest {
  readonly method?: unknown;
  readonly url?: unknown;
  readonly headers?: unknown;
  /** -1 if unknown. */
  readonly headersSize?: unknown;
  readonly cookies?: unknown;
  readonly queryString?: unknown;
  readonly postData?: unknown;
  readonly bodySize?: unknown;
}

/** The members of a HAR 1.2 response that are read, with Chrome's own, which start with `_`. Any can have any type. */
export interface HarResponse {
  readonly status?: unknown;
  readonly statusText?: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
  readonly content?: unknown;
  readonly bodySize?: unknown;
  readonly redirectURL?: unknown;
  /** Chrome: why there was no response. */
  readonly _error?: unknown;
  readonly _fetchedViaServiceWorker?: unknown;
}

/** The members of a HAR 1.2 response's `content` that are read. Any can have any type. */
export interface HarContent {
  readonly size?: unknown;
  readonly mimeType?: unknown;
  readonly text?: unknown;
  readonly encoding?: unknown;
}

/** Facts about the response's content, without the content itself. */
export interface ContentFacts {
  /** The request's URL, without a fragment. */
  readonly url: string;
  readonly mimeType: string;
  readonly isBase64: boolean;
  /** Decoded size; in Firefox the size before decompression. 0 if the entry doesn't contain it. */
  readonly sizeBytes: number;
  /** It was sent compressed. */
  readonly isCompressed: boolean;
  /** The browser loaded it as an image, audio, video or font, and it has such a type: it isn't data of the page's scripts. */
  readonly isShownMedia: boolean;
}

/** Where and when a request was sent. */
export interface SendingFacts {
  readonly url: string;
  readonly sentAtMs: number | undefined;
}

/** Facts that the entry itself doesn't contain. */
export interface EntryContext {
  /** The network log by default. */
  readonly source?: Exclude<Source, 'web request'>;
  /** Used as the sending time if the entry has none. */
  readonly readAtMs: number;
  /** The response's body if it was read separately; otherwise the entry's own content is used. */
  readonly responseBody?: Body | undefined;
  /** Number of the stream's messages that are already known: only later ones are returned. */
  readonly knownMessages?: number;
  /** No response has come yet. */
  readonly isPending?: boolean;
}

/**
 * Reads one HAR entry of any browser, live or from a file. Undefined if it has no request. The URL and the headers are
 * returned complete, whatever their length and number: the search has limits and counts what exceeds them, whereas a
 * token that is truncated here would look complete.
 */
export function parseHarEntry(entry: unknown, id: string, context: EntryContext): HttpExchange | undefined {
  return guarded(() => readEntry(membersOf<HarEntry>(entry), id, context));
}

/** Undefined if the entry can't be read at all. */
export function describeContent(entry: unknown): ContentFacts | undefined {
  return guarded(() => contentFacts(membersOf<HarEntry>(entry)));
}

/** The request's URL and, if the entry contains it, the time. Undefined if the entry can't be read at all. */
export function describeSending(entry: unknown): SendingFacts | undefined {
  return guarded(() => {
    const { startedDateTime, request } = membersOf<HarEntry>(entry);
    return { url: textOf(membersOf<HarRequest>(request).url), sentAtMs: timeOf(startedDateTime) };
  });
}

function contentFacts(entry: Unread<HarEntry>): ContentFacts {
  const response = membersOf<HarResponse>(entry.response);
  const content = membersOf<HarContent>(response.content);
  const headers = headersOf(response.headers);
  return {
    url: textOf(membersOf<HarRequest>(entry.request).url),
    mimeType: textOf(content.mimeType) || headerOf(headers, 'content-type'),
    isCompressed: !/^(?:\s*identity)?\s*$/i.test(headerOf(headers, 'content-encoding')),
    isBase64: content.encoding === 'base64',
    sizeBytes: looseNumber(content.size) ?? 0,
    isShownMedia: isShownMedia(entry, textOf(content.mimeType)),
  };
}

const mediaTypes = /^\s*(?:image|audio|video|font)\/(?!\S*\+xml)/i;
const mediaDestinations = /^(?:image|imageset|audio|video|media|font|track)$/;

/** Chrome writes the resource type; both browsers send `Sec-Fetch-Dest` to secure origins (Fetch Metadata §2.1). */
function isShownMedia(entry: Unread<HarEntry>, mimeType: string): boolean {
  if (!mediaTypes.test(mimeType)) return false;
  // oxlint-disable-next-line no-underscore-dangle -- HAR's prefix for members that browsers add
  const type = textOf(entry._resourceType);
  const headers = headersOf(membersOf<HarRequest>(entry.request).headers);
  return mediaDestinations.test(type || headerOf(headers, 'sec-fetch-dest'));
}

function readEntry(entry: HarEntry, id: string, context: EntryContext): HttpExchange | undefined {
  const request = membersOf<HarRequest>(entry.request);
  const response = membersOf<HarResponse>(entry.response);
  const { url } = request;
  if (typeof url !== 'string') return undefined;
  // A browser's own log has these in the headers and the URL as well; reading them would cost time for every request.
  const isFile = context.source === 'file';
  const { cookies, queryString } = isFile ? request : {};
  const requestHeaders = withoutMsalKey(addCookies(headersOf(request.headers), 'Cookie', cookies));
  const responseHeaders = withoutMsalKey(
    addCookies(responseHeadersOf(response), 'Set-Cookie', isFile ? response.cookies : undefined),
  );
  const sentAtMs = timeOf(entry.startedDateTime) ?? context.readAtMs;
  const requestBody = parseRequestContent(request, requestHeaders);
  const responseBody = context.responseBody ?? parseResponseContent(response, responseHeaders, isFile);
  const messages = parseStreamMessages(entry, context.knownMessages);
  const pageUrl = pageUrlOf(requestHeaders);
  const delivery = readHarDelivery(entry);
  const isPending = context.isPending === true;
  // oxlint-disable-next-line no-underscore-dangle -- HAR's prefix for members that browsers add
  const callSite = readCallSite(entry._initiator);
  const timings = isPending ? undefined : readTimings(entry.timings);
  return {
    kind: 'http',
    id,
    sentAtMs,
    answeredAtMs: sentAtMs + Math.max(0, looseNumber(entry.time) ?? 0),
    method: textOf(request.method).slice(0, maxMethodLength) || 'GET',
    url: addQuery(url, queryString),
    requestHeaders,
    responseHeaders,
    ...(requestBody && { requestBody }),
    ...(responseBody && { responseBody }),
    status: Math.max(0, looseNumber(response.status) ?? 0),
    // oxlint-disable-next-line no-underscore-dangle -- HAR's prefix for members that browsers add
    statusText: (textOf(response.statusText) || textOf(response._error)).slice(0, maxStatusTextLength),
    ...(delivery && { delivery }),
    source: context.source ?? 'network log',
    ...(isOfDedicatedWorker(entry) && { sender: 'dedicated worker' }),
    ...(pageUrl !== undefined && { pageUrl }),
    ...(callSite !== undefined && { callSite }),
    ...(timings && { timings }),
    ...(messages && { messages }),
    ...(mayBeForged(entry, context) && { mayBeForged: true }),
    ...(isPending && { isPending }),
  };
}

/**
 * Chrome marks responses from a service worker, which can contain anything. Firefox doesn't. It writes the server's
 * address if a server responded, but neither for a service worker nor for a cache.
 */
function mayBeForged(entry: HarEntry, { source }: EntryContext): boolean {
  // oxlint-disable-next-line no-underscore-dangle -- HAR's prefix for members that browsers add
  const { _fetchedViaServiceWorker: isOfServiceWorker } = membersOf<HarResponse>(entry.response);
  if (isOfServiceWorker === true) return true;
  return __BROWSER__ === 'firefox' && source === undefined && textOf(entry.serverIPAddress) === '';
}

/**
 * For a dedicated worker's request Chrome writes neither the page nor the headers as sent. The same is true for responses
 * from a cache or a service worker for a frame of another process, but those entries contain the cache or the service
 * worker. In Firefox entries of workers and pages look the same.
 */
function isOfDedicatedWorker(entry: HarEntry): boolean {
  /* oxlint-disable no-underscore-dangle -- HAR's prefix for members that browsers add */
  const { url, headersSize } = membersOf<HarRequest>(entry.request);
  const { status, _fetchedViaServiceWorker: isOfServiceWorker } = membersOf<HarResponse>(entry.response);
  return (
    (entry._resourceType === 'fetch' || entry._resourceType === 'xhr') &&
    entry.pageref === undefined &&
    headersSize === -1 &&
    (numberOf(status) ?? 0) > 0 &&
    entry._fromCache === undefined &&
    isOfServiceWorker === false &&
    /^https?:/i.test(textOf(url))
  );
  /* oxlint-enable no-underscore-dangle */
}

/**
 * `Referer` contains the document, or the worker's script (Fetch Standard §4.1, Referrer Policy §8.3). In cross-origin
 * requests it's usually only the origin, like `Origin`. For resources of a style sheet it's the style sheet.
 */
function pageUrlOf(headers: readonly HeaderField[]): string | undefined {
  return [headerOf(headers, 'referer'), headerOf(headers, 'origin')].find((url) =>
    /^https?:\/\/./i.test(url),
  );
}

/** Chrome lists HTTP/2's `:authority`, `:path` … among the headers; they repeat the URL (RFC 9113 §8.3.1). */
function headersOf(value: unknown): readonly HeaderField[] {
  return readFields(value).filter(({ name }) => !name.startsWith(':'));
}

/** An entry may have the target of a redirect without its `Location` header. */
function responseHeadersOf(response: HarResponse): readonly HeaderField[] {
  const headers = headersOf(response.headers);
  const target = textOf(response.redirectURL);
  if (target === '' || headerOf(headers, 'location') !== '') return headers;
  return [...headers, { name: 'Location', value: target }];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function timeOf(value: unknown): number | undefined {
  return looseTime(value);
}
