import { Buffer } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpExchange } from '../../traffic';
import { maxBodyLength } from '../protocol/limits';
import { subscribeNavigated, subscribeNetwork } from './network';
import { maxReadBytes } from './limits';

type Listener = (value: unknown) => unknown;

const { listeners, browser } = vi.hoisted(() => {
  const listeners = { onRequestFinished: new Set<Listener>(), onNavigated: new Set<Listener>() };
  const event = (set: Set<Listener>) => ({
    addListener: (listener: Listener) => set.add(listener),
    removeListener: (listener: Listener) => set.delete(listener),
  });
  const network = {
    onRequestFinished: event(listeners.onRequestFinished),
    onNavigated: event(listeners.onNavigated),
    getHAR: (async () => ({ entries: [] })) as (callback?: (har: unknown) => void) => unknown,
  };
  const inspectedWindow = {
    eval: (() => {}) as (expression: string, callback: (value: unknown) => void) => void,
    resources: [] as { url: string; text: unknown }[],
    getResources(callback: (resources: unknown[]) => void) {
      callback(
        inspectedWindow.resources.map(({ url, text }) => ({
          url,
          getContent: (callback: (text: unknown, encoding: string) => void) => callback(text, ''),
        })),
      );
    },
  };
  return { listeners, browser: { devtools: { network, inspectedWindow } } };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  for (const set of Object.values(listeners)) set.clear();
  browser.devtools.inspectedWindow.resources = [];
});

type Callback = (text: unknown, second: unknown) => void;

function createEntry(getContent: unknown, content: object = {}) {
  return {
    startedDateTime: '2026-03-01T10:00:00Z',
    request: { method: 'GET', url: 'https://api.test/me', headers: [] },
    response: { status: 200, headers: [], content: { mimeType: 'application/json', size: 10, ...content } },
    getContent,
  };
}

const respondWith = (text: unknown, second: unknown) => (callback: Callback) => callback(text, second);
const finish = (entry: unknown) =>
  [...listeners.onRequestFinished].forEach((listener) => void listener(entry));
const settle = () => vi.advanceTimersByTimeAsync(0);

function subscribe() {
  const exchanges: HttpExchange[] = [];
  const lost = vi.fn();
  const updated: HttpExchange[] = [];
  const logTooLong = vi.fn();
  const cookiesMissing = vi.fn();
  const log = subscribeNetwork({
    reported: (exchange) => exchanges.push(exchange),
    updated: (exchange) => updated.push(exchange),
    unreadable: (count) => lost('unreadable', count),
    missed: (count) => lost('missed', count),
    logTooLong,
    cookiesMissing,
  });
  return { ...log, exchanges, updated, lost, logTooLong, cookiesMissing };
}

describe("an entry that can't be read", () => {
  it("is counted, and doesn't affect the next one", async () => {
    const { exchanges, lost } = subscribe();
    const throwing = {
      get response(): never {
        throw new Error('no');
      },
    };
    for (const entry of [undefined, null, 7, {}, throwing]) finish(entry);
    finish(createEntry(respondWith('{}', '')));
    await settle();
    expect(lost.mock.calls).toEqual(Array.from({ length: 5 }, () => ['unreadable', 1]));
    expect(exchanges).toMatchObject([{ url: 'https://api.test/me', responseBody: { text: '{}' } }]);
  });

  it.each([
    [
      'getContent throws',
      () => {
        throw new Error('no');
      },
    ],
    ['the content is null', respondWith(null, null)],
    ["the content isn't text", respondWith({ length: 7 }, '')],
  ])("is emitted with the reason if only its content can't be read: %s", async (_, getContent) => {
    const { exchanges, lost } = subscribe();
    finish(createEntry(getContent));
    await settle();
    expect(exchanges).toMatchObject([{ responseBody: { text: '', truncated: true, gap: 'unavailable' } }]);
    expect(lost).not.toHaveBeenCalled();
  });

  it('is emitted without a body if it has no content', async () => {
    const { exchanges } = subscribe();
    finish(createEntry(respondWith(null, null), { size: 0 }));
    await settle();
    expect(exchanges.length).toBe(1);
    expect(exchanges[0]).not.toHaveProperty('responseBody');
  });
});

