import { maxUrlLength } from '../exchange/limits';
import { withoutFragment } from '../exchange/url-parts';
import type { Delivery } from '../exchange/delivery';
import { areContradictory, deliveryOf } from '../exchange/delivery';
import type { HeaderField, HttpExchange, Sender, Source } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';

/** The two that tell of the same requests. */
export type ObservationSource = Exclude<Source, 'file'>;

/** One telling of a request, as long as the other one may come. */
export interface Observation {
  readonly source: ObservationSource;
  readonly id: string;
  /** The id of the exchange that was, or will be, recorded for it. */
  recordedAs: string;
  readonly sentAtMs: number;
  readonly takenAtMs: number;
  /** What is remembered of it, in characters. */
  readonly weight: number;
  /** What both tellings of one request have in common for certain. */
  readonly identity: string;
  /** What they have in common where both tell it. */
  readonly marks: readonly (string | undefined)[];
  readonly sender: Sender | undefined;
  readonly delivery: Delivery;
  /** Of an answer that `webRequest` reports: its `identity` if it got none. */
  readonly unansweredIdentity: string | undefined;
  /** DevTools' log has no answer, and may have thrown away one that the page may not read. */
  readonly mayBeRejected: boolean;
  /** Of a stream, of which the network log tells when it ends. */
  readonly isStream: boolean;
  /** The telling itself, until it is recorded. */
  waiting: HttpExchange | undefined;
  /** What was recorded of it, so that the other telling adds only what is new; absent until then. */
  recorded: Recorded | undefined;
}

/** Which parts of an exchange are recorded; names of headers in lower case, each between line breaks. */
export interface Recorded {
  readonly requestNames: string;
  readonly responseNames: string;
  readonly has: ReadonlySet<keyof HttpExchange>;
  readonly hasFragment: boolean;
  readonly delivery: Delivery;
}

/** A hostile URL of a megabyte is not kept for two minutes, nor compared: requests to it are told as often as they come. */
const maxIdentityLength = 4 * maxUrlLength;
const maxMarkLength = 16 * 1024;

/** Of a request whose headers were told and had none. */
const noAuthorization = '';
/** What a browser adds by itself (RFC 7617, 7616, 4559), after `webRequest` was told of the headers. */
const browserScheme = /^(?:basic|digest|ntlm|negotiate)\b/i;

/** Undefined for what cannot be joined for certain. */
export function createObservation(exchange: HttpExchange, takenAtMs: number): Observation | undefined {
  const { id, source, sentAtMs, method, url, status, sender, requestHeaders, responseHeaders } = exchange;
  // Another tab's requests are in no network log but its own.
  if (source === 'file' || sender === 'other tab' || !Number.isFinite(sentAtMs)) return undefined;
  const delivery = deliveryOf(exchange);
  // `webRequest` doesn't report a request that a service worker answered, but the worker's own request for the same URL.
  if (delivery.state === 'not sent' && delivery.reason === 'service worker') return undefined;
  const identity = identityOf(method, statusOf(status), url);
  if (identity.length > maxIdentityLength) return undefined;
  const isAnswerOfWeb = source === 'web request' && statusOf(status) !== 0;
  const unanswered = isAnswerOfWeb ? identityOf(method, 0, url) : undefined;
  const marks = [
    valueOf(requestHeaders, 'authorization') ?? (requestHeaders.length === 0 ? undefined : noAuthorization),
    ...['date', 'x-request-id', 'etag'].map((name) => valueOf(responseHeaders, name)),
  ];
  if (marks.some((mark) => mark !== undefined && mark.length > maxMarkLength)) return undefined;
  return {
    source,
    id,
    recordedAs: id,
    sentAtMs,
    takenAtMs,
    weight:
      weigh([identity, unanswered, ...marks]) + weigh([...requestHeaders, ...responseHeaders].map(nameOf)),
    identity: detachString(identity),
    marks,
    sender,
    delivery,
    unansweredIdentity: unanswered && detachString(unanswered),
    mayBeRejected: source === 'network log' && status === 0 && isRejection(delivery),
    isStream: status === 101,
    waiting: undefined,
    recorded: undefined,
  };
}

function identityOf(method: string, status: number, url: string): string {
  return `${method} ${status} ${withoutFragment(url)}`;
}

/**
 * Chrome's log has an answer that CORS, `Cross-Origin-Resource-Policy` or opaque response blocking rejects, except of a
 * dedicated worker's request: of that it has the error alone. `webRequest` reports the answer.
 */
function isRejection(delivery: Delivery): boolean {
  const rejected = /^net::ERR_(?:FAILED$|BLOCKED_BY_(?:RESPONSE|ORB))/;
  return delivery.state === 'unknown' && rejected.test(delivery.error ?? '');
}

/** An answer that never came has a status of 0, or none that HTTP knows (RFC 9110 §15). */
function statusOf(status: number): number {
  // The network log has the 304 of a revalidation, `webRequest` the 200 of the cached answer that it confirmed.
  if (status === 304) return 200;
  return status >= 100 ? status : 0;
}

/** Nothing that both tell differs. */
export function agree(one: Observation, other: Observation): boolean {
  // `webRequest` knows the tab of a dedicated worker and not the worker: these two senders are no contradiction.
  const areBothKnown = one.sender !== undefined && other.sender !== undefined;
  if (areBothKnown && isOfNoTab(one.sender) !== isOfNoTab(other.sender)) return false;
  return one.marks.every((mark, index) => {
    const otherMark = other.marks[index];
    if (mark === undefined || otherMark === undefined || mark === otherMark) return true;
    return (
      (mark === noAuthorization && browserScheme.test(otherMark)) ||
      (otherMark === noAuthorization && browserScheme.test(mark))
    );
  });
}

/** Both tell the same marks, and of each the same. */
export function agreeInAll(one: Observation, other: Observation): boolean {
  return (
    agree(one, other) &&
    // Of two like requests one after the other, the second may come from the cache: its other half says so as well.
    !areContradictory(one.delivery, other.delivery) &&
    one.marks.every((mark = noAuthorization, index) => mark === (other.marks[index] ?? noAuthorization))
  );
}

function weigh(texts: readonly (string | undefined)[]): number {
  return texts.reduce((sum, text = '') => sum + text.length, 0);
}

function nameOf({ name }: HeaderField): string {
  return name;
}

function isOfNoTab(sender: Sender | undefined): boolean {
  return sender === 'shared or service worker';
}

function valueOf(headers: readonly HeaderField[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}
