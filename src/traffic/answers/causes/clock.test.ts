import { describe, expect, it } from 'vitest';
import { makeHeaders, makeHttp } from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
import { estimateClock, isOffClock, offsetOf, type ClockOffset } from './clock';
import { readClock } from './read-clock';

const sentAtMs = Date.UTC(2026, 10, 29, 12, 0, 0, 400);
const exchange = (offsetMs: number, more: Readonly<Record<string, string>> = {}, tookMs = 100) =>
  makeHttp({
    sentAtMs,
    answeredAtMs: sentAtMs + tookMs,
    requestHeaders: makeHeaders({ Authorization: 'Bearer token' }),
    responseHeaders: makeHeaders({ Date: new Date(sentAtMs + offsetMs).toUTCString(), ...more }),
  });

/** From the responses of an origin, newest first. The first is the request's own. */
function estimate(exchanges: readonly HttpExchange[]): ClockOffset | undefined {
  const readings = exchanges.flatMap((each) => {
    const range = readClock(each);
    return range === undefined ? [] : { sentAtMs: each.sentAtMs, range };
  });
  return estimateClock(readings, sentAtMs, exchanges[0] && readClock(exchanges[0]));
}

describe('estimateClock', () => {
  it('includes the resolution of a second and the latency', () => {
    expect(estimate([exchange(0)])).toEqual({ minMs: -500, maxMs: 600 });
    expect(estimate([exchange(0, {}, 2_000)])).toEqual({ minMs: -2_400, maxMs: 600 });
  });

  it('becomes more precise with each response', () => {
    const later = { ...exchange(0), sentAtMs: sentAtMs + 500, answeredAtMs: sentAtMs + 550 };
    expect(estimate([exchange(0), later])).toEqual({ minMs: -500, maxMs: 100 });
  });

  it('ignores caches, missing and invalid dates, and very slow responses', () => {
    const useless = [
      exchange(0, { Age: '10' }),
      makeHttp(),
      makeHttp({ responseHeaders: makeHeaders({ Date: 'yesterday' }) }),
      exchange(0, {}, 60_000),
    ];
    expect(estimate(useless)).toBeUndefined();
    expect(estimate([...useless, exchange(60_000)])?.minMs).toBeGreaterThan(59_000);
  });

  it('starts with the first exchange, and ignores others that contradict it', () => {
    expect(estimate([exchange(600_000), exchange(0)])).toEqual({ minMs: 599_500, maxMs: 600_600 });
  });
});

describe('readClock', () => {
  const later = (more: Readonly<Record<string, string>>, facts: object = {}) =>
    readClock({ ...exchange(-600_000, more), ...facts });
  const isLimited = (range: ReturnType<typeof readClock>) => range !== undefined && range.maxMs < Infinity;

  it('reads only that the clock is not further behind from what a cache may have stored', () => {
    const bare = { requestHeaders: [] };
    expect(later({}, bare)).toEqual({ minMs: -600_500, maxMs: Infinity });
    expect(estimate([{ ...exchange(-600_000), ...bare }])).toBeUndefined();
    expect(isLimited(later({ 'Cache-Control': 'public, max-age=60' }))).toBe(false);
    expect(isLimited(later({ 'Cache-Control': 'max-age=60' }, bare))).toBe(false);
  });

  it('trusts the date of a response that no shared cache stores', () => {
    const bare = { requestHeaders: [] };
    expect(isLimited(later({}))).toBe(true);
    expect(isLimited(later({ 'Cache-Control': 'no-store' }, bare))).toBe(true);
    expect(isLimited(later({}, { ...bare, method: 'POST' }))).toBe(true);
    expect(isLimited(later({}, { ...bare, status: 401 }))).toBe(true);
  });

  it('compares the date with the time at which a token was issued in the response', () => {
    const iat = (sentAtMs + 600_000 - 400) / 1_000;
    const issued = [{ iss: 'https://api.test/', iat }];
    const ahead = exchange(600_000, {}, 20_000);
    expect(readClock(ahead)?.minMs).toBe(579_600);
    expect(readClock(ahead, issued)?.minMs).toBe(579_600);
    const issuedAtTheEnd = [{ iss: 'https://api.test', iat: iat + 15 }];
    expect(readClock(ahead, issuedAtTheEnd)).toEqual({ minMs: 593_600, maxMs: 600_600 });
    expect(readClock({ ...ahead, responseHeaders: [] }, issued)).toEqual({ minMs: 578_600, maxMs: Infinity });
    expect(readClock(exchange(0), issued)).toBeUndefined();
    expect(readClock(exchange(0), [{ iss: 'https://other.test', iat }])).toEqual(readClock(exchange(0)));
    expect(readClock(exchange(0), [{ iss: 'https://api.test', iat: iat - 9_999 }])).toEqual(
      readClock(exchange(0)),
    );
  });

  it('shows nothing if a service worker may have created the response, or a cache of the browser sent it', () => {
    expect(readClock({ ...exchange(600_000), mayBeForged: true })).toBeUndefined();
    expect(
      readClock({ ...exchange(600_000), delivery: { state: 'not sent', reason: 'from cache' } as never }),
    ).toBeUndefined();
  });
});

