import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { finish } from '../../token';
import type { BodyGap } from '../exchange/body-gap';
import { firstSightingsKept, maxRecentExchanges } from '../exchange/limits';
import type { Decryption, Exchange, HttpExchange, StorageReading } from '../exchange/exchange';
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
import type { TokenLog } from './log';
import { createLog } from './log';
import type { LogBounds } from './limits';
import { defaultLogBounds } from './limits';

const token = makeToken();

const listMethods = [
  'map',
  'filter',
  'flatMap',
  'reduce',
  'some',
  'every',
  'find',
  'slice',
  'includes',
] as const;

/** How many items of arrays, maps and sets are visited while this runs. A lookup counts as one. */
function countItems(run: () => void): number {
  let items = 0;
  const undo: (() => void)[] = [];
  const wrap = (owner: object, name: string, count: (self: { readonly length: number }) => number) => {
    const original = Reflect.get(owner, name) as (...given: unknown[]) => unknown;
    Reflect.set(owner, name, function (this: { readonly length: number }, ...given: unknown[]) {
      items += count(this);
      return Reflect.apply(original, this, given);
    });
    undo.push(() => void Reflect.set(owner, name, original));
  };
  for (const method of listMethods) wrap(Array.prototype, method, ({ length }) => length);
  wrap(Map.prototype, 'get', () => 1);
  wrap(Set.prototype, 'has', () => 1);
  for (const iterator of [new Map().values(), new Set().values(), [].values()]) {
    wrap(Object.getPrototypeOf(iterator) as object, 'next', () => 1);
  }
  try {
    run();
  } finally {
    for (let index = undo.length - 1; index >= 0; index -= 1) undo[index]?.();
  }
  return items;
}

function rawsOf(log: TokenLog): string[] {
  return log.rows().map(({ raw }) => raw);
}

function idOf(log: TokenLog, raw: string): number {
  const row = log.rows().find((candidate) => candidate.raw === raw);
  if (row === undefined) throw new Error('the token is not stored');
  return row.id;
}

describe('request counts', () => {
  it('exclude a response with the token', () => {
    const log = createLog();
    const { changed } = log.record(
      makeHttp({ responseBody: makeBody(`{"access_token":"${token}"}`, 'application/json') }),
    );
    expect(changed).toHaveLength(1);
    expect(log.rows()).toEqual([
      {
        id: 1,
        raw: token,
        firstSeenMs: 1_000,
        lastSeenMs: 1_000,
        requests: 0,
        rejected: 0,
        typeLocation: { kind: 'response body', name: '', path: ['json', '$.access_token'] },
        sightings: 1,
      },
    ]);
  });

  it('come with the first location whose name suggests the type of the token', () => {
    const log = createLog();
    log.record(makeBearer(token));
    expect(log.rows()[0]).not.toHaveProperty('typeLocation');
    for (const name of ['__Host-session', 'id_token']) {
      log.record(makeHttp({ responseHeaders: makeHeaders({ 'Set-Cookie': `${name}=${token}` }) }));
    }
    expect(log.rows()).toMatchObject([{ typeLocation: { kind: 'response cookie', name: '__Host-session' } }]);
  });

  it('include a request once that has the token in two locations and in its response', () => {
    const log = createLog();
    log.record(
      makeBearer(token, {
        url: `https://api.test/?token=${token}`,
        responseHeaders: makeHeaders({ 'Set-Cookie': `session=${token}` }),
      }),
    );
    expect(log.rows()).toMatchObject([{ requests: 1, sightings: 3, lastSentMs: 1_000 }]);
  });

  it('list rejected requests separately, without responses that contain the token', () => {
    const log = createLog();
    for (const status of [200, 401, 403, 404, 500, 0]) log.record(makeBearer(token, { status }));
    log.record(makeHttp({ status: 401, responseBody: makeBody(token, 'text/plain') }));
    expect(log.rows()).toMatchObject([{ requests: 5, rejected: 3 }]);
  });

  it('include a request once that is recorded twice', () => {
    const log = createLog();
    const exchange = makeBearer(token);
    log.record(exchange);
    expect(log.record(exchange)).toEqual({
      changed: [],
      removed: [],
      added: new Map(),
      outcomeChanged: [],
      completed: [],
      rejectionChanged: [],
    });
    expect(log.rows()).toMatchObject([{ requests: 1, sightings: 1 }]);
    expect(log.counts().requests).toBe(1);
  });

  it('exclude storage readings and page reports', () => {
    const log = createLog();
    log.record(makeReading({ jwt: token }));
    log.record(makeReport(token));
    expect(log.rows()).toMatchObject([{ requests: 0, sightings: 2, firstSeenMs: 2_000, lastSeenMs: 3_000 }]);
    expect(log.rows()[0]).not.toHaveProperty('lastSentMs');
    expect(log.counts().requests).toBe(0);
  });

  it('show 200 requests with one token in one row', () => {
    const log = createLog();
    for (let index = 0; index < 200; index += 1) log.record(makeBearer(token, { sentAtMs: 1_000 + index }));
    expect(log.rows()).toEqual([
      {
        id: 1,
        raw: token,
        firstSeenMs: 1_000,
        lastSeenMs: 1_199,
        lastSentMs: 1_199,
        requests: 200,
        rejected: 0,
        sightings: 200,
      },
    ]);
    expect(log.sightings(1)).toHaveLength(200);
  });

  it('include requests without a token and with opaque bearer tokens, which have no row', () => {
    const log = createLog();
    log.record(makeHttp());
    log.record(makeBearer('2YotnFZFEjr1zCsicMWpAA'));
    expect(log.rows()).toEqual([]);
    expect(log.counts()).toMatchObject({ requests: 2, opaqueBearers: 1, unreadable: 0 });
  });

  it('are the same object until one of them changes', () => {
    const log = createLog();
    log.record(makeReading({ jwt: token }));
    const before = log.counts();
    log.record(makeReading({ jwt: token }));
    expect(log.counts()).toBe(before);
    log.record(makeHttp());
    expect(log.counts()).not.toBe(before);
  });
});

