import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from './delivery';
import { areContradictory, deliveryOf, mergeDeliveries, notSentReasons } from './delivery';
import type { HttpExchange } from './exchange';
import { makeBearer, makeBody, makeHeaders, makeHttp, makeToken, makeTokenOf } from './exchange.fixture';
import { createMerger, waitingMs } from '../merge/merge';
import { createLog } from '../log/log';
import { readContext } from '../answers/token-context';
import { isSent } from './sent';

const sent: Delivery = { state: 'sent' };
const unknown: Delivery = { state: 'unknown' };
const connectionRefused: Delivery = {
  state: 'not sent',
  reason: 'connection refused',
  error: 'net::ERR_CONNECTION_REFUSED',
};
const fromDisk: Delivery = { state: 'not sent', reason: 'disk cache' };
const fromCache: Delivery = { state: 'not sent', reason: 'cache' };

const deliveries: fc.Arbitrary<Delivery> = fc.oneof(
  fc.constant(sent),
  fc.constant(unknown),
  fc.constantFrom(...notSentReasons).map((reason) => ({ state: 'not sent' as const, reason })),
);

describe('deliveryOf', () => {
  it('is "sent" with a response and unknown without one, unless a source reports the delivery', () => {
    expect(deliveryOf({ status: 401 })).toEqual(sent);
    expect(deliveryOf({ status: 0 })).toEqual(unknown);
    expect(deliveryOf({ status: 200, delivery: fromDisk })).toEqual(fromDisk);
  });
});

describe('mergeDeliveries', () => {
  it.each([
    ['prefers a known state', unknown, connectionRefused, connectionRefused],
    ['prefers a known state', sent, unknown, sent],
    ['prefers the specific reason', fromCache, fromDisk, fromDisk],
    ['prefers the specific reason', fromDisk, fromCache, fromDisk],
    ['returns unknown for a contradiction', sent, fromDisk, unknown],
    [
      'keeps the error of a contradiction',
      connectionRefused,
      sent,
      { state: 'unknown', error: connectionRefused.error },
    ],
    [
      'keeps the error of the observation it discards',
      { state: 'unknown', error: 'net::ERR_FAILED' },
      { state: 'not sent', reason: 'preflight failed' },
      { state: 'not sent', reason: 'preflight failed', error: 'net::ERR_FAILED' },
    ],
  ] as const)('%s', (_rule, one, other, merged) => {
    expect(mergeDeliveries(one, other)).toEqual(merged);
  });

  it('returns a state that one observation reports and the other does not contradict, in either order', () => {
    fc.assert(
      fc.property(deliveries, deliveries, (one, other) => {
        const merged = mergeDeliveries(one, other);
        expect(mergeDeliveries(other, one).state).toBe(merged.state);
        expect(merged.state === 'unknown').toBe(
          areContradictory(one, other) || (one.state === 'unknown' && other.state === 'unknown'),
        );
      }),
    );
  });
});

describe('token in a request that was not sent', () => {
  const token = makeToken({ sub: 'alice', exp: 1 });

  it.each([
    ['not sent', { delivery: fromDisk }],
    ['not sent', { status: 0, delivery: connectionRefused }],
    ['unknown', { status: 0 }],
  ] as const)('is listed but not counted as used when the delivery is "%s"', (state, facts) => {
    const log = createLog();
    log.record(makeBearer(token, facts));
    const [row] = log.rows();
    expect(row).toMatchObject({ requests: 0, rejected: 0, sightings: 1 });
    expect(row).not.toHaveProperty('lastSentMs');
    const [sighting] = log.sightings(1);
    expect(sighting?.delivery?.state).toBe(state);
    expect(sighting && isSent(sighting)).toBe(false);
  });

  it('does not count as rejected by a 401 from the cache', () => {
    const log = createLog();
    log.record(makeBearer(token, { status: 401, delivery: fromDisk }));
    expect(log.rows()).toMatchObject([{ requests: 0, rejected: 0 }]);
  });

  it('does not change when the token was last sent', () => {
    const log = createLog();
    log.record(makeBearer(token, { sentAtMs: 1_000 }));
    log.record(makeBearer(token, { sentAtMs: 5_000, delivery: fromDisk }));
    expect(log.rows()).toMatchObject([{ requests: 1, lastSentMs: 1_000, lastSeenMs: 5_000 }]);
  });

  it('is still not counted after clearing the log up to an earlier time', () => {
    const log = createLog();
    log.record(makeBearer(token, { delivery: fromDisk }));
    log.clear(0);
    expect(log.rows()).toMatchObject([{ requests: 0, sightings: 1 }]);
  });
});

