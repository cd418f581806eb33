import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxHeaders, maxTokensPerExchange, maxValueLength } from '../exchange/limits';
import type { Exchange } from '../exchange/exchange';
import {
  makeBearer,
  makeBody,
  makeHeaders,
  makeHttp,
  makeReading,
  makeReport,
  makeToken,
  makeTokenOf,
} from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';
import { maxReported } from './limits';

const token = makeToken();

/** The locations of the tokens, as `location › name › path`. */
function locationsOf(exchange: Exchange): string[] {
  return findSightings(exchange).found.map(({ sighting: { kind, name, path } }) =>
    [kind, name, ...path].filter((word) => word !== '').join(' › '),
  );
}

describe('white space in a token', () => {
  const [start, end] = [token.slice(0, -9), token.slice(-9)];

  it.each([
    ['%20', ['url', 'spaces removed']],
    ['%0D%0A', ['url', 'line breaks removed']],
    ['+', ['spaces removed']],
    ['\u200B', ['invisible characters removed']],
  ])('is a step of its path: %j', (space, path) => {
    const exchange = makeHttp({
      requestHeaders: makeHeaders({ Authorization: `Bearer ${start}${space}${end}` }),
    });
    expect(findSightings(exchange).found).toMatchObject([{ raw: token, sighting: { path } }]);
  });

  it('isn’t a step of its path before or after the token', () => {
    for (const value of [` Bearer ${token} `, `%20${token}`, `"${token}\t"`]) {
      const exchange = makeHttp({ requestHeaders: makeHeaders({ 'X-Token': value }) });
      expect(findSightings(exchange).found[0]?.sighting.path.join()).not.toContain('removed');
    }
  });
});

describe('no token', () => {
  it('is found in an ordinary request', () => {
    const exchange = makeHttp({
      url: 'https://shop.test/they/say?key=value#top',
      requestHeaders: makeHeaders({
        'User-Agent': 'Mozilla/5.0',
        Cookie: 'sid=0123456789abcdef; theme=dark',
      }),
      responseHeaders: makeHeaders({
        'Content-Type': 'text/html',
        'Set-Cookie': 'sid=0123456789abcdef; Path=/',
      }),
      responseBody: makeBody('<p>hey, they keep every key</p>', 'text/html'),
    });
    expect(findSightings(exchange)).toEqual({
      found: [],
      opaqueBearer: false,
      encryptedEntries: [],
      decryptedKeys: new Set(),
      gaps: {},
      leftOut: 0,
      truncated: 0,
      unreadable: 0,
    });
  });

  it('is found in token-shaped text without a JOSE header', () => {
    const encoded = Buffer.from(JSON.stringify({ hello: 'there, no algorithm' })).toString('base64url');
    expect(
      locationsOf(makeHttp({ requestHeaders: makeHeaders({ Cookie: `flask=${encoded}.Zm9v.YmFy` }) })),
    ).toEqual([]);
  });

  it('is found in attributes of Set-Cookie', () => {
    const exchange = makeHttp({
      responseHeaders: makeHeaders({ 'Set-Cookie': `session=opaque; Path=/${token}; Comment=${token}` }),
    });
    expect(locationsOf(exchange)).toEqual([]);
  });

  it('is found in pseudo-headers of HTTP/2, which repeat the URL', () => {
    const exchange = makeHttp({
      requestHeaders: makeHeaders({ ':path': `/items?access_token=${token}` }),
      responseHeaders: makeHeaders({ ':status': token }),
    });
    expect(locationsOf(exchange)).toEqual([]);
  });

  it('is found in a file with the first bytes of an image, whatever its content type', () => {
    const png = `\x89PNG\r\n\x1a\n${token}`;
    for (const type of ['image/png', 'application/json', 'application/octet-stream']) {
      expect(findSightings(makeHttp({ responseBody: makeBody(png, type) }))).toMatchObject({
        found: [],
        gaps: { 'response body': 'media' },
      });
    }
  });
});

