import type { Body, Delivery, HeaderField, HttpExchange } from '../../traffic';
import { maxFormFields, maxMethodLength, maxStatusTextLength } from '../protocol/limits';
import { decodeBytes } from '../protocol/decode-bytes';
import { guarded, membersOf } from '../protocol/guard';
import { isOrigin } from '../protocol/watch-messages';
import { hasTokenShape } from '../protocol/token-shape';
import { readWebRequestDelivery } from './web-request-delivery';
import { maxHeaderFields } from '../protocol/web-request-messages';

/** What is kept of a body in which something has the shape of a token, and of any other. */
export const maxRequestBodyLength = 256 * 1024;
/** Of that, of the end of a longer body. */
const lastPartLength = 64 * 1024;
export const maxPlainBodyLength = 4 * 1024;

/** The events of `webRequest` that are listened to, by what each tells. */
export type WebRequestEvent = 'begun' | 'sent' | 'answered' | 'redirected' | 'completed' | 'failed';

/** What `webRequest` has told of one request, or of one hop of it, so far. Plain facts, as JSON keeps them. */
export interface ObservedRequest {
  readonly requestId: string;
  /** -1 for a shared or service worker's. */
  readonly tabId: number;
  readonly method: string;
  readonly url: string;
  readonly pageUrl?: string;
  /** The origin whose request it is: a document's own, and for anything else that of the page or worker that made it. */
  readonly owner: string;
  /** The origin that it went to. */
  readonly target: string;
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  readonly requestHeaders: readonly HeaderField[];
  readonly requestBody?: Body;
  readonly responseHeaders: readonly HeaderField[];
  readonly status: number;
  readonly statusText: string;
  /** Absent where the status says it. */
  readonly delivery?: Delivery;
  /** Header fields that are not text or past a bound, and so are not here. */
  readonly leftOut: { readonly sent: number; readonly answered: number };
  /** What was sent is not known: the background was not there then. */
  readonly isSendingUnknown: boolean;
  /** Something in it has the shape of a token. */
  readonly isCarrying: boolean;
}

type Details = Readonly<Record<string, unknown>>;

/**
 * What is known of a request after an event. `before` is what was known, undefined for the first event that is heard of
 * it. Undefined for what is no request of a web page, as for an extension's own, and for a private window (Firefox).
 */
export function addEvent(
  event: WebRequestEvent,
  details: unknown,
  before?: ObservedRequest,
): ObservedRequest | undefined {
  return guarded(() => {
    const members = membersOf(details);
    // Firefox's background is one for private windows and all others, whose DevTools must not be told of them.
    if (members['incognito'] === true) return undefined;
    const facts = before ?? beginFacts(members, event);
    return facts && toldBy(event, members, facts);
  });
}

/** Whether it is worth its place in a bounded memory: it carries something of token shape, or was refused. */
export function isWorthHolding({ isCarrying, status }: ObservedRequest): boolean {
  return isCarrying || status === 401 || status === 403;
}

/** An answer that lasts as long as its page may like: waited for to its end, its request would be told too late. */
export function isStream({ status, responseHeaders }: ObservedRequest): boolean {
  return status === 101 || /^text\/event-stream\b/i.test(valueOf(responseHeaders, 'content-type'));
}

/** The exchange, with an id that the caller keeps unique. Never has the body of an answer: `webRequest` tells none. */
export function makeExchange(facts: ObservedRequest, id: string): HttpExchange {
  const { sentAtMs, answeredAtMs, method, url, pageUrl, requestHeaders, requestBody, responseHeaders } =
    facts;
  const mimeType = requestBody?.mimeType || valueOf(requestHeaders, 'content-type');
  return {
    kind: 'http',
    id,
    sentAtMs,
    answeredAtMs,
    method,
    url,
    requestHeaders,
    responseHeaders,
    ...(requestBody && { requestBody: { ...requestBody, mimeType } }),
    status: facts.status,
    statusText: facts.statusText,
    ...(facts.delivery && { delivery: facts.delivery }),
    source: 'web request',
    sender: facts.tabId === -1 ? 'shared or service worker' : 'page',
    ...(pageUrl !== undefined && { pageUrl }),
    ...(facts.isSendingUnknown && { withheld: true }),
  };
}