describe('request recorded before its response', () => {
  const pending = makeBearer(token, { id: 'poll', status: 0, isPending: true });

  it('has pending sightings until its response is recorded', () => {
    const log = createLog();
    log.record(pending);
    expect(log.sightings(1)).toMatchObject([{ status: 0, isPending: true }]);
    log.amend(makeHttp({ id: 'poll', status: 401 }));
    expect(log.sightings(1)).toMatchObject([{ status: 401 }]);
    expect(log.sightings(1)[0]).not.toHaveProperty('isPending');
    expect(log.exchange('poll')).not.toHaveProperty('isPending');
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 1 }]);
  });

  it('stops being pending when it ends without a response', () => {
    const log = createLog();
    log.record(pending);
    log.amend(makeHttp({ id: 'poll', status: 0 }));
    expect(log.sightings(1)).toMatchObject([{ status: 0 }]);
    expect(log.sightings(1)[0]).not.toHaveProperty('isPending');
    // It's unknown whether it left the browser.
    expect(log.rows()).toMatchObject([{ requests: 0, rejected: 0 }]);
  });

  it('stays pending when another observation is pending too', () => {
    const log = createLog();
    log.record(pending);
    const requestHeaders = makeHeaders({ Cookie: 'a=1' });
    log.amend(makeHttp({ id: 'poll', status: 0, isPending: true, requestHeaders }));
    expect(log.sightings(1)).toMatchObject([{ isPending: true }]);
    expect(log.exchange('poll')).toMatchObject({ isPending: true });
  });
});

describe('body with a gap', () => {
  const url = 'https://api.test/upload';
  const bodyWith = (gap?: BodyGap) => ({
    ...makeBody('nothing', 'text/plain', gap !== undefined),
    ...(gap && { gap }),
  });
  const observe = (...gaps: readonly (BodyGap | undefined)[]) => {
    const log = createLog();
    const [first, ...others] = gaps.map((gap) => makeHttp({ id: 'one', url, requestBody: bodyWith(gap) }));
    if (first !== undefined) log.record(first);
    for (const other of others) log.amend(other);
    return log.counts().bodyGaps;
  };

  it('is counted once when another observation has a gap too', () => {
    const once = (gap: BodyGap) => [{ gap, count: 1, urls: [url] }];
    expect(observe('middle', 'browser limit')).toEqual(once('middle'));
    expect(observe('browser limit', 'middle', 'middle')).toEqual(once('browser limit'));
    expect(observe('too large', 'browser limit')).toEqual(once('browser limit'));
    expect(observe('browser limit', 'too large')).toEqual(once('browser limit'));
  });

  it('is no longer counted when another observation has the complete body', () => {
    expect(observe('browser limit', undefined)).toEqual([]);
    expect(observe('browser limit', undefined, undefined)).toEqual([]);
    const log = createLog();
    for (const id of ['one', 'two', 'three']) {
      log.record(makeHttp({ id, url: `${url}/${id === 'three' ? 3 : 1}`, requestBody: bodyWith('middle') }));
    }
    log.amend(makeHttp({ id: 'three', url: `${url}/3`, requestBody: bodyWith() }));
    log.amend(makeHttp({ id: 'one', url: `${url}/1`, requestBody: bodyWith() }));
    expect(log.counts().bodyGaps).toEqual([{ gap: 'middle', count: 1, urls: [`${url}/1`] }]);
  });

  it('is counted separately for the request and the response', () => {
    const log = createLog();
    log.record(makeHttp({ id: 'one', url, requestBody: bodyWith('middle') }));
    log.amend(makeHttp({ id: 'one', url, responseBody: bodyWith('middle') }));
    expect(log.counts().bodyGaps).toMatchObject([{ gap: 'middle', count: 2, urls: [url] }]);
    log.amend(makeHttp({ id: 'one', url, status: 200 }));
    expect(log.counts().bodyGaps).toMatchObject([{ gap: 'middle', count: 2, urls: [url] }]);
  });
});

describe('storage area read again', () => {
  const leftOutIn = (...readings: readonly Exchange[]) => {
    const log = createLog();
    for (const reading of readings) log.record(reading);
    return log.counts().truncated;
  };
  const read = (leftOut: number, more: Partial<StorageReading> = {}, entries = { a: token }) =>
    makeReading(entries, { ...(leftOut > 0 && { leftOut }), ...more });

  it('counts only the entries that its last reading left out', () => {
    expect(leftOutIn(read(3), read(3))).toBe(3);
    expect(leftOutIn(read(3), read(5, {}, { a: makeTokenOf(1) }), read(2))).toBe(2);
    expect(leftOutIn(read(3), read(0))).toBe(0);
    const others = [read(4, { area: 'sessionStorage' }), read(5, { origin: 'https://other.test' })];
    expect(leftOutIn(read(3), ...others, read(3))).toBe(12);
  });

  it('counts left out entries again after the log was cleared', () => {
    const log = createLog();
    log.record(read(3));
    log.clear();
    expect(log.counts().truncated).toBe(0);
    log.record(read(3));
    expect(log.counts().truncated).toBe(3);
  });

  it('counts an entry once when its search stopped at a limit', () => {
    // `{"alg":HS256}`, URL-encoded twice.
    const entries = { a: 'eyJhbGciOkhTMjU2fQ%252Ee30%252EAA '.repeat(10_000) };
    expect(leftOutIn(read(0, {}, entries), read(0, {}, entries))).toBe(1);
  });

  it('adds no sighting, moves no row and reports no change', () => {
    const log = createLog();
    log.record(makeReading({ jwt: token }, { readAtMs: 1_000 }));
    log.record(makeBearer(makeTokenOf('bob'), { sentAtMs: 2_000 }));
    const rows = log.rows();
    const again = log.record(makeReading({ jwt: token }, { readAtMs: 9_000 }));
    expect(again).toEqual({
      changed: [],
      removed: [],
      added: new Map(),
      outcomeChanged: [],
      completed: [],
      rejectionChanged: [],
    });
    expect(log.rows()).toEqual(rows);
    expect(rows.map(({ raw }) => raw)).toEqual([makeTokenOf('bob'), token]);
  });

  it('adds a sighting for another key, area or origin', () => {
    const log = createLog();
    log.record(makeReading({ jwt: token, copy: token }));
    log.record(makeReading({ jwt: token }, { area: 'sessionStorage' }));
    log.record(makeReading({ jwt: token }, { origin: 'https://frame.test' }));
    expect(log.rows()).toMatchObject([{ sightings: 4 }]);
  });

  it('adds a row for another value under the same key', () => {
    const log = createLog();
    log.record(makeReading({ jwt: token }));
    log.record(makeReading({ jwt: makeTokenOf('bob') }));
    expect(rawsOf(log)).toEqual([makeTokenOf('bob'), token]);
  });
});