describe('body with an image content type', () => {
  it('is searched if it is text', () => {
    expect(locationsOf(makeHttp({ responseBody: makeBody(token, 'image/png') }))).toEqual(['response body']);
    expect(locationsOf(makeHttp({ responseBody: makeBody(token, 'image/svg+xml; charset=utf-8') }))).toEqual([
      'response body',
    ]);
  });
});

describe('location in a request', () => {
  it('has the header name as it was sent, for any header', () => {
    const exchange = makeHttp({
      requestHeaders: makeHeaders({ authorization: `bearer ${token}`, 'X-Home-Made': makeTokenOf('bob') }),
    });
    expect(locationsOf(exchange)).toEqual(['request header › authorization', 'request header › X-Home-Made']);
  });

  it('has the name of the cookie', () => {
    const cookies = `theme=dark; session=${token}; other="${makeTokenOf('bob')}"`;
    expect(locationsOf(makeHttp({ requestHeaders: makeHeaders({ Cookie: cookies }) }))).toEqual([
      'request cookie › session',
      'request cookie › other',
    ]);
  });

  it('specifies path, query or fragment of the URL', () => {
    const url = `https://app.test/verify/${makeTokenOf(1)}/now?a=1&token=${makeTokenOf(2)}#id_token=${makeTokenOf(3)}&x=1`;
    expect(locationsOf(makeHttp({ url }))).toEqual([
      'request url › path',
      'request url › token › query',
      'request url › id_token › fragment',
    ]);
  });

  it('has the decoded name of a form field', () => {
    const state = encodeURIComponent(JSON.stringify({ hint: makeTokenOf('bob') }));
    const requestBody = makeBody(
      `grant_type=x&client_assertion=${token}&state=${state}`,
      'application/x-www-form-urlencoded; charset=UTF-8',
    );
    expect(locationsOf(makeHttp({ method: 'POST', requestBody }))).toEqual([
      'request body › client_assertion › form',
      'request body › state › form › json › $.hint',
    ]);
  });

  it('has the path in a JSON body', () => {
    const requestBody = makeBody(JSON.stringify({ auth: { tokens: [token] } }), 'application/json');
    expect(locationsOf(makeHttp({ method: 'POST', requestBody }))).toEqual([
      'request body › json › $.auth.tokens[0]',
    ]);
  });

  it('is listed once if the token occurs there several times', () => {
    const requestBody = makeBody(JSON.stringify({ a: token, b: token }), 'application/json');
    expect(locationsOf(makeBearer(token, { requestBody }))).toEqual([
      'request header › Authorization',
      'request body › json › $.a',
    ]);
  });
});

describe('token in padded or standard base64', () => {
  const sent = token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('base64'))
    .join('.');

  it('is captured as it was sent, in any location', () => {
    expect(sent).not.toBe(token);
    for (const exchange of [
      makeHttp({ requestHeaders: makeHeaders({ 'x-amzn-oidc-data': sent }) }),
      makeHttp({ url: `https://a.test/?t=${encodeURIComponent(sent)}` }),
      makeHttp({ responseBody: makeBody(JSON.stringify({ t: sent }), 'application/json') }),
      makeHttp({ responseBody: makeBody(`<p>${sent}</p>`, 'text/html') }),
    ]) {
      expect(findSightings(exchange).found.map(({ raw }) => raw)).toEqual([sent]);
    }
  });
});