function beginFacts(details: Details, event: WebRequestEvent): ObservedRequest | undefined {
  const { requestId, tabId, method, url, timeStamp, type } = details;
  const target = originOfUrl(url);
  const pageUrl = pageUrlOf(details);
  if (typeof requestId !== 'string' || target === undefined) return undefined;
  // Extensions, DevTools itself: `chrome-extension://…`, `moz-extension://…`, `devtools://…`.
  if (pageUrl !== undefined && !/^https?:/.test(pageUrl)) return undefined;
  const sentAtMs = timeOf(timeStamp) ?? 0;
  return {
    requestId,
    tabId: Number.isSafeInteger(tabId) ? (tabId as number) : -1,
    method: (textOf(method) || 'GET').slice(0, maxMethodLength),
    url: textOf(url),
    ...(pageUrl !== undefined && { pageUrl }),
    owner: type === 'main_frame' ? target : (originOfUrl(pageUrl) ?? target),
    target,
    sentAtMs,
    answeredAtMs: sentAtMs,
    requestHeaders: [],
    responseHeaders: [],
    status: 0,
    statusText: '',
    leftOut: { sent: 0, answered: 0 },
    isSendingUnknown: event !== 'begun' && event !== 'sent',
    isCarrying: hasTokenShape(textOf(url)),
  };
}

function toldBy(event: WebRequestEvent, details: Details, facts: ObservedRequest): ObservedRequest {
  switch (event) {
    case 'begun':
      return withBody(facts, details['requestBody']);
    case 'sent':
      return withSent(facts, details['requestHeaders']);
    case 'answered':
    case 'redirected':
    case 'completed':
      return withDelivery(withAnswer(facts, details), event, details, facts);
    case 'failed':
      return withDelivery(withFailure(facts, details), event, details, facts);
  }
}

function withDelivery(
  { delivery: _before, ...facts }: ObservedRequest,
  event: 'answered' | 'redirected' | 'completed' | 'failed',
  details: Details,
  { status, requestHeaders, isSendingUnknown, delivery: known }: ObservedRequest,
): ObservedRequest {
  const hasRequestHeaders = isSendingUnknown || requestHeaders.length > 0;
  const delivery = readWebRequestDelivery(event, details, { status, hasRequestHeaders, delivery: known });
  return { ...facts, ...(delivery && { delivery }) };
}

function withBody(facts: ObservedRequest, requestBody: unknown): ObservedRequest {
  const body = bodyOf(requestBody);
  if (body === undefined) return facts;
  const isCarrying = hasTokenShape(body.text) || hasTokenShape(body.end ?? '');
  const isHeld = isCarrying || body.text.length <= maxPlainBodyLength;
  const kept = isHeld ? body : withoutText(body);
  return { ...facts, requestBody: kept, isCarrying: facts.isCarrying || isCarrying };
}

/** Nothing in it has the shape of a token: what isn't here is what the browser didn't report. */
function withoutText({ mimeType, gap }: Body): Body {
  return { text: '', mimeType, truncated: true, ...(gap !== undefined && { gap }) };
}

function withSent(facts: ObservedRequest, headers: unknown): ObservedRequest {
  const { fields, leftOut } = fieldsOf(headers);
  return {
    ...facts,
    requestHeaders: fields,
    leftOut: { ...facts.leftOut, sent: leftOut },
    isCarrying: facts.isCarrying || carries(fields),
  };
}

function withAnswer(facts: ObservedRequest, details: Details): ObservedRequest {
  const { statusCode, statusLine, responseHeaders, timeStamp } = details;
  // An answer without headers of its own, as a redirect that the browser made up, may come without the member.
  const { fields, leftOut } = Array.isArray(responseHeaders)
    ? fieldsOf(responseHeaders)
    : { fields: facts.responseHeaders, leftOut: facts.leftOut.answered };
  return {
    ...facts,
    answeredAtMs: Math.max(facts.sentAtMs, timeOf(timeStamp) ?? 0),
    responseHeaders: fields,
    status: Number.isSafeInteger(statusCode) ? Math.max(0, statusCode as number) : facts.status,
    statusText: reasonOf(textOf(statusLine)) || facts.statusText,
    leftOut: { ...facts.leftOut, answered: leftOut },
    isCarrying: facts.isCarrying || carries(fields),
  };
}

/** What was answered before it failed stays. */
function withFailure(facts: ObservedRequest, { error, timeStamp }: Details): ObservedRequest {
  return {
    ...facts,
    answeredAtMs: Math.max(facts.sentAtMs, timeOf(timeStamp) ?? 0),
    statusText: facts.status === 0 ? textOf(error).slice(0, maxStatusTextLength) : facts.statusText,
  };
}

