import { deliveryMember, type Delivery } from '../../traffic';
import { errorOf, isText, notSent, reasonOf, sent, unknownWith, type Unknowns } from '../protocol/delivery';
import { guarded, membersOf } from '../protocol/guard';

/** The facts that determine the delivery, from HAR entries of Chrome, Firefox and other tools. */
interface EntryFacts {
  readonly isChrome: boolean;
  readonly isFirefox: boolean;
  readonly status: number;
  readonly error: string;
  /** Chrome: the headers were sent on a connection, unlike provisional ones that only the page set. */
  readonly hasWireHeaders: boolean;
  readonly hasConnection: boolean;
  /** Chrome: the request is from a frame of any process, not from a worker. */
  readonly isFromFrame: boolean;
}

/**
 * Reads from a HAR entry whether its request left the browser. Undefined if the status implies it: there was a response
 * and no sign that it wasn't sent, or there was none and nothing else is known. Never throws.
 */
export function readHarDelivery(entry: unknown): Delivery | undefined {
  return guarded(() => {
    const members = membersOf(entry);
    const delivery = readEntry(members);
    return delivery && deliveryMember(delivery, statusOf(members)).delivery;
  });
}

function readEntry(entry: Unknowns): Delivery | undefined {
  const [request, response] = [membersOf(entry['request']), membersOf(entry['response'])];
  const facts = factsOf(entry, request, response);
  const { status, error } = facts;
  if (isLocal(request['url'])) return notSent('no server');
  if (response['_fetchedViaServiceWorker'] === true) return notSent('service worker');
  const cache = entry['_fromCache'];
  if (cache === 'memory' || cache === 'disk') {
    // Cached and sent at the same time would be a contradiction.
    return facts.hasWireHeaders ? unknownWith(error) : notSent(`${cache} cache`);
  }
  if (facts.isFirefox) return readFirefoxEntry(entry, request, response, facts);
  if (status > 0) return facts.isChrome ? readChromeResponse(response, facts) : undefined;
  const early = reasonOf(error);
  if (facts.hasWireHeaders) {
    // A retry can fail like this after a first attempt was sent. In TLS 1.3 a client certificate is rejected after the request.
    return early === undefined && !/^net::ERR_(?:BAD_)?SSL_/.test(error) ? sent : unknownWith(error);
  }
  if (early !== undefined) return notSent(early, error);
  return facts.isChrome ? readChromeFailure(entry, request, facts) : unknownWith(error);
}

function factsOf(entry: Unknowns, request: Unknowns, response: Unknowns): EntryFacts {
  const isChrome = entry['_resourceType'] !== undefined || entry['_initiator'] !== undefined;
  const hasFirefoxMembers = entry['_securityState'] !== undefined || entry['_priority'] !== undefined;
  return {
    isChrome,
    // WebKit also writes `_priority`.
    isFirefox: !isChrome && hasFirefoxMembers && entry['_fetchType'] === undefined,
    status: statusOf(entry),
    // Playwright writes `_failureText`.
    error: errorOf(response['_error']) || errorOf(response['_failureText']),
    hasWireHeaders: isChrome && hasHeader(request, wireHeader),
    hasConnection: [entry['_connectionId'], entry['connection'], entry['serverIPAddress']].some(isText),
    // Frames send client hints in secure contexts; workers don't.
    isFromFrame: isChrome && (entry['pageref'] !== undefined || hasHeader(request, /^sec-ch-ua/i)),
  };
}

function statusOf(entry: Unknowns): number {
  return Math.max(0, Number(membersOf(entry['response'])['status']) || 0);
}

/** Chrome writes both `connection` and an address for a request that was sent, and neither if it wasn't. */
function readChromeResponse(response: Unknowns, facts: EntryFacts): Delivery | undefined {
  const { status, hasWireHeaders, hasConnection, error } = facts;
  // A WebSocket handshake is never cached.
  if (hasWireHeaders || hasConnection || status === 101) return undefined;
  if (response['statusText'] === 'Internal Redirect') return notSent('redirected in the browser');
  return unknownWith(error);
}

/**
 * Chrome adds the sent headers as soon as the request has a connection; a request without them never had one. There are
 * two exceptions: an abort can come before their report (3 of 25 aborts within 8 ms), and requests of workers never have
 * them.
 */
function readChromeFailure(entry: Unknowns, request: Unknowns, facts: EntryFacts): Delivery {
  const { error, isFromFrame } = facts;
  if (error === '') return isBlocked(entry) ? notSent('blocked') : { state: 'unknown' };
  if (!isFromFrame || error === 'net::ERR_ABORTED') return unknownWith(error);
  if (error === 'net::ERR_BLOCKED_BY_CLIENT') return notSent('blocked by an extension', error);
  return notSent(needsPreflight(entry, request) ? 'preflight failed' : 'failed', error);
}

/** Blocked by a content security policy, as mixed content, or by DevTools' request blocking: no error, and immediately. */
function isBlocked({ _resourceType: type, time }: Unknowns): boolean {
  // Chrome reports a worker's script without its response, and a WebSocket without its error.
  return type !== 'script' && type !== 'websocket' && typeof time === 'number' && time >= 0 && time < 1;
}

const simpleMethods: ReadonlySet<unknown> = new Set(['GET', 'HEAD', 'POST']);
/** Headers that a browser adds, or that a page may set without a preflight (Fetch Standard §2.2.2). */
const simpleHeaders =
  /^(?:sec-.*|proxy-.*|accept|accept-language|content-language|range|origin|referer|user-agent|host|cookie|dnt|priority|.*-hint|save-data)$/i;

function needsPreflight({ _resourceType: type }: Unknowns, { url, method, headers }: Unknowns): boolean {
  if ((type !== 'fetch' && type !== 'xhr') || !Array.isArray(headers)) return false;
  const fields = headers.map((header) => membersOf(header));
  const page = fields.find(({ name }) => /^(?:referer|origin)$/i.test(String(name)))?.['value'];
  if (!isText(page) || !isText(url) || originOf(page) === originOf(url)) return false;
  return (
    !simpleMethods.has(method) ||
    fields.some(({ name, value }) =>
      /^content-type$/i.test(String(name))
        ? !/^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(String(value))
        : !simpleHeaders.test(String(name)),
    )
  );
}

/** Firefox writes no reason, but writes sizes, an address and times only for what was sent. */
function readFirefoxEntry(
  entry: Unknowns,
  request: Unknowns,
  response: Unknowns,
  { status, hasConnection }: EntryFacts,
): Delivery | undefined {
  const isUnsent = request['headersSize'] === 0 && !hasConnection;
  if (!isUnsent) return undefined;
  const hasTimes = Object.keys(membersOf(entry['timings'])).length > 0;
  if (status === 0) return hasTimes || response['bodySize'] !== -1 ? undefined : notSent('blocked');
  if (!hasTimes) return notSent('memory cache');
  return notSent(Number(response['bodySize']) > 0 ? 'disk cache' : 'cache or service worker');
}

/** HTTP/1.1 has a `Host` and HTTP/2 an `:authority` in every request (RFC 9112 §3.2, RFC 9113 §8.3.1). */
const wireHeader = /^(?:host|:authority)$/i;

function hasHeader({ headers }: Unknowns, pattern: RegExp): boolean {
  if (!Array.isArray(headers)) return false;
  return headers.some((header) => pattern.test(String(membersOf(header)['name'])));
}

function isLocal(url: unknown): boolean {
  return isText(url) && /^(?:data|blob|about|file|filesystem|javascript|[a-z]+-extension):/i.test(url);
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