describe('location in a response', () => {
  it('has the name of the cookie, even if a log concatenated several lines', () => {
    const value = `session=${token}; HttpOnly; Path=/\nother=${makeTokenOf('bob')}; Secure`;
    expect(locationsOf(makeHttp({ responseHeaders: makeHeaders({ 'set-cookie': value }) }))).toEqual([
      'response cookie › session',
      'response cookie › other',
    ]);
  });

  it('specifies the fragment of a Location header, even after a client-side route', () => {
    const located = (location: string) =>
      locationsOf(makeHttp({ responseHeaders: makeHeaders({ Location: location }) }));
    expect(located(`/cb#access_token=${token}&state=1`)).toEqual([
      'response location › access_token › fragment',
    ]);
    expect(located(`/#/cb?token=${token}`)).toEqual(['response location › token › fragment']);
    expect(located(`/#${token}`)).toEqual(['response location › fragment']);
  });

  it('can be a JSON, form or text body', () => {
    const found = (text: string, mimeType: string) =>
      locationsOf(makeHttp({ responseBody: makeBody(text, mimeType) }));
    expect(found(JSON.stringify({ access_token: token }), 'application/json')).toEqual([
      'response body › json › $.access_token',
    ]);
    expect(found(`access_token=${token}&scope=a`, 'application/x-www-form-urlencoded')).toEqual([
      'response body › access_token › form',
    ]);
    expect(found(`<script>window.token = '${token}'</script>`, 'text/html')).toEqual(['response body']);
  });

  it('has the info about the exchange', () => {
    const { found } = findSightings(makeBearer(token, { id: 'x', sentAtMs: 5, method: 'PUT', status: 401 }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ raw: token, facts: { claims: { sub: 'alice' } } });
    expect(found[0]?.sighting).toEqual({
      exchangeId: 'x',
      atMs: 5,
      kind: 'request header',
      name: 'Authorization',
      path: [],
      method: 'PUT',
      url: 'https://api.test/items',
      status: 401,
    });
  });
});

describe('source and sender of a request', () => {
  const sightingOf = (facts: object) => findSightings(makeBearer(token, facts)).found[0]?.sighting;

  it('are reported unless they are DevTools and the page', () => {
    expect(sightingOf({ source: 'network log', sender: 'page' })).not.toHaveProperty('source');
    expect(sightingOf({ source: 'network log', sender: 'page' })).not.toHaveProperty('sender');
    expect(sightingOf({ source: 'web request', sender: 'other tab' })).toMatchObject({
      source: 'web request',
      sender: 'other tab',
    });
    expect(sightingOf({ source: 'file' })).toMatchObject({ source: 'file' });
  });

  it('must be in their lists', () => {
    expect(sightingOf({ source: 'page' })).toBeUndefined();
    expect(sightingOf({ sender: { toString: () => 'page' } })).toBeUndefined();
  });
});

describe('opaque bearer token', () => {
  it('is reported only for an Authorization header with the Bearer scheme', () => {
    const isOpaque = (headers: Readonly<Record<string, string>>) =>
      findSightings(makeHttp({ requestHeaders: makeHeaders(headers) })).opaqueBearer;
    expect(isOpaque({ Authorization: `Bearer ${token}` })).toBe(false);
    expect(isOpaque({ Authorization: 'Basic YWxpY2U6eHl6' })).toBe(false);
    expect(isOpaque({ Authorization: 'Bearer ' })).toBe(false);
    expect(isOpaque({ 'X-Authorization': 'Bearer 2YotnFZFEjr1zCsicMWpAA' })).toBe(false);
    expect(isOpaque({ authorization: 'bearer 2YotnFZFEjr1zCsicMWpAA' })).toBe(true);
  });
});

