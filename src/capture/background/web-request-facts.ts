import type { Body, Delivery, HeaderField, HttpExchange } from '../../traffic';
import { maxFormFields, maxHeaderFields, maxMethodLength, maxStatusTextLength } from '../protocol/limits';
import { decodeBytes } from '../protocol/decode-bytes';
import { guarded, membersOf, textOf } from '../protocol/guard';
import { withoutMsalKey } from '../protocol/msal-cookie';
import { isOrigin } from '../protocol/watch-messages';
import { hasTokenShape } from '../protocol/token-shape';
import { readWebRequestDelivery } from './web-request-delivery';
import { maxPlainBodyLength, maxRequestBodyLength } from './limits';

/** Length of the last part of a longer body, included in that maximum. */
const lastPartLength = 64 * 1024;

/** The events of `webRequest` that are listened to, by what each reports. */
export type WebRequestEvent = 'begun' | 'sent' | 'responded' | 'redirected' | 'completed' | 'failed';

/** What `webRequest` has reported about one request, or one hop of it, so far. Serializable as JSON. */
export interface ObservedRequest {
  readonly requestId: string;
  /** -1 for a shared or service worker. */
  readonly tabId: number;
  readonly method: string;
  readonly url: string;
  readonly pageUrl?: string;
  /** The origin that made the request: a document's own, otherwise that of the page or worker. */
  readonly owner: string;
  /** The origin that it was sent to. */
  readonly target: string;
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  readonly requestHeaders: readonly HeaderField[];
  readonly requestBody?: Body;
  readonly responseHeaders: readonly HeaderField[];
  readonly status: number;
  readonly statusText: string;
  /** Absent if the status implies it. */
  readonly delivery?: Delivery;
  /** Number of header fields that aren't text or exceed a limit. */
  readonly leftOut: { readonly sent: number; readonly received: number };
  /** It isn't known what was sent: the background wasn't running then. */
  readonly isSendingUnknown: boolean;
  /** It contains token-shaped text. */
  readonly hasToken: boolean;
}

type Details = Readonly<Record<string, unknown>>;

/**
 * What is known about a request after an event. `before` is what was known, undefined for its first reported event.
 * Undefined if it isn't a request of a web page, such as an extension's own, or if it's from a private window (Firefox).
 */
export function addEvent(
  event: WebRequestEvent,
  details: unknown,
  before?: ObservedRequest,
): ObservedRequest | undefined {
  return guarded(() => {
    const members = membersOf(details);
    // Firefox uses one background for private and normal windows. DevTools of normal windows must not get private requests.
    if (members['incognito'] === true) return undefined;
    const facts = before ?? beginFacts(members, event);
    return facts && applyEvent(event, members, facts);
  });
}

/** Whether it's stored in the limited memory: it contains token-shaped text, or was rejected. */
export function isWorthStoring({ hasToken, status }: ObservedRequest): boolean {
  return hasToken || status === 401 || status === 403;
}

/** A response that can stay open indefinitely, so its request is reported before it ends. */
export function isStream({ status, responseHeaders }: ObservedRequest): boolean {
  return status === 101 || /^text\/event-stream\b/i.test(valueOf(responseHeaders, 'content-type'));
}

/** The exchange, with an ID that the caller keeps unique. Never has a response body: `webRequest` reports none. */
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
    ...(facts.isSendingUnknown && { isRedacted: true }),
  };
}

function beginFacts(details: Details, event: WebRequestEvent): ObservedRequest | undefined {
  const { requestId, tabId, method, url, timeStamp, type } = details;
  const target = originOfUrl(url);
  const pageUrl = pageUrlOf(details);
  if (typeof requestId !== 'string' || target === undefined) return undefined;
  // Requests of extensions and DevTools: `chrome-extension://…`, `moz-extension://…`, `devtools://…`.
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
    leftOut: { sent: 0, received: 0 },
    isSendingUnknown: event !== 'begun' && event !== 'sent',
    hasToken: hasTokenShape(textOf(url)),
  };
}

function applyEvent(event: WebRequestEvent, details: Details, facts: ObservedRequest): ObservedRequest {
  switch (event) {
    case 'begun':
      return withBody(facts, details['requestBody']);
    case 'sent':
      return withSent(facts, details['requestHeaders']);
    case 'responded':
    case 'redirected':
    case 'completed':
      return withDelivery(withResponse(facts, details), event, details, facts);
    case 'failed':
      return withDelivery(withFailure(facts, details), event, details, facts);
  }
}

function withDelivery(
  { delivery: _before, ...facts }: ObservedRequest,
  event: 'responded' | 'redirected' | 'completed' | 'failed',
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
  const hasToken = hasTokenShape(body.text) || hasTokenShape(body.end ?? '');
  const isStored = hasToken || body.text.length <= maxPlainBodyLength;
  const stored = isStored ? body : withoutText(body);
  return { ...facts, requestBody: stored, hasToken: facts.hasToken || hasToken };
}

