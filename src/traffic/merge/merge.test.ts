import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { HttpExchange } from '../exchange/exchange';
import { makeHeaders, makeHttp } from '../exchange/exchange.fixture';
import { createMerger, waitingMs } from './merge';
import { exactToleranceMs, toleranceMs } from './matcher';

function makeLog(facts: Partial<HttpExchange> = {}): HttpExchange {
  return makeHttp({ source: 'network log', ...facts });
}

function makeWeb(facts: Partial<HttpExchange> = {}): HttpExchange {
  return makeHttp({ source: 'web request', ...facts });
}

/** A merger and what it has reported. */
function listen() {
  const recorded: HttpExchange[] = [];
  const amended: HttpExchange[] = [];
  const merger = createMerger({
    record: (exchange) => recorded.push(exchange),
    amend: (exchange) => amended.push(exchange),
  });
  return { merger, recorded, amended };
}

/** Takes these in order, then lets the waiting time pass. */
function mergeAll(...observations: readonly HttpExchange[]) {
  const result = listen();
  for (const observation of observations) result.merger.take(observation, 0);
  result.merger.settle(waitingMs);
  expect(result.merger.waiting).toBe(0);
  return result;
}

const cookie = makeHeaders({ Cookie: 'session=a' });

describe('response that the page is not allowed to read', () => {
  const failed = (error: string, facts: Partial<HttpExchange> = {}) =>
    makeLog({ status: 0, statusText: error, delivery: { state: 'unknown', error }, ...facts });
  const responded = (facts: Partial<HttpExchange> = {}) =>
    makeWeb({
      sentAtMs: 1_002,
      responseHeaders: makeHeaders({ Date: 'Sun, 01 Mar 2026 10:00:00 GMT' }),
      ...facts,
    });

  it.each(['net::ERR_FAILED', 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin', 'net::ERR_BLOCKED_BY_ORB'])(
    'is merged with the request that DevTools reports with %s',
    (error) => {
      const [log, web] = [failed(error), responded()];
      for (const order of [
        [log, web],
        [web, log],
      ]) {
        const { recorded, amended } = mergeAll(...order);
        expect(recorded).toEqual([log]);
        expect(amended).toMatchObject([{ id: log.id, status: 200, responseHeaders: web.responseHeaders }]);
      }
    },
  );

  it.each<[string, readonly HttpExchange[]]>([
    ['another error', [failed('net::ERR_ABORTED'), responded()]],
    [
      'a preflight',
      [makeLog({ status: 0, delivery: { state: 'not sent', reason: 'preflight failed' } }), responded()],
    ],
    ['another time', [failed('net::ERR_FAILED'), responded({ sentAtMs: 1_000 + exactToleranceMs + 1 })]],
    ['another URL', [failed('net::ERR_FAILED'), responded({ url: 'https://api.test/other' })]],
    ['another method', [failed('net::ERR_FAILED'), responded({ method: 'POST' })]],
    [
      'another worker',
      [
        failed('net::ERR_FAILED', { sender: 'dedicated worker' }),
        responded({ sender: 'shared or service worker' }),
      ],
    ],
  ])('is recorded separately from a request with %s', (_, observations) => {
    const { recorded, amended } = mergeAll(...observations);
    expect(recorded).toHaveLength(2);
    expect(amended).toEqual([]);
  });

  it('is recorded separately if there are several possible matches', () => {
    const log = () => failed('net::ERR_FAILED');
    for (const [observations, count] of [
      [[log(), log(), responded()], 3],
      [[log(), responded(), responded({ sentAtMs: 1_004 })], 3],
    ] as const) {
      const { recorded, amended } = mergeAll(...observations);
      expect([recorded.length, amended]).toEqual([count, []]);
    }
  });

  it('is merged correctly when a blocked and a readable request are sent at the same time', () => {
    const ok = makeLog({ sentAtMs: 1_001 });
    const { recorded, amended } = mergeAll(
      failed('net::ERR_FAILED'),
      responded(),
      ok,
      makeWeb({ status: 0, delivery: { state: 'unknown', error: 'net::ERR_FAILED' } }),
    );
    expect(recorded).toHaveLength(2);
    expect(amended.filter(({ status }) => status > 0).map(({ id }) => id)).toEqual([ok.id]);
  });
});

describe('observations of different requests', () => {
  it.each([
    ['the method', { method: 'POST' }],
    ['the query', { url: 'https://api.test/items?page=2' }],
    ['the status', { status: 500 }],
    ['a missing response', { status: 0 }],
    ['the time', { sentAtMs: 1_000 + toleranceMs + 1 }],
    ['Authorization', { requestHeaders: makeHeaders({ authorization: 'Bearer b' }) }],
    ['the date of the response', { responseHeaders: makeHeaders({ Date: 'Sun, 01 Mar 2026 10:00:01 GMT' }) }],
    ['the request ID', { responseHeaders: makeHeaders({ 'X-Request-Id': 'b' }) }],
    ['the entity tag', { responseHeaders: makeHeaders({ ETag: '"b"' }) }],
    ['the sender', { sender: 'shared or service worker' }],
    ['another tab', { sender: 'other tab' }],
  ] as const)('are recorded separately when they differ in %s', (_name, facts) => {
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
    for (const observations of [
      [log, web],
      [web, log],
    ]) {
      const { recorded, amended } = mergeAll(...observations);
      expect(new Set(recorded)).toEqual(new Set(observations));
      expect(amended).toEqual([]);
    }
  });

  it('are recorded separately when only one has a bearer token, but not when the browser added a password', () => {
    const accept = makeHeaders({ Accept: '*/*' });
    const log = (value: string) => makeLog({ requestHeaders: makeHeaders({ Authorization: value }) });
    expect(mergeAll(makeWeb({ requestHeaders: accept }), log('Bearer a')).recorded).toHaveLength(2);
    expect(mergeAll(log('Bearer a'), makeWeb({ requestHeaders: accept })).recorded).toHaveLength(2);
    expect(mergeAll(log('Basic YTph'), makeWeb({ requestHeaders: accept })).recorded).toHaveLength(1);
  });

  it('are recorded separately when one source reports both', () => {
    expect(mergeAll(makeWeb(), makeWeb()).recorded).toHaveLength(2);
    expect(mergeAll(makeLog(), makeLog()).recorded).toHaveLength(2);
  });

  it('are recorded separately when DevTools reports its one much later', () => {
    const { merger, recorded, amended } = listen();
    merger.take(makeWeb(), 0);
    merger.settle(waitingMs);
    merger.take(makeLog({ sentAtMs: 9_000 }), 8_000);
    expect(recorded).toHaveLength(2);
    expect(amended).toEqual([]);
  });
});

describe('request reported by both sources', () => {
  it('is recorded when DevTools reports it, with the missing headers from `webRequest`', () => {
    const { merger, recorded, amended } = listen();
    const web = makeWeb({
      url: 'https://api.test/items#top',
      sentAtMs: 1_040,
      requestHeaders: [...cookie, ...makeHeaders({ accept: '*/*' })],
      responseHeaders: makeHeaders({ 'Set-Cookie': 'a=b' }),
      sender: 'dedicated worker',
      pageUrl: 'https://app.test/',
    });
    const log = makeLog({ requestHeaders: makeHeaders({ Accept: 'text/html' }), statusText: 'Fine' });
    merger.take(web, 0);
    expect([recorded.length, merger.waiting]).toEqual([0, 1]);
    merger.take(log, 10);
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
    merger.settle(waitingMs);
    expect([recorded.length, amended.length, merger.waiting]).toEqual([1, 0, 0]);
  });

  it('is amended with what is new when `webRequest` reports it later', () => {
    const log = makeLog({ requestHeaders: makeHeaders({ Accept: '*/*' }) });
    const { recorded, amended } = mergeAll(
      log,
      makeWeb({ requestHeaders: [...cookie, ...makeHeaders({ accept: '*/*' })], sender: 'page' }),
    );
    expect(recorded).toEqual([log]);
    expect(amended).toMatchObject([
      { id: log.id, requestHeaders: cookie, responseHeaders: [], sender: 'page' },
    ]);
  });

  it('is not amended when the second observation has nothing new', () => {
    const { recorded, amended } = mergeAll(
      makeLog({ requestHeaders: cookie }),
      makeWeb({ requestHeaders: cookie }),
    );
    expect([recorded.length, amended.length]).toEqual([1, 0]);
  });

  it('is not amended when both observations have the same fragment', () => {
    const url = 'https://api.test/items#access_token=a';
    expect(mergeAll(makeLog({ url }), makeWeb({ url })).amended).toEqual([]);
    expect(mergeAll(makeLog(), makeWeb({ url })).amended).toMatchObject([{ url }]);
  });

  it('keeps its ID when DevTools reports it much later', () => {
    const { merger, recorded, amended } = listen();
    const web = makeWeb({ requestHeaders: cookie });
    const responseBody = { text: '{}', mimeType: 'application/json', truncated: false };
    merger.take(web, 0);
    merger.settle(waitingMs - 1);
    expect(recorded).toEqual([]);
    merger.settle(waitingMs);
    expect(recorded).toEqual([web]);
    merger.take(makeLog({ requestHeaders: cookie, responseBody }), 100_000);
    expect(recorded).toHaveLength(1);
    expect(amended).toMatchObject([{ id: web.id, source: 'network log', requestHeaders: [], responseBody }]);
  });

  it('is merged after the waiting time when the two times differ by the tolerance', () => {
    const { merger, recorded, amended } = listen();
    merger.take(makeWeb({ requestHeaders: cookie, sentAtMs: 1_000 + toleranceMs }), 0);
    const log = makeLog();
    merger.take(log, 0);
    expect(recorded).toEqual([log]);
    merger.settle(waitingMs);
    expect([recorded.length, amended.length]).toEqual([1, 1]);
  });

  it('is attributed to a service worker when DevTools reports no sender', () => {
    const { recorded } = mergeAll(makeWeb({ sender: 'shared or service worker' }), makeLog());
    expect(recorded).toMatchObject([{ source: 'network log', sender: 'shared or service worker' }]);
  });

  it('is merged when it has no response, whether a source reports 0 or an error', () => {
    expect(mergeAll(makeWeb({ status: 0 }), makeLog({ status: -1 })).recorded).toHaveLength(1);
  });

  it('is merged when it is a WebSocket that is closed after an hour', () => {
    const { merger, recorded, amended } = listen();
    merger.take(makeWeb({ status: 101 }), 0);
    merger.settle(waitingMs);
    const messages = [{ direction: 'sent', atMs: 1_000, text: 'a', truncated: false }] as const;
    merger.take(makeLog({ status: 101, messages }), 3_600_000);
    expect([recorded.length, amended.length]).toEqual([1, 1]);
    expect(amended).toMatchObject([{ messages }]);
  });

  it('does not change when it is reported again', () => {
    const log = makeLog();
    const web = makeWeb();
    const { recorded, amended } = mergeAll(web, log, web, log);
    expect([recorded.length, amended.length]).toEqual([1, 0]);
  });
});

describe('request that DevTools reported before its response', () => {
  const bearer = makeHeaders({ authorization: 'Bearer a' });
  const pending = makeLog({ status: 0, isPending: true, requestHeaders: bearer });
  const complete = makeLog({ id: pending.id, requestHeaders: bearer });
  const web = makeWeb({ id: 'web-1', requestHeaders: [...bearer, ...cookie] });

  it('is merged with the observation of `webRequest`, in either order', () => {
    for (const isWebFirst of [true, false]) {
      const { merger, recorded, amended } = listen();
      merger.take(pending, 0);
      if (isWebFirst) merger.take(web, 60_000);
      merger.answer(complete, 60_001);
      if (!isWebFirst) merger.take(web, 60_002);
      merger.settle(120_000);
      expect(recorded).toEqual([pending]);
      expect(amended).toMatchObject([{ id: pending.id, requestHeaders: cookie }]);
      expect(merger.waiting).toBe(0);
    }
  });

  it("is not merged with another request's observation", () => {
    const { merger, recorded, amended } = listen();
    merger.take(pending, 0);
    merger.answer(complete, 1);
    merger.take(makeWeb({ id: 'web-1', requestHeaders: makeHeaders({ authorization: 'Bearer b' }) }), 2);
    merger.settle(120_000);
    expect(recorded).toHaveLength(2);
    expect(amended).toEqual([]);
  });

  it('is remembered from its response on, as long as any other', () => {
    const { merger, recorded } = listen();
    merger.take(pending, 0);
    merger.answer(complete, 100_000);
    const other = makeLog({ url: 'https://api.test/other' });
    // By now the pending observation is dropped, but the complete one isn't.
    merger.take(other, 150_000);
    merger.take(complete, 150_001);
    expect(recorded).toEqual([pending, other]);
    merger.take({ ...other, id: 'other-2' }, 250_000);
    merger.take(complete, 250_001);
    expect(recorded.at(-1)).toEqual(complete);
  });
});

describe('similar requests', () => {
  it('are ten exchanges when ten are sent at once', () => {
    const observations = Array.from({ length: 10 }, () => [
      makeLog(),
      makeWeb({ requestHeaders: cookie }),
    ]).flat();
    expect(mergeAll(...observations).recorded).toHaveLength(10);
  });

  it('are matched by the closest time', () => {
    const webs = [1_000, 1_020, 1_040].map((sentAtMs) =>
      makeWeb({ sentAtMs, requestHeaders: makeHeaders({ Cookie: `at=${sentAtMs}` }) }),
    );
    const { recorded } = mergeAll(...webs, makeLog({ sentAtMs: 1_021 }));
    expect(recorded[0]?.requestHeaders).toEqual(makeHeaders({ Cookie: 'at=1020' }));
  });

  it('are recorded separately when one has several possible matches', () => {
    const webs = [1_300, 1_700].map((sentAtMs) => makeWeb({ sentAtMs, requestHeaders: cookie }));
    for (const observations of [
      [makeLog({ sentAtMs: 1_500 }), ...webs],
      [...webs, makeLog({ sentAtMs: 1_500 })],
      [
        makeLog({ sentAtMs: 1_300 }),
        makeLog({ sentAtMs: 1_700 }),
        makeWeb({ sentAtMs: 1_500, requestHeaders: cookie }),
      ],
    ]) {
      const { recorded, amended } = mergeAll(...observations);
      expect(new Set(recorded)).toEqual(new Set(observations));
      expect(amended).toEqual([]);
    }
  });

  it('are not merged when their headers differ, however close they are', () => {
    const token = (name: string) => makeHeaders({ Authorization: name });
    const { recorded, amended } = mergeAll(
      makeWeb({ requestHeaders: [...token('b'), ...cookie] }),
      makeWeb(),
      makeLog({ requestHeaders: token('a') }),
      makeWeb({ requestHeaders: token('a'), sentAtMs: 1_000 + exactToleranceMs }),
    );
    expect(recorded).toHaveLength(3);
    expect(amended).toEqual([]);
  });

  it('never lose a header or mix two requests of one source, in any order', () => {
    const request = fc.record({
      url: fc.constantFrom('https://api.test/a', 'https://api.test/b'),
      sentAtMs: fc.nat({ max: 6_000 }),
      delayMs: fc.integer({ min: -toleranceMs, max: toleranceMs }),
      authorization: fc.constantFrom(undefined, 'Bearer a', 'Bearer b'),
      logOrder: fc.nat(),
      webOrder: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), fc.nat({ max: 1_500 }), (requests, stepMs) => {
        const observations = requests.flatMap(
          ({ url, sentAtMs, delayMs, authorization, logOrder, webOrder }, index) => {
            const both = authorization === undefined ? {} : { Authorization: authorization };
            const log = makeLog({
              url,
              sentAtMs,
              requestHeaders: makeHeaders({ ...both, [`log-${index}`]: '' }),
            });
            const web = makeWeb({
              url,
              sentAtMs: sentAtMs + delayMs,
              requestHeaders: makeHeaders({ ...both, [`web-${index}`]: '' }),
            });
            return [
              { order: logOrder, observation: log },
              { order: webOrder, observation: web },
            ];
          },
        );
        const { merger, recorded, amended } = listen();
        let nowMs = 0;
        for (const { observation } of observations.toSorted((one, other) => one.order - other.order)) {
          nowMs += stepMs;
          merger.take(observation, nowMs);
        }
        merger.settle(nowMs + waitingMs);

        expect(recorded.length).toBeGreaterThanOrEqual(requests.length);
        const ids = new Set(recorded.map(({ id }) => id));
        expect(amended.every(({ id }) => ids.has(id))).toBe(true);
        const namesIn = (exchanges: readonly HttpExchange[]) =>
          exchanges.flatMap(({ requestHeaders }) => requestHeaders.map(({ name }) => name));
        const expected = namesIn(observations.map(({ observation }) => observation));
        expect(new Set(namesIn([...recorded, ...amended]))).toEqual(new Set(expected));
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

  it('are all merged when they are far enough apart, in any order', () => {
    const request = fc.record({
      delayMs: fc.integer({ min: -toleranceMs, max: toleranceMs }),
      logOrder: fc.nat(),
      webOrder: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        const observations = requests.flatMap(({ delayMs, logOrder, webOrder }, index) => {
          const sentAtMs = index * (2 * toleranceMs + 1);
          return [
            { order: logOrder, observation: makeLog({ sentAtMs }) },
            { order: webOrder, observation: makeWeb({ sentAtMs: sentAtMs + delayMs }) },
          ];
        });
        const ordered = observations.toSorted((one, other) => one.order - other.order);
        expect(mergeAll(...ordered.map(({ observation }) => observation)).recorded).toHaveLength(
          requests.length,
        );
      }),
    );
  });
});

describe('take', () => {
  it('returns the ID of the recorded exchange', () => {
    const { merger } = listen();
    const web = makeWeb({ requestHeaders: cookie });
    expect(merger.take(web, 0)).toBe(web.id);
    merger.settle(waitingMs);
    const log = makeLog();
    expect(merger.take(log, waitingMs)).toBe(web.id);
    expect(merger.take(log, waitingMs)).toBe(web.id);
    const other = makeLog({ url: 'https://api.test/other' });
    expect(merger.take(other, waitingMs)).toBe(other.id);
  });
});

describe('limits', () => {
  it('record requests separately whose URLs are too long to be compared', () => {
    const url = `https://api.test/${'x'.repeat(100_000)}`;
    expect(mergeAll(makeLog({ url }), makeWeb({ url })).recorded).toHaveLength(2);
  });

  it('record those first that wait longest, and lose none', () => {
    const { merger, recorded } = listen();
    for (let index = 0; index < 6_000; index += 1)
      merger.take(makeWeb({ url: `https://api.test/${index}` }), 0);
    expect(recorded[0]?.url).toBe('https://api.test/0');
    expect(recorded.length + merger.waiting).toBe(6_000);
    expect(merger.waiting).toBe(5_000);
    merger.settle(waitingMs);
    expect(recorded).toHaveLength(6_000);
  });

  it('drop the oldest observations when header names take up too much memory', () => {
    const { merger, recorded, amended } = listen();
    const responseHeaders = [{ name: 'x'.repeat(1024 * 1024), value: '' }];
    for (let index = 0; index < 20; index += 1) {
      merger.take(makeLog({ url: `https://a.test/${index}`, responseHeaders }), 0);
    }
    const other = (index: number) => makeWeb({ url: `https://a.test/${index}`, requestHeaders: cookie });
    for (const index of [0, 19]) merger.take(other(index), 0);
    merger.settle(waitingMs);
    expect(recorded).toHaveLength(21);
    expect(amended).toHaveLength(1);
  });

  it('drop observations after two minutes, so that a later one is recorded separately', () => {
    const { merger, recorded, amended } = listen();
    merger.take(makeWeb({ requestHeaders: cookie }), 0);
    merger.settle(waitingMs);
    merger.take(makeLog(), 200_000);
    expect([recorded.length, amended.length]).toEqual([2, 0]);
  });

  it('keep the cost constant for one URL with as many tokens as requests', () => {
    /** How many pairs of observations are compared for one more. */
    const countComparisons = (remembered: number): number => {
      const { merger } = listen();
      const make = (index: number) =>
        makeWeb({
          requestHeaders: makeHeaders({ Authorization: `Bearer ${index}` }),
          sentAtMs: 1_000 + index / 100,
        });
      for (let index = 0; index < remembered; index += 1) merger.take(make(index), 0);
      const spy = vi.spyOn(Array.prototype, 'every');
      merger.take(makeLog({ requestHeaders: makeHeaders({ Authorization: 'Bearer none' }) }), 0);
      const comparisons = spy.mock.calls.length;
      spy.mockRestore();
      return comparisons;
    };
    expect(countComparisons(200)).toBeGreaterThan(0);
    expect(countComparisons(4_000)).toBe(countComparisons(200));
  });
});