describe('limits', () => {
  it('evict the least recently active tokens and count them with their sightings', () => {
    const log = createLog({ maxTokens: 2 });
    for (const subject of ['a', 'b', 'a']) log.record(makeBearer(makeTokenOf(subject)));
    const idOfB = idOf(log, makeTokenOf('b'));
    const { removed } = log.record(makeBearer(makeTokenOf('c')));
    expect(removed).toEqual([idOfB]);
    expect(rawsOf(log)).toEqual([makeTokenOf('c'), makeTokenOf('a')]);
    expect(log.row(idOfB)).toBeUndefined();
    expect(log.sightings(idOfB)).toEqual([]);
    expect(log.counts()).toMatchObject({ droppedTokens: 1, droppedSightings: 1 });
  });

  it('do not report a token as changed that was evicted in the same step', () => {
    const log = createLog({ maxTokens: 2 });
    const body = ['a', 'b', 'c', 'd'].map(makeTokenOf).join(' ');
    const { changed, removed, added } = log.record(makeHttp({ responseBody: makeBody(body, 'text/plain') }));
    expect(removed).toEqual([1, 2]);
    expect(changed).toEqual([3, 4]);
    expect([...added.keys()]).toEqual([3, 4]);
  });

  it('give an evicted token another ID when it is recorded again', () => {
    const log = createLog({ maxTokens: 1 });
    log.record(makeBearer(token));
    log.record(makeBearer(makeTokenOf('b')));
    log.record(makeBearer(token));
    expect(log.rows()).toMatchObject([{ id: 3, raw: token, requests: 1 }]);
  });

  it('keep the first and the newest sightings of a token and count the evicted ones', () => {
    const max = 2 * firstSightingsKept + 50;
    const log = createLog({ maxSightingsPerToken: max });
    const total = max + 75;
    for (let index = 0; index < total; index += 1) log.record(makeBearer(token, { sentAtMs: index }));
    const times = log.sightings(1).map(({ atMs }) => atMs);
    expect(times).toEqual([
      ...Array.from({ length: firstSightingsKept }, (_, index) => index),
      ...Array.from(
        { length: max - firstSightingsKept },
        (_, index) => total - (max - firstSightingsKept) + index,
      ),
    ]);
    expect(log.rows()).toMatchObject([{ requests: total, sightings: total, firstSeenMs: 0 }]);
    expect(log.counts().droppedSightings).toBe(75);
  });

  it('apply to the size of tokens, but never evict the only token', () => {
    const large = (subject: string) => makeToken({ sub: subject, padding: 'x'.repeat(10_000) });
    const log = createLog({ maxBytes: 30_000 });
    for (const subject of ['a', 'b', 'c']) log.record(makeBearer(large(subject)));
    expect(rawsOf(log)).toEqual([large('c'), large('b')]);
    const huge = makeToken({ padding: 'x'.repeat(100_000) });
    log.record(makeBearer(huge));
    expect(rawsOf(log)).toEqual([huge]);
  });

  it('apply to the size of sightings', () => {
    const log = createLog({ maxBytes: 30_000 });
    log.record(makeBearer(makeTokenOf('idle')));
    for (let index = 0; index < 200; index += 1) log.record(makeBearer(token));
    expect(rawsOf(log)).toEqual([token]);
  });

  it('do not apply to evicted sightings', () => {
    const log = createLog({ maxBytes: 30_000, maxSightingsPerToken: 4 });
    log.record(makeBearer(makeTokenOf('idle')));
    for (let index = 0; index < 500; index += 1) log.record(makeBearer(token));
    expect(rawsOf(log)).toEqual([token, makeTokenOf('idle')]);
  });

  it('count a body that was not fully searched', () => {
    const log = createLog();
    log.record(makeHttp({ responseBody: makeBody('{"a":', 'application/json', true) }));
    expect(log.counts().truncated).toBe(1);
  });

  it('apply to the number of remembered request IDs', () => {
    const log = createLog({ maxExchanges: 10 });
    const first = makeBearer(token);
    log.record(first);
    for (let index = 0; index < maxRecentExchanges; index += 1) log.record(makeHttp());
    log.record(first);
    expect(log.rows()).toMatchObject([{ requests: 2 }]);
  });
});

