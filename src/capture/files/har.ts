import type { Body, HeaderField, HttpExchange, Source } from '../../traffic';
import { maxMethodLength, maxStatusTextLength } from '../protocol/limits';
import { guarded, membersOf, type Unread } from '../protocol/guard';
import { parseRequestContent, parseResponseContent } from './har-body';
import { readHarDelivery } from './har-delivery';
import { addCookies, addQuery, readFields } from './har-fields';
import { looseNumber, looseTime } from './har-values';
import { parseStreamMessages, type HarStream } from './har-messages';

/**
 * HAR 1.2 as browsers and tools really write it: any member may be missing or of another type.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export interface HarEntry extends HarStream {
  readonly startedDateTime?: unknown;
  readonly time?: unknown;
  readonly request?: unknown;
  readonly response?: unknown;
  /** The page of the log; Chrome gives it to requests of the top frame's process alone. */
  readonly pageref?: unknown;
  /** Chrome: `fetch`, `xhr`, `document`, `websocket`, `eventsource` and others. */
  readonly _resourceType?: unknown;
  /** Chrome: `disk` or `memory`. */
  readonly _fromCache?: unknown;
  /** Chrome: which connection carried it. */
  readonly _connectionId?: unknown;
  /** Absent for what a cache or a service worker answered. */
  readonly serverIPAddress?: unknown;
}

export interface HarRequest {
  readonly method?: unknown;
  readonly url?: unknown;
  readonly headers?: unknown;
  /** -1 where it is not known. */
  readonly headersSize?: unknown;
  readonly cookies?: unknown;
  readonly queryString?: unknown;
  readonly postData?: unknown;
  readonly bodySize?: unknown;
}

export interface HarResponse {
  readonly status?: unknown;
  readonly statusText?: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
  readonly content?: unknown;
  readonly bodySize?: unknown;
  readonly redirectURL?: unknown;
  /** Chrome: why no answer came. */
  readonly _error?: unknown;
  readonly _fetchedViaServiceWorker?: unknown;
}

export interface HarContent {
  readonly size?: unknown;
  readonly mimeType?: unknown;
  readonly text?: unknown;
  readonly encoding?: unknown;
}

/** What a HAR entry says of the response's content, without the content itself. */
export interface ContentFacts {
  /** Of the request, without a fragment. */
  readonly url: string;
  readonly mimeType: string;
  readonly isBase64: boolean;
  /** Decoded size, in Firefox that before decompression; 0 when the entry does not say. */
  readonly sizeBytes: number;
  /** It was sent compressed. */
  readonly isCompressed: boolean;
  /** The browser loaded it as an image, audio, video or a font, and it is labelled as one: not data of the page's scripts. */
  readonly isShownMedia: boolean;
}

/** What a HAR entry says of the sending of its request. */
export interface SendingFacts {
  readonly url: string;
  readonly sentAtMs: number | undefined;
}

/** What the entry itself does not hold. */
export interface Given {
  /** DevTools' network log without it. */
  readonly source?: Exclude<Source, 'web request'>;
  /** Stands for the sending time when the entry says none. */
  readonly readAtMs: number;
  /** The response's body where it came separately; without it the entry's own content is taken. */
  readonly responseBody?: Body | undefined;
  /** So many messages of the stream are known already: only those after them are taken. */
  readonly knownMessages?: number;
  /** No response has come yet. */
  readonly isPending?: boolean;
}

/**
 * Reads one HAR entry, live or from a file, of either browser. Undefined when it names no request.
 * The URL and the headers are handed over whole, whatever their length and number: the search has bounds for them and
 * counts what is past, while a token cut here would look whole.
 */
export function parseHarEntry(entry: unknown, id: string, given: Given): HttpExchange | undefined {
  return guarded(() => readEntry(membersOf<HarEntry>(entry), id, given));
}

/** Undefined for what cannot be read at all. */
export function describeContent(entry: unknown): ContentFacts | undefined {
  return guarded(() => contentFacts(membersOf<HarEntry>(entry)));
}

/** Where the request went and, where the entry says, when. Undefined for what cannot be read at all. */
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

