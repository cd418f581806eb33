import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { HttpExchange } from '../exchange/exchange';
import { makeHeaders, makeHttp } from '../exchange/exchange.fixture';
import { createMerger, waitingMs } from './merge';
import { surelyMs, toleranceMs } from './matcher';

function makeLog(facts: Partial<HttpExchange> = {}): HttpExchange {
  return makeHttp({ source: 'network log', ...facts });
}

function makeWeb(facts: Partial<HttpExchange> = {}): HttpExchange {
  return makeHttp({ source: 'web request', ...facts });
}

/** A join and what it told, with the clock at hand. */
function listen() {
  const recorded: HttpExchange[] = [];
  const amended: HttpExchange[] = [];
  const join = createMerger({
    record: (exchange) => recorded.push(exchange),
    amend: (exchange) => amended.push(exchange),
  });
  return { join, recorded, amended };
}

/** Tells these one after the other, then lets the time for joining pass. */
function joinAll(...tellings: readonly HttpExchange[]) {
  const told = listen();
  for (const telling of tellings) told.join.take(telling, 0);
  told.join.settle(waitingMs);
  expect(told.join.waiting).toBe(0);
  return told;
}

const cookie = makeHeaders({ Cookie: 'session=a' });

describe('an answer that the page may not read', () => {
  const failed = (error: string, facts: Partial<HttpExchange> = {}) =>
    makeLog({ status: 0, statusText: error, delivery: { state: 'unknown', error }, ...facts });
  const answered = (facts: Partial<HttpExchange> = {}) =>
    makeWeb({
      sentAtMs: 1_002,
      responseHeaders: makeHeaders({ Date: 'Sun, 01 Mar 2026 10:00:00 GMT' }),
      ...facts,
    });

  it.each(['net::ERR_FAILED', 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin', 'net::ERR_BLOCKED_BY_ORB'])(
    'is one with the request that DevTools reports without it: %s',
    (error) => {
      const [log, web] = [failed(error), answered()];
      for (const order of [
        [log, web],
        [web, log],
      ]) {
        const { recorded, amended } = joinAll(...order);
        expect(recorded).toEqual([log]);
        expect(amended).toMatchObject([{ id: log.id, status: 200, responseHeaders: web.responseHeaders }]);
      }
    },
  );

  it.each<[string, readonly HttpExchange[]]>([
    ['another error', [failed('net::ERR_ABORTED'), answered()]],
    [
      'a preflight',
      [makeLog({ status: 0, delivery: { state: 'not sent', reason: 'preflight failed' } }), answered()],
    ],
    ['another time', [failed('net::ERR_FAILED'), answered({ sentAtMs: 1_000 + surelyMs + 1 })]],
    ['another URL', [failed('net::ERR_FAILED'), answered({ url: 'https://api.test/other' })]],
    ['another method', [failed('net::ERR_FAILED'), answered({ method: 'POST' })]],
    [
      'another worker',
      [
        failed('net::ERR_FAILED', { sender: 'dedicated worker' }),
        answered({ sender: 'shared or service worker' }),
      ],
    ],
  ])('is a request of its own where something differs: %s', (_, tellings) => {
    const { recorded, amended } = joinAll(...tellings);
    expect(recorded).toHaveLength(2);
    expect(amended).toEqual([]);
  });

  it('is a request of its own where it could be one of several', () => {
    const log = () => failed('net::ERR_FAILED');
    for (const [tellings, count] of [
      [[log(), log(), answered()], 3],
      [[log(), answered(), answered({ sentAtMs: 1_004 })], 3],
    ] as const) {
      const { recorded, amended } = joinAll(...tellings);
      expect([recorded.length, amended]).toEqual([count, []]);
    }
  });

  it('leaves each its own where a request that failed and one that was read were sent at once', () => {
    const ok = makeLog({ sentAtMs: 1_001 });
    const { recorded, amended } = joinAll(
      failed('net::ERR_FAILED'),
      answered(),
      ok,
      makeWeb({ status: 0, delivery: { state: 'unknown', error: 'net::ERR_FAILED' } }),
    );
    expect(recorded).toHaveLength(2);
    expect(amended.filter(({ status }) => status > 0).map(({ id }) => id)).toEqual([ok.id]);
  });
});

describe('two requests that are not one for certain', () => {
  it.each([
    ['the method', { method: 'POST' }],
    ['the query', { url: 'https://api.test/items?page=2' }],
    ['the status', { status: 500 }],
    ['an answer that never came', { status: 0 }],
    ['the sending time', { sentAtMs: 1_000 + toleranceMs + 1 }],
    ['Authorization', { requestHeaders: makeHeaders({ authorization: 'Bearer b' }) }],
    ['the date of the answer', { responseHeaders: makeHeaders({ Date: 'Sun, 01 Mar 2026 10:00:01 GMT' }) }],
    ['the id of the request', { responseHeaders: makeHeaders({ 'X-Request-Id': 'b' }) }],
    ['the tag of the answer', { responseHeaders: makeHeaders({ ETag: '"b"' }) }],
    ['the sender', { sender: 'shared or service worker' }],
    ['another tab', { sender: 'other tab' }],
  ] as const)('are two where they differ in %s', (_name, facts) => {
    const given = {
      requestHeaders: makeHeaders({ Authorization: 'Bearer a' }),
      responseHeaders: makeHeaders({
        date: 'Sun, 01 Mar 2026 10:00:00 GMT',
        'x-request-id': 'a',
        etag: '"a"',
      }),
    };
    const log = makeLog({ ...given, sender: 'page' });
    const web = makeWeb({ ...given, ...facts });
    for (const tellings of [
      [log, web],
      [web, log],
    ]) {
      const { recorded, amended } = joinAll(...tellings);
      expect(new Set(recorded)).toEqual(new Set(tellings));
      expect(amended).toEqual([]);
    }
  });

  it('are two where only one has a token, and are one where the browser added a password', () => {
    const accept = makeHeaders({ Accept: '*/*' });
    const log = (value: string) => makeLog({ requestHeaders: makeHeaders({ Authorization: value }) });
    expect(joinAll(makeWeb({ requestHeaders: accept }), log('Bearer a')).recorded).toHaveLength(2);
    expect(joinAll(log('Bearer a'), makeWeb({ requestHeaders: accept })).recorded).toHaveLength(2);
    expect(joinAll(log('Basic YTph'), makeWeb({ requestHeaders: accept })).recorded).toHaveLength(1);
  });

  it('are two when one source tells both', () => {
    expect(joinAll(makeWeb(), makeWeb()).recorded).toHaveLength(2);
    expect(joinAll(makeLog(), makeLog()).recorded).toHaveLength(2);
  });

  it('are two when one was answered while DevTools was closed', () => {
    const { join, recorded, amended } = listen();
    join.take(makeWeb(), 0);
    join.settle(waitingMs);
    join.take(makeLog({ sentAtMs: 9_000 }), 8_000);
    expect(recorded).toHaveLength(2);
    expect(amended).toEqual([]);
  });
});

describe('one request told by both', () => {
  it('is recorded at once, with the headers that DevTools leaves out, when the other half waits', () => {
    const { join, recorded, amended } = listen();
    const web = makeWeb({
      url: 'https://api.test/items#top',
      sentAtMs: 1_040,
      requestHeaders: [...cookie, ...makeHeaders({ accept: '*/*' })],
      responseHeaders: makeHeaders({ 'Set-Cookie': 'a=b' }),
      sender: 'dedicated worker',
      pageUrl: 'https://app.test/',
    });
    const log = makeLog({ requestHeaders: makeHeaders({ Accept: 'text/html' }), statusText: 'Fine' });
    join.take(web, 0);
    expect([recorded.length, join.waiting]).toEqual([0, 1]);
    join.take(log, 10);
    expect(recorded).toEqual([
      {
        ...log,
        url: 'https://api.test/items#top',
        requestHeaders: [...log.requestHeaders, ...cookie],
        responseHeaders: web.responseHeaders,
        sender: 'dedicated worker',
        pageUrl: 'https://app.test/',
      },
    ]);
    join.settle(waitingMs);
    expect([recorded.length, amended.length, join.waiting]).toEqual([1, 0, 0]);
  });

  it('is amended with what is new when the other half comes after it', () => {
    const log = makeLog({ requestHeaders: makeHeaders({ Accept: '*/*' }) });
    const { recorded, amended } = joinAll(
      log,
      makeWeb({ requestHeaders: [...cookie, ...makeHeaders({ accept: '*/*' })], sender: 'page' }),
    );
    expect(recorded).toEqual([log]);
    expect(amended).toMatchObject([
      { id: log.id, requestHeaders: cookie, responseHeaders: [], sender: 'page' },
    ]);
  });

  it('is told once when the other half has nothing new', () => {
    const { recorded, amended } = joinAll(
      makeLog({ requestHeaders: cookie }),
      makeWeb({ requestHeaders: cookie }),
    );
    expect([recorded.length, amended.length]).toEqual([1, 0]);
  });

  it('is told once when both halves have the same fragment', () => {
    const url = 'https://api.test/items#access_token=a';
    expect(joinAll(makeLog({ url }), makeWeb({ url })).amended).toEqual([]);
    expect(joinAll(makeLog(), makeWeb({ url })).amended).toMatchObject([{ url }]);
  });

  it('is amended under the id that it has when DevTools tells it long after', () => {
    const { join, recorded, amended } = listen();
    const web = makeWeb({ requestHeaders: cookie });
    const responseBody = { text: '{}', mimeType: 'application/json', truncated: false };
    join.take(web, 0);
    join.settle(waitingMs - 1);
    expect(recorded).toEqual([]);
    join.settle(waitingMs);
    expect(recorded).toEqual([web]);
    join.take(makeLog({ requestHeaders: cookie, responseBody }), 100_000);
    expect(recorded).toHaveLength(1);
    expect(amended).toMatchObject([{ id: web.id, source: 'network log', requestHeaders: [], responseBody }]);
  });

  it('is one whose two clocks differ by the tolerance, but not before the time for a better half is over', () => {
    const { join, recorded, amended } = listen();
    join.take(makeWeb({ requestHeaders: cookie, sentAtMs: 1_000 + toleranceMs }), 0);
    const log = makeLog();
    join.take(log, 0);
    expect(recorded).toEqual([log]);
    join.settle(waitingMs);
    expect([recorded.length, amended.length]).toEqual([1, 1]);
  });

  it('is one of a service worker, when DevTools tells it', () => {
    const { recorded } = joinAll(makeWeb({ sender: 'shared or service worker' }), makeLog());
    expect(recorded).toMatchObject([{ source: 'network log', sender: 'shared or service worker' }]);
  });

  it('is one that has no answer, or an error in its place', () => {
    expect(joinAll(makeWeb({ status: 0 }), makeLog({ status: -1 })).recorded).toHaveLength(1);
  });

  it('is one WebSocket, closed after an hour', () => {
    const { join, recorded, amended } = listen();
    join.take(makeWeb({ status: 101 }), 0);
    join.settle(waitingMs);
    const messages = [{ direction: 'sent', atMs: 1_000, text: 'a', truncated: false }] as const;
    join.take(makeLog({ status: 101, messages }), 3_600_000);
    expect([recorded.length, amended.length]).toEqual([1, 1]);
    expect(amended).toMatchObject([{ messages }]);
  });

  it('is told again without a change', () => {
    const log = makeLog();
    const web = makeWeb();
    const { recorded, amended } = joinAll(web, log, web, log);
    expect([recorded.length, amended.length]).toEqual([1, 0]);
  });
});

describe('a request that DevTools reported before its response', () => {
  const bearer = makeHeaders({ authorization: 'Bearer a' });
  const pending = makeLog({ status: 0, isPending: true, requestHeaders: bearer });
  const answered = makeLog({ id: pending.id, requestHeaders: bearer });
  const web = makeWeb({ id: 'web-1', requestHeaders: [...bearer, ...cookie] });

  it('is one with what `webRequest` reports of the response, whichever comes first', () => {
    for (const isWebFirst of [true, false]) {
      const { join, recorded, amended } = listen();
      join.take(pending, 0);
      if (isWebFirst) join.take(web, 60_000);
      join.answer(answered, 60_001);
      if (!isWebFirst) join.take(web, 60_002);
      join.settle(120_000);
      expect(recorded).toEqual([pending]);
      expect(amended).toMatchObject([{ id: pending.id, requestHeaders: cookie }]);
      expect(join.waiting).toBe(0);
    }
  });

  it('takes no other request’s report', () => {
    const { join, recorded, amended } = listen();
    join.take(pending, 0);
    join.answer(answered, 1);
    join.take(makeWeb({ id: 'web-1', requestHeaders: makeHeaders({ authorization: 'Bearer b' }) }), 2);
    join.settle(120_000);
    expect(recorded).toHaveLength(2);
    expect(amended).toEqual([]);
  });

  it('is remembered as long as any other, and not longer', () => {
    const { join, recorded } = listen();
    join.take(pending, 0);
    join.answer(answered, 100_000);
    const other = makeLog({ url: 'https://api.test/other' });
    // By now the first report is forgotten, and the second is not.
    join.take(other, 150_000);
    join.take(answered, 150_001);
    expect(recorded).toEqual([pending, other]);
    join.take({ ...other, id: 'other-2' }, 250_000);
    join.take(answered, 250_001);
    expect(recorded.at(-1)).toEqual(answered);
  });
});

describe('requests that are alike', () => {
  it('are ten when ten are sent at once', () => {
    const tellings = Array.from({ length: 10 }, () => [
      makeLog(),
      makeWeb({ requestHeaders: cookie }),
    ]).flat();
    expect(joinAll(...tellings).recorded).toHaveLength(10);
  });

  it('get the half that is nearest in time', () => {
    const webs = [1_000, 1_020, 1_040].map((sentAtMs) =>
      makeWeb({ sentAtMs, requestHeaders: makeHeaders({ Cookie: `at=${sentAtMs}` }) }),
    );
    const { recorded } = joinAll(...webs, makeLog({ sentAtMs: 1_021 }));
    expect(recorded[0]?.requestHeaders).toEqual(makeHeaders({ Cookie: 'at=1020' }));
  });

  it('are recorded as they were told where one has a choice among several', () => {
    const webs = [1_300, 1_700].map((sentAtMs) => makeWeb({ sentAtMs, requestHeaders: cookie }));
    for (const tellings of [
      [makeLog({ sentAtMs: 1_500 }), ...webs],
      [...webs, makeLog({ sentAtMs: 1_500 })],
      [
        makeLog({ sentAtMs: 1_300 }),
        makeLog({ sentAtMs: 1_700 }),
        makeWeb({ sentAtMs: 1_500, requestHeaders: cookie }),
      ],
    ]) {
      const { recorded, amended } = joinAll(...tellings);
      expect(new Set(recorded)).toEqual(new Set(tellings));
      expect(amended).toEqual([]);
    }
  });

  it('get no other half of a tab or an answer that is told apart, however near', () => {
    const token = (name: string) => makeHeaders({ Authorization: name });
    const { recorded, amended } = joinAll(
      makeWeb({ requestHeaders: [...token('b'), ...cookie] }),
      makeWeb(),
      makeLog({ requestHeaders: token('a') }),
      makeWeb({ requestHeaders: token('a'), sentAtMs: 1_000 + surelyMs }),
    );
    expect(recorded).toHaveLength(3);
    expect(amended).toEqual([]);
  });

  it('are told in any order: no header is lost, and no exchange has those of two requests of one source', () => {
    const request = fc.record({
      url: fc.constantFrom('https://api.test/a', 'https://api.test/b'),
      sentAtMs: fc.nat({ max: 6_000 }),
      lateMs: fc.integer({ min: -toleranceMs, max: toleranceMs }),
      authorization: fc.constantFrom(undefined, 'Bearer a', 'Bearer b'),
      logOrder: fc.nat(),
      webOrder: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), fc.nat({ max: 1_500 }), (requests, stepMs) => {
        const tellings = requests.flatMap(
          ({ url, sentAtMs, lateMs, authorization, logOrder, webOrder }, index) => {
            const both = authorization === undefined ? {} : { Authorization: authorization };
            const log = makeLog({
              url,
              sentAtMs,
              requestHeaders: makeHeaders({ ...both, [`log-${index}`]: '' }),
            });
            const web = makeWeb({
              url,
              sentAtMs: sentAtMs + lateMs,
              requestHeaders: makeHeaders({ ...both, [`web-${index}`]: '' }),
            });
            return [
              { order: logOrder, telling: log },
              { order: webOrder, telling: web },
            ];
          },
        );
        const { join, recorded, amended } = listen();
        let nowMs = 0;
        for (const { telling } of tellings.toSorted((one, other) => one.order - other.order)) {
          nowMs += stepMs;
          join.take(telling, nowMs);
        }
        join.settle(nowMs + waitingMs);

        expect(recorded.length).toBeGreaterThanOrEqual(requests.length);
        const ids = new Set(recorded.map(({ id }) => id));
        expect(amended.every(({ id }) => ids.has(id))).toBe(true);
        const namesIn = (exchanges: readonly HttpExchange[]) =>
          exchanges.flatMap(({ requestHeaders }) => requestHeaders.map(({ name }) => name));
        const told = namesIn(tellings.map(({ telling }) => telling));
        expect(new Set(namesIn([...recorded, ...amended]))).toEqual(new Set(told));
        for (const id of ids) {
          const together = [...recorded, ...amended].filter((exchange) => exchange.id === id);
          const headers = together.flatMap(({ requestHeaders }) => requestHeaders);
          const tokens = headers.filter(({ name }) => name === 'Authorization');
          expect(new Set(tokens.map(({ value }) => value)).size).toBeLessThanOrEqual(1);
          for (const source of ['log-', 'web-']) {
            expect(headers.filter(({ name }) => name.startsWith(source)).length).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are one exchange each where they are far enough apart, in whatever order they are told', () => {
    const request = fc.record({
      lateMs: fc.integer({ min: -toleranceMs, max: toleranceMs }),
      logOrder: fc.nat(),
      webOrder: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        const tellings = requests.flatMap(({ lateMs, logOrder, webOrder }, index) => {
          const sentAtMs = index * (2 * toleranceMs + 1);
          return [
            { order: logOrder, telling: makeLog({ sentAtMs }) },
            { order: webOrder, telling: makeWeb({ sentAtMs: sentAtMs + lateMs }) },
          ];
        });
        const ordered = tellings.toSorted((one, other) => one.order - other.order);
        expect(joinAll(...ordered.map(({ telling }) => telling)).recorded).toHaveLength(requests.length);
      }),
    );
  });
});

describe('the id of a request', () => {
  it('is returned: that of the exchange that was recorded', () => {
    const { join } = listen();
    const web = makeWeb({ requestHeaders: cookie });
    expect(join.take(web, 0)).toBe(web.id);
    join.settle(waitingMs);
    const log = makeLog();
    expect(join.take(log, waitingMs)).toBe(web.id);
    expect(join.take(log, waitingMs)).toBe(web.id);
    const other = makeLog({ url: 'https://api.test/other' });
    expect(join.take(other, waitingMs)).toBe(other.id);
  });
});

describe('the bounds of a join', () => {
  it('record what is too long to be compared', () => {
    const url = `https://api.test/${'x'.repeat(100_000)}`;
    expect(joinAll(makeLog({ url }), makeWeb({ url })).recorded).toHaveLength(2);
  });

  it('let those that wait longest go first, and lose none', () => {
    const { join, recorded } = listen();
    for (let index = 0; index < 6_000; index += 1)
      join.take(makeWeb({ url: `https://api.test/${index}` }), 0);
    expect(recorded[0]?.url).toBe('https://api.test/0');
    expect(recorded.length + join.waiting).toBe(6_000);
    expect(join.waiting).toBe(5_000);
    join.settle(waitingMs);
    expect(recorded).toHaveLength(6_000);
  });

  it('forget what weighs too much, with the names of headers that a server made long', () => {
    const { join, recorded, amended } = listen();
    const responseHeaders = [{ name: 'x'.repeat(1024 * 1024), value: '' }];
    for (let index = 0; index < 20; index += 1) {
      join.take(makeLog({ url: `https://a.test/${index}`, responseHeaders }), 0);
    }
    const other = (index: number) => makeWeb({ url: `https://a.test/${index}`, requestHeaders: cookie });
    for (const index of [0, 19]) join.take(other(index), 0);
    join.settle(waitingMs);
    expect(recorded).toHaveLength(21);
    expect(amended).toHaveLength(1);
  });

  it('forget after two minutes, so that what comes then is recorded by itself', () => {
    const { join, recorded, amended } = listen();
    join.take(makeWeb({ requestHeaders: cookie }), 0);
    join.settle(waitingMs);
    join.take(makeLog(), 200_000);
    expect([recorded.length, amended.length]).toEqual([2, 0]);
  });

  it('keep what one of many costs the same, of one URL with as many tokens as requests', () => {
    /** How many pairs of halves are looked at for one more. */
    const countLooks = (held: number): number => {
      const { join } = listen();
      const make = (index: number) =>
        makeWeb({
          requestHeaders: makeHeaders({ Authorization: `Bearer ${index}` }),
          sentAtMs: 1_000 + index / 100,
        });
      for (let index = 0; index < held; index += 1) join.take(make(index), 0);
      const spy = vi.spyOn(Array.prototype, 'every');
      join.take(makeLog({ requestHeaders: makeHeaders({ Authorization: 'Bearer none' }) }), 0);
      const looks = spy.mock.calls.length;
      spy.mockRestore();
      return looks;
    };
    expect(countLooks(200)).toBeGreaterThan(0);
    expect(countLooks(4_000)).toBe(countLooks(200));
  });
});