/** Without token-shaped text the body isn't needed; `gap` stays because it says what the browser didn't report. */
function withoutText({ mimeType, gap }: Body): Body {
  return { text: '', mimeType, truncated: true, ...(gap !== undefined && { gap }) };
}

function withSent(facts: ObservedRequest, headers: unknown): ObservedRequest {
  const { fields, leftOut } = fieldsOf(headers);
  return {
    ...facts,
    requestHeaders: fields,
    leftOut: { ...facts.leftOut, sent: leftOut },
    hasToken: facts.hasToken || hasTokenIn(fields),
  };
}

function withResponse(facts: ObservedRequest, details: Details): ObservedRequest {
  const { statusCode, statusLine, responseHeaders, timeStamp } = details;
  // A response without its own headers, such as a redirect made by the browser, may lack the member.
  const { fields, leftOut } = Array.isArray(responseHeaders)
    ? fieldsOf(responseHeaders)
    : { fields: facts.responseHeaders, leftOut: facts.leftOut.received };
  return {
    ...facts,
    answeredAtMs: Math.max(facts.sentAtMs, timeOf(timeStamp) ?? 0),
    responseHeaders: fields,
    status: Number.isSafeInteger(statusCode) ? Math.max(0, statusCode as number) : facts.status,
    statusText: reasonOf(textOf(statusLine)) || facts.statusText,
    leftOut: { ...facts.leftOut, received: leftOut },
    hasToken: facts.hasToken || hasTokenIn(fields),
  };
}

/** Keeps what was received before the failure. */
function withFailure(facts: ObservedRequest, { error, timeStamp }: Details): ObservedRequest {
  return {
    ...facts,
    answeredAtMs: Math.max(facts.sentAtMs, timeOf(timeStamp) ?? 0),
    statusText: facts.status === 0 ? textOf(error).slice(0, maxStatusTextLength) : facts.statusText,
  };
}

/**
 * Chrome reports only the initiator's origin, `null` for an opaque one. Firefox reports the document's URL and, as
 * `originUrl`, the URL of what made the request; a worker's is reported alone or together with that of its document.
 */
function pageUrlOf({ documentUrl, originUrl, initiator }: Details): string | undefined {
  const reported = textOf(documentUrl) || textOf(originUrl) || textOf(initiator);
  return reported === '' || reported === 'null' ? undefined : reported;
}

/** The http or https origin of a URL; for a WebSocket that of the handshake (RFC 6455 §1.6). */
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
  return { fields: withoutMsalKey(fields), leftOut: read.length - fields.length };
}

function hasTokenIn(fields: readonly HeaderField[]): boolean {
  return fields.some(({ value }) => hasTokenShape(value));
}

function bodyOf(requestBody: unknown): Body | undefined {
  const { formData, raw } = membersOf(requestBody);
  if (Array.isArray(raw)) return rawBody(raw);
  return typeof formData === 'object' && formData !== null ? formBody(formData) : undefined;
}

/** The fields of a form, in whichever encoding. A file's content is never included; Firefox reports its name as a value. */
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

/** The bytes as they were sent; of a long body the first and the last part. Content read from a file isn't reported. */
function rawBody(parts: readonly unknown[]): Body {
  const buffers = parts
    .map((part) => membersOf(part)['bytes'])
    .filter((bytes) => bytes instanceof ArrayBuffer);
  const isUpload = buffers.length < parts.length;
  const length = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = concatBytes(buffers, Math.min(length, maxRequestBodyLength));
  const mimeType = '';
  if (length <= maxRequestBodyLength) {
    const text = decodeBytes(bytes, { mimeType, isCut: isUpload });
    return { text, mimeType, truncated: isUpload, ...(isUpload && { gap: 'upload' as const }) };
  }
  const last = concatBytes(buffers.toReversed(), lastPartLength, true);
  return {
    text: decodeBytes(bytes.subarray(0, maxRequestBodyLength - lastPartLength), { mimeType, isCut: true }),
    mimeType,
    truncated: true,
    end: decodeBytes(last, { mimeType, isCut: true }),
    gap: 'middle',
  };
}

/** Concatenates up to `length` bytes; with `isFromEnd` the last bytes, from buffers in reverse order. */
function concatBytes(buffers: readonly ArrayBuffer[], length: number, isFromEnd = false): Uint8Array {
  const bytes = new Uint8Array(length);
  let room = length;
  for (const buffer of buffers) {
    if (room === 0) break;
    const taken = Math.min(room, buffer.byteLength);
    const start = isFromEnd ? buffer.byteLength - taken : 0;
    bytes.set(new Uint8Array(buffer, start, taken), isFromEnd ? room - taken : length - room);
    room -= taken;
  }
  return bytes;
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

function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