describe('clear', () => {
  it('keeps what was recorded since a time, with the same counts and new IDs', () => {
    const log = createLog();
    const other = makeTokenOf('earlier');
    log.record(makeBearer(token, { sentAtMs: 1_000 }));
    log.record(makeBearer(other, { sentAtMs: 1_000 }));
    log.record(makeHttp({ sentAtMs: 2_000 }));
    log.record(makeBearer(token, { sentAtMs: 3_000, url: `https://api.test/?token=${token}`, status: 401 }));
    const { changed, removed, added } = log.clear(2_000);
    expect({ changed, removed }).toEqual({ changed: [3], removed: [1, 2] });
    expect(added.get(3)).toHaveLength(2);
    expect(log.rows()).toMatchObject([{ id: 3, raw: token, firstSeenMs: 3_000, requests: 1, rejected: 1 }]);
    expect(log.counts().requests).toBe(2);
  });

  it('removes everything but never uses an ID twice', () => {
    const log = createLog();
    log.record(makeBearer(token));
    log.record(makeBearer(makeTokenOf('b')));
    expect(log.clear()).toEqual({
      changed: [],
      removed: [1, 2],
      added: new Map(),
      outcomeChanged: [],
      completed: [],
      rejectionChanged: [],
    });
    expect(log.rows()).toEqual([]);
    expect(log.sightings(1)).toEqual([]);
    expect(log.counts()).toEqual(createLog().counts());
    log.record(makeBearer(token));
    expect(log.rows()).toMatchObject([{ id: 3, requests: 1, sightings: 1 }]);
  });
});

