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
const refused: Delivery = {
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

describe('a request without a report of its delivery', () => {
  it('was sent if an answer came, and is unknown otherwise', () => {
    expect(deliveryOf({ status: 401 })).toEqual(sent);
    expect(deliveryOf({ status: 0 })).toEqual(unknown);
    expect(deliveryOf({ status: 200, delivery: fromDisk })).toEqual(fromDisk);
  });
});

describe('merging two observations', () => {
  it.each([
    ['what is known wins', unknown, refused, refused],
    ['what is known wins', sent, unknown, sent],
    ['the specific reason wins', fromCache, fromDisk, fromDisk],
    ['the specific reason wins', fromDisk, fromCache, fromDisk],
    ['a contradiction is not known', sent, fromDisk, unknown],
    ['a contradiction keeps the error', refused, sent, { state: 'unknown', error: refused.error }],
    [
      'the error of the other is kept',
      { state: 'unknown', error: 'net::ERR_FAILED' },
      { state: 'not sent', reason: 'preflight failed' },
      { state: 'not sent', reason: 'preflight failed', error: 'net::ERR_FAILED' },
    ],
  ] as const)('%s', (_rule, one, other, merged) => {
    expect(mergeDeliveries(one, other)).toEqual(merged);
  });

  it('claims a state only if one says it and none denies it, in either order', () => {
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

describe('a token in a request that was not sent', () => {
  const token = makeToken({ sub: 'alice', exp: 1 });

  it.each([
    ['not sent', { delivery: fromDisk }],
    ['not sent', { status: 0, delivery: refused }],
    ['unknown', { status: 0 }],
  ] as const)('is listed and not counted as used: %s', (state, facts) => {
    const log = createLog();
    log.record(makeBearer(token, facts));
    const [row] = log.rows();
    expect(row).toMatchObject({ requests: 0, refused: 0, sightings: 1 });
    expect(row).not.toHaveProperty('lastSentMs');
    const [sighting] = log.sightings(1);
    expect(sighting?.delivery?.state).toBe(state);
    expect(sighting && isSent(sighting)).toBe(false);
  });

  it('is not rejected by the 401 of a cache', () => {
    const log = createLog();
    log.record(makeBearer(token, { status: 401, delivery: fromDisk }));
    expect(log.rows()).toMatchObject([{ requests: 0, refused: 0 }]);
  });

  it('keeps the last sending of an earlier request', () => {
    const log = createLog();
    log.record(makeBearer(token, { sentAtMs: 1_000 }));
    log.record(makeBearer(token, { sentAtMs: 5_000, delivery: fromDisk }));
    expect(log.rows()).toMatchObject([{ requests: 1, lastSentMs: 1_000, lastSeenMs: 5_000 }]);
  });

  it('is still not counted after a clear that keeps it', () => {
    const log = createLog();
    log.record(makeBearer(token, { delivery: fromDisk }));
    log.clear(0);
    expect(log.rows()).toMatchObject([{ requests: 0, sightings: 1 }]);
  });
});

describe('a second observation of a request that is recorded', () => {
  const token = makeToken();
  const web = (id: string, facts: Partial<HttpExchange>) =>
    makeBearer(token, { id, source: 'web request', ...facts });

  it('counts it once it is known that it was sent', () => {
    const log = createLog();
    const exchange = makeBearer(token, { status: 0 });
    log.record(exchange);
    const change = log.amend(web(exchange.id, { status: 0, delivery: sent }));
    expect(change.answered).toEqual([1]);
    expect(log.rows()).toMatchObject([{ requests: 1, lastSentMs: 1_000 }]);
    expect(log.sightings(1)[0]).not.toHaveProperty('delivery');
    log.amend(web(exchange.id, { status: 0, delivery: sent }));
    expect(log.rows()).toMatchObject([{ requests: 1 }]);
  });

  it('no longer counts it when the two contradict each other', () => {
    const log = createLog();
    const exchange = makeBearer(token, { status: 401 });
    log.record(makeBearer(token, { sentAtMs: 500 }));
    log.record(exchange);
    expect(log.rows()).toMatchObject([{ requests: 2, refused: 1, lastSentMs: 1_000 }]);
    log.amend(web(exchange.id, { status: 401, delivery: fromDisk }));
    expect(log.rows()).toMatchObject([{ requests: 1, refused: 0, lastSentMs: 500 }]);
    expect(log.exchange(exchange.id)).toMatchObject({ delivery: unknown });
  });

  it('adds the reason', () => {
    const log = createLog();
    const exchange = makeBearer(token, { status: 0 });
    log.record(exchange);
    log.amend(web(exchange.id, { status: 0, delivery: refused }));
    expect(log.sightings(1)).toMatchObject([{ delivery: refused }]);
    expect(log.rows()).toMatchObject([{ requests: 0 }]);
  });

  it('does not count a request whose answer alone carried the token', () => {
    const log = createLog();
    const exchange = makeHttp({ delivery: fromDisk, responseBody: makeBody(token, 'text/plain') });
    log.record(exchange);
    log.amend(makeHttp({ id: exchange.id, source: 'web request', delivery: fromDisk }));
    expect(log.rows()).toMatchObject([{ requests: 0 }]);
  });
});

describe('one request in DevTools and in webRequest', () => {
  function listen() {
    const [recorded, amended]: [HttpExchange[], HttpExchange[]] = [[], []];
    const join = createMerger({
      record: (exchange) => recorded.push(exchange),
      amend: (exchange) => amended.push(exchange),
    });
    return { join, recorded, amended };
  }
  const log = (facts: Partial<HttpExchange>) => makeHttp({ source: 'network log', ...facts });
  const web = (facts: Partial<HttpExchange>) => makeHttp({ source: 'web request', ...facts });

  it('has what either knows, in either order', () => {
    const first = listen();
    first.join.take(web({ status: 0, delivery: refused }), 0);
    first.join.take(log({ status: 0 }), 10);
    expect(first.recorded).toMatchObject([{ delivery: refused }]);

    const second = listen();
    second.join.take(log({ status: 0 }), 0);
    second.join.take(web({ status: 0, delivery: refused }), 10);
    expect(second.amended).toMatchObject([{ delivery: refused }]);
  });

  it('of two alike, pairs the one from the cache with the one from the cache', () => {
    const { join, recorded } = listen();
    const headers = { responseHeaders: makeHeaders({ Date: 'Sun, 01 Mar 2026 10:00:00 GMT' }) };
    join.take(web({ ...headers, sentAtMs: 1_000 }), 0);
    join.take(web({ ...headers, sentAtMs: 1_004, delivery: fromCache }), 0);
    join.take(log({ ...headers, sentAtMs: 1_001, delivery: fromDisk }), 0);
    join.take(log({ ...headers, sentAtMs: 1_003 }), 0);
    join.settle(waitingMs);
    expect(recorded.map(deliveryOf)).toEqual([fromDisk, sent]);
  });

  it('is one where DevTools has the 304 and webRequest the answer that it confirmed', () => {
    const { join, recorded } = listen();
    join.take(web({ status: 200 }), 0);
    join.take(log({ status: 304 }), 0);
    join.settle(waitingMs);
    expect(recorded).toMatchObject([{ status: 304 }]);
  });

  it("is not merged with the service worker's own request for the same URL", () => {
    const { join, recorded } = listen();
    join.take(web({ sender: 'shared or service worker' }), 0);
    join.take(log({ delivery: { state: 'not sent', reason: 'service worker' } }), 0);
    join.settle(waitingMs);
    expect(recorded.map((exchange) => deliveryOf(exchange).state)).toEqual(['not sent', 'sent']);
  });
});

describe('the context of a token', () => {
  const token = makeToken({ iss: 'https://id.test', sub: 'alice' }, { alg: 'ES256', typ: 'dpop+jwt' });
  const contextOf = (...exchanges: readonly HttpExchange[]) => {
    const log = createLog();
    for (const exchange of exchanges) log.record(exchange);
    return readContext(log, log.rows().find(({ raw }) => raw === token)?.id ?? 0);
  };

  it.each([
    ['not sent', { delivery: fromDisk }],
    ['not known to be sent', { status: 0 }],
  ])('has no request and no site of a request that is %s', (_state, facts) => {
    expect(contextOf(makeBearer(token, { url: 'http://elsewhere.test/', ...facts }))).toEqual({});
  });

  it('counts a proof as often as it was sent', () => {
    const cached = makeBearer(token, { delivery: fromDisk });
    expect(contextOf(makeBearer(token), cached)).toMatchObject({ timesSeen: 1 });
  });

  it('has of a cached answer what it brought, and not what the request would have taken', () => {
    const other = makeTokenOf('other');
    const context = contextOf(
      makeBearer(other, {
        delivery: fromDisk,
        requestBody: makeBody(`token=${other}`, 'text/plain'),
        responseBody: makeBody(token, 'text/plain'),
      }),
    );
    expect(context).toMatchObject({ request: { place: 'response body', headers: [] } });
    expect(context.request).not.toHaveProperty('bodyText');
    expect(context).not.toHaveProperty('companions');
    expect(context).not.toHaveProperty('accessToken');
  });
});
