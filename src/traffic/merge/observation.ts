import { withoutFragment } from '../exchange/url-parts';
import { type Delivery, areContradictory, deliveryOf } from '../exchange/delivery';
import {
  type HeaderField,
  type HttpExchange,
  type Sender,
  type Source,
  headerOf,
} from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';
import { maxIdentityLength, maxMarkLength } from './limits';

/** The sources that can report the same requests. */
export type ObservationSource = Exclude<Source, 'file'>;

/** One source's report of a request, remembered while another source can still report it. */
export interface Observation {
  readonly source: ObservationSource;
  readonly id: string;
  /** ID of the exchange that it was, or will be, recorded as. */
  recordedAs: string;
  readonly sentAtMs: number;
  readonly takenAtMs: number;
  /** Size of what is remembered about it, in characters. */
  readonly length: number;
  /** Equal for all observations of one request. */
  readonly identity: string;
  /** Header values that distinguish similar requests: equal for all observations of one request that have them. */
  readonly marks: readonly (string | undefined)[];
  readonly sender: Sender | undefined;
  readonly delivery: Delivery;
  /** For a `webRequest` observation with a response: the `identity` that it would have without one. */
  readonly identityWithoutStatus: string | undefined;
  /** DevTools reports no response, but may have discarded one that the page isn't allowed to read. */
  readonly mayBeBlocked: boolean;
  /** A WebSocket, which the network log reports when it ends. */
  readonly isStream: boolean;
  /** The exchange itself while it waits to be recorded. */
  waiting: HttpExchange | undefined;
  /** The parts that were recorded, so that another observation adds only what is new. Undefined until then. */
  recorded: Recorded | undefined;
}

/** Which parts of an exchange are recorded. Header names are in lowercase, each between line breaks. */
export interface Recorded {
  readonly requestNames: string;
  readonly responseNames: string;
  readonly has: ReadonlySet<keyof HttpExchange>;
  readonly hasFragment: boolean;
  readonly delivery: Delivery;
}

/** For a request whose headers were reported and don't include `Authorization`. */
const noAuthorization = '';
/** Schemes that a browser adds by itself (RFC 7617, 7616, 4559), after `webRequest` has reported the headers. */
const browserScheme = /^(?:basic|digest|ntlm|negotiate)\b/i;

/** Undefined for an exchange that can't be merged reliably. */
export function createObservation(exchange: HttpExchange, takenAtMs: number): Observation | undefined {
  const { id, source, sentAtMs, method, url, status, sender, requestHeaders, responseHeaders } = exchange;
  // This tab's network log doesn't include requests of other tabs.
  if (source === 'file' || sender === 'other tab' || !Number.isFinite(sentAtMs)) return undefined;
  const delivery = deliveryOf(exchange);
  // For a request handled by a service worker, `webRequest` reports only the worker's own request for the same URL.
  if (delivery.state === 'not sent' && delivery.reason === 'service worker') return undefined;
  const identity = identityOf(method, statusOf(status), url);
  if (identity.length > maxIdentityLength) return undefined;
  const isWebResponse = source === 'web request' && statusOf(status) !== 0;
  const identityWithoutStatus = isWebResponse ? identityOf(method, 0, url) : undefined;
  const marks = [
    headerOf(requestHeaders, 'authorization') ?? (requestHeaders.length === 0 ? undefined : noAuthorization),
    ...['date', 'x-request-id', 'etag'].map((name) => headerOf(responseHeaders, name)),
  ];
  if (marks.some((mark) => mark !== undefined && mark.length > maxMarkLength)) return undefined;
  return {
    source,
    id,
    recordedAs: id,
    sentAtMs,
    takenAtMs,
    length:
      lengthOf([identity, identityWithoutStatus, ...marks]) +
      lengthOf([...requestHeaders, ...responseHeaders].map(nameOf)),
    identity: detachString(identity),
    marks,
    sender,
    delivery,
    identityWithoutStatus: identityWithoutStatus && detachString(identityWithoutStatus),
    mayBeBlocked: source === 'network log' && status === 0 && mayBeBlockedError(delivery),
    isStream: status === 101,
    waiting: undefined,
    recorded: undefined,
  };
}

function identityOf(method: string, status: number, url: string): string {
  return `${method} ${status} ${withoutFragment(url)}`;
}

/**
 * Chrome's log includes responses blocked by CORS, `Cross-Origin-Resource-Policy` or opaque response blocking, except
 * for requests from a dedicated worker. Those have only the error there, while `webRequest` reports the response.
 */
function mayBeBlockedError(delivery: Delivery): boolean {
  const blocked = /^net::ERR_(?:FAILED$|BLOCKED_BY_(?:RESPONSE|ORB))/;
  return delivery.state === 'unknown' && blocked.test(delivery.error ?? '');
}

/** Sources report a missing response as 0 or as a status that HTTP doesn't define (RFC 9110 §15). */
function statusOf(status: number): number {
  // For a revalidation, the network log reports the 304 and `webRequest` the 200 of the cached response.
  if (status === 304) return 200;
  return status >= 100 ? status : 0;
}

/** Whether the values that both observations have are equal. */
export function isMatch(one: Observation, other: Observation): boolean {
  // For a dedicated worker, `webRequest` reports its tab as the sender. That isn't a contradiction.
  const areBothKnown = one.sender !== undefined && other.sender !== undefined;
  if (areBothKnown && hasNoTab(one.sender) !== hasNoTab(other.sender)) return false;
  return one.marks.every((mark, index) => {
    const otherMark = other.marks[index];
    if (mark === undefined || otherMark === undefined || mark === otherMark) return true;
    return (
      (mark === noAuthorization && browserScheme.test(otherMark)) ||
      (otherMark === noAuthorization && browserScheme.test(mark))
    );
  });
}

/** Whether both observations have the same marks with equal values. */
export function isExactMatch(one: Observation, other: Observation): boolean {
  return (
    isMatch(one, other) &&
    // The second of two similar requests may be served from the cache, which both of its observations report.
    !areContradictory(one.delivery, other.delivery) &&
    one.marks.every((mark = noAuthorization, index) => mark === (other.marks[index] ?? noAuthorization))
  );
}

function lengthOf(texts: readonly (string | undefined)[]): number {
  return texts.reduce((sum, text = '') => sum + text.length, 0);
}

function nameOf({ name }: HeaderField): string {
  return name;
}

function hasNoTab(sender: Sender | undefined): boolean {
  return sender === 'shared or service worker';
}