describe('stored exchanges', () => {
  it('are available by ID and oldest first, as they were recorded', () => {
    const log = createLog();
    const http = makeBearer(token, {
      source: 'network log',
      sender: 'page',
      pageUrl: 'https://app.test/',
      responseHeaders: makeHeaders({ 'X-Empty': '' }),
    });
    const recorded = [http, makeReading({ jwt: token }), makeHttp({ source: 'web request' })];
    for (const exchange of recorded) log.record(exchange);
    expect([...log.exchanges()]).toEqual(recorded);
    expect(log.exchange(http.id)).toEqual(http);
    expect(log.exchange('another')).toBeUndefined();
    expect(log.counts()).toMatchObject({ storedExchanges: 3, droppedExchanges: 0 });
  });

  it('have no bodies without a token', () => {
    const log = createLog();
    const page = makeBody('<html>', 'text/html');
    const exchange = makeHttp({ requestBody: makeBody('a=b', 'text/plain'), responseBody: page });
    log.record(exchange);
    expect(log.exchange(exchange.id)).not.toHaveProperty('requestBody');
    expect(log.exchange(exchange.id)).not.toHaveProperty('responseBody');
  });

  it('have the body of a token request with an opaque grant', () => {
    const log = createLog();
    const requestBody = makeBody(
      'grant_type=authorization_code&code=abc',
      'application/x-www-form-urlencoded',
    );
    const exchange = makeHttp({ method: 'POST', status: 400, requestBody });
    log.record(exchange);
    expect(log.exchange(exchange.id)).toMatchObject({ requestBody });
  });

  it.each([
    ['grant_type=password&password=p&client_id=a', { type: 'password', parameters: ['client_id'] }],
    [
      'code=c&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&client_secret=s',
      { type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', parameters: ['client_secret'] },
    ],
    [
      '{"grant_type":"authorization_code","code":"c","client_secret":"","code_verifier":"v"}',
      { type: 'authorization_code', parameters: ['code_verifier'] },
    ],
    ['x_grant_type=password', undefined],
    ['{"grant_type":"password', undefined],
    ['{"grant_type":{"password":1}}', undefined],
    [`grant_type=${'x'.repeat(201)}&client_secret=s`, undefined],
    [`grant_type=password&a=${'x'.repeat(70_000)}`, undefined],
  ])(
    'keep the grant type and the names of parameters of a request body with a password or secret: %#',
    (text, grant) => {
      const log = createLog();
      const exchange = makeHttp({ requestBody: makeBody(text, 'a/b'), responseBody: makeBody(token, 'a/b') });
      log.record(exchange);
      const stored = log.exchange(exchange.id);
      expect(stored).not.toHaveProperty('requestBody');
      expect(stored?.kind === 'http' && stored.grant).toEqual(grant);
    },
  );

  it('keep the body of a token request without a password or secret', () => {
    const log = createLog();
    const text =
      'grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fapp.test%2F&code_verifier=v';
    const exchange = makeHttp({ requestBody: makeBody(text, 'application/x-www-form-urlencoded') });
    log.record(exchange);
    expect(log.exchange(exchange.id)).toMatchObject({ requestBody: { text } });
  });

  it.each([
    ['have', 'a token', 200, `{"access_token":"${token}"}`],
    ['have', 'an error description', 401, '{"error":"invalid_token"}'],
    ['do not have', 'JSON in a successful response', 200, '{"error":"invalid_token"}'],
    ['do not have', 'an HTML error page', 500, '<html>'],
    ['have', 'HTML that explains a rejection', 403, '<h1>CSRF verification failed</h1>'],
    ['have', 'the errors of GraphQL', 200, '{"errors":[{"message":"UNAUTHENTICATED"}]}'],
    ['have', 'an opaque token', 200, '{"access_token":"opaque"}'],
    ['do not have', 'a long error description', 500, `{"error":"${'x'.repeat(9_000)}"}`],
    ['have', 'keys', 200, '{"keys":[{"kty":"RSA"}]}'],
    ['have', 'a discovery document', 200, ' {"issuer":"a","jwks_uri":"b"}'],
    ['do not have', 'a token in a long body', 200, `${token} ${'x'.repeat(300_000)}`],
  ])('%s a response body with %s', (verb, _content, status, text) => {
    const log = createLog();
    const exchange = makeHttp({ status, responseBody: makeBody(text, 'application/json') });
    log.record(exchange);
    const expected = verb === 'have' ? exchange : { ...exchange, responseBody: undefined };
    expect(log.exchange(exchange.id)).toEqual(expected);
  });

  it('are evicted at their limit, oldest first, and counted', () => {
    const log = createLog({ maxExchanges: 2 });
    const recorded = [makeBearer(token), makeHttp(), makeReading({ jwt: token })];
    for (const exchange of recorded) log.record(exchange);
    expect([...log.exchanges()]).toEqual(recorded.slice(1));
    expect(log.counts()).toMatchObject({ storedExchanges: 2, droppedExchanges: 1, droppedTokens: 0 });
    expect(log.rows()).toMatchObject([{ requests: 1, sightings: 2 }]);
  });

  it('are evicted before any token when the log is too large', () => {
    const log = createLog({ maxBytes: 40_000 });
    for (const subject of ['a', 'b']) log.record(makeBearer(makeToken({ subject, pad: 'x'.repeat(9_000) })));
    log.record(makeHttp({ requestHeaders: makeHeaders({ Large: 'x'.repeat(30_000) }) }));
    expect(log.rows()).toHaveLength(2);
    expect(log.counts()).toMatchObject({ storedExchanges: 0, droppedExchanges: 3, droppedTokens: 0 });
  });

  it('include an unchanged storage reading once', () => {
    const log = createLog();
    const first = makeReading({ jwt: token });
    const changed = makeReading({ jwt: token, more: '{}' });
    for (const reading of [first, makeReading({ jwt: token }), changed]) log.record(reading);
    expect([...log.exchanges()]).toEqual([first, changed]);
  });

  it('from after a given time stay when the log is cleared', () => {
    const log = createLog();
    const recent = makeBearer(token, { sentAtMs: 3_000 });
    for (const exchange of [makeBearer(token), makeReading({ jwt: token }), recent]) log.record(exchange);
    log.clear(2_500);
    expect([...log.exchanges()]).toEqual([recent]);
    expect(log.counts()).toMatchObject({ storedExchanges: 1, droppedExchanges: 0 });
    log.clear();
    expect([...log.exchanges()]).toEqual([]);
    expect(log.counts().storedExchanges).toBe(0);
  });
});

describe('setBounds', () => {
  it('evicts what exceeds the new limits and counts it', () => {
    const log = createLog();
    for (const subject of ['a', 'b', 'c']) log.record(makeBearer(makeTokenOf(subject)));
    for (let index = 0; index < 9; index += 1) log.record(makeBearer(token, { sentAtMs: 2_000 + index }));
    const { removed } = log.setBounds({
      ...defaultLogBounds,
      maxTokens: 2,
      maxSightingsPerToken: 4,
      maxExchanges: 5,
    });
    expect(removed).toEqual([1, 2]);
    expect(log.sightings(4).map(({ atMs }) => atMs)).toEqual([2_000, 2_001, 2_007, 2_008]);
    expect(log.counts()).toMatchObject({
      droppedTokens: 2,
      droppedSightings: 7,
      storedExchanges: 5,
      droppedExchanges: 7,
    });
    log.record(makeBearer(token, { sentAtMs: 3_000 }));
    expect(log.sightings(4).map(({ atMs }) => atMs)).toEqual([2_000, 2_001, 2_008, 3_000]);
  });
});

describe('amend', () => {
  const web = (id: string, facts: Partial<HttpExchange> = {}) =>
    makeHttp({ id, source: 'web request', ...facts });
  const cookie = makeHeaders({ Cookie: `session=${token}` });

  it('adds a sighting and completes the exchange, without another request', () => {
    const log = createLog();
    const exchange = makeBearer(token, { source: 'network log', status: 401 });
    log.record(exchange);
    const { changed, added } = log.amend(
      web(exchange.id, {
        sentAtMs: 1_040,
        requestHeaders: cookie,
        sender: 'dedicated worker',
        pageUrl: 'https://a.test/',
      }),
    );
    expect(changed).toEqual([1]);
    expect(added.get(1)).toMatchObject([
      { kind: 'request cookie', name: 'session', atMs: 1_000, status: 401 },
    ]);
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 1, sightings: 2, lastSentMs: 1_000 }]);
    expect(log.counts()).toMatchObject({ requests: 1, storedExchanges: 1 });
    expect(log.exchange(exchange.id)).toEqual({
      ...exchange,
      requestHeaders: [...exchange.requestHeaders, ...cookie],
      sender: 'dedicated worker',
      pageUrl: 'https://a.test/',
    });
  });

  it('counts the request for a token that only the amendment has', () => {
    const log = createLog();
    const exchange = makeHttp({ source: 'network log', status: 403 });
    log.record(exchange);
    log.amend(web(exchange.id, { status: 403, requestHeaders: cookie }));
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 1 }]);
    expect(log.counts().requests).toBe(1);
  });

  it('changes nothing when the amendment has nothing new', () => {
    const log = createLog();
    const exchange = makeBearer(token, { source: 'network log' });
    log.record(exchange);
    expect(log.amend(exchange)).toEqual({
      changed: [],
      removed: [],
      added: new Map(),
      outcomeChanged: [],
      completed: [],
      rejectionChanged: [],
    });
    expect(log.exchange(exchange.id)).toEqual(exchange);
  });

  it('counts the request as rejected when it adds the response', () => {
    const log = createLog();
    const exchange = makeBearer(token, { source: 'web request', status: 0, statusText: '' });
    log.record(exchange);
    const { changed } = log.amend(
      makeHttp({ id: exchange.id, source: 'network log', status: 401, statusText: 'Unauthorized' }),
    );
    expect(changed).toEqual([1]);
    expect(log.rows()).toMatchObject([{ requests: 1, rejected: 1, sightings: 1 }]);
    expect(log.sightings(1)).toMatchObject([{ status: 401 }]);
    expect(log.exchange(exchange.id)).toMatchObject({
      status: 401,
      statusText: 'Unauthorized',
      source: 'network log',
    });
  });

  it('does not count a token again that was in a body too long to be stored', () => {
    const log = createLog();
    const requestBody = makeBody(`${token} ${'x'.repeat(300_000)}`, 'text/plain');
    const exchange = makeHttp({ requestBody });
    log.record(exchange);
    log.amend(web(exchange.id, { requestHeaders: cookie }));
    expect(log.rows()).toMatchObject([{ requests: 1, sightings: 2 }]);
  });

  it('does not count a token again that was in a message too long to be stored', () => {
    const log = createLog();
    const text = `${token} ${'x'.repeat(300_000)}`;
    const exchange = makeHttp({
      status: 101,
      messages: [
        { direction: 'received', atMs: 1_000, text: 'nothing', truncated: false },
        { direction: 'sent', atMs: 1_001, text, truncated: false },
        { direction: 'received', atMs: 1_002, text: token, truncated: false },
      ],
    });
    log.record(exchange);
    expect(log.exchange(exchange.id)).toMatchObject({ messages: [{ text: token }] });
    log.amend(web(exchange.id, { status: 101, requestHeaders: cookie }));
    expect(log.rows()).toMatchObject([{ requests: 1, sightings: 3 }]);
  });

  it('reports which tokens have a new outcome and which have new data around them', () => {
    const log = createLog();
    const exchange = makeBearer(token, { source: 'web request', status: 0 });
    log.record(exchange);
    const response = makeHttp({ id: exchange.id, source: 'network log', status: 200 });
    expect(log.amend(response)).toMatchObject({ changed: [1], outcomeChanged: [1], completed: [1] });
    expect(log.amend(response)).toMatchObject({ changed: [], outcomeChanged: [], completed: [] });
    const more = web(exchange.id, { pageUrl: 'https://a.test/' });
    expect(log.amend(more)).toMatchObject({ changed: [], outcomeChanged: [], completed: [1] });
  });

  describe('with stream messages', () => {
    const sent = (text: string, atMs: number) => ({
      messages: [{ direction: 'sent' as const, atMs, text, truncated: false }],
    });

    it('adds a sighting for each message, once for a message reported twice', () => {
      const log = createLog();
      const stream = makeHttp({ status: 101, ...sent(token, 2_000) });
      log.record(stream);
      log.amend({ ...stream, ...sent(token, 3_000) });
      log.amend({ ...stream, ...sent(token, 3_000) });
      expect(log.rows()).toMatchObject([{ requests: 1, sightings: 2, lastSentMs: 3_000 }]);
    });

    it('stores messages up to a limit', () => {
      const log = createLog({ maxBytes: 5 * 1024 * 1024, maxSightingsPerToken: 10 });
      const stream = makeHttp({ status: 101 });
      log.record(stream);
      // Longer than what is stored of one stream.
      const text = `${makeTokenOf('x'.repeat(50_000))} ${'x'.repeat(50_000)}`;
      for (let index = 0; index < 200; index += 1) log.amend({ ...stream, ...sent(text, index) });
      const stored = log.exchange(stream.id);
      expect(stored?.kind === 'http' && stored.messages).toHaveLength(2);
      // The estimated size includes only what is stored, so nothing was evicted.
      expect(log.counts()).toMatchObject({ storedExchanges: 1, droppedExchanges: 0 });
    });
  });

  it('records an exchange that is not stored, and counts it once', () => {
    const log = createLog({ maxExchanges: 1 });
    log.amend(web('new', { requestHeaders: cookie }));
    expect(log.rows()).toMatchObject([{ requests: 1 }]);
    const evicted = makeBearer(token);
    for (const exchange of [evicted, makeHttp()]) log.record(exchange);
    log.amend(web(evicted.id, { requestHeaders: cookie }));
    expect(log.rows()).toMatchObject([{ requests: 2, sightings: 3 }]);
    expect(log.counts().requests).toBe(3);
  });
});