describe('storage readings and page reports', () => {
  it('have their own locations', () => {
    expect(locationsOf(makeReading({ user: JSON.stringify({ t: token }) }))).toEqual([
      'localStorage › user › json › $.t',
    ]);
    expect(locationsOf(makeReading({ jwt: token }, { area: 'sessionStorage' }))).toEqual([
      'sessionStorage › jwt',
    ]);
    expect(locationsOf(makeReading({ jwt: token }, { area: 'cookie' }))).toEqual(['cookie › jwt']);
    const record = JSON.stringify({ stsTokenManager: { accessToken: token } });
    expect(locationsOf(makeReading({ 'db/store/key': record }, { area: 'IndexedDB' }))).toEqual([
      'IndexedDB › db/store/key › json › $.stsTokenManager.accessToken',
    ]);
    expect(locationsOf(makeReport(token))).toEqual(['reported by the page › Authorization']);
  });

  it('have the location "reported by the page" for every part of a call', () => {
    const report = makeReport('', {
      texts: [
        { kind: 'request header', name: 'X-Token', text: makeTokenOf(1) },
        { kind: 'request url', name: '', text: `wss://a.test/?token=${makeTokenOf(2)}` },
        { kind: 'message sent', name: '', text: `40{"token":"${makeTokenOf(3)}"}` },
        { kind: 'message received', name: '', text: makeTokenOf(4) },
      ],
    });
    expect(locationsOf(report)).toEqual([
      'reported by the page › X-Token',
      'reported by the page › URL › query › token',
      'reported by the page › message sent › socket.io › json › $.token',
      'reported by the page › message received',
    ]);
  });

  it('are searched except for invalid texts, which are counted', () => {
    const texts = [
      { kind: 'reported by the page', name: 'X', text: token },
      { kind: 'message sent', name: '', text: 7 },
      { kind: 'request url', name: '', text: [token] },
      null,
    ];
    expect(findSightings(makeReport(token, { texts: texts as never }))).toMatchObject({
      found: [],
      unreadable: 4,
    });
    const many = Array.from({ length: maxReported + 2 }, () => ({
      kind: 'request header' as const,
      name: 'X',
      text: 'y',
    }));
    expect(findSightings(makeReport(token, { texts: many })).truncated).toBe(2);
  });

  it('have an origin, or the line of code that made the call', () => {
    expect(findSightings(makeReading({ jwt: token })).found[0]?.sighting).toEqual({
      exchangeId: expect.any(String) as string,
      atMs: 2_000,
      kind: 'localStorage',
      name: 'jwt',
      path: [],
      method: '',
      url: 'https://app.test',
    });
    expect(findSightings(makeReport(token)).found[0]?.sighting).toMatchObject({
      atMs: 3_000,
      method: 'POST',
      callSite: 'https://app.test/app.js:12:5',
    });
  });
});