describe('a request that DevTools has forgotten', () => {
  const url = 'https://api.test/me';
  const forgotten = respondWith(undefined, undefined);

  it("isn't given the body of another response of that URL, which has a different size", async () => {
    browser.devtools.inspectedWindow.resources = [{ url, text: 'of another size' }];
    const { exchanges } = subscribe();
    finish(createEntry(forgotten));
    await settle();
    expect(exchanges).toMatchObject([{ responseBody: { text: '', gap: 'unavailable' } }]);
  });

  it("is emitted without a body, and counted, if the resources can't be read either", async () => {
    const evaluate = vi.spyOn(browser.devtools.inspectedWindow, 'getResources').mockImplementation(() => {
      throw new Error('Extension context invalidated.');
    });
    const { exchanges, lost } = subscribe();
    finish(createEntry(forgotten));
    await settle();
    evaluate.mockRestore();
    expect(exchanges).toMatchObject([{ url }]);
    expect(lost.mock.calls).toEqual([['unreadable', 1]]);
  });

  it("gets its body from the document's resources", async () => {
    browser.devtools.inspectedWindow.resources = [
      { url: 'https://api.test/other', text: '0123456789' },
      { url, text: '{"ü":true}' },
    ];
    const { exchanges } = subscribe();
    finish(createEntry(forgotten, { size: 11 }));
    await settle();
    expect(exchanges).toMatchObject([{ responseBody: { text: '{"ü":true}', truncated: false } }]);
  });
});

