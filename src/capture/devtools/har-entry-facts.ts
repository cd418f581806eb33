import { maxIdentityUrlLength } from '../protocol/limits';
import { guarded, membersOf, textOf } from '../protocol/guard';
import type { HarEntry, HarRequest, HarResponse } from '../files/har';
import { countStreamMessages } from '../files/har-messages';

/** What Chrome's HAR entry of a request says about its progress. Chrome gives requests no ID that extensions can see. */
export interface EntryFacts {
  /** Start (in ms), method, URL, and a WebSocket's key. Equal in all reports of one request, but two can share it. */
  readonly key: string;
  /** Measured in microseconds when the response starts, and constant from then on. Empty before that and for WebSockets. */
  readonly timings: string;
  /** NaN if the entry has no start. */
  readonly sentAtMs: number;
  /** No response and no error yet. */
  readonly isPending: boolean;
  /** It failed, or will never get a response in the log: `getHAR` lists it, but adds nothing later. */
  readonly isFailed: boolean;
  /** Messages of a WebSocket or of an event stream, whether opened by `EventSource` or by `fetch`. */
  readonly messages: number;
  /** It has no body apart from these messages. */
  readonly isStream: boolean;
  /** Sent by `fetch` or `XMLHttpRequest`: its body is read when it ends. */
  readonly isCall: boolean;
  readonly requestHeaders: number;
  readonly responseHeaders: number;
  /**
   * Chrome adds `Cookie` and `Set-Cookie` to an entry when the network service reports them, which can be after the
   * entry was reported. `unknown`: a redirect over HTTP/2 without `Set-Cookie`, which may or may not still be added.
   */
  readonly cookies: 'reported' | 'missing' | 'unknown';
}

/** The members of an entry that only Chrome writes and only this file reads. */
interface ChromeRequest extends HarRequest {
  readonly httpVersion?: unknown;
}
interface ChromeResponse extends HarResponse {
  readonly headersSize?: unknown;
}

/** Undefined for a value that isn't a request. Never throws. */
export function describeEntry(entry: unknown): EntryFacts | undefined {
  return guarded(() => {
    const read = membersOf<HarEntry>(entry);
    const request = membersOf<ChromeRequest>(read.request);
    const response = membersOf<ChromeResponse>(read.response);
    const { url } = request;
    if (typeof url !== 'string') return undefined;
    const start = textOf(read.startedDateTime);
    const hasResponse = statusOf(response) > 0;
    /* oxlint-disable no-underscore-dangle -- HAR's prefix for members that browsers add */
    const type = read._resourceType;
    const isFailed = !hasResponse && Boolean(response._error);
    /* oxlint-enable no-underscore-dangle */
    const messages = countStreamMessages(read);
    return {
      key: [
        start,
        textOf(request.method),
        socketKeyOf(request),
        url.length,
        url.slice(0, maxIdentityUrlLength),
      ].join(' '),
      // A WebSocket is identified by its key.
      timings: hasResponse && type !== 'websocket' ? timingsOf(read.timings) : '',
      sentAtMs: Date.parse(start),
      // Chrome lists the script of a worker without a response, even after it was loaded.
      isPending: !hasResponse && !isFailed && type !== 'script',
      isFailed: isFailed || (!hasResponse && type === 'script'),
      messages,
      isStream: hasResponse && (type === 'websocket' || type === 'eventsource'),
      isCall: type === 'fetch' || type === 'xhr',
      requestHeaders: lengthOf(request.headers),
      responseHeaders: lengthOf(response.headers),
      cookies: hasResponse ? cookiesOf(read, request, response) : 'reported',
    };
  });
}

function cookiesOf(
  entry: { readonly [Name in keyof HarEntry]?: unknown },
  request: { readonly [Name in keyof ChromeRequest]?: unknown },
  response: { readonly [Name in keyof ChromeResponse]?: unknown },
): EntryFacts['cookies'] {
  /* oxlint-disable no-underscore-dangle -- HAR's prefix for members that browsers add */
  const { _fromCache: cache, _resourceType: type } = entry;
  const isLocal = cache !== undefined || response._fetchedViaServiceWorker === true;
  /* oxlint-enable no-underscore-dangle */
  if (isLocal || !/^https?:/i.test(textOf(request.url)) || isInternalRedirect(response)) return 'reported';
  const isHttp1 = /^http\/1/i.test(textOf(request.httpVersion));
  const isRequestMissing = isHttp1 ? request.headersSize === -1 : !hasHeader(request.headers, ':method');
  // A dedicated worker's request never gets its cookies; the Capture page reports that separately.
  const isWorker = entry.pageref === undefined && (type === 'fetch' || type === 'xhr');
  if (textOf(request.httpVersion) === '' || (isWorker && isRequestMissing)) return 'reported';
  if (isRequestMissing || (isHttp1 && response.headersSize === -1)) return 'missing';
  const isRedirect = statusOf(response) >= 300 && statusOf(response) < 400 && statusOf(response) !== 304;
  return !isHttp1 && isRedirect && !hasHeader(response.headers, 'set-cookie') ? 'unknown' : 'reported';
}

/** A redirect made by Chrome itself, for HSTS and extensions (`net::URLRequestRedirectJob`). */
function isInternalRedirect({ headers }: { readonly headers?: unknown }): boolean {
  return hasHeader(headers, 'non-authoritative-reason');
}

/** Unique per WebSocket (RFC 6455 §4.1). */
function socketKeyOf({ headers }: { readonly headers?: unknown }): string {
  if (!Array.isArray(headers)) return '';
  const header = headers.find((each) => nameOf(each) === 'sec-websocket-key');
  return textOf(membersOf(header)['value']);
}

/** Without `receive`, which grows until the end. */
function timingsOf(timings: unknown): string {
  const { blocked, dns, ssl, connect, send, wait } = membersOf(timings);
  return [blocked, dns, ssl, connect, send, wait].map(String).join(' ');
}

function hasHeader(headers: unknown, lowerCaseName: string): boolean {
  return Array.isArray(headers) && headers.some((header) => nameOf(header) === lowerCaseName);
}

function nameOf(header: unknown): string {
  return textOf(membersOf(header)['name']).toLowerCase();
}

function statusOf({ status }: { readonly status?: unknown }): number {
  return typeof status === 'number' ? status : 0;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
