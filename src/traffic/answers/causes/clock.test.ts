import { describe, expect, it } from 'vitest';
import { makeHeaders, makeHttp } from '../../exchange/exchange.fixture';
import { estimateClock, offsetOf } from './clock';

const sentAtMs = Date.UTC(2026, 10, 29, 12, 0, 0, 400);
const exchange = (offsetMs: number, more: Readonly<Record<string, string>> = {}, tookMs = 100) =>
  makeHttp({
    sentAtMs,
    answeredAtMs: sentAtMs + tookMs,
    responseHeaders: makeHeaders({ Date: new Date(sentAtMs + offsetMs).toUTCString(), ...more }),
  });

describe('estimateClock', () => {
  it('includes the resolution of a second and the latency', () => {
    expect(estimateClock([exchange(0)])).toEqual({ minMs: -500, maxMs: 600 });
    expect(estimateClock([exchange(0, {}, 2_000)])).toEqual({ minMs: -2_400, maxMs: 600 });
  });

  it('becomes more precise with each response', () => {
    const later = { ...exchange(0), sentAtMs: sentAtMs + 500, answeredAtMs: sentAtMs + 550 };
    expect(estimateClock([exchange(0), later])).toEqual({ minMs: -500, maxMs: 100 });
  });

  it('ignores caches, missing and invalid dates, and very slow responses', () => {
    const useless = [
      exchange(0, { Age: '10' }),
      makeHttp(),
      makeHttp({ responseHeaders: makeHeaders({ Date: 'yesterday' }) }),
      exchange(0, {}, 60_000),
    ];
    expect(estimateClock(useless)).toBeUndefined();
    expect(estimateClock([...useless, exchange(60_000)])?.minMs).toBeGreaterThan(59_000);
  });

  it('starts with the first exchange, and ignores others that contradict it', () => {
    expect(estimateClock([exchange(600_000), exchange(0)])).toEqual({ minMs: 599_500, maxMs: 600_600 });
  });
});

describe('offsetOf', () => {
  it('is 0 if the clocks may agree', () => {
    expect(offsetOf({ minMs: -400, maxMs: 600 })).toBe(0);
    expect(offsetOf({ minMs: 1_000, maxMs: 3_000 })).toBe(2_000);
  });
});