describe('limits', () => {
  it('do not cause a truncated token to be reported', () => {
    const responseBody = makeBody(`first ${makeTokenOf(1)} then ${token.slice(0, -4)}`, 'text/plain', true);
    const { found, truncated } = findSightings(makeHttp({ responseBody }));
    expect(found.map(({ raw }) => raw)).toEqual([makeTokenOf(1)]);
    expect(truncated).toBe(1);
  });

  it('do not cause a truncated token in the last field of a form to be reported', () => {
    const form = `a=${makeTokenOf(1)}&b=${token.slice(0, -4)}`;
    const requestBody = makeBody(form, 'application/x-www-form-urlencoded', true);
    const { found, truncated } = findSightings(makeHttp({ requestBody }));
    expect(found.map(({ raw }) => raw)).toEqual([makeTokenOf(1)]);
    expect(truncated).toBe(1);
  });

  it('apply to the length of a value, whose beginning is searched', () => {
    const value = `${token} ${'x'.repeat(maxValueLength)}`;
    const { found, truncated } = findSightings(
      makeHttp({ requestHeaders: makeHeaders({ 'X-Long': value }) }),
    );
    expect(found).toHaveLength(1);
    expect(truncated).toBe(1);
  });

  it('apply to the number of headers', () => {
    const requestHeaders = Array.from({ length: maxHeaders + 3 }, (_, index) => ({
      name: `X-${index}`,
      value: index < maxHeaders ? 'short' : token,
    }));
    expect(findSightings(makeHttp({ requestHeaders }))).toMatchObject({ found: [], truncated: 3 });
  });

  it('apply to the number of tokens', () => {
    const many = Array.from({ length: maxTokensPerExchange + 2 }, (_, index) => makeTokenOf(index));
    const text = many.join(' ');
    const inBody = findSightings(makeHttp({ responseBody: makeBody(text, 'text/plain') }));
    expect(inBody.found).toHaveLength(maxTokensPerExchange);
    expect(inBody).toMatchObject({ gaps: { 'response body': 'search limit' }, truncated: 0 });
    const inHeader = findSightings(makeHttp({ requestHeaders: makeHeaders({ 'X-Many': text }) }));
    expect([inHeader.gaps, inHeader.truncated]).toEqual([{}, 1]);
  });

  it('count a body once when its search stops at the limit on work, even if it has another gap', () => {
    // `{"alg":HS256}`, URL-encoded twice.
    const near = 'eyJhbGciOkhTMjU2fQ%252Ee30%252EAA ';
    const text = `${near.repeat(500_000 / near.length)} ${token}`;
    const responseBody = makeBody(text, 'text/plain');
    expect(findSightings(makeHttp({ responseBody }))).toMatchObject({
      found: [],
      gaps: { 'response body': 'search limit' },
      truncated: 0,
    });
    const cut = { ...responseBody, truncated: true, gap: 'middle', end: text } as const;
    expect(findSightings(makeHttp({ responseBody: cut }))).toMatchObject({
      gaps: { 'response body': 'middle' },
      truncated: 0,
    });
  });

  it('count the entries that the storage reader left out', () => {
    expect(findSightings(makeReading({}, { leftOut: 4 }))).toMatchObject({ leftOut: 4, truncated: 0 });
    expect(findSightings(makeReading({}, { leftOut: '4' as never })).leftOut).toBe(0);
    expect(findSightings(makeReading({}, { leftOut: -4 })).leftOut).toBe(0);
  });

  it('do not lose a token after the limit on the number of fields', () => {
    const query = `${'a=1&'.repeat(5_000)}token=${token}`;
    expect(locationsOf(makeHttp({ url: `https://a.test/?${query}` }))).toEqual(['request url › query']);
  });

  it('shorten names and URLs with an ellipsis', () => {
    const url = `https://a.test/${'x'.repeat(10_000)}`;
    const { found } = findSightings(
      makeHttp({ url, requestHeaders: [{ name: 'X'.repeat(9_999), value: token }] }),
    );
    expect(found[0]?.sighting.url).toMatch(/^https:\/\/a\.test\/x{4081}…$/);
    expect(found[0]?.sighting.name).toMatch(/^X{512}…$/);
  });
});