describe('a request', () => {
  it('is emitted once, with its body, decoded if the browser returns base64', async () => {
    const { exchanges } = subscribe();
    finish(createEntry(respondWith(Buffer.from('{"a":"ü"}').toString('base64'), 'base64')));
    await settle();
    expect(exchanges).toMatchObject([
      { responseBody: { text: '{"a":"ü"}', mimeType: 'application/json', truncated: false } },
    ]);
  });

  it('has its content read at once', () => {
    subscribe();
    const getContent = vi.fn();
    finish(createEntry(getContent));
    expect(getContent).toHaveBeenCalledTimes(1);
  });

  it('has a gap in Firefox if its compressed body is longer than Firefox keeps', async () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    const { exchanges } = subscribe();
    const respond = (sizeBytes: number, encoding: string) => {
      const entry = createEntry(respondWith('x y '.repeat(1_000_000), 'application/json'), {
        size: sizeBytes,
      });
      const headers = [{ name: 'Content-Encoding', value: encoding }];
      finish({ ...entry, response: { ...entry.response, headers } });
    };
    respond(1_500_000, 'gzip');
    respond(1_000_000, 'gzip');
    respond(1_500_000, 'identity');
    await settle();
    expect(exchanges.map(({ responseBody }) => responseBody?.gap)).toEqual([
      'browser limit',
      undefined,
      undefined,
    ]);
    vi.unstubAllGlobals();
  });

  it("is read through webextension-polyfill's promise, which takes no callback", async () => {
    const { exchanges } = subscribe();
    const getContent = (...args: readonly unknown[]) => {
      if (args.length > 0) throw new Error('Expected at most 0 arguments for getContent(), got 1');
      return Promise.resolve(['{}', '']);
    };
    finish(createEntry(getContent));
    await settle();
    expect(exchanges[0]?.responseBody?.text).toBe('{}');
  });

  it("isn't read for an image or a body over the limit, and the reason is given", async () => {
    const { exchanges } = subscribe();
    const getContent = vi.fn();
    const image = createEntry(getContent, { mimeType: 'image/png' });
    finish({ ...image, _resourceType: 'image' });
    const headers = [{ name: 'Sec-Fetch-Dest', value: 'image' }];
    finish({ ...image, request: { ...image.request, headers } });
    finish(createEntry(getContent, { size: maxReadBytes + 1 }));
    await settle();
    expect(getContent).not.toHaveBeenCalled();
    expect(exchanges.map(({ responseBody }) => responseBody?.gap)).toEqual(['media', 'media', 'too large']);
  });

  it.each([
    'image/png',
    'video/mp4',
    'text/javascript',
    'text/css',
    'application/octet-stream',
    'application/x-amz-json-1.1',
    'application/vnd.github.v3.raw',
    'nonsense',
  ])('has its content read if a script made it, whatever its type: %s', async (mimeType) => {
    const { exchanges } = subscribe();
    const text = Buffer.from('{"a":"ü"}').toString('base64');
    finish({ ...createEntry(respondWith(text, 'base64'), { mimeType }), _resourceType: 'fetch' });
    await settle();
    expect(exchanges).toMatchObject([{ responseBody: { text: '{"a":"ü"}', mimeType, truncated: false } }]);
  });

  it('keeps the first and the last part of a body over the limit', async () => {
    const { exchanges } = subscribe();
    const text = `a${' '.repeat(maxBodyLength + 100)}z`;
    finish(createEntry(respondWith(text, ''), { size: text.length }));
    finish(createEntry(respondWith(Buffer.from(text).toString('base64'), 'base64'), { size: text.length }));
    await settle();
    for (const { responseBody } of exchanges) {
      expect(responseBody).toMatchObject({ truncated: true, gap: 'middle' });
      expect([responseBody?.text[0], responseBody?.end?.at(-1)]).toEqual(['a', 'z']);
    }
    expect(exchanges).toHaveLength(2);
  });

  it('is emitted if its content never arrives, and not again if it arrives late', async () => {
    const { exchanges } = subscribe();
    let callback: Callback = () => {};
    finish(createEntry((given: Callback) => (callback = given)));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(exchanges).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(exchanges.length).toBe(1);
    expect(exchanges[0]?.responseBody).toMatchObject({ text: '', gap: 'unavailable' });
    callback('{}', '');
    await settle();
    expect(exchanges.length).toBe(1);
  });

  it('has a unique ID', async () => {
    const { exchanges } = subscribe();
    for (let index = 0; index < 3; index += 1) finish(createEntry(respondWith('{}', '')));
    await settle();
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(3);
  });
});

it('emits nothing after the end', async () => {
  const { exchanges, end } = subscribe();
  finish(createEntry(respondWith('{}', '')));
  end();
  await settle();
  expect(exchanges).toEqual([]);
  expect(listeners.onRequestFinished.size).toBe(0);
});

it('emits navigations until the end', () => {
  const urls: string[] = [];
  const end = subscribeNavigated((url) => urls.push(url));
  for (const listener of listeners.onNavigated) listener('https://app.test/');
  end();
  expect(urls).toEqual(['https://app.test/']);
  expect(listeners.onNavigated.size).toBe(0);
});