describe('request recorded again', () => {
  it('changes nothing while it is stored, however many were recorded after it', () => {
    const log = createLog();
    const first = makeBearer(token);
    log.record(first);
    for (let index = 0; index < maxRecentExchanges; index += 1) log.record(makeHttp());
    log.record(first);
    expect(log.rows()).toMatchObject([{ requests: 1 }]);
    expect(log.counts().requests).toBe(maxRecentExchanges + 1);
  });
});

describe('exchange that cannot be read', () => {
  it('is searched where it can be', () => {
    const log = createLog();
    log.record(makeBearer(token, { responseBody: { text: undefined, mimeType: '' } as never }));
    expect(log.rows()).toMatchObject([{ raw: token, requests: 1 }]);
  });

  const hostile = new Proxy(makeHttp(), {
    get: () => {
      throw new Error('hostile');
    },
  });

  it('does not affect the next, and is counted once', () => {
    const log = createLog();
    const malformed = makeBearer(token, { responseHeaders: [null, null] as never, requestBody: 7 as never });
    for (const exchange of [hostile, null as never, malformed, makeBearer(token)]) log.record(exchange);
    expect(log.rows()).toMatchObject([{ requests: 2 }]);
    expect(log.counts()).toMatchObject({ unreadable: 3, requests: 2 });
  });

  // In the search, and when what it found is stored.
  it.each<readonly [string, (log: TokenLog) => unknown, number]>([
    ['an object that throws', (log) => log.record(hostile), 1],
    ['an object that throws when amended', (log) => log.amend(hostile), 1],
    ['a body without text', (log) => log.record(makeHttp({ responseBody: { mimeType: '' } as never })), 2],
    [
      'a header that is not one',
      (log) => log.record(makeHttp({ responseHeaders: [null, null] as never })),
      1,
    ],
    [
      'a storage reading without entries',
      (log) => log.record({ ...makeReading({}), entries: 7 as never }),
      2,
    ],
  ])('is reported as a bug: %s', (_name, run, times) => {
    const bugs: unknown[] = [];
    run(createLog({ reportBug: (error) => bugs.push(error) }));
    expect(bugs).toHaveLength(times);
    expect(bugs[0]).toBeInstanceOf(Error);
  });

  it('is not reported as a bug when only its content is hostile', () => {
    const bugs: unknown[] = [];
    const log = createLog({ reportBug: (error) => bugs.push(error) });
    const characters = fc.constantFrom(...'a{"=%.:#\0\n\xff\ud800\u2028');
    const texts = fc.oneof(fc.string(), fc.string({ unit: characters }), fc.constant(token));
    fc.assert(
      fc.property(fc.string(), texts, fc.json(), (name, text, json) => {
        log.record(
          makeHttp({
            url: text,
            requestHeaders: [{ name, value: text }],
            responseHeaders: [{ name: text, value: json }],
            requestBody: makeBody(text, name),
            responseBody: makeBody(json, 'application/json'),
          }),
        );
        log.record(makeReading({ [name]: text, [text]: json }, { origin: text }));
      }),
    );
    expect(bugs).toEqual([]);
  });
});