/** Chrome says what it was loaded as; both send `Sec-Fetch-Dest` to secure origins (Fetch Metadata §2.1). */
function isShownMedia(entry: Unread<HarEntry>, mimeType: string): boolean {
  if (!mediaTypes.test(mimeType)) return false;
  // oxlint-disable-next-line no-underscore-dangle -- HAR's own way to name a browser's additions
  const type = textOf(entry._resourceType);
  const headers = headersOf(membersOf<HarRequest>(entry.request).headers);
  return mediaDestinations.test(type || headerOf(headers, 'sec-fetch-dest'));
}

function readEntry(entry: HarEntry, id: string, given: Given): HttpExchange | undefined {
  const request = membersOf<HarRequest>(entry.request);
  const response = membersOf<HarResponse>(entry.response);
  const { url } = request;
  if (typeof url !== 'string') return undefined;
  // A browser's own log has all of it in the headers and the URL, and a second look would cost every request.
  const isFile = given.source === 'file';
  const { cookies, queryString } = isFile ? request : {};
  const requestHeaders = addCookies(headersOf(request.headers), 'Cookie', cookies);
  const responseHeaders = addCookies(
    responseHeadersOf(response),
    'Set-Cookie',
    isFile ? response.cookies : undefined,
  );
  const sentAtMs = timeOf(entry.startedDateTime) ?? given.readAtMs;
  const requestBody = parseRequestContent(request, requestHeaders);
  const responseBody = given.responseBody ?? parseResponseContent(response, responseHeaders, isFile);
  const messages = parseStreamMessages(entry, given.knownMessages);
  const pageUrl = pageUrlOf(requestHeaders);
  const delivery = readHarDelivery(entry);
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
    // oxlint-disable-next-line no-underscore-dangle -- HAR's own way to name a browser's additions
    statusText: (textOf(response.statusText) || textOf(response._error)).slice(0, maxStatusTextLength),
    ...(delivery && { delivery }),
    source: given.source ?? 'network log',
    ...(isOfDedicatedWorker(entry) && { sender: 'dedicated worker' }),
    ...(pageUrl !== undefined && { pageUrl }),
    ...(messages && { messages }),
    ...(mayBeForged(entry, given) && { mayBeForged: true }),
    ...(given.isPending === true && { isPending: true }),
  };
}

/**
 * Chrome marks what a service worker answered, which can be anything. Firefox doesn't; it tells the address of the
 * server where one answered, and leaves it out for a service worker as well as for a cache.
 */
function mayBeForged(entry: HarEntry, { source }: Given): boolean {
  // oxlint-disable-next-line no-underscore-dangle -- HAR's own way to name a browser's additions
  const { _fetchedViaServiceWorker: isOfServiceWorker } = membersOf<HarResponse>(entry.response);
  if (isOfServiceWorker === true) return true;
  return __BROWSER__ === 'firefox' && source === undefined && textOf(entry.serverIPAddress) === '';
}

/**
 * Chrome says of a dedicated worker's request neither the page nor the headers as they were sent. It says as little of
 * what a cache or a service worker answered for a frame of another process: those name the one or the other. Firefox
 * gives worker and page the same shape.
 */
function isOfDedicatedWorker(entry: HarEntry): boolean {
  /* oxlint-disable no-underscore-dangle -- HAR's own way to name a browser's additions */
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
 * `Referer` names the document, or the worker's script (Fetch Standard §4.1, Referrer Policy §8.3); towards another
 * origin mostly its origin alone, as `Origin` does. Of what a style sheet loads it names the style sheet.
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

/** A browser may name the target of a redirect without the header that said it. */
function responseHeadersOf(response: HarResponse): readonly HeaderField[] {
  const headers = headersOf(response.headers);
  const target = textOf(response.redirectURL);
  if (target === '' || headerOf(headers, 'location') !== '') return headers;
  return [...headers, { name: 'Location', value: target }];
}

function headerOf(headers: readonly HeaderField[], lowerCaseName: string): string {
  return headers.find(({ name }) => name.toLowerCase() === lowerCaseName)?.value ?? '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function timeOf(value: unknown): number | undefined {
  return looseTime(value);
}
