import { describe, expect, it } from 'vitest';
import { check, decode, type CheckContext } from '../../token';
import {
  makeBearer,
  makeBody,
  makeHeaders,
  makeHttp,
  makeReading,
  makeToken,
} from '../exchange/exchange.fixture';
import type { Exchange } from '../exchange/exchange';
import { createLog } from '../log/log';
import { readContext } from './token-context';

const token = makeToken(
  { iss: 'https://id.test', aud: 'https://api.shop.test', sub: 'alice', exp: 1_790_000_000 },
  { alg: 'RS256', typ: 'at+jwt', kid: 'k-1' },
);
const pageUrl = 'https://shop.test/';

/** The context of a token after these exchanges. */
function contextOf(exchanges: readonly Exchange[], raw = token) {
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  const row = log.rows().find((candidate) => candidate.raw === raw);
  if (row === undefined) throw new Error('the token is not stored');
  return readContext(log, row.id);
}

/** The rules that fire on a token after these exchanges. */
function rulesOf(exchanges: readonly Exchange[], raw = token): readonly string[] {
  const { companions = [], ...known } = contextOf(exchanges, raw);
  const context: CheckContext = { ...known, companions: companions.map((each) => decode(each)) };
  return check(decode(raw), { atSeconds: 1_789_999_000, ...context }).map(({ rule }) => rule);
}

const sent = (facts: Parameters<typeof makeBearer>[1] = {}) =>
  makeBearer(token, { url: 'https://api.shop.test/orders', sentAtMs: 1_789_999_000_000, pageUrl, ...facts });
const cookie = (line: string, url = 'https://shop.test/session') =>
  makeHttp({
    url,
    pageUrl,
    sentAtMs: 1_789_999_000_000,
    answeredAtMs: 1_789_999_000_050,
    responseHeaders: makeHeaders({ 'Set-Cookie': line }),
  });

describe('readContext', () => {
  it('makes no transport or storage rule fire for a token that is sent correctly', () => {
    const rules = rulesOf([sent()]);
    expect(rules.filter((rule) => /^(?:TR|CK|ST)-/.test(rule))).toEqual([]);
    expect(rules).not.toContain('CLM-EXPIRED-2XX');
  });

  it('is empty for a token that is not stored', () => {
    expect(readContext(createLog(), 7)).toEqual({});
  });
});

describe('request facts', () => {
  it.each<[string, Exchange]>([
    ['TR-URL-QUERY', makeHttp({ url: `https://api.shop.test/?access_token=${token}`, pageUrl })],
    ['TR-URL-PATH', makeHttp({ url: `https://api.shop.test/verify/${token}`, pageUrl })],
    ['TR-HTTP', sent({ url: 'http://api.shop.test/orders' })],
    [
      'TR-THIRD-PARTY',
      makeHttp({
        url: 'https://collector.test/in',
        pageUrl,
        requestHeaders: makeHeaders({ 'X-Token': token }),
      }),
    ],
    [
      'TR-REFERER',
      makeHttp({
        url: 'https://cdn.test/font',
        pageUrl,
        requestHeaders: makeHeaders({ Referer: `https://shop.test/?token=${token}` }),
      }),
    ],
    [
      'TR-REDIRECT',
      makeHttp({
        status: 302,
        responseHeaders: makeHeaders({ Location: `https://shop.test/?token=${token}` }),
      }),
    ],
    [
      'TR-WS-QUERY',
      makeHttp({ url: `wss://api.shop.test/live?access_token=${token}`, status: 101, pageUrl }),
    ],
    ['CLM-EXPIRED-2XX', sent({ sentAtMs: 1_790_000_901_000, status: 200 })],
    [
      'TR-401-SCHEME',
      sent({
        status: 401,
        responseHeaders: makeHeaders({ 'WWW-Authenticate': 'Bearer error="invalid_token"' }),
      }),
    ],
    [
      'TR-NO-STORE',
      makeHttp({
        url: 'https://id.test/session',
        pageUrl,
        responseHeaders: makeHeaders({ 'Cache-Control': 'max-age=60' }),
        responseBody: makeBody(JSON.stringify({ access_token: token }), 'application/json'),
      }),
    ],
  ])('make %s fire', (rule, exchange) => {
    expect(rulesOf([exchange])).toContain(rule);
  });

  it('include the newest requests, oldest first, and all sites', () => {
    const context = contextOf(
      Array.from({ length: 60 }, (_, index) =>
        sent({ url: `https://api${index}.shop.test/`, sentAtMs: index }),
      ),
    );
    expect(context.requests?.length).toBe(50);
    expect(context.request?.url).toBe('https://api59.shop.test/');
    expect(context.requests?.[0]?.url).toBe('https://api10.shop.test/');
    expect(context.sites?.length).toBe(60);
  });
});

