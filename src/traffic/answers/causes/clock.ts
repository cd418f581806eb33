import type { HttpExchange } from '../../exchange/exchange';
import { deliveryOf } from '../../exchange/delivery';
import { readHeader } from './credential';

/** How far a server's clock is ahead of this computer's, in milliseconds: a range, since neither is exact. */
export interface ClockOffset {
  readonly minMs: number;
  readonly maxMs: number;
}

/** A response that takes longer says little about the time at which its header was written. */
const maxUncertaintyMs = 30_000;

/**
 * Estimates a server's clock from `Date` headers (RFC 9110 §6.6.1). Each is truncated to a second and was written
 * between sending and the end of the response. Ignores responses from caches. Starts with the first exchange and uses
 * the others only as far as they agree with it. Undefined without any.
 */
export function estimateClock(exchanges: Iterable<HttpExchange>): ClockOffset | undefined {
  let best: ClockOffset | undefined;
  for (const exchange of exchanges) {
    const range = readOffset(exchange);
    if (range === undefined) continue;
    if (best === undefined) {
      best = range;
      continue;
    }
    const both = { minMs: Math.max(best.minMs, range.minMs), maxMs: Math.min(best.maxMs, range.maxMs) };
    if (both.minMs <= both.maxMs) best = both;
  }
  return best;
}

function readOffset(exchange: HttpExchange): ClockOffset | undefined {
  const { responseHeaders, sentAtMs, answeredAtMs } = exchange;
  if (deliveryOf(exchange).state !== 'sent' || exchange.mayBeForged === true) return undefined;
  const date = readHeader(responseHeaders, 'date');
  // RFC 9111 §5.1: a response from a shared cache has the date of the original one.
  if (date === undefined || Number(readHeader(responseHeaders, 'age') ?? 0) > 0) return undefined;
  const atMs = Date.parse(date);
  const end = Math.max(answeredAtMs, sentAtMs);
  if (!Number.isFinite(atMs) || end - sentAtMs > maxUncertaintyMs) return undefined;
  return { minMs: atMs - end, maxMs: atMs + 1_000 - sentAtMs };
}

/** The likely offset: 0 if the clocks may agree. */
export function offsetOf({ minMs, maxMs }: ClockOffset): number {
  return minMs <= 0 && maxMs >= 0 ? 0 : (minMs + maxMs) / 2;
}