describe('hostile exchanges', () => {
  const throwing = (name: string) =>
    Object.defineProperty({}, name, {
      get: () => {
        throw new Error('hostile');
      },
      enumerable: true,
    });

  it('lose only the part that throws', () => {
    const exchange = makeHttp({
      requestHeaders: [throwing('value') as never, { name: 'Authorization', value: `Bearer ${token}` }],
      responseBody: throwing('text') as never,
    });
    const { found, unreadable } = findSightings(exchange);
    expect(found).toHaveLength(1);
    expect(unreadable).toBe(2);
  });

  it('are counted if they cannot be read at all', () => {
    const counts = { leftOut: 0, truncated: 0, unreadable: 1 };
    const nothing = {
      found: [],
      opaqueBearer: false,
      encryptedEntries: [],
      decryptedKeys: new Set(),
      gaps: {},
      ...counts,
    };
    for (const value of [
      null,
      undefined,
      7,
      'http',
      {},
      { kind: 'http' },
      { kind: 'ftp' },
      throwing('kind'),
    ]) {
      expect(findSightings(value as never)).toEqual(nothing);
    }
    expect(findSightings(makeReading({ a: token }, { area: 'disk' as never }))).toEqual(nothing);
    expect(findSightings(makeHttp({ sentAtMs: Number.NaN }))).toEqual(nothing);
  });

  it('cannot put a value of another type into a sighting', () => {
    const smuggled: unknown[] = [{ toString: () => token }, 7, null, [], [token], { length: 3 }];
    for (const value of smuggled) {
      const text = value as string;
      const exchanges: Exchange[] = [
        makeHttp({ requestHeaders: [{ name: 'X', value: text }] }),
        makeHttp({ requestHeaders: [{ name: text, value: token }] }),
        makeHttp({ requestBody: makeBody(text, 'text/plain') }),
        makeReading({}, { entries: [{ key: text, value: token }] }),
        makeBearer(token, { id: text }),
        makeReport(token, { callSite: text }),
      ];
      for (const exchange of exchanges)
        expect(findSightings(exchange)).toMatchObject({ found: [], unreadable: 1 });
    }
    for (const list of ['abc', { length: 'many', slice: () => [] }]) {
      const exchange = makeHttp({ requestHeaders: list as never });
      expect(findSightings(exchange)).toMatchObject({ found: [], truncated: 0, unreadable: 1 });
    }
  });

  // Many random exchanges, which take long on a busy computer.
  it('never make the search throw', { timeout: 60_000 }, () => {
    const anything = fc.record(
      {
        kind: fc.constantFrom('http', 'storage', 'page-report'),
        id: fc.oneof(fc.string(), fc.anything()),
        sentAtMs: fc.oneof(fc.double(), fc.anything()),
        readAtMs: fc.double(),
        reportedAtMs: fc.double(),
        method: fc.string(),
        url: fc.oneof(fc.webUrl(), fc.string(), fc.anything()),
        origin: fc.string(),
        area: fc.constantFrom('localStorage', 'cookie', 'IndexedDB', 'disk'),
        status: fc.oneof(fc.nat(), fc.anything()),
        requestHeaders: fc.oneof(
          fc.array(fc.record({ name: fc.string(), value: fc.string() })),
          fc.anything(),
        ),
        responseHeaders: fc.anything(),
        requestBody: fc.oneof(
          fc.record({ text: fc.string(), mimeType: fc.string(), truncated: fc.boolean() }),
          fc.anything(),
        ),
        entries: fc.anything(),
        texts: fc.oneof(
          fc.array(
            fc.record({
              kind: fc.constantFrom('request header', 'request url', 'message sent', 'nowhere'),
              name: fc.string(),
              text: fc.oneof(fc.string(), fc.constant(7 as unknown)),
            }),
          ),
          fc.anything(),
        ),
        messages: fc.oneof(
          fc.array(
            fc.record({
              direction: fc.constantFrom('sent', 'received', 'up'),
              atMs: fc.double(),
              text: fc.constantFrom<unknown>('', token, `40{"a":"${token}"}`, '\x1e', 7, null, [token]),
              truncated: fc.boolean(),
            }),
          ),
          fc.anything(),
        ),
        source: fc.constantFrom('network log', 'web request', 'file', 'nobody'),
        sender: fc.constantFrom('page', 'other tab', 'nobody', undefined),
        isRedacted: fc.constantFrom(true, 'yes', undefined),
        callSite: fc.anything(),
      },
      { requiredKeys: ['kind'] },
    );
    fc.assert(
      fc.property(anything, (exchange) => {
        const { found, truncated, unreadable } = findSightings(exchange as never);
        expect(structuredClone(found.map(({ sighting }) => sighting))).toHaveLength(found.length);
        expect(Number.isSafeInteger(truncated) && Number.isSafeInteger(unreadable)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('cannot hide a token between other texts in a header value', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const value = `${before} ${token} ${after}`;
        const { found } = findSightings(makeHttp({ requestHeaders: [{ name: 'X', value }] }));
        expect(found.map(({ raw }) => raw)).toContain(token);
      }),
    );
  });
});
