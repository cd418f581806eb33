import { describe, expect, it } from 'vitest';
import { makeBearer, makeBody, makeHeaders, makeHttp, makeTokenOf } from '../exchange/exchange.fixture';
import { maxLostStates, maxPerhapsRejected } from './limits';
import { createLog } from './log';
import { Rejections } from './rejections';

const token = makeTokenOf('alice');
const orders = 'https://api.test/orders';
const graphqlError = makeBody('{"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}', 'application/json');
const invalidToken = makeBody('{"error":"invalid_token"}', 'application/json');

describe('whether a request was rejected', () => {
  it.each([
    ['400 invalid_token', { status: 400, responseBody: invalidToken }],
    ['200 with UNAUTHENTICATED', { status: 200, responseBody: graphqlError }],
    ['401', { status: 401 }],
  ])('is the same for the request and its token: %s', (_name, response) => {
    const log = createLog();
    const exchange = makeBearer(token, response);
    log.record(exchange);
    expect(log.rejectionOf(exchange.id)).toBe('credentials');
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 1 }]);
  });

  it('depends on earlier requests to the endpoint, however many others there were in between', () => {
    const log = createLog();
    log.record(makeBearer(token, { url: orders }));
    for (let index = 0; index < 400; index += 1)
      log.record(makeHttp({ url: `https://api.test/items?page=${index}` }));
    const exchange = makeHttp({ url: orders, method: 'POST', status: 400 });
    log.record(exchange);
    expect(log.rejectionOf(exchange.id)).toBe('credentials');
  });

  it('depends on later ones as well, whose change lists the earlier request', () => {
    const log = createLog();
    const earlier = makeHttp({ url: orders, method: 'POST', status: 400 });
    log.record(earlier);
    expect(log.rejectionOf(earlier.id)).toBeUndefined();
    expect(log.record(makeBearer(token, { url: orders })).rejectionChanged).toEqual([earlier.id]);
    expect(log.rejectionOf(earlier.id)).toBe('credentials');
    expect(log.record(makeBearer(token, { url: orders })).rejectionChanged).toEqual([]);
  });

  it('is corrected, with the counts of its tokens, when the response body is added', () => {
    const log = createLog();
    const exchange = makeBearer(token);
    log.record(exchange);
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 0 }]);
    expect(log.amend({ ...exchange, responseBody: graphqlError })).toMatchObject({
      changed: [1],
      rejectionChanged: [exchange.id],
    });
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 1 }]);
  });

  it.each(['x-api-key', 'X-Access-Token'])('knows credentials in %s', (name) => {
    const log = createLog();
    log.record(makeHttp({ url: orders, requestHeaders: makeHeaders({ [name]: 'opaque' }) }));
    const exchange = makeHttp({ url: orders, status: 400 });
    log.record(exchange);
    expect(log.rejectionOf(exchange.id)).toBe('credentials');
  });

  it('does not depend on what was cleared', () => {
    const log = createLog();
    log.record(makeBearer(token, { url: orders, sentAtMs: 1_000 }));
    const kept = makeHttp({ url: orders, status: 400, sentAtMs: 3_000 });
    log.record(kept);
    expect(log.rejectionOf(kept.id)).toBe('credentials');
    log.clear(2_000);
    expect(log.rejectionOf(kept.id)).toBeUndefined();
    log.record(makeBearer(token, { url: orders, sentAtMs: 4_000 }));
    expect(log.rejectionOf(kept.id)).toBe('credentials');
    log.clear();
    const next = makeHttp({ url: orders, status: 400, sentAtMs: 5_000 });
    log.record(next);
    expect(log.rejectionOf(next.id)).toBeUndefined();
  });

  it('stays for what is kept, with the counts of its tokens', () => {
    const log = createLog();
    log.record(makeBearer(token, { url: orders, sentAtMs: 3_000, status: 400 }));
    log.clear(2_000);
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 1 }]);
  });

  it('is corrected when the authorization request of a response is reported late', () => {
    const log = createLog();
    const redirectUri = encodeURIComponent('https://app.test/callback');
    const authorize = (state: string) =>
      makeHttp({
        url: `https://id.test/authorize?response_type=code&client_id=app&redirect_uri=${redirectUri}&state=${state}`,
      });
    log.record(authorize('first'));
    const response = makeHttp({ url: 'https://app.test/callback?code=abcdefgh&state=second' });
    log.record(response);
    expect(log.rejectionOf(response.id)).toBe('sign-in');
    expect(log.record(authorize('third')).rejectionChanged).toEqual([]);
    expect(log.record(authorize('second')).rejectionChanged).toEqual([response.id]);
    expect(log.rejectionOf(response.id)).toBeUndefined();
  });

  it('is decided again for a limited number of requests, the newest ones', () => {
    const rejections = new Rejections();
    // Numbers in a path don't distinguish endpoints.
    const urlOf = (index: number) =>
      `https://api.test/${index.toString(2).replaceAll('0', 'a').replaceAll('1', 'b')}`;
    for (let index = 0; index <= maxPerhapsRejected; index += 1)
      rejections.decide(makeHttp({ url: urlOf(index), method: 'POST', status: 400 }));
    expect(rejections.note(makeBearer(token, { url: urlOf(0) }), true)).toEqual([]);
    expect(rejections.note(makeBearer(token, { url: urlOf(1) }), true)).toHaveLength(1);
  });

  it('is decided again for a limited number of authorization responses', () => {
    const rejections = new Rejections();
    const request = makeHttp({
      url: 'https://id.test/authorize?response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fapp.test%2Fcallback&state=first',
    });
    rejections.note(request, false);
    const ids = Array.from({ length: maxLostStates + 1 }, (_, index) => {
      const response = makeHttp({ url: `https://app.test/callback?code=abcdefgh&state=other-${index}` });
      expect(rejections.decide(response)).toBe('sign-in');
      return response.id;
    });
    expect(rejections.note(request, false)).toEqual(ids.slice(1));
  });

  it('distinguishes failed sign-ins', () => {
    const log = createLog();
    const exchange = makeHttp({ url: 'https://app.test/callback?error=access_denied&state=abcdefgh' });
    log.record(exchange);
    expect(log.rejectionOf(exchange.id)).toBe('sign-in');
  });
});