describe('cookie facts', () => {
  it.each([
    ['CK-SECURE', `t=${token}; Path=/; HttpOnly; SameSite=Lax`],
    ['CK-HTTPONLY', `t=${token}; Secure; SameSite=Lax`],
    ['CK-SAMESITE', `t=${token}; Secure; HttpOnly; SameSite=None`],
    ['CK-DOMAIN', `t=${token}; Secure; HttpOnly; SameSite=Lax; Domain=test`],
    ['CK-PREFIX-BROKEN', `__Host-t=${token}; Secure; Path=/api`],
    ['CK-SIZE', `t=${makeToken({ sub: 'x'.repeat(5_000) })}`],
  ])('make %s fire', (rule, line) => {
    const raw = /=([^;]+)/.exec(line)?.[1] ?? '';
    expect(rulesOf([cookie(line)], raw)).toContain(rule);
  });

  it('describe one cookie if its name has a plus sign', () => {
    for (const name of ['my+session', 's.0+.1']) {
      expect(contextOf([cookie(`${name}=${token}; Path=/; Secure; HttpOnly`)]).cookie).toMatchObject({
        name,
        size: name.length + token.length,
        secure: true,
        httpOnly: true,
      });
      expect(contextOf([cookie(`${name}=${token}`)]).cookie).not.toHaveProperty('split');
      expect(contextOf([cookie(`${name}=${token}`)]).cookie).not.toHaveProperty('chunks');
    }
  });

  it('describe the parts of a token that was split across cookies', () => {
    const raw = makeToken();
    const [headerAndPayload, signature] = [
      raw.slice(0, raw.lastIndexOf('.')),
      raw.slice(raw.lastIndexOf('.') + 1),
    ];
    const setting = (...lines: string[]) =>
      makeHttp({
        url: 'https://shop.test/login',
        responseHeaders: lines.map((value) => ({ name: 'Set-Cookie', value })),
      });
    expect(
      contextOf([setting(`t.hp=${headerAndPayload}; Secure`, `t.s=${signature}; HttpOnly`)], raw).cookie,
    ).toMatchObject({
      name: 't.hp',
      split: true,
      secure: true,
      httpOnly: false,
    });
    const [start, end] = [raw.slice(0, 50), raw.slice(50)];
    expect(contextOf([setting(`t.0=${start}; Secure`, `t.1=${end}`)], raw).cookie).toMatchObject({
      name: 't',
      chunks: { found: [0, 1] },
      secure: true,
    });
  });

  it('make no rule fire if every attribute is correct', () => {
    const rules = rulesOf([
      cookie(`__Host-t=${token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=300`),
    ]);
    expect(rules.filter((rule) => rule.startsWith('CK-'))).toEqual([]);
  });

  it('include the attributes for a request that sends the cookie back', () => {
    const back = makeHttp({
      url: 'https://shop.test/orders',
      pageUrl,
      requestHeaders: makeHeaders({ Cookie: `t=${token}` }),
    });
    expect(rulesOf([cookie(`t=${token}; Path=/`), back])).toContain('CK-SECURE');
    // If the cookie was set before DevTools was opened, its attributes are unknown.
    expect(rulesOf([back])).not.toContain('CK-SECURE');
  });

  it('include only that it is not HttpOnly if a script has read it', () => {
    const rules = rulesOf([makeReading({ t: token }, { area: 'cookie' })]);
    expect(rules).toContain('CK-HTTPONLY');
    expect(rules).not.toContain('CK-SAMESITE');
  });
});

