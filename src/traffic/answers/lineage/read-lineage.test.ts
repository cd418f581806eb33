import { describe, expect, it } from 'vitest';
import {
  makeBearer,
  makeBody,
  makeHeaders,
  makeHttp,
  makeReading,
  makeToken,
} from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
import { createLog } from '../../log/log';
import { maxCompanionRequests, maxUsesAfter } from '../limits';
import { readLineage } from './read-lineage';

const accessToken = (claims: object = {}) =>
  makeToken(
    {
      iss: 'https://id.test',
      sub: 'alice',
      client_id: 'app',
      aud: 'https://api.shop.test',
      iat: 1,
      ...claims,
    },
    { alg: 'RS256', typ: 'at+jwt' },
  );
const [first, second] = [accessToken(), accessToken({ iat: 300 })];

function tokenResponse(id: string, atMs: number, body: object, form = 'grant_type=authorization_code') {
  return makeHttp({
    id,
    method: 'POST',
    url: 'https://id.test/token',
    sentAtMs: atMs,
    answeredAtMs: atMs + 50,
    requestBody: makeBody(form, 'application/x-www-form-urlencoded'),
    responseBody: makeBody(JSON.stringify(body), 'application/json'),
  });
}

function use(id: string, token: string, atMs: number, facts: Partial<HttpExchange> = {}) {
  return makeBearer(token, {
    id,
    sentAtMs: atMs,
    answeredAtMs: atMs + 20,
    url: 'https://api.shop.test/orders',
    status: 200,
    ...facts,
  });
}

const signIn = tokenResponse('sign-in', 1_000, { access_token: first, refresh_token: 'r-12345678' });
const refresh = tokenResponse(
  'refresh',
  5_000,
  { access_token: second },
  'grant_type=refresh_token&refresh_token=r-12345678',
);

function lineageOf(token: string, exchanges: readonly HttpExchange[]) {
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  const id = log.rows().find(({ raw }) => raw === token)?.id ?? 0;
  return readLineage(log, id);
}

describe('a lineage', () => {
  it('has the response that issued the token, its first and last use, and the refresh that replaced it', () => {
    const lineage = lineageOf(first, [signIn, use('a', first, 2_000), use('b', first, 3_000), refresh]);
    expect(lineage).toMatchObject({
      issuedBy: { exchangeId: 'sign-in', method: 'POST', url: 'https://id.test/token', sentAtMs: 1_000 },
      firstUse: { exchangeId: 'a' },
      lastUse: { exchangeId: 'b' },
      after: { tokenId: 2, isRefresh: true, request: { exchangeId: 'refresh' } },
      usesAfter: { count: 0, newest: [] },
    });
    expect(lineage).not.toHaveProperty('before');
  });

  it('has the token that it replaced', () => {
    expect(lineageOf(second, [signIn, refresh])).toMatchObject({
      issuedBy: { exchangeId: 'refresh' },
      before: { tokenId: 1, isRefresh: true, request: { exchangeId: 'refresh' } },
    });
  });

  it('calls a refresh in another session no refresh of this one', () => {
    const other = tokenResponse(
      'other',
      5_000,
      { access_token: second },
      'grant_type=refresh_token&refresh_token=another-session',
    );
    expect(lineageOf(first, [signIn, other])?.after).toMatchObject({ tokenId: 2, isRefresh: false });
  });

  it('calls a newer token of another sign-in no refresh', () => {
    const again = tokenResponse('again', 5_000, { access_token: second });
    expect(lineageOf(first, [signIn, again])?.after).toMatchObject({ tokenId: 2, isRefresh: false });
  });

  it('recognizes a refresh at the app’s own server', () => {
    const body = { responseBody: makeBody(JSON.stringify({ accessToken: second }), 'application/json') };
    const requestBody = makeBody('{"refreshToken":"r-12345678"}', 'application/json');
    const own = makeHttp({
      id: 'own',
      method: 'POST',
      url: 'https://app.test/session',
      sentAtMs: 5_000,
      requestBody,
      ...body,
    });
    expect(lineageOf(first, [signIn, own])?.after).toMatchObject({ isRefresh: true });
  });

  it('lists the requests that sent the token after the next one was delivered', () => {
    const stale = Array.from({ length: 7 }, (_, index) => use(`stale-${index}`, first, 6_000 + index));
    const duringRefresh = use('during', first, 5_020);
    const lineage = lineageOf(first, [signIn, refresh, duringRefresh, ...stale]);
    expect(lineage?.usesAfter.count).toBe(7);
    expect(lineage?.usesAfter.newest).toHaveLength(maxUsesAfter);
    expect(lineage?.usesAfter.newest[0]).toMatchObject({ exchangeId: 'stale-6' });
  });

  it.each([
    ['sent before', [use('early', first, 500), signIn]],
    ['stored before', [makeReading({ token: first }, { readAtMs: 500 }), signIn]],
    [
      'part of the request',
      [{ ...signIn, requestBody: makeBody(`token=${first}`, 'application/x-www-form-urlencoded') }],
    ],
    ['in no response', [use('only', first, 500)]],
  ])('has no issuing response for a token that was %s', (_, exchanges) => {
    expect(lineageOf(first, exchanges as readonly HttpExchange[])).not.toHaveProperty('issuedBy');
  });

  it('lists the tokens that were sent side by side, without DPoP proofs', () => {
    const other = accessToken({ aud: 'other' });
    const proof = makeToken(
      { htm: 'GET', htu: 'https://api.shop.test/', jti: '1' },
      { typ: 'dpop+jwt', alg: 'ES256' },
    );
    const both = (id: string) =>
      use(id, first, 2_000, {
        requestHeaders: makeHeaders({ Authorization: `Bearer ${first}`, Cookie: `s=${other}`, DPoP: proof }),
      });
    const lineage = lineageOf(first, [both('a'), both('b')]);
    expect(lineage?.companions).toEqual([{ tokenId: expect.any(Number) as number, requests: 2 }]);
  });

  it('says how many requests were compared if the log has evicted earlier ones', () => {
    const all = lineageOf(first, [signIn, use('a', first, 2_000)]);
    expect(all?.compared).toEqual({ requests: 1, forCompanions: 1, isAll: true });
    const log = createLog({ maxSightingsPerToken: 600 });
    for (let index = 0; index < 700; index += 1) log.record(use(`use-${index}`, first, 2_000 + index));
    const [row] = log.rows();
    const compared = readLineage(log, row?.id ?? 0)?.compared;
    expect(compared).toEqual({ requests: 600, forCompanions: maxCompanionRequests, isAll: false });
  });

  it('is undefined for a token that is not stored', () => {
    expect(readLineage(createLog(), 1)).toBeUndefined();
  });
});