describe('subscribeNetwork in Firefox', () => {
  const documentAtMs = Date.UTC(2026, 2, 1, 10) - 1_000;
  beforeEach(() => vi.stubGlobal('__BROWSER__', 'firefox'));
  afterEach(() => {
    vi.unstubAllGlobals();
    browser.devtools.inspectedWindow.eval = () => {};
  });
  const pageLists = (...urls: readonly string[]) => {
    browser.devtools.inspectedWindow.eval = (_, callback) => callback({ startedAtMs: documentAtMs, urls });
  };

  it('counts each request that the Network panel hides once', async () => {
    const { lost, navigated, watch } = subscribe();
    navigated(documentAtMs);
    finish(createEntry(respondWith('{}', '')));
    pageLists('https://api.test/me', 'https://api.test/hidden', 'https://api.test/hidden');
    watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lost.mock.calls).toEqual([['missed', 2]]);
  });

  it("doesn't count requests that another source reported", async () => {
    const { lost, navigated, reportedElsewhere, watch, exchanges } = subscribe();
    navigated(documentAtMs);
    finish(createEntry(respondWith('{}', '')));
    await settle();
    const [reported] = exchanges;
    if (reported !== undefined)
      reportedElsewhere({ ...reported, source: 'web request', url: 'https://api.test/hidden' });
    pageLists('https://api.test/me', 'https://api.test/hidden');
    watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lost).not.toHaveBeenCalled();
  });

  it('never lists the log, which would make Firefox lose requests', async () => {
    const list = vi.spyOn(browser.devtools.network, 'getHAR');
    const { watch } = subscribe();
    watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(list).not.toHaveBeenCalled();
  });

  it('checks for missed requests until the watch ends', async () => {
    const { lost, navigated, watch } = subscribe();
    navigated(documentAtMs);
    const unwatch = watch();
    await settle();
    pageLists('https://api.test/hidden');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(lost.mock.calls).toEqual([['missed', 1]]);
    unwatch();
    pageLists('https://api.test/hidden', 'https://api.test/later');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('counts nothing after the end', async () => {
    const { lost, navigated, watch, end } = subscribe();
    navigated(documentAtMs);
    pageLists('https://api.test/hidden');
    watch();
    end();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lost).not.toHaveBeenCalled();
  });
});

it("doesn't read the page's list in Chrome", async () => {
  const evaluate = vi.spyOn(browser.devtools.inspectedWindow, 'eval');
  subscribe().watch();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(evaluate).not.toHaveBeenCalled();
});

describe('a stream in Chrome', () => {
  const message = (data: string, at: number) => ({
    type: 'receive',
    time: 1_772_359_200 + at,
    opcode: 1,
    data,
  });
  const socket = (key: string, ...texts: string[]) => ({
    _resourceType: 'websocket',
    startedDateTime: '2026-03-01T10:00:00Z',
    request: { url: 'wss://api.test/live', headers: [{ name: 'Sec-WebSocket-Key', value: key }] },
    response: { status: 101, headers: [{ name: 'Upgrade', value: 'websocket' }], content: {} },
    _webSocketMessages: texts.map(message),
  });
  const list = vi.fn();
  const listed = (...entries: readonly unknown[]) =>
    list.mockImplementation((callback: (har: unknown) => void) => callback({ entries }));
  beforeEach(() => {
    list.mockReset();
    browser.devtools.network.getHAR = list;
  });
  const textsOf = (exchanges: readonly HttpExchange[]) =>
    exchanges.map(({ messages = [] }) => messages.map(({ text }) => text));

  it("isn't listed while the panel is hidden", async () => {
    const { watch } = subscribe();
    watch()();
    await settle();
    list.mockReset();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(list).not.toHaveBeenCalled();
  });

  it("is reported once, later messages as updates, even if it's listed repeatedly", async () => {
    const { watch, exchanges, updated } = subscribe();
    listed(socket('k', 'one'));
    watch();
    await settle();
    await vi.advanceTimersByTimeAsync(20_000);
    listed(socket('k', 'one', 'two'));
    await vi.advanceTimersByTimeAsync(20_000);
    finish(socket('k', 'one', 'two', 'three'));
    await settle();
    expect(textsOf(exchanges)).toEqual([['one']]);
    expect(textsOf(updated)).toEqual([['two'], ['three']]);
    expect(new Set([...exchanges, ...updated].map(({ id }) => id)).size).toBe(1);
    expect(updated.map(({ responseHeaders }) => responseHeaders)).toEqual([[], []]);
  });

  it("isn't confused with another one of the same URL and time", async () => {
    const { exchanges, updated } = subscribe();
    finish(socket('k', 'one'));
    finish(socket('l', 'one'));
    await settle();
    expect([exchanges.length, updated.length]).toEqual([2, 0]);
  });

  it("is found after listings that aren't HAR or that failed", async () => {
    const { watch, exchanges } = subscribe();
    for (const har of [undefined, null, 7, { entries: [null, 7, {}, { _resourceType: 'websocket' }] }]) {
      list.mockImplementation((callback: (har: unknown) => void) => callback(har));
      watch()();
      await vi.advanceTimersByTimeAsync(6_000);
    }
    list.mockImplementation(() => {
      throw new Error('no');
    });
    watch();
    await vi.advanceTimersByTimeAsync(6_000);
    listed(socket('k', 'one'));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(textsOf(exchanges)).toEqual([['one']]);
  });

  it('is no longer listed if the log is too long, which is reported once', async () => {
    const { watch, logTooLong } = subscribe();
    listed();
    for (let index = 0; index < 600; index += 1) finish(createEntry(respondWith('{}', '')));
    watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(list).not.toHaveBeenCalled();
    expect(logTooLong.mock.calls).toEqual([[true]]);
  });

  it('is no longer listed if it has too many messages', async () => {
    const { watch, logTooLong } = subscribe();
    listed(socket('k', ...Array.from({ length: 5_100 }, () => 'tick')));
    watch();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(list).toHaveBeenCalledTimes(1);
    expect(logTooLong.mock.calls).toEqual([[true]]);
  });
});