describe('related data', () => {
  const keySet = (keys: readonly object[]) =>
    makeHttp({
      url: 'https://id.test/jwks',
      responseBody: makeBody(JSON.stringify({ keys }), 'application/json'),
    });

  it('includes the key set with the key, with or without private members', () => {
    const jwk = { kty: 'EC', crv: 'P-256', kid: 'k-1', x: 'a', y: 'b' };
    expect(contextOf([keySet([jwk]), sent()]).jwksUrl).toBe('https://id.test/jwks');
    expect(contextOf([keySet([{ ...jwk, kid: 'other' }]), sent()]).jwks).toBeUndefined();
    expect(rulesOf([keySet([{ ...jwk, d: 'secret' }]), sent()])).toContain('JWKS-PRIVATE');
    expect(rulesOf([keySet([jwk]), sent()])).not.toContain('JWKS-PRIVATE');
  });

  it('includes the authorization request with the nonce', () => {
    const idToken = makeToken({ iss: 'https://id.test', nonce: 'n-1' }, { alg: 'RS256' });
    const request = makeHttp({
      url: 'https://id.test/authorize?response_type=code&client_id=shop&nonce=n-1&state=s',
      status: 302,
    });
    const response = makeHttp({
      url: 'https://id.test/token',
      method: 'POST',
      responseBody: makeBody(JSON.stringify({ id_token: idToken, access_token: token }), 'application/json'),
    });
    const context = contextOf([request, response], idToken);
    expect(context.authorizationRequest).toMatchObject({ client_id: 'shop', state: 's' });
    expect(context.companions).toEqual([token]);
    expect(context.accessToken).toBe(token);
  });

  it('includes the access token of a DPoP proof and how often the proof was sent', () => {
    const proof = makeToken({ htm: 'GET', jti: 'j' }, { alg: 'ES256', typ: 'dpop+jwt' });
    const bound = () =>
      makeHttp({ requestHeaders: makeHeaders({ Authorization: `DPoP ${token}`, DPoP: proof }) });
    expect(contextOf([bound(), bound()], proof)).toMatchObject({ accessToken: token, timesSeen: 2 });
  });

  it('includes all storage entries', () => {
    const readings = [
      makeReading({ token }),
      makeReading({ 'db/store/1': `{"token":"${token}"}` }, { area: 'IndexedDB' }),
    ];
    expect(contextOf(readings).storages).toEqual([
      { area: 'localStorage', key: 'token', origin: 'https://app.test' },
      { area: 'IndexedDB', key: 'db/store/1', origin: 'https://app.test' },
    ]);
  });
});

describe('cookie chunks', () => {
  const site = 'https://shop.test/';
  const session = (subject: string, extra: number) =>
    `base64-${Buffer.from(JSON.stringify({ access_token: makeToken({ sub: subject }), more: 'x'.repeat(extra) })).toString('base64url')}`;
  const cut = (value: string, length = 150) =>
    Array.from({ length: Math.ceil(value.length / length) }, (_, index) => ({
      name: `sb-x-auth-token.${index}`,
      value: value.slice(index * length, (index + 1) * length),
    }));
  const sets = (chunks: readonly { name: string; value: string }[], answeredAtMs: number) =>
    makeHttp({
      url: site,
      sentAtMs: answeredAtMs - 10,
      answeredAtMs,
      responseHeaders: chunks.map(({ name, value }) => ({
        name: 'Set-Cookie',
        value: `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`,
      })),
    });
  const sends = (cookies: readonly { name: string; value: string }[], sentAtMs: number, url = site) =>
    makeHttp({
      url,
      sentAtMs,
      answeredAtMs: sentAtMs + 10,
      requestHeaders: makeHeaders({
        Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      }),
    });
  const before = cut(session('alice', 400));
  const after = cut(session('alice', 140));
  const raw = makeToken({ sub: 'alice' });
  const leftover = before.slice(after.length);

  it('are stale if they were set for an earlier, longer value', () => {
    const exchanges = [sets(before, 1_000), sets(after, 2_000), sends([...after, ...leftover], 3_000)];
    expect(after.length).toBeGreaterThan(2);
    expect(contextOf(exchanges, raw).cookie?.chunks).toEqual({
      found: before.map((_, index) => index),
      stale: true,
    });
    expect(rulesOf(exchanges, raw)).toContain('CK-CHUNK');
  });

  it('are stale if the unsplit cookie is sent too', () => {
    const unsplit = { name: 'sb-x-auth-token', value: session('alice', 0) };
    const rules = rulesOf([sends([unsplit, ...before], 3_000)], raw);
    expect(rules).toContain('CK-CHUNK');
    expect(rules).not.toContain('CK-SIZE');
  });

  it.each<[string, Exchange[]]>([
    ['while all of them are sent as they were set', [sets(before, 1_000), sends(before, 2_000)]],
    ['when a longer value is set', [sets(after, 1_000), sets(before, 2_000), sends(before, 3_000)]],
    ['when it is unknown how they were set', [sends(before, 1_000)]],
    ['when they were sent before a shorter value was set', [sends(before, 500), sets(after, 1_000)]],
    [
      'when a response sets only the first of them',
      [sets(before, 1_000), sets(before.slice(0, 3), 2_000), sends(before, 3_000)],
    ],
    [
      'when another host sets fewer',
      [sets(after, 1_000), sends([...after, ...leftover], 2_000, 'https://other.test/')],
    ],
    [
      'when the numbers belong to different tokens',
      [
        sends(
          [
            { name: 'sb-x-auth-token', value: raw },
            { name: 'sb-x-auth-token.0', value: makeToken({ sub: 'bob' }) },
            { name: 'sb-x-auth-token.1', value: makeToken({ sub: 'eve' }) },
          ],
          1_000,
        ),
      ],
    ],
  ])('are not stale %s', (_, exchanges) => {
    expect(rulesOf(exchanges, raw)).not.toContain('CK-CHUNK');
  });
});