describe('tokens of an exchange', () => {
  it('have locations and whether they are part of the request', () => {
    const log = createLog();
    const other = makeTokenOf('bob');
    const exchange = makeBearer(token, { responseHeaders: makeHeaders({ 'Set-Cookie': `s=${other}` }) });
    log.record(exchange);
    expect(log.tokensIn(exchange.id)).toEqual([
      {
        tokenId: 1,
        raw: token,
        location: { kind: 'request header', name: 'Authorization', path: [] },
        isOutgoing: true,
      },
      {
        tokenId: 2,
        raw: other,
        location: { kind: 'response cookie', name: 's', path: [] },
        isOutgoing: false,
      },
    ]);
    expect(log.factsOf(2)).toEqual({ header: { alg: 'HS256', typ: 'JWT' }, claims: { sub: 'bob' } });
    expect(log.tokensIn('another')).toEqual([]);
  });

  it('include those of amendments, each location once', () => {
    const log = createLog();
    const stream = makeBearer(token, { status: 101 });
    log.record(stream);
    const message = { direction: 'received' as const, atMs: 5, text: token, truncated: false };
    for (const atMs of [5, 6, 6]) log.amend({ ...stream, messages: [{ ...message, atMs }] });
    expect(log.tokensIn(stream.id).map(({ location }) => [location.kind, location.atMs])).toEqual([
      ['request header', undefined],
      ['message received', 5],
      ['message received', 6],
    ]);
  });

  it('lead to the stored exchanges that contain them', () => {
    const log = createLog({ maxExchanges: 2 });
    const exchanges = [1_000, 2_000, 3_000].map((sentAtMs) => makeBearer(token, { sentAtMs }));
    for (const exchange of exchanges) log.record(exchange);
    const [, second, third] = exchanges.map(({ id }) => id);
    expect(log.exchangesOf(1)).toEqual([second, third]);
    log.clear(2_500);
    expect(log.exchangesOf(1)).toEqual([]);
    expect(log.exchangesOf(2)).toEqual([third]);
    expect(log.tokensIn(third ?? '')).toMatchObject([{ tokenId: 2, raw: token }]);
  });

  it('have a limited number of claims', () => {
    const log = createLog();
    const claims = { iss: 'https://id.test', many: Array.from({ length: 10_000 }, () => ({})) };
    log.record(makeBearer(makeToken(claims)));
    expect(log.factsOf(1)?.claims).toEqual({ iss: 'https://id.test' });
  });
});

describe('cleared log', () => {
  it('ignores amendments to an exchange from before', () => {
    const log = createLog();
    const exchange = makeBearer(token, { status: 0, isPending: true });
    log.record(exchange);
    log.clear();
    const cookies = makeHeaders({ Cookie: `session=${token}` });
    const change = log.amend(makeHttp({ id: exchange.id, requestHeaders: cookies }));
    expect(change).toMatchObject({ changed: [], removed: [] });
    expect(log.rows()).toEqual([]);
    expect(log.counts()).toMatchObject({ requests: 0, storedExchanges: 0 });
  });

  it('ignores an exchange whose search was running when it was cleared, unless it is to be kept', () => {
    for (const [keepSinceMs, requests] of [
      [Infinity, 0],
      [2_000, 0],
      [500, 1],
    ] as const) {
      const log = createLog();
      const requestBody = makeBody(`${'x '.repeat(200_000)} ${token}`, 'text/plain');
      const steps = log.recordInSteps(makeBearer(token, { requestBody }));
      expect(steps.next().done).toBe(false);
      log.clear(keepSinceMs);
      finish(steps);
      expect(log.rows()).toHaveLength(requests);
      expect(log.counts().requests).toBe(requests);
    }
  });

  it('counts a kept request once when it is amended', () => {
    const log = createLog();
    const exchange = makeBearer(token, { sentAtMs: 3_000 });
    log.record(exchange);
    log.clear(2_000);
    const cookies = makeHeaders({ Cookie: `session=${token}` });
    log.amend(makeHttp({ id: exchange.id, sentAtMs: 3_000, status: 401, requestHeaders: cookies }));
    expect(log.rows()).toMatchObject([{ requests: 1, sightings: 2 }]);
  });
});

