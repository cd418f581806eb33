import { deliveryOf } from '../../exchange/delivery';
import type { HttpExchange } from '../../exchange/exchange';
import { readHeader } from './credential';
import { isLarge, isWebSocket } from '../../log/is-rejected';
import { targetOf } from '../../exchange/url-parts';
import { fact, type Candidate, type Subject } from './subject';

/** Preflights, and headers that are too large. */
export function checkBrowser(subject: Subject): readonly Candidate[] {
  return [...checkPreflight(subject), ...checkSize(subject)];
}

function checkPreflight({ exchange, toOrigin }: Subject): readonly Candidate[] {
  if (exchange.method === 'OPTIONS') {
    const requested = readHeader(exchange.requestHeaders, 'access-control-request-method');
    if (requested === undefined && exchange.status < 400) return [];
    return [
      {
        code: 'preflight',
        weight: requested === undefined ? 60 : 96,
        evidence: [fact('status', exchange.status)],
      },
    ];
  }
  const delivery = deliveryOf(exchange);
  const isUnsent = delivery.state === 'not sent' && delivery.reason === 'preflight failed';
  if (exchange.status > 0) return [];
  const preflight = toOrigin
    .map((other) => other.exchange)
    .find(
      (each) =>
        each.method === 'OPTIONS' &&
        targetOf(each.url) === targetOf(exchange.url) &&
        Math.abs(each.sentAtMs - exchange.sentAtMs) < 5_000,
    );
  const problem = preflight && findPreflightProblem(preflight, exchange);
  if (problem === undefined && !isUnsent) return [];
  return [
    {
      code: 'preflight',
      weight: 96,
      evidence: [fact('preflight-failed'), ...(problem ? [problem] : [])],
    },
  ];
}

/** Fetch Standard §4.8. */
function findPreflightProblem(preflight: HttpExchange, exchange: HttpExchange) {
  const { status, responseHeaders } = preflight;
  if (status === 0) return undefined;
  if (status < 200 || status > 299) return fact('status', status);
  if (readHeader(responseHeaders, 'access-control-allow-origin') === undefined)
    return fact('preflight-headers', 'Access-Control-Allow-Origin');
  const allowed = (readHeader(responseHeaders, 'access-control-allow-headers') ?? '')
    .toLowerCase()
    .split(/\s*,\s*/);
  // The wildcard doesn't include this header.
  const isSent = readHeader(exchange.requestHeaders, 'authorization') !== undefined;
  return isSent && !allowed.includes('authorization')
    ? fact('preflight-headers', 'Authorization')
    : undefined;
}

function checkSize({ exchange, accepted, report }: Subject): readonly Candidate[] {
  const { status } = exchange;
  const bytes = sizeOf(exchange);
  const largest = Math.max(0, ...accepted.sameOrigin.map((each) => sizeOf(each.exchange)));
  const isStatus = status === 431 || status === 494 || (status === 414 && exchange.url.length > 2_000);
  if (!isStatus && !(isLarge(exchange) && bytes > largest)) return [];
  const evidence = [
    fact('header-size', { bytes }),
    ...(largest > 0 ? [fact('largest-accepted', { bytes: largest })] : []),
    ...(isStatus ? [fact('status', status)] : []),
  ];
  const isLikely = isStatus || [400, 413, 414, 0, 500, 502].includes(status);
  const isNamed = report.texts.some((text) => /too (?:large|long|big)|overflow|bad request/i.test(text));
  return [
    {
      code: 'too-large',
      weight: isStatus ? 96 : isLikely ? (isNamed || bytes > 16_000 ? 93 : 70) : 30,
      params: [{ bytes }],
      evidence,
    },
  ];
}

/** RFC 9112 §2.1: each line has a colon, a space and two characters at its end. */
function sizeOf({ requestHeaders, url }: HttpExchange): number {
  return requestHeaders.reduce((sum, { name, value }) => sum + name.length + value.length + 4, url.length);
}

/** Whether the browser got no response that the page may read. */
export function isUnreadable(exchange: HttpExchange): boolean {
  return exchange.status === 0 && (deliveryOf(exchange).state !== 'not sent' || isWebSocket(exchange));
}