/**
 * Chrome tells the initiator's origin alone, `null` for one that has none. Firefox tells the document's URL and, as the
 * origin's, the URL of what made the request; a worker's is there alone, or beside that of its document.
 */
function pageUrlOf({ documentUrl, originUrl, initiator }: Details): string | undefined {
  const told = textOf(documentUrl) || textOf(originUrl) || textOf(initiator);
  return told === '' || told === 'null' ? undefined : told;
}

/** The http or https origin of a URL; a WebSocket's is that of the handshake (RFC 6455 §1.6). */
function originOfUrl(url: unknown): string | undefined {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const origin = new URL(url).origin.replace(/^ws/, 'http');
  return isOrigin(origin) ? origin : undefined;
}

function fieldsOf(headers: unknown): { readonly fields: readonly HeaderField[]; readonly leftOut: number } {
  if (!Array.isArray(headers)) return { fields: [], leftOut: 0 };
  const read = headers.map((header) => membersOf<HeaderField>(header));
  const fields = read
    .filter(({ name, value }) => typeof name === 'string' && name !== '' && typeof value === 'string')
    .slice(0, maxHeaderFields)
    .map(({ name, value }) => ({ name: textOf(name), value: textOf(value) }));
  return { fields, leftOut: read.length - fields.length };
}

function carries(fields: readonly HeaderField[]): boolean {
  return fields.some(({ value }) => hasTokenShape(value));
}

function bodyOf(requestBody: unknown): Body | undefined {
  const { formData, raw } = membersOf(requestBody);
  if (Array.isArray(raw)) return rawBody(raw);
  return typeof formData === 'object' && formData !== null ? formBody(formData) : undefined;
}

/** The fields of a form, however it was sent. A file's content is never there, and Firefox tells its name as a value. */
function formBody(formData: object): Body {
  const read = Object.entries(formData)
    .slice(0, maxFormFields + 1)
    .flatMap(([name, values]) =>
      Array.isArray(values) ? values.map((value) => [name, value] as const) : [],
    );
  const fields = read
    .slice(0, maxFormFields)
    .flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []));
  const text = new URLSearchParams(fields).toString();
  return {
    text: text.slice(0, maxRequestBodyLength),
    mimeType: 'application/x-www-form-urlencoded',
    truncated: text.length > maxRequestBodyLength || fields.length < read.length,
    ...(fields.length < read.length && { gap: 'upload' as const }),
  };
}

/** The bytes as they were sent, of a long body the first and the last; what is read from a file isn't reported. */
function rawBody(parts: readonly unknown[]): Body {
  const buffers = parts
    .map((part) => membersOf(part)['bytes'])
    .filter((bytes) => bytes instanceof ArrayBuffer);
  const isUpload = buffers.length < parts.length;
  const length = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const joined = joinBytes(buffers, Math.min(length, maxRequestBodyLength));
  const mimeType = '';
  if (length <= maxRequestBodyLength) {
    const text = decodeBytes(joined, { mimeType, isCut: isUpload });
    return { text, mimeType, truncated: isUpload, ...(isUpload && { gap: 'upload' as const }) };
  }
  const last = joinBytes(buffers.toReversed(), lastPartLength, true);
  return {
    text: decodeBytes(joined.subarray(0, maxRequestBodyLength - lastPartLength), { mimeType, isCut: true }),
    mimeType,
    truncated: true,
    end: decodeBytes(last, { mimeType, isCut: true }),
    gap: 'middle',
  };
}

/** So many of the first bytes; of buffers in reverse order, of the last ones. */
function joinBytes(buffers: readonly ArrayBuffer[], length: number, isFromEnd = false): Uint8Array {
  const joined = new Uint8Array(length);
  let room = length;
  for (const buffer of buffers) {
    if (room === 0) break;
    const taken = Math.min(room, buffer.byteLength);
    const start = isFromEnd ? buffer.byteLength - taken : 0;
    joined.set(new Uint8Array(buffer, start, taken), isFromEnd ? room - taken : length - room);
    room -= taken;
  }
  return joined;
}

/** `HTTP/1.1 200 OK` → `OK` (RFC 9112 §4). */
function reasonOf(statusLine: string): string {
  return statusLine
    .slice(0, maxStatusTextLength)
    .replace(/^HTTP\/\S*\s+\d+/, '')
    .trim();
}

function valueOf(fields: readonly HeaderField[], lowerCaseName: string): string {
  return fields.find(({ name }) => name.toLowerCase() === lowerCaseName)?.value ?? '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