describe('an open request in Chrome', () => {
  const url = 'https://api.test/chat';
  const authorization = { name: 'authorization', value: 'Bearer a' };
  const timings = { blocked: 1, send: 2, wait: 3, receive: 4 };
  const pending = {
    _resourceType: 'fetch',
    pageref: 'page_1',
    startedDateTime: '2026-03-01T10:00:00.250Z',
    request: { method: 'POST', url, headers: [authorization], headersSize: -1 },
    response: { status: 0, headers: [], headersSize: -1, _error: null, content: {} },
  };
  const callback = {
    ...pending,
    timings,
    request: {
      ...pending.request,
      headers: [
        { name: 'Authorization', value: 'Bearer a' },
        { name: 'Cookie', value: 'a=1' },
      ],
      headersSize: 600,
      httpVersion: 'HTTP/1.1',
    },
    response: {
      status: 200,
      headers: [{ name: 'Date', value: 'now' }],
      headersSize: 200,
      _error: null,
      content: { mimeType: 'application/json', size: 2 },
    },
    getContent: respondWith('{}', ''),
  };
  const list = vi.fn();
  const listed = (...entries: readonly unknown[]) =>
    list.mockImplementation((callback: (har: unknown) => void) => callback({ entries }));
  beforeEach(() => {
    list.mockReset();
    listed();
    browser.devtools.network.getHAR = list;
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('is reported as pending, then updated with its response and its body', async () => {
    const { watch, exchanges, updated } = subscribe();
    listed(pending);
    watch();
    await pass(10_000);
    expect(exchanges).toMatchObject([{ status: 0, isPending: true, requestHeaders: [authorization] }]);
    expect(updated).toEqual([]);

    listed(callback);
    await pass(10_000);
    finish({ ...callback, timings: { ...timings, receive: 900 } });
    await pass(10_000);
    expect(exchanges.length).toBe(1);
    expect(updated).toMatchObject([
      { status: 200, requestHeaders: [{ name: 'Cookie' }], responseHeaders: [{ name: 'Date' }] },
      { responseBody: { text: '{}' }, requestHeaders: [], responseHeaders: [] },
    ]);
    expect(updated.some((exchange) => 'isPending' in exchange)).toBe(false);
    expect(new Set([...exchanges, ...updated].map(({ id }) => id)).size).toBe(1);
  });

  it("is reported once even if it ends while it's listed or its body is read", async () => {
    const { watch, exchanges, updated } = subscribe();
    let take: Callback = () => {};
    finish({ ...callback, getContent: (taken: Callback) => (take = taken) });
    listed(callback);
    watch();
    await pass(100);
    expect(exchanges).toEqual([]);
    take('{}', '');
    await pass(10_000);
    expect(exchanges).toMatchObject([{ responseBody: { text: '{}' } }]);
    expect(updated).toEqual([]);
  });

  it('is no longer pending when the page is left, and still gets a late response', async () => {
    const { watch, exchanges, updated, navigated } = subscribe();
    listed(pending);
    watch();
    await pass(100);
    listed();
    navigated(Date.parse(pending.startedDateTime) + 60_000);
    await pass(100);
    expect(updated).toMatchObject([{ id: exchanges[0]?.id, status: 0 }]);
    expect(updated[0]).not.toHaveProperty('isPending');
    finish(callback);
    await pass(100);
    expect(updated[1]).toMatchObject({ id: exchanges[0]?.id, status: 200, responseBody: { text: '{}' } });
    expect(exchanges.length).toBe(1);
  });

  it('keeps its response when the page is left, and its unread body is counted as lost', async () => {
    const { watch, exchanges, lost, navigated } = subscribe();
    listed(callback);
    watch();
    await pass(100);
    listed();
    for (const afterMs of [60_000, 120_000]) navigated(Date.parse(pending.startedDateTime) + afterMs);
    await pass(100);
    expect(exchanges).toMatchObject([{ url, status: 200 }]);
    expect(lost.mock.calls).toEqual([['unreadable', 1]]);
  });

  it('is reported as not pending if its page was left and the log is preserved', async () => {
    const { exchanges, navigated } = subscribe();
    listed(pending);
    navigated(Date.parse(pending.startedDateTime) + 60_000);
    await pass(100);
    expect(exchanges).toMatchObject([{ url, status: 0 }]);
    expect(exchanges[0]).not.toHaveProperty('isPending');
  });

  it('is listed every two seconds in a short log, and every ten in a longer one', async () => {
    const { watch } = subscribe();
    watch();
    await pass(19_000);
    expect(list).toHaveBeenCalledTimes(10);
    listed(...Array.from({ length: 200 }, () => createEntry(undefined)));
    await pass(1_000);
    list.mockClear();
    await pass(40_000);
    expect(list).toHaveBeenCalledTimes(4);
  });

  it('is listed again after a navigation cleared a log that was too long', async () => {
    const { watch, logTooLong, navigated } = subscribe();
    const fill = () => {
      for (let index = 0; index < 600; index += 1) finish(createEntry(respondWith('{}', '')));
    };
    finish(createEntry(respondWith('{}', '')));
    finish(createEntry(respondWith('{}', '')));
    finish(createEntry(respondWith('{}', '')));
    // This navigation shows that the log isn't preserved.
    navigated(Date.now());
    await pass(100);
    fill();
    watch();
    await pass(20_000);
    expect(list).toHaveBeenCalledTimes(1);
    navigated(Date.now());
    await pass(20_000);
    expect(list.mock.calls.length).toBeGreaterThan(2);
    expect(logTooLong.mock.calls).toEqual([[true], [false]]);
  });

  it('is listed again after the first navigation that clears a log that was always too long', async () => {
    const { watch, navigated } = subscribe();
    for (let index = 0; index < 600; index += 1) finish(createEntry(respondWith('{}', '')));
    watch();
    await pass(20_000);
    expect(list).not.toHaveBeenCalled();
    navigated(Date.now());
    await pass(20_000);
    expect(list.mock.calls.length).toBeGreaterThan(2);
  });

  it('is rarely listed in a long, preserved log, even if the page navigates often', async () => {
    const { watch, navigated } = subscribe();
    const entries = Array.from({ length: 5_000 }, () => createEntry(respondWith('{}', '')));
    for (const entry of entries) finish(entry);
    listed(...entries);
    watch();
    for (let index = 0; index < 9; index += 1) navigated(Date.now());
    await pass(20_000);
    expect(list).toHaveBeenCalledTimes(1);
  });
});

describe('the cookies of a redirect in Chrome', () => {
  const redirect = (path: string, headersSize = 200, ...cookies: readonly string[]) => ({
    _resourceType: 'document',
    pageref: 'page_1',
    startedDateTime: '2026-03-01T10:00:00Z',
    timings: { blocked: 1, send: 2, wait: 3, receive: 4 },
    request: {
      method: 'GET',
      url: `https://id.test${path}`,
      headers: [{ name: 'Host', value: 'id.test' }],
      headersSize: 700,
      httpVersion: 'HTTP/1.1',
    },
    response: {
      status: 302,
      headers: [
        { name: 'Location', value: '/next' },
        ...cookies.map((value) => ({ name: 'Set-Cookie', value })),
      ],
      headersSize,
      _error: null,
      content: { size: 0 },
    },
  });
  const list = vi.fn();
  const listed = (...entries: readonly unknown[]) =>
    list.mockImplementation((callback: (har: unknown) => void) => callback({ entries }));
  beforeEach(() => {
    list.mockReset();
    listed();
    browser.devtools.network.getHAR = list;
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('are read from one listing for all simultaneous redirects, even if the panel is hidden', async () => {
    const { exchanges, updated, cookiesMissing } = subscribe();
    finish(redirect('/1', -1));
    finish(redirect('/2', -1));
    finish(redirect('/3', 200, 'c=3'));
    listed(redirect('/1', 200, 'a=1', 'b=1'), redirect('/2', 200), redirect('/3', 200, 'c=3'));
    await pass(60_000);
    expect(list).toHaveBeenCalledTimes(1);
    expect(updated).toMatchObject([
      {
        id: exchanges[0]?.id,
        requestHeaders: [],
        responseHeaders: [{ value: 'a=1' }, { value: 'b=1' }],
      },
    ]);
    expect(updated.length).toBe(1);
    expect(cookiesMissing).not.toHaveBeenCalled();
  });

  it('are counted as missing after three listings', async () => {
    const { cookiesMissing, updated } = subscribe();
    finish(redirect('/1', -1));
    listed(redirect('/1', -1));
    await pass(60_000);
    expect(list).toHaveBeenCalledTimes(3);
    expect(cookiesMissing.mock.calls).toEqual([[1]]);
    expect(updated).toEqual([]);
  });

  it('are counted as missing at once if the log was cleared or is too long', async () => {
    const { cookiesMissing } = subscribe();
    finish(redirect('/1', -1));
    await pass(1_000);
    expect(cookiesMissing.mock.calls).toEqual([[1]]);
    for (let index = 0; index < 600; index += 1) finish(createEntry(respondWith('{}', '')));
    finish(redirect('/2', -1));
    expect(cookiesMissing.mock.calls).toEqual([[1], [1]]);
    await pass(60_000);
    expect(list).toHaveBeenCalledTimes(1);
  });

  it("aren't counted as missing because of a listing older than the redirect", async () => {
    const { updated, cookiesMissing } = subscribe();
    let respond: (har: unknown) => void = () => {};
    list.mockImplementation((callback: (har: unknown) => void) => (respond = callback));
    finish(redirect('/1', -1));
    await pass(200);
    finish(redirect('/2', -1));
    respond({ entries: [redirect('/1', 200, 'a=1')] });
    listed(redirect('/1', 200, 'a=1'), redirect('/2', 200, 'b=2'));
    await pass(1_000);
    expect(updated.map(({ responseHeaders }) => responseHeaders)).toMatchObject([
      [{ value: 'a=1' }],
      [{ value: 'b=2' }],
    ]);
    expect(cookiesMissing).not.toHaveBeenCalled();
  });
});