describe('cost of a step', () => {
  /** How many steps of map iterators and map lookups it takes to record one request in a log with so many tokens. */
  function countSteps(stored: number, bounds: Partial<LogBounds>): number {
    const log = createLog(bounds);
    for (let index = 0; index < stored; index += 1) log.record(makeBearer(makeTokenOf(index)));
    const exchange = makeBearer(makeTokenOf('new'));
    const iterator = Object.getPrototypeOf(new Map().values()) as { next: () => unknown };
    const spies = [vi.spyOn(iterator, 'next'), vi.spyOn(Map.prototype, 'get')];
    log.record(exchange);
    const steps = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    for (const spy of spies) spy.mockRestore();
    return steps;
  }

  it('is the same with 10 stored tokens and with 2,000', () => {
    expect(countSteps(10, {})).toBeGreaterThan(0);
    expect(countSteps(2_000, {})).toBe(countSteps(10, {}));
    expect(countSteps(2_000, { maxTokens: 2_000 })).toBe(countSteps(10, { maxTokens: 10 }));
    expect(countSteps(2_000, { maxExchanges: 2_000 })).toBe(countSteps(10, { maxExchanges: 10 }));
  });

  /** How many items are visited for the 11th and for the last message, if each is a separate amendment. */
  function countAmending(messages: number, textOf: (index: number) => string): readonly [number, number] {
    const log = createLog();
    const stream = makeBearer(token, { status: 101 });
    log.record(stream);
    const amend = (index: number) => {
      const message = { direction: 'sent', atMs: index, text: textOf(index), truncated: false } as const;
      log.amend({ ...stream, requestHeaders: [], messages: [message] });
    };
    for (let index = 0; index < 10; index += 1) amend(index);
    const early = countItems(() => amend(10));
    for (let index = 11; index < messages; index += 1) amend(index);
    return [early, countItems(() => amend(messages))];
  }

  it('is the same for the 11th message of a stream and for the 900th', () => {
    for (const textOf of [() => token, (index: number) => makeTokenOf(`${1_000 + index}`)]) {
      const [early, delayed] = countAmending(900, textOf);
      expect(early).toBeGreaterThan(0);
      expect(delayed).toBeLessThanOrEqual(early);
    }
  });

  it('does not include keeping a whole body in memory for its token', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const log = createLog();
    collect();
    const before = process.memoryUsage().heapUsed;
    const bodies = 20;
    const megabytes = 2;
    for (let index = 0; index < bodies; index += 1) {
      // Parsed from JSON, so that the engine stores it as one flat string and not as a rope of its parts.
      const page = JSON.stringify(
        `<script>let t = '${makeTokenOf(index)}'</script>${'x'.repeat(megabytes * 1024 * 1024)}`,
      );
      log.record(makeHttp({ responseBody: makeBody(JSON.parse(page) as string, 'text/html') }));
    }
    collect();
    const grown = process.memoryUsage().heapUsed - before;
    expect(log.rows()).toHaveLength(bodies);
    expect(grown).toBeLessThan((bodies * megabytes * 1024 * 1024) / 4);
  });
});

describe('arbitrary traffic', () => {
  it('stays within the limits and is counted consistently', () => {
    const subject = fc.nat({ max: 12 });
    const step = fc.oneof(
      subject.map((name) => () => makeBearer(makeTokenOf(name))),
      subject.map((name) => () => makeReading({ [`key-${name % 3}`]: makeTokenOf(name) })),
      subject.map((name) => () => makeReport(makeTokenOf(name))),
      fc.array(subject).map((names) => () => {
        const text = names.map(makeTokenOf).join(' ');
        return makeHttp({ responseBody: makeBody(text, 'text/plain') });
      }),
      fc.constant(() => null as never),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const log = createLog({ maxTokens: 4, maxSightingsPerToken: 3 });
        const reported = new Set<number>();
        let evicted = 0;
        for (const makeExchange of steps) {
          const { changed, removed, added } = log.record(makeExchange());
          for (const id of changed) reported.add(id);
          for (const id of removed) reported.delete(id);
          evicted += removed.length;
          expect(changed.every((id) => added.has(id) && log.row(id) !== undefined)).toBe(true);
        }
        const rows = log.rows();
        expect(new Set(rows.map(({ id }) => id))).toEqual(reported);
        expect(rows.length).toBeLessThanOrEqual(4);
        expect(log.counts().droppedTokens).toBe(evicted);
        for (const { id, sightings, firstSeenMs, lastSeenMs } of rows) {
          expect(log.sightings(id)).toHaveLength(Math.min(3, sightings));
          expect(firstSeenMs).toBeLessThanOrEqual(lastSeenMs);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('encrypted entry', () => {
  const value = JSON.stringify({ id: 'x', nonce: 'n', data: 'd', lastUpdatedAt: '1' });
  const key = 'msal.2|account|login.example|accesstoken|client|tenant|scope|';

  it('is listed once, however often it is read, until the log is cleared', () => {
    const log = createLog();
    log.record(makeReading({ [key]: value }));
    log.record(makeReading({ [key]: value, [`${key}two`]: value }));
    expect(log.counts().encryptedEntries.map((entry) => entry.key)).toEqual([key, `${key}two`]);
    log.clear();
    expect(log.counts().encryptedEntries).toEqual([]);
  });

  const record = (log: ReturnType<typeof createLog>, decryption: Decryption, origin?: string) =>
    log.record(
      makeReading({}, { entries: [{ key, value, decryption }], ...(origin === undefined ? {} : { origin }) }),
    );
  const reasons = (log: ReturnType<typeof createLog>) =>
    log.counts().encryptedEntries.map(({ reason }) => reason);

  it('has the last reason, and is no longer listed after it was decrypted', () => {
    const log = createLog();
    record(log, 'no key');
    record(log, 'failed', 'https://other.test');
    record(log, 'earlier session');
    expect(reasons(log)).toEqual(['earlier session', 'failed']);
    record(log, 'decrypted');
    expect(reasons(log)).toEqual(['failed']);
  });

  it('keeps its result in the log, to be saved', () => {
    const log = createLog();
    record(log, 'failed');
    record(log, 'earlier session');
    expect([...log.exchanges()]).toMatchObject(
      ['failed', 'earlier session'].map((decryption) => ({ entries: [{ key, value, decryption }] })),
    );
  });
});
