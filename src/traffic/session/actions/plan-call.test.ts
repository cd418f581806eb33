import { describe, expect, it } from 'vitest';
import { makeBearer, makeBody, makeHeaders, makeHttp, makeTokenOf } from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
import { createLog } from '../../log/log';
import type { TokenChoice } from './plan-call';
import { planResending } from './send-again';
import { SentBodies } from './sent-bodies';

const token = makeTokenOf('alice');
const other = makeTokenOf('bob');
const text = (value: string): TokenChoice => ({ kind: 'text', text: value });

/** The plan for an exchange that the log has recorded. */
function plan(exchange: HttpExchange, choice: TokenChoice, pageOrigin = 'https://app.test') {
  const log = createLog();
  const bodies = new SentBodies();
  log.record(exchange);
  bodies.note(exchange);
  const planned = planResending({ exchangeId: exchange.id, choice }, { log, bodies, pageOrigin });
  if (planned === undefined) throw new Error('the log has no such exchange');
  return planned;
}

describe('sending a request again', () => {
  it('sends what was captured, without the headers that only the browser can set', () => {
    const headers = makeHeaders({
      ':authority': 'api.test',
      Accept: 'application/json',
      Authorization: `Bearer ${token}`,
      Cookie: 'a=b',
      Host: 'api.test',
      Origin: 'https://app.test',
      'Sec-Fetch-Mode': 'cors',
      'User-Agent': 'x',
      'X-Tenant': 'acme',
      'bad name': 'x',
      ['__proto__']: 'x',
    });
    const { plan: planned, call } = plan(makeHttp({ requestHeaders: headers, url: 'https://api.test/a#f' }), {
      kind: 'captured',
    });
    expect(call).toEqual({
      pageOrigin: 'https://app.test',
      method: 'GET',
      url: 'https://api.test/a',
      headers: makeHeaders({
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        'X-Tenant': 'acme',
      }),
      credentials: 'include',
    });
    expect(planned.browserHeaders).toEqual(['Cookie', 'Host', 'Origin', 'Sec-Fetch-Mode', 'User-Agent']);
    expect(planned.notes).toEqual(['cookies-now']);
    expect(planned).not.toHaveProperty('problem');
  });

  it('sends no cookies that were not captured, and states that another page made the call', () => {
    const exchange = makeHttp({ requestHeaders: makeHeaders({ Origin: 'https://other.test' }) });
    const { plan: planned, call } = plan(exchange, { kind: 'captured' });
    expect(call.credentials).toBe('omit');
    expect(planned.notes).toEqual(['other-page']);
  });

  it.each([
    [{ Authorization: `Bearer ${token}` }, { Authorization: `Bearer ${other}` }],
    [{ 'X-Amzn-Oidc-Data': token }, { 'X-Amzn-Oidc-Data': other }],
    [{ Authorization: `Basic ${btoa(`me:${token}`)}` }, { Authorization: `Basic ${btoa(`me:${other}`)}` }],
  ])('replaces the token in the header %o', (before, after) => {
    const exchange = makeHttp({ requestHeaders: makeHeaders(before as Record<string, string>) });
    expect(plan(exchange, text(other)).call.headers).toEqual(makeHeaders(after as Record<string, string>));
  });

  it.each([
    [`https://api.test/a?x=1&token=${token}&y=%20`, `https://api.test/a?x=1&token=a%2Bb&y=%20`],
    [`https://api.test/${token}/a`, 'https://api.test/a%2Bb/a'],
  ])('replaces the token in the URL %s, encoded', (before, after) => {
    expect(plan(makeHttp({ url: before }), text('a+b')).call.url).toBe(after);
  });

  it.each([
    [`{"token": "${token}", "n": 1.0}`, 'application/json', '{"token": "a\\"b", "n": 1.0}'],
    [`x=1&token=${token}`, 'application/x-www-form-urlencoded', 'x=1&token=a%22b'],
    [`<a b="c">${token}</a>`, 'text/xml', '<a b="c">a"b</a>'],
  ])('replaces only the token in the body %s', (before, mimeType, after) => {
    const exchange = makeHttp({ method: 'POST', requestBody: makeBody(before, mimeType) });
    expect(plan(exchange, text('a"b')).call.body).toBe(after);
  });

  it('removes every token with its header or parameter', () => {
    const exchange = makeBearer(token, { url: `https://api.test/a?token=${other}&x=1` });
    const { plan: planned, call } = plan(exchange, { kind: 'none' });
    expect(call.headers).toEqual([]);
    expect(call.url).toBe('https://api.test/a?x=1');
    expect(planned.replaced.map(({ kind }) => kind)).toEqual(['request header', 'request url']);
  });

  it('adds a token to a request that has none, in place of a placeholder', () => {
    const exchange = makeHttp({ requestHeaders: makeHeaders({ Authorization: 'Bearer undefined' }) });
    expect(plan(exchange, text(other)).call.headers).toEqual(
      makeHeaders({ Authorization: `Bearer ${other}` }),
    );
  });

  it('cannot replace a token in a cookie, but can leave the cookies out', () => {
    const exchange = makeHttp({ requestHeaders: makeHeaders({ Cookie: `session=${token}` }) });
    expect(plan(exchange, text(other)).plan.problem).toBe('token-in-cookie');
    const { plan: planned, call } = plan(exchange, { kind: 'none' });
    expect(planned).not.toHaveProperty('problem');
    expect(planned.notes).toEqual(['cookies-left-out']);
    expect(call.credentials).toBe('omit');
  });

  it('sends the body that the log does not store', () => {
    const exchange = makeHttp({ method: 'PUT', requestBody: makeBody('{"quantity":2}', 'application/json') });
    const { plan: planned, call } = plan(exchange, { kind: 'captured' });
    expect(call.body).toBe('{"quantity":2}');
    expect(planned).toMatchObject({ hasBody: true, isUnsafe: true });
  });

  it.each([
    [{ requestHeaders: makeHeaders({ 'Content-Length': '5' }) }, 'body-missing'],
    [{ requestBody: makeBody('{"a":', 'application/json', true) }, 'body-cut'],
    [{ requestBody: makeBody('\0\x01', 'application/octet-stream') }, 'body-binary'],
    [{ url: 'wss://api.test/' }, 'protocol'],
    [{ source: 'file' }, 'file'],
    [{ isPending: true, status: 0 }, 'pending'],
  ] as const)('does not send %o', (facts, problem) => {
    const exchange = makeHttp({ method: 'POST', ...facts });
    expect(plan(exchange, { kind: 'captured' }).plan.problem).toBe(problem);
  });

  it.each(['two words', 'line\nbreak', 'é', ''])('does not send %j as a token', (pasted) => {
    expect(plan(makeBearer(token), text(pasted)).plan.problem).toBe('token-text');
  });
});

describe('the bodies of sent requests', () => {
  it('are limited: the newest ones stay', () => {
    const bodies = new SentBodies();
    const exchanges = Array.from({ length: 12 }, () =>
      makeHttp({ requestBody: makeBody('x'.repeat(200 * 1024), 'text/plain') }),
    );
    for (const exchange of exchanges) bodies.note(exchange);
    expect(exchanges.map(({ id }) => bodies.get(id) !== undefined)).toEqual([
      ...Array<boolean>(2).fill(false),
      ...Array<boolean>(10).fill(true),
    ]);
    bodies.clear();
    expect(bodies.get(exchanges.at(-1)?.id ?? '')).toBeUndefined();
  });
});
