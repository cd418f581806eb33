import { isBodyGap, type Body, type HeaderField, type HttpExchange } from '../../traffic';
import { maxMethodLength, maxStatusTextLength, maxWatchedOrigins } from './limits';
import { parseDelivery } from './delivery';
import { guarded, membersOf } from './guard';
import { parseJson } from './json-text';
import { isOrigin } from './watch-messages';

/** What one message carries at most, and how long one request in it may be; in UTF-16 code units. */
export const maxBatchLength = 1024 * 1024;
export const maxRequestLength = 512 * 1024;
/** More than the smallest requests that fit. */
export const maxBatchRequests = 5_000;
const maxEpochLength = 64;
/** Of one request, and of one answer. */
export const maxHeaderFields = 10_000;

/** A finished request as the background holds it: JSON, by its number, the next number being the next request's. */
export interface StoredText {
  readonly number: number;
  readonly text: string;
}

/** What stands in the text of a held request. */
export interface StoredRequest {
  readonly tabId: number;
  /** The origin of the document, page or worker whose request it is. */
  readonly owner: string;
  readonly exchange: HttpExchange;
}

/** What the background counted of one origin's requests since it is watched. */
export interface RequestCounts {
  readonly origin: string;
  /** They finished; those that carried nothing and were not refused are counted here alone. */
  readonly heard: number;
  /** They left to make room. */
  readonly letGo: number;
  /** They never were held, being too long or too many at once; header values that are not text count as well. */
  readonly leftOut: number;
}

/** Background → every page of the extension, also as an answer: all that is held from one number up to another. */
export interface WebRequestsNotice {
  readonly type: 'web-requests';
  /** The numbers are one row within an epoch, and start again with another. */
  readonly epoch: string;
  readonly from: number;
  /** The first number that is not in this message. */
  readonly to: number;
  /** The number that the next finished request will have. */
  readonly next: number;
  readonly requests: readonly StoredText[];
  readonly counts: readonly RequestCounts[];
}

/** The requests of a tab and of an origin, also to it, that were sent before a time: their log was cleared. */
export interface ClearedRequests {
  readonly tabId: number;
  /** Empty where the tab shows no site. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly beforeMs: number;
}

/**
 * Devtools page → background, which forgets what was cleared and answers with a {@link WebRequestsNotice} from this number
 * on.
 */
export interface WebRequestsAsk {
  readonly type: 'ask-web-requests';
  readonly from: number;
  readonly cleared?: ClearedRequests;
}

export function parseWebRequestsAsk(value: unknown): WebRequestsAsk | undefined {
  return guarded(() => {
    const { type, from, cleared } = membersOf(value);
    if (type !== 'ask-web-requests' || !isCount(from)) return undefined;
    return { type, from, ...(isCleared(cleared) && { cleared }) };
  });
}

function isCleared(value: unknown): value is ClearedRequests {
  const { tabId, origin, beforeMs } = membersOf<ClearedRequests>(value);
  return isCount(tabId) && (origin === '' || isOrigin(origin)) && isTime(beforeMs);
}

export function parseWebRequestsNotice(value: unknown): WebRequestsNotice | undefined {
  return guarded(() => {
    const { type, epoch, from, to, next, requests, counts } = membersOf(value);
    if (type !== 'web-requests' || !isText(epoch, maxEpochLength)) return undefined;
    if (!isCount(from) || !isCount(to) || !isCount(next) || from > to || to > next) return undefined;
    if (!Array.isArray(requests) || requests.length > maxBatchRequests) return undefined;
    const held = requests.filter(isHeldText).filter(({ number }) => number >= from && number < to);
    return { type, epoch, from, to, next, requests: held, counts: parseCounts(counts) };
  });
}

/** Reads the text of a held request; undefined for what is none. */
export function parseStoredRequest(text: string): StoredRequest | undefined {
  return guarded(() => {
    const { tabId, owner, exchange } = membersOf(parseJson(text));
    const parsed = parseExchange(exchange);
    const isTab = isCount(tabId) || tabId === -1;
    return isTab && isOrigin(owner) && parsed ? { tabId, owner, exchange: parsed } : undefined;
  });
}

export function parseCounts(value: unknown): readonly RequestCounts[] {
  return Array.isArray(value) ? value.slice(0, maxWatchedOrigins).filter(isCounts) : [];
}

function parseExchange(value: unknown): HttpExchange | undefined {
  const members = membersOf<HttpExchange>(value);
  const { id, sentAtMs, answeredAtMs, method, url, status, statusText, sender, pageUrl } = members;
  const { requestHeaders, responseHeaders, requestBody, withheld } = members;
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
    ...(withheld === true && { withheld }),
  };
}

function isHeldText(value: unknown): value is StoredText {
  const { number, text } = membersOf<StoredText>(value);
  return isCount(number) && isText(text, maxRequestLength);
}

function isCounts(value: unknown): value is RequestCounts {
  const { origin, heard, letGo, leftOut } = membersOf<RequestCounts>(value);
  return isOrigin(origin) && isCount(heard) && isCount(letGo) && isCount(leftOut);
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

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
