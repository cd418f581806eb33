import { isBodyGap, type Body, type HeaderField, type HttpExchange } from '../../traffic';
import {
  maxBatchRequests,
  maxCleared,
  maxEpochLength,
  maxHeaderFields,
  maxMethodLength,
  maxRequestLength,
  maxStatusTextLength,
  maxWatchedOrigins,
} from './limits';
import { parseDelivery } from './delivery';
import { guarded, membersOf, isText, isCount } from './guard';
import { parseJson } from './json-text';
import { isOrigin } from './watch-messages';

/** A finished request as the background stores it: JSON, with its sequence number. */
export interface StoredText {
  readonly number: number;
  readonly text: string;
}

/** Content of the text of a stored request. */
export interface StoredRequest {
  readonly tabId: number;
  /** The origin of the document, page or worker that made the request. */
  readonly owner: string;
  readonly exchange: HttpExchange;
}

/** What the background counted for one origin's requests since it has been watched. */
export interface RequestCounts {
  readonly origin: string;
  /** Finished requests, including those that were not stored because they contain no token and were not rejected. */
  readonly finished: number;
  /** Requests evicted to make room. */
  readonly evicted: number;
  /** Requests never stored, because they were too long or too many at once, and header values that aren't text. */
  readonly leftOut: number;
}

/** Background → every page of the extension, also as a response: the stored requests from one number up to another. */
export interface WebRequestsNotice {
  readonly type: 'web-requests';
  /** Numbers are consecutive within an epoch and start again in another. */
  readonly epoch: string;
  readonly from: number;
  /** The first number that isn't covered by this message. */
  readonly to: number;
  /** The number of the next finished request. */
  readonly next: number;
  readonly requests: readonly StoredText[];
  readonly counts: readonly RequestCounts[];
}

/** The requests of a tab, and those from or to an origin, that were sent before a time: their log was cleared. */
export interface ClearedRequests {
  readonly tabId: number;
  /** Empty if the tab shows no site. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly beforeMs: number;
}

/**
 * Devtools page or popup → background, which forgets what was cleared and responds with a {@link WebRequestsNotice} that starts
 * at the number `from`.
 */
export interface WebRequestsQuery {
  readonly type: 'query-web-requests';
  readonly from: number;
  /** Of the same tab, each with another origin. */
  readonly cleared?: readonly ClearedRequests[];
  /** The only tab whose requests are wanted. */
  readonly tabId?: number;
}

/** Parses a query for stored requests; undefined if it's invalid. Invalid items of `cleared` are dropped. */
export function parseWebRequestsQuery(value: unknown): WebRequestsQuery | undefined {
  return guarded(() => {
    const { type, from, cleared, tabId } = membersOf(value);
    if (type !== 'query-web-requests' || !isCount(from)) return undefined;
    const valid = Array.isArray(cleared) ? cleared.slice(0, maxCleared).filter(isCleared) : [];
    return { type, from, ...(valid.length > 0 && { cleared: valid }), ...(isCount(tabId) && { tabId }) };
  });
}

function isCleared(value: unknown): value is ClearedRequests {
  const { tabId, origin, beforeMs } = membersOf<ClearedRequests>(value);
  return isCount(tabId) && (origin === '' || isOrigin(origin)) && isTime(beforeMs);
}

/**
 * Parses the background's stored requests; undefined if the sequence numbers are inconsistent. The texts aren't parsed.
 */
export function parseWebRequestsNotice(value: unknown): WebRequestsNotice | undefined {
  return guarded(() => {
    const { type, epoch, from, to, next, requests, counts } = membersOf(value);
    if (type !== 'web-requests' || !isText(epoch, maxEpochLength)) return undefined;
    if (!isCount(from) || !isCount(to) || !isCount(next) || from > to || to > next) return undefined;
    if (!Array.isArray(requests) || requests.length > maxBatchRequests) return undefined;
    const stored = requests.filter(isStoredText).filter(({ number }) => number >= from && number < to);
    return { type, epoch, from, to, next, requests: stored, counts: parseCounts(counts) };
  });
}

/** Parses the text of a stored request; undefined if it's invalid. */
export function parseStoredRequest(text: string): StoredRequest | undefined {
  return guarded(() => {
    const { tabId, owner, exchange } = membersOf(parseJson(text));
    const parsed = parseExchange(exchange);
    const isTab = isCount(tabId) || tabId === -1;
    return isTab && isOrigin(owner) && parsed ? { tabId, owner, exchange: parsed } : undefined;
  });
}

/** Parses the numbers of requests of watched origins, without invalid items. */
export function parseCounts(value: unknown): readonly RequestCounts[] {
  return Array.isArray(value) ? value.slice(0, maxWatchedOrigins).filter(isCounts) : [];
}

function parseExchange(value: unknown): HttpExchange | undefined {
  const members = membersOf<HttpExchange>(value);
  const { id, sentAtMs, answeredAtMs, method, url, status, statusText, sender, pageUrl } = members;
  const { requestHeaders, responseHeaders, requestBody, isRedacted } = members;
  const delivery = parseDelivery(members.delivery);
  if (!isText(id, maxMethodLength) || !isText(url, maxRequestLength)) return undefined;
  if (!isText(method, maxMethodLength) || !isText(statusText, maxStatusTextLength)) return undefined;
  if (!isTime(sentAtMs) || !isTime(answeredAtMs) || !isCount(status)) return undefined;
  if (!areFields(requestHeaders) || !areFields(responseHeaders)) return undefined;
  if (sender !== 'page' && sender !== 'shared or service worker') return undefined;
  return {
    kind: 'http',
    id,
    sentAtMs,
    answeredAtMs,
    method,
    url,
    requestHeaders,
    responseHeaders,
    ...(isBody(requestBody) && { requestBody }),
    status,
    statusText,
    ...(delivery && { delivery }),
    source: 'web request',
    sender,
    ...(isText(pageUrl, maxRequestLength) && { pageUrl }),
    ...(isRedacted === true && { isRedacted }),
  };
}

function isStoredText(value: unknown): value is StoredText {
  const { number, text } = membersOf<StoredText>(value);
  return isCount(number) && isText(text, maxRequestLength);
}

function isCounts(value: unknown): value is RequestCounts {
  const { origin, finished, evicted, leftOut } = membersOf<RequestCounts>(value);
  return isOrigin(origin) && isCount(finished) && isCount(evicted) && isCount(leftOut);
}

function areFields(value: unknown): value is readonly HeaderField[] {
  if (!Array.isArray(value) || value.length > maxHeaderFields) return false;
  return value.every((field) => {
    const { name, value } = membersOf<HeaderField>(field);
    return typeof name === 'string' && typeof value === 'string';
  });
}

function isBody(value: unknown): value is Body {
  const { text, mimeType, truncated, end, gap } = membersOf<Body>(value);
  return (
    typeof text === 'string' &&
    typeof mimeType === 'string' &&
    typeof truncated === 'boolean' &&
    (end === undefined || typeof end === 'string') &&
    (gap === undefined || isBodyGap(gap))
  );
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