describe('estimateClock', () => {
  const behind = { minMs: -601_000, maxMs: -600_000 };
  const same = { minMs: -500, maxMs: 600 };
  const read = (ranges: readonly ClockOffset[], own?: ClockOffset) =>
    estimateClock(
      ranges.map((range, index) => ({ sentAtMs: -index, range })),
      0,
      own,
    );

  it('allows a few responses that contradict the others, but not servers with different clocks', () => {
    expect(read([behind, behind, behind, behind, same])).toEqual(behind);
    expect(read([behind, behind, same])).toBeUndefined();
    expect(read([])).toBeUndefined();
  });

  it('is the clock of the server that answered, if the response shows it', () => {
    expect(read([behind, behind, same], same)).toEqual(same);
    expect(read([behind, behind, same], { minMs: -700_000, maxMs: Infinity })).toBeUndefined();
    expect(read([behind, behind], { minMs: -600_800, maxMs: Infinity })).toEqual({
      minMs: -600_800,
      maxMs: -600_000,
    });
  });

  it('needs a limit on both sides', () => {
    expect(read([{ minMs: 5_000, maxMs: Infinity }])).toBeUndefined();
    const limited = read([
      { minMs: 5_000, maxMs: Infinity },
      { minMs: 4_000, maxMs: 5_500 },
    ]);
    expect(limited).toEqual({ minMs: 5_000, maxMs: 5_500 });
  });

  it('is from around the time of the request', () => {
    const readings = Array.from({ length: 1_000 }, (_, index) => ({
      sentAtMs: -index,
      range: index < 500 ? same : behind,
    }));
    expect(estimateClock(readings, Infinity)).toEqual(same);
    expect(estimateClock(readings, -10)).toEqual(same);
    expect(estimateClock(readings, -700)).toEqual(behind);
    expect(estimateClock(readings, -2_000)).toEqual(behind);
  });
});

describe('isOffClock', () => {
  it('needs a difference of seconds that the uncertainty does not explain', () => {
    expect(isOffClock({ minMs: -5_000, maxMs: 100 })).toBe(false);
    expect(isOffClock({ minMs: 200, maxMs: 1_200 })).toBe(false);
    expect(isOffClock({ minMs: 2_100, maxMs: 3_200 })).toBe(true);
    expect(isOffClock({ minMs: -601_000, maxMs: -600_000 })).toBe(true);
  });
});

describe('offsetOf', () => {
  it('is 0 if the clocks may agree', () => {
    expect(offsetOf({ minMs: -400, maxMs: 600 })).toBe(0);
    expect(offsetOf({ minMs: 1_000, maxMs: 3_000 })).toBe(2_000);
  });
});