describe('an origin that the token is not intended for', () => {
  const accepted = use('a', first, 2_000);
  const elsewhere = use('b', first, 3_000, { url: 'https://stats.test/v2', status: 401 });
  const others = (...exchanges: readonly HttpExchange[]) => lineageOf(first, exchanges)?.otherOrigins;

  it('is reported if the audience is the address of a server that accepted the token', () => {
    expect(others(accepted, elsewhere)).toMatchObject([
      { origin: 'https://stats.test', requests: 1, request: { exchangeId: 'b' } },
    ]);
  });

  it('is reported for another header that is for tokens', () => {
    const requestHeaders = [...makeHeaders({ 'X-Access-Token': first, Referer: `https://a.test/${first}` })];
    const inHeader = (id: string, url: string) => makeHttp({ id, url, sentAtMs: 3_000, requestHeaders });
    const stats = inHeader('s', 'https://stats.test/');
    expect(others(accepted, stats)).toMatchObject([{ origin: 'https://stats.test', requests: 1 }]);
    expect(others(inHeader('a', accepted.url), stats)).toHaveLength(1);
  });

  it.each([
    ['the audience was not called', [elsewhere]],
    ['a server elsewhere, which may be the audience, rejected it', [{ ...elsewhere, status: 401 }]],
    ['the audience rejected the token as well', [{ ...accepted, status: 401 }, elsewhere]],
    ['it is the issuer', [accepted, use('b', first, 3_000, { url: 'https://id.test/userinfo' })]],
    [
      'it is another host of the same site',
      [accepted, use('b', first, 3_000, { url: 'https://shop.test/x' })],
    ],
    [
      'the token was not sent as a credential',
      [accepted, makeHttp({ sentAtMs: 3_000, url: `https://stats.test/?token=${first}` })],
    ],
  ])('is not reported if %s', (_, exchanges) => {
    expect(others(...exchanges)).toEqual([]);
  });

  it.each([
    ['a logical name', ['https://api.shop.test', 'orders-api']],
    ['this machine', ['http://localhost:3000', 'https://api.shop.test']],
    ['unlimited in number', Array.from({ length: 60 }, () => 'https://api.shop.test')],
  ])('is not reported if the audience is %s', (_, aud) => {
    const token = accessToken({ aud });
    const other = use('b', token, 3_000, { url: 'http://127.0.0.1:4000/' });
    expect(lineageOf(token, [use('a', token, 2_000), other])?.otherOrigins).toEqual([]);
  });
});