describe('second observation of a recorded request', () => {
  const token = makeToken();
  const web = (id: string, facts: Partial<HttpExchange>) =>
    makeBearer(token, { id, source: 'web request', ...facts });

  it('counts the request when it reports that it was sent', () => {
    const log = createLog();
    const exchange = makeBearer(token, { status: 0 });
    log.record(exchange);
    const change = log.amend(web(exchange.id, { status: 0, delivery: sent }));
    expect(change.outcomeChanged).toEqual([1]);
    expect(log.rows()).toMatchObject([{ requests: 1, lastSentMs: 1_000 }]);
    expect(log.sightings(1)[0]).not.toHaveProperty('delivery');
    log.amend(web(exchange.id, { status: 0, delivery: sent }));
    expect(log.rows()).toMatchObject([{ requests: 1 }]);
  });

  it('stops counting the request when it contradicts the first', () => {
    const log = createLog();
    const exchange = makeBearer(token, { status: 401 });
    log.record(makeBearer(token, { sentAtMs: 500 }));
    log.record(exchange);
    expect(log.rows()).toMatchObject([{ requests: 2, rejected: 1, lastSentMs: 1_000 }]);
    log.amend(web(exchange.id, { status: 401, delivery: fromDisk }));
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 0, lastSentMs: 500 }]);
    expect(log.exchange(exchange.id)).toMatchObject({ delivery: unknown });
  });

  it('adds the reason', () => {
    const log = createLog();
    const exchange = makeBearer(token, { status: 0 });
    log.record(exchange);
    log.amend(web(exchange.id, { status: 0, delivery: connectionRefused }));
    expect(log.sightings(1)).toMatchObject([{ delivery: connectionRefused }]);
    expect(log.rows()).toMatchObject([{ requests: 0 }]);
  });

  it('does not count a request when only its response has the token', () => {
    const log = createLog();
    const exchange = makeHttp({ delivery: fromDisk, responseBody: makeBody(token, 'text/plain') });
    log.record(exchange);
    log.amend(makeHttp({ id: exchange.id, source: 'web request', delivery: fromDisk }));
    expect(log.rows()).toMatchObject([{ requests: 0 }]);
  });
});

describe('request reported by DevTools and webRequest', () => {
  function listen() {
    const [recorded, amended]: [HttpExchange[], HttpExchange[]] = [[], []];
    const merger = createMerger({
      record: (exchange) => recorded.push(exchange),
      amend: (exchange) => amended.push(exchange),
    });
    return { merger, recorded, amended };
  }
  const log = (facts: Partial<HttpExchange>) => makeHttp({ source: 'network log', ...facts });
  const web = (facts: Partial<HttpExchange>) => makeHttp({ source: 'web request', ...facts });

  it('has the delivery that either reports, in either order', () => {
    const first = listen();
    first.merger.take(web({ status: 0, delivery: connectionRefused }), 0);
    first.merger.take(log({ status: 0 }), 10);
    expect(first.recorded).toMatchObject([{ delivery: connectionRefused }]);

    const second = listen();
    second.merger.take(log({ status: 0 }), 0);
    second.merger.take(web({ status: 0, delivery: connectionRefused }), 10);
    expect(second.amended).toMatchObject([{ delivery: connectionRefused }]);
  });

  it('matches cached with cached when two requests are otherwise alike', () => {
    const { merger, recorded } = listen();
    const headers = { responseHeaders: makeHeaders({ Date: 'Sun, 01 Mar 2026 10:00:00 GMT' }) };
    merger.take(web({ ...headers, sentAtMs: 1_000 }), 0);
    merger.take(web({ ...headers, sentAtMs: 1_004, delivery: fromCache }), 0);
    merger.take(log({ ...headers, sentAtMs: 1_001, delivery: fromDisk }), 0);
    merger.take(log({ ...headers, sentAtMs: 1_003 }), 0);
    merger.settle(waitingMs);
    expect(recorded.map(deliveryOf)).toEqual([fromDisk, sent]);
  });

  it('is merged when DevTools reports the 304 and webRequest the cached response', () => {
    const { merger, recorded } = listen();
    merger.take(web({ status: 200 }), 0);
    merger.take(log({ status: 304 }), 0);
    merger.settle(waitingMs);
    expect(recorded).toMatchObject([{ status: 304 }]);
  });

  it("is not merged with the service worker's own request for the same URL", () => {
    const { merger, recorded } = listen();
    merger.take(web({ sender: 'shared or service worker' }), 0);
    merger.take(log({ delivery: { state: 'not sent', reason: 'service worker' } }), 0);
    merger.settle(waitingMs);
    expect(recorded.map((exchange) => deliveryOf(exchange).state)).toEqual(['not sent', 'sent']);
  });
});

describe('token context', () => {
  const token = makeToken({ iss: 'https://id.test', sub: 'alice' }, { alg: 'ES256', typ: 'dpop+jwt' });
  const contextOf = (...exchanges: readonly HttpExchange[]) => {
    const log = createLog();
    for (const exchange of exchanges) log.record(exchange);
    return readContext(log, log.rows().find(({ raw }) => raw === token)?.id ?? 0);
  };

  it.each([
    ['not sent', { delivery: fromDisk }],
    ['not known to be sent', { status: 0 }],
  ])('excludes a request that is %s', (_state, facts) => {
    expect(contextOf(makeBearer(token, { url: 'http://elsewhere.test/', ...facts }))).toEqual({});
  });

  it('counts how often a DPoP proof was sent', () => {
    const cached = makeBearer(token, { delivery: fromDisk });
    expect(contextOf(makeBearer(token), cached)).toMatchObject({ timesSeen: 1 });
  });

  it('includes the response from a cache and excludes the request that was not sent', () => {
    const other = makeTokenOf('other');
    const context = contextOf(
      makeBearer(other, {
        delivery: fromDisk,
        requestBody: makeBody(`token=${other}`, 'text/plain'),
        responseBody: makeBody(token, 'text/plain'),
      }),
    );
    expect(context).toMatchObject({ request: { location: 'response body', headers: [] } });
    expect(context.request).not.toHaveProperty('bodyText');
    expect(context).not.toHaveProperty('companions');
    expect(context).not.toHaveProperty('accessToken');
  });
});
