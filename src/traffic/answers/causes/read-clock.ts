import type { JsonObject } from '../../../token';
import { deliveryOf } from '../../exchange/delivery';
import type { HttpExchange } from '../../exchange/exchange';
import type { TokenLog } from '../../log/log';
import { intersect, type ClockOffset } from './clock';
import { readHeader } from './credential';

/** A response that takes longer says little about the time at which its header was written. */
const maxUncertaintyMs = 30_000;

/** {@link readClock} with the tokens that the log found in the response only. */
export function readLoggedClock(
  log: Pick<TokenLog, 'tokensIn' | 'factsOf'>,
  exchange: HttpExchange,
): ClockOffset | undefined {
  const tokens = log.tokensIn(exchange.id);
  const sent = new Set(tokens.filter(({ isOutgoing }) => isOutgoing).map(({ raw }) => raw));
  const issued = tokens
    .filter(({ raw }) => !sent.has(raw))
    .map(({ tokenId }) => (tokenId === undefined ? undefined : log.factsOf(tokenId)?.claims))
    .filter((claims) => claims !== undefined);
  return readClock(exchange, issued);
}

/**
 * The range that one response allows. Its `Date` was truncated to a second, and written between sending and the end of
 * the response, or earlier if a cache may have stored it. A token that the server issued in it has an `iat` that isn't
 * after that. Infinite on a side that isn't limited; undefined if it shows nothing.
 */
export function readClock(
  exchange: HttpExchange,
  issued: readonly JsonObject[] = [],
): ClockOffset | undefined {
  if (deliveryOf(exchange).state !== 'sent' || exchange.mayBeForged === true) return undefined;
  const byDate = readDate(exchange) ?? unlimited;
  const byIssue = issued.reduce<ClockOffset>((range, claims) => {
    return intersect(range, readIssue(exchange, claims) ?? unlimited);
  }, byDate);
  // Behind a proxy, the `Date` can be by another clock than the `iat`: then neither is evidence.
  if (!Number.isFinite(byIssue.minMs) || byIssue.minMs > byIssue.maxMs) return undefined;
  return byIssue;
}

function readDate(exchange: HttpExchange): ClockOffset | undefined {
  const { responseHeaders, sentAtMs, answeredAtMs } = exchange;
  const date = readHeader(responseHeaders, 'date');
  // RFC 9111 §5.1: a response from a shared cache has the date of the original one.
  if (date === undefined || Number(readHeader(responseHeaders, 'age') ?? 0) > 0) return undefined;
  const atMs = Date.parse(date);
  const end = Math.max(answeredAtMs, sentAtMs);
  if (!Number.isFinite(atMs) || end - sentAtMs > maxUncertaintyMs) return undefined;
  return { minMs: atMs - end, maxMs: mayBeStored(exchange) ? Infinity : atMs + 1_000 - sentAtMs };
}

/** `iat` (RFC 7519 §4.1.6) of a token of the same origin. It may have been issued before, or with an earlier `iat`. */
function readIssue(
  { url, sentAtMs, answeredAtMs }: HttpExchange,
  { iss, iat }: JsonObject,
): ClockOffset | undefined {
  if (typeof iat !== 'number' || typeof iss !== 'string' || !URL.canParse(iss) || !URL.canParse(url)) {
    return undefined;
  }
  if (new URL(iss).origin !== new URL(url).origin) return undefined;
  // Some issuers round to the next second.
  return { minMs: (iat - 1) * 1_000 - Math.max(answeredAtMs, sentAtMs), maxMs: Infinity };
}

/** Status codes of responses that a cache may store by default (RFC 9110 §15.1). */
const storedByDefault: ReadonlySet<number> = new Set([
  200, 203, 204, 206, 300, 301, 304, 308, 404, 405, 410, 414, 501,
]);

/** Whether a shared cache that sends no `Age` may have stored the response (RFC 9111 §3 and §3.5). */
function mayBeStored({ method, status, requestHeaders, responseHeaders }: HttpExchange): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const control = readHeader(responseHeaders, 'cache-control')?.toLowerCase() ?? '';
  if (/\b(?:no-store|no-cache|private)\b/.test(control)) return false;
  if (/\b(?:public|s-maxage|must-revalidate)\b/.test(control)) return true;
  if (readHeader(requestHeaders, 'authorization') !== undefined) return false;
  const isFresh = /\bmax-age\b/.test(control) || readHeader(responseHeaders, 'expires') !== undefined;
  return isFresh || storedByDefault.has(status);
}

const unlimited: ClockOffset = { minMs: -Infinity, maxMs: Infinity };