describe('type of a token without "typ"', () => {
  const plain = makeToken({ iss: 'https://id.test', sub: 'alice', iat: 1_789_990_000 }, { alg: 'RS256' });
  const tokenResponse = (members: object) =>
    makeHttp({
      method: 'POST',
      url: 'https://id.test/token',
      responseBody: makeBody(JSON.stringify(members), 'application/json'),
    });

  it.each([
    ['refresh_token', 'refresh token'],
    ['id_token', 'ID token'],
  ])('is known from the parameter %s of a token response', (name, use) => {
    expect(contextOf([tokenResponse({ access_token: 'opaque', [name]: plain })], plain).use).toBe(use);
  });

  it('is a refresh token if it is sent as refresh_token', () => {
    const body = makeBody(
      `grant_type=refresh_token&refresh_token=${plain}`,
      'application/x-www-form-urlencoded',
    );
    const stored = makeReading({ session: plain });
    const rules = rulesOf([makeHttp({ method: 'POST', requestBody: body }), stored], plain);
    expect(rules).toContain('ST-REFRESH');
    expect(rulesOf([stored], plain)).not.toContain('ST-REFRESH');
  });

  it.each<[string, Exchange]>([
    ['an access token', tokenResponse({ access_token: plain })],
    ['a nested member of that name', tokenResponse({ access_token: 'a', data: { id_token: plain } })],
    ['a response without an access token', tokenResponse({ refresh_token: plain })],
    ['a bearer token', makeBearer(plain)],
  ])('is not known from %s', (_, exchange) => {
    expect(contextOf([exchange], plain).use).toBeUndefined();
  });

  it('does not override "typ"', () => {
    const accessToken = makeToken({ sub: 'alice' }, { alg: 'RS256', typ: 'at+jwt' });
    const stored = makeReading({ session: accessToken });
    const rules = rulesOf(
      [tokenResponse({ access_token: 'a', refresh_token: accessToken }), stored],
      accessToken,
    );
    expect(rules).toContain('ST-LOCAL');
    expect(rules).not.toContain('ST-REFRESH');
  });
});

