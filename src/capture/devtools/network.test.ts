import { Buffer } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpExchange } from '../../traffic';
import { maxBodyLength } from '../protocol/limits';
import { subscribeNavigated, subscribeNetwork } from './network';
import { maxReadBytes } from './response-body';

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
    getHAR: (async () => ({ entries: [] })) as (answered?: (har: unknown) => void) => unknown,
  };
  const inspectedWindow = {
    eval: (() => {}) as (expression: string, answered: (value: unknown) => void) => void,
    resources: [] as { url: string; text: unknown }[],
    getResources(answered: (resources: unknown[]) => void) {
      answered(
        inspectedWindow.resources.map(({ url, text }) => ({
          url,
          getContent: (told: (text: unknown, encoding: string) => void) => told(text, ''),
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

type Answer = (text: unknown, second: unknown) => void;

function createEntry(getContent: unknown, content: object = {}) {
  return {
    startedDateTime: '2026-03-01T10:00:00Z',
    request: { method: 'GET', url: 'https://api.test/me', headers: [] },
    response: { status: 200, headers: [], content: { mimeType: 'application/json', size: 10, ...content } },
    getContent,
  };
}

const answering = (text: unknown, second: unknown) => (answered: Answer) => answered(text, second);
const finish = (entry: unknown) =>
  [...listeners.onRequestFinished].forEach((listener) => void listener(entry));
const settle = () => vi.advanceTimersByTimeAsync(0);

function subscribe() {
  const exchanges: HttpExchange[] = [];
  const lost = vi.fn();
  const grown: HttpExchange[] = [];
  const logTooLong = vi.fn();
  const cookiesMissing = vi.fn();
  const log = subscribeNetwork({
    told: (exchange) => exchanges.push(exchange),
    grown: (exchange) => grown.push(exchange),
    lost,
    logTooLong,
    cookiesMissing,
  });
  return { ...log, exchanges, grown, lost, logTooLong, cookiesMissing };
}

describe('an entry that cannot be read', () => {
  it('is counted, and does not stop the next', async () => {
    const { exchanges, lost } = subscribe();
    const throwing = {
      get response(): never {
        throw new Error('no');
      },
    };
    for (const entry of [undefined, null, 7, {}, throwing]) finish(entry);
    finish(createEntry(answering('{}', '')));
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
    ['the content is null', answering(null, null)],
    ['the content is no text', answering({ length: 7 }, '')],
  ])('only in its content is handed over with the reason: %s', async (_, getContent) => {
    const { exchanges, lost } = subscribe();
    finish(createEntry(getContent));
    await settle();
    expect(exchanges).toMatchObject([{ responseBody: { text: '', truncated: true, gap: 'unavailable' } }]);
    expect(lost).not.toHaveBeenCalled();
  });

  it('and has no content is handed over without a body', async () => {
    const { exchanges } = subscribe();
    finish(createEntry(answering(null, null), { size: 0 }));
    await settle();
    expect(exchanges.length).toBe(1);
    expect(exchanges[0]).not.toHaveProperty('responseBody');
  });
});

describe('a request that DevTools has forgotten', () => {
  const url = 'https://api.test/me';
  const forgotten = answering(undefined, undefined);

  it('does not take the body of another answer of that URL, which its size tells', async () => {
    browser.devtools.inspectedWindow.resources = [{ url, text: 'of another size' }];
    const { exchanges } = subscribe();
    finish(createEntry(forgotten));
    await settle();
    expect(exchanges).toMatchObject([{ responseBody: { text: '', gap: 'unavailable' } }]);
  });

  it('is handed over without a body, and counted, when the resources cannot be asked either', async () => {
    const asked = vi.spyOn(browser.devtools.inspectedWindow, 'getResources').mockImplementation(() => {
      throw new Error('Extension context invalidated.');
    });
    const { exchanges, lost } = subscribe();
    finish(createEntry(forgotten));
    await settle();
    asked.mockRestore();
    expect(exchanges).toMatchObject([{ url }]);
    expect(lost.mock.calls).toEqual([['unreadable', 1]]);
  });

  it("is read from the document's resources", async () => {
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
  it('is handed over once, with its body, decoded when the browser gives base64', async () => {
    const { exchanges } = subscribe();
    finish(createEntry(answering(Buffer.from('{"a":"ü"}').toString('base64'), 'base64')));
    await settle();
    expect(exchanges).toMatchObject([
      { responseBody: { text: '{"a":"ü"}', mimeType: 'application/json', truncated: false } },
    ]);
  });

  it('is asked for its content at once', () => {
    subscribe();
    const getContent = vi.fn();
    finish(createEntry(getContent));
    expect(getContent).toHaveBeenCalledTimes(1);
  });

  it('in Firefox has a gap where its body is compressed and longer than Firefox keeps', async () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    const { exchanges } = subscribe();
    const answer = (sizeBytes: number, encoding: string) => {
      const entry = createEntry(answering('x y '.repeat(1_000_000), 'application/json'), { size: sizeBytes });
      const headers = [{ name: 'Content-Encoding', value: encoding }];
      finish({ ...entry, response: { ...entry.response, headers } });
    };
    answer(1_500_000, 'gzip');
    answer(1_000_000, 'gzip');
    answer(1_500_000, 'identity');
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

  it('is not asked for an image that the browser shows, nor for a body over the limit, which it names', async () => {
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
  ])('of a page script is asked for its content, whatever its type: %s', async (mimeType) => {
    const { exchanges } = subscribe();
    const text = Buffer.from('{"a":"ü"}').toString('base64');
    finish({ ...createEntry(answering(text, 'base64'), { mimeType }), _resourceType: 'fetch' });
    await settle();
    expect(exchanges).toMatchObject([{ responseBody: { text: '{"a":"ü"}', mimeType, truncated: false } }]);
  });

  it('over the limit is searched in its first and its last part', async () => {
    const { exchanges } = subscribe();
    const text = `a${' '.repeat(maxBodyLength + 100)}z`;
    finish(createEntry(answering(text, ''), { size: text.length }));
    finish(createEntry(answering(Buffer.from(text).toString('base64'), 'base64'), { size: text.length }));
    await settle();
    for (const { responseBody } of exchanges) {
      expect(responseBody).toMatchObject({ truncated: true, gap: 'middle' });
      expect([responseBody?.text[0], responseBody?.end?.at(-1)]).toEqual(['a', 'z']);
    }
    expect(exchanges).toHaveLength(2);
  });

  it('is handed over when its content never comes, and not again when it comes late', async () => {
    const { exchanges } = subscribe();
    let answered: Answer = () => {};
    finish(createEntry((answer: Answer) => (answered = answer)));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(exchanges).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(exchanges.length).toBe(1);
    expect(exchanges[0]?.responseBody).toMatchObject({ text: '', gap: 'unavailable' });
    answered('{}', '');
    await settle();
    expect(exchanges.length).toBe(1);
  });

  it('has an id of its own', async () => {
    const { exchanges } = subscribe();
    for (let index = 0; index < 3; index += 1) finish(createEntry(answering('{}', '')));
    await settle();
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(3);
  });
});

it('nothing is handed over after the end', async () => {
  const { exchanges, end } = subscribe();
  finish(createEntry(answering('{}', '')));
  end();
  await settle();
  expect(exchanges).toEqual([]);
  expect(listeners.onRequestFinished.size).toBe(0);
});

it('navigations are handed over until the end', () => {
  const urls: string[] = [];
  const end = subscribeNavigated((url) => urls.push(url));
  for (const listener of listeners.onNavigated) listener('https://app.test/');
  end();
  expect(urls).toEqual(['https://app.test/']);
  expect(listeners.onNavigated.size).toBe(0);
});

describe('in Firefox', () => {
  const documentAtMs = Date.UTC(2026, 2, 1, 10) - 1_000;
  beforeEach(() => vi.stubGlobal('__BROWSER__', 'firefox'));
  afterEach(() => {
    vi.unstubAllGlobals();
    browser.devtools.inspectedWindow.eval = () => {};
  });
  const pageLists = (...urls: readonly string[]) => {
    browser.devtools.inspectedWindow.eval = (_, answered) => answered({ startedAtMs: documentAtMs, urls });
  };

  it('what its Network panel hides is counted, once, and what it tells is not', async () => {
    const { lost, navigated, watch } = subscribe();
    navigated(documentAtMs);
    finish(createEntry(answering('{}', '')));
    pageLists('https://api.test/me', 'https://api.test/hidden', 'https://api.test/hidden');
    watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lost.mock.calls).toEqual([['untold', 2]]);
  });

  it('what another source told of is not counted', async () => {
    const { lost, navigated, toldElsewhere, watch, exchanges } = subscribe();
    navigated(documentAtMs);
    finish(createEntry(answering('{}', '')));
    await settle();
    const [told] = exchanges;
    if (told !== undefined) toldElsewhere({ ...told, source: 'web request', url: 'https://api.test/hidden' });
    pageLists('https://api.test/me', 'https://api.test/hidden');
    watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lost).not.toHaveBeenCalled();
  });

  it('it never lists the log, which harms Firefox, though a stream is told', async () => {
    const list = vi.spyOn(browser.devtools.network, 'getHAR');
    const { watch } = subscribe();
    watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(list).not.toHaveBeenCalled();
  });

  it('it is looked for until the end of the watch', async () => {
    const { lost, navigated, watch } = subscribe();
    navigated(documentAtMs);
    const unwatch = watch();
    await settle();
    pageLists('https://api.test/hidden');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(lost.mock.calls).toEqual([['untold', 1]]);
    unwatch();
    pageLists('https://api.test/hidden', 'https://api.test/later');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('nothing is counted after the end', async () => {
    const { lost, navigated, watch, end } = subscribe();
    navigated(documentAtMs);
    pageLists('https://api.test/hidden');
    watch();
    end();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lost).not.toHaveBeenCalled();
  });
});

it('Chrome tells all, and its page is not asked', async () => {
  const asked = vi.spyOn(browser.devtools.inspectedWindow, 'eval');
  subscribe().watch();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).not.toHaveBeenCalled();
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
    list.mockImplementation((answered: (har: unknown) => void) => answered({ entries }));
  beforeEach(() => {
    list.mockReset();
    browser.devtools.network.getHAR = list;
  });
  const textsOf = (exchanges: readonly HttpExchange[]) =>
    exchanges.map(({ messages = [] }) => messages.map(({ text }) => text));

  it('is not looked for while nobody looks at the panel', async () => {
    const { watch } = subscribe();
    watch()();
    await settle();
    list.mockReset();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(list).not.toHaveBeenCalled();
  });

  it('is told once, and what comes to it later as what it grew by, though it is listed again and again', async () => {
    const { watch, exchanges, grown } = subscribe();
    listed(socket('k', 'one'));
    watch();
    await settle();
    await vi.advanceTimersByTimeAsync(20_000);
    listed(socket('k', 'one', 'two'));
    await vi.advanceTimersByTimeAsync(20_000);
    finish(socket('k', 'one', 'two', 'three'));
    await settle();
    expect(textsOf(exchanges)).toEqual([['one']]);
    expect(textsOf(grown)).toEqual([['two'], ['three']]);
    expect(new Set([...exchanges, ...grown].map(({ id }) => id)).size).toBe(1);
    expect(grown.map(({ responseHeaders }) => responseHeaders)).toEqual([[], []]);
  });

  it('is not taken for another one of the same URL and moment', async () => {
    const { exchanges, grown } = subscribe();
    finish(socket('k', 'one'));
    finish(socket('l', 'one'));
    await settle();
    expect([exchanges.length, grown.length]).toEqual([2, 0]);
  });

  it('is looked for through a listing that is no HAR, or that fails, without an end', async () => {
    const { watch, exchanges } = subscribe();
    for (const answer of [undefined, null, 7, { entries: [null, 7, {}, { _resourceType: 'websocket' }] }]) {
      list.mockImplementation((answered: (har: unknown) => void) => answered(answer));
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

  it('is looked for no more, and that is said once, when the log is long: a listing keeps DevTools busy', async () => {
    const { watch, logTooLong } = subscribe();
    listed();
    for (let index = 0; index < 600; index += 1) finish(createEntry(answering('{}', '')));
    watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(list).not.toHaveBeenCalled();
    expect(logTooLong.mock.calls).toEqual([[true]]);
  });

  it('whose messages are many is looked for no more either', async () => {
    const { watch, logTooLong } = subscribe();
    listed(socket('k', ...Array.from({ length: 5_100 }, () => 'tick')));
    watch();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(list).toHaveBeenCalledTimes(1);
    expect(logTooLong.mock.calls).toEqual([[true]]);
  });
});

describe('a request that is open, in Chrome', () => {
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
  const answered = {
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
    getContent: answering('{}', ''),
  };
  const list = vi.fn();
  const listed = (...entries: readonly unknown[]) =>
    list.mockImplementation((answer: (har: unknown) => void) => answer({ entries }));
  beforeEach(() => {
    list.mockReset();
    listed();
    browser.devtools.network.getHAR = list;
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('is told as pending, and grows by its response and its body', async () => {
    const { watch, exchanges, grown } = subscribe();
    listed(pending);
    watch();
    await pass(10_000);
    expect(exchanges).toMatchObject([{ status: 0, isPending: true, requestHeaders: [authorization] }]);
    expect(grown).toEqual([]);

    listed(answered);
    await pass(10_000);
    finish({ ...answered, timings: { ...timings, receive: 900 } });
    await pass(10_000);
    expect(exchanges.length).toBe(1);
    expect(grown).toMatchObject([
      { status: 200, requestHeaders: [{ name: 'Cookie' }], responseHeaders: [{ name: 'Date' }] },
      { responseBody: { text: '{}' }, requestHeaders: [], responseHeaders: [] },
    ]);
    expect(grown.some((exchange) => 'isPending' in exchange)).toBe(false);
    expect(new Set([...exchanges, ...grown].map(({ id }) => id)).size).toBe(1);
  });

  it('is told once though it ends while it is listed, or while its body is read', async () => {
    const { watch, exchanges, grown } = subscribe();
    let take: Answer = () => {};
    finish({ ...answered, getContent: (taken: Answer) => (take = taken) });
    listed(answered);
    watch();
    await pass(100);
    expect(exchanges).toEqual([]);
    take('{}', '');
    await pass(10_000);
    expect(exchanges).toMatchObject([{ responseBody: { text: '{}' } }]);
    expect(grown).toEqual([]);
  });

  it('that the page leaves is pending no more, and its response is taken if it comes all the same', async () => {
    const { watch, exchanges, grown, navigated } = subscribe();
    listed(pending);
    watch();
    await pass(100);
    listed();
    navigated(Date.parse(pending.startedDateTime) + 60_000);
    await pass(100);
    expect(grown).toMatchObject([{ id: exchanges[0]?.id, status: 0 }]);
    expect(grown[0]).not.toHaveProperty('isPending');
    finish(answered);
    await pass(100);
    expect(grown[1]).toMatchObject({ id: exchanges[0]?.id, status: 200, responseBody: { text: '{}' } });
    expect(exchanges.length).toBe(1);
  });

  it('whose response the page leaves unread is there, and its body is counted as lost', async () => {
    const { watch, exchanges, lost, navigated } = subscribe();
    listed(answered);
    watch();
    await pass(100);
    listed();
    for (const afterMs of [60_000, 120_000]) navigated(Date.parse(pending.startedDateTime) + afterMs);
    await pass(100);
    expect(exchanges).toMatchObject([{ url, status: 200 }]);
    expect(lost.mock.calls).toEqual([['unreadable', 1]]);
  });

  it('of a page that was left, in a log that is preserved, is told and not as pending', async () => {
    const { exchanges, navigated } = subscribe();
    listed(pending);
    navigated(Date.parse(pending.startedDateTime) + 60_000);
    await pass(100);
    expect(exchanges).toMatchObject([{ url, status: 0 }]);
    expect(exchanges[0]).not.toHaveProperty('isPending');
  });

  it('is looked for every two seconds in a short log, and every ten in a longer one', async () => {
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

  it('is listed again once a navigation cleared the log that was too long', async () => {
    const { watch, logTooLong, navigated } = subscribe();
    const fill = () => {
      for (let index = 0; index < 600; index += 1) finish(createEntry(answering('{}', '')));
    };
    finish(createEntry(answering('{}', '')));
    finish(createEntry(answering('{}', '')));
    finish(createEntry(answering('{}', '')));
    // This one shows that the log is not preserved.
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

  it('is looked for again after the first navigation that clears a log that was too long from the start', async () => {
    const { watch, navigated } = subscribe();
    for (let index = 0; index < 600; index += 1) finish(createEntry(answering('{}', '')));
    watch();
    await pass(20_000);
    expect(list).not.toHaveBeenCalled();
    navigated(Date.now());
    await pass(20_000);
    expect(list.mock.calls.length).toBeGreaterThan(2);
  });

  it('is seldom looked for in a log that is long and preserved, however often the page navigates', async () => {
    const { watch, navigated } = subscribe();
    const entries = Array.from({ length: 5_000 }, () => createEntry(answering('{}', '')));
    for (const entry of entries) finish(entry);
    listed(...entries);
    watch();
    for (let index = 0; index < 9; index += 1) navigated(Date.now());
    await pass(20_000);
    expect(list).toHaveBeenCalledTimes(1);
  });
});

describe('the cookies of a redirect, in Chrome', () => {
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
    list.mockImplementation((answer: (har: unknown) => void) => answer({ entries }));
  beforeEach(() => {
    list.mockReset();
    listed();
    browser.devtools.network.getHAR = list;
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('come by one listing of the log, for all redirects of a moment, though nobody looks at the panel', async () => {
    const { exchanges, grown, cookiesMissing } = subscribe();
    finish(redirect('/1', -1));
    finish(redirect('/2', -1));
    finish(redirect('/3', 200, 'c=3'));
    listed(redirect('/1', 200, 'a=1', 'b=1'), redirect('/2', 200), redirect('/3', 200, 'c=3'));
    await pass(60_000);
    expect(list).toHaveBeenCalledTimes(1);
    expect(grown).toMatchObject([
      {
        id: exchanges[0]?.id,
        requestHeaders: [],
        responseHeaders: [{ value: 'a=1' }, { value: 'b=1' }],
      },
    ]);
    expect(grown.length).toBe(1);
    expect(cookiesMissing).not.toHaveBeenCalled();
  });

  it('are waited for three times, and then counted', async () => {
    const { cookiesMissing, grown } = subscribe();
    finish(redirect('/1', -1));
    listed(redirect('/1', -1));
    await pass(60_000);
    expect(list).toHaveBeenCalledTimes(3);
    expect(cookiesMissing.mock.calls).toEqual([[1]]);
    expect(grown).toEqual([]);
  });

  it('are counted at once where the log was cleared, or is too long', async () => {
    const { cookiesMissing } = subscribe();
    finish(redirect('/1', -1));
    await pass(1_000);
    expect(cookiesMissing.mock.calls).toEqual([[1]]);
    for (let index = 0; index < 600; index += 1) finish(createEntry(answering('{}', '')));
    finish(redirect('/2', -1));
    expect(cookiesMissing.mock.calls).toEqual([[1], [1]]);
    await pass(60_000);
    expect(list).toHaveBeenCalledTimes(1);
  });

  it('are not given up for a listing that is older than the redirect', async () => {
    const { grown, cookiesMissing } = subscribe();
    let answer: (har: unknown) => void = () => {};
    list.mockImplementation((answered: (har: unknown) => void) => (answer = answered));
    finish(redirect('/1', -1));
    await pass(200);
    finish(redirect('/2', -1));
    answer({ entries: [redirect('/1', 200, 'a=1')] });
    listed(redirect('/1', 200, 'a=1'), redirect('/2', 200, 'b=2'));
    await pass(1_000);
    expect(grown.map(({ responseHeaders }) => responseHeaders)).toMatchObject([
      [{ value: 'a=1' }],
      [{ value: 'b=2' }],
    ]);
    expect(cookiesMissing).not.toHaveBeenCalled();
  });
});