describe('storage entry', () => {
  const other = makeToken({ sub: 'other' });
  const read = (value: string, readAtMs: number, area: 'localStorage' | 'sessionStorage' = 'localStorage') =>
    makeReading({ session: value, theme: `dark ${readAtMs}` }, { readAtMs, area });
  const areasOf = (...exchanges: readonly Exchange[]) =>
    contextOf(exchanges).storages?.map(({ area }) => area) ?? [];

  it('counts while its newest value has the token', () => {
    expect(areasOf(read(token, 1), read(token, 2))).toEqual(['localStorage']);
    expect(areasOf(read(token, 1), read(JSON.stringify([token, other]), 2))).toEqual(['localStorage']);
    expect(areasOf(read(token, 1), read(other, 2), read(token, 3))).toEqual(['localStorage']);
  });

  it('does not count once another value has replaced the token', () => {
    expect(areasOf(read(token, 1), read(other, 2))).toEqual([]);
    expect(areasOf(read(token, 1), read(token, 2, 'sessionStorage'), read(other, 3))).toEqual([
      'sessionStorage',
    ]);
  });
});

describe('encrypted token for an endpoint that accepted a signed one', () => {
  const encrypt = (alg: string) =>
    [JSON.stringify({ alg, enc: 'A256GCM' }), 'k'.repeat(256), 'i'.repeat(12), 'text', 't'.repeat(16)]
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
  const jwe = encrypt('RSA-OAEP');
  const send = (raw: string, facts: Parameters<typeof makeBearer>[1] = {}) =>
    makeBearer(raw, { url: 'https://api.shop.test/orders', ...facts });

  it('is reported', () => {
    expect(rulesOf([send(token), send(jwe)], jwe)).toContain('JWE-FOR-JWS');
    const cookies = [token, jwe].map((raw) =>
      makeHttp({ requestHeaders: makeHeaders({ Cookie: `session=${raw}` }) }),
    );
    expect(rulesOf(cookies, jwe)).toContain('JWE-FOR-JWS');
  });

  it.each<[string, Exchange, string]>([
    ['is encrypted with a shared key', send(token), encrypt('dir')],
    ['is sent to another path', send(token, { url: 'https://api.shop.test/me' }), jwe],
    ['is sent to another origin', send(token, { url: 'https://shop.test/orders' }), jwe],
    ['is sent with another method', send(token, { method: 'POST' }), jwe],
    ['is sent to an endpoint that rejected the signed one', send(token, { status: 401 }), jwe],
    [
      'is sent in another header',
      makeHttp({
        url: 'https://api.shop.test/orders',
        requestHeaders: makeHeaders({ 'X-Session': token }),
      }),
      jwe,
    ],
    ['is sent to an endpoint for encrypted tokens only', send(encrypt('ECDH-ES')), jwe],
  ])('is not reported when it %s', (_, other, raw) => {
    expect(rulesOf([other, send(raw)], raw)).not.toContain('JWE-FOR-JWS');
  });
});

describe("token in the page's URL", () => {
  const address = `https://shop.test/?access_token=${token}`;

  it('is reported if the page uses the token while it is there', () => {
    expect(rulesOf([sent({ pageUrl: address })])).toContain('ST-URL-HISTORY');
  });

  it('is not reported once the page has removed it', () => {
    expect(rulesOf([sent({ pageUrl: address }), sent()])).not.toContain('ST-URL-HISTORY');
  });

  it('is not reported while the page loads', () => {
    const script = makeHttp({
      url: 'https://shop.test/app.js',
      pageUrl: address,
      requestHeaders: makeHeaders({ Referer: address, Cookie: `t=${token}` }),
    });
    expect(rulesOf([makeHttp({ url: address }), script])).not.toContain('ST-URL-HISTORY');
  });
});

it('finds the request even if the exchange ID is long, such as that of a stream with a token in its URL', () => {
  expect(contextOf([sent({ id: `stream ${'x'.repeat(1_000)}` })]).request?.method).toBe('GET');
});

it('does not search a URL of a megabyte for an authorization code', () => {
  const url = 'https://shop.test/back?code=c&id_token=a';
  expect(contextOf([sent({ url })]).code).toBe('c');
  expect(contextOf([sent({ url: url + '&'.repeat(1024 * 1024) })]).code).toBeUndefined();
});

it('limits the length of all requests together', () => {
  const huge = makeToken({ sub: 'x'.repeat(400_000) });
  const context = contextOf(
    Array.from({ length: 10 }, () =>
      makeHttp({ requestHeaders: makeHeaders({ 'X-One': huge, 'X-Two': huge }) }),
    ),
    huge,
  );
  expect(context.requests?.length).toBe(1);
});
