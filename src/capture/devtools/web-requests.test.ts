import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpExchange } from '../../traffic';
import { endTimeoutMs, serveWebRequests, reportDelayMs } from '../background/requests';
import { subscribeWebRequests, type WebRequestLog } from './web-requests';
import { maxPendingRequests, maxStoredBytes, maxStoredRequests } from '../background/limits';
import { maxBatchLength, maxRequestLength } from '../protocol/limits';

const site = 'https://app.test';
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
const background = { id: 'extension', url: 'chrome-extension://extension/service-worker-loader.js' };

type Listener = (...args: readonly unknown[]) => unknown;

/** A browser with `webRequest`, `storage.session` and messages between the extension's worlds. */
const { browser, state, eventNames } = vi.hoisted(() => {
  const eventNames = [
    'onBeforeRequest',
    'onSendHeaders',
    'onHeadersReceived',
    'onBeforeRedirect',
    'onCompleted',
    'onErrorOccurred',
  ] as const;
  const state = {
    events: new Map<string, Map<Listener, readonly unknown[]>>(),
    session: new Map<string, unknown>(),
    quotaBytes: Infinity,
    watched: [] as string[],
    /** Without permission for any host Chrome ignores a listener, but `hasListener` returns true. */
    hasHost: true,
    messageListeners: new Set<Listener>(),
    /** Number of messages to the devtools page that get lost. */
    lost: 0,
    lengths: [] as number[],
    storageLength: () => 0,
  };
  state.storageLength = () => [...state.session].join('').length;
  const eventOf = (name: string) => ({
    addListener: (listener: Listener, ...given: readonly unknown[]) =>
      state.events.set(name, new Map(state.events.get(name)).set(listener, state.hasHost ? given : [])),
    removeListener: (listener: Listener) => state.events.get(name)?.delete(listener),
    hasListener: (listener: Listener) => state.events.get(name)?.has(listener) === true,
  });
  const browser = {
    webRequest: Object.fromEntries(eventNames.map((name) => [name, eventOf(name)])) as object | undefined,
    scripting: {
      getRegisteredContentScripts: async () => state.watched.map((origin) => ({ id: `content ${origin}` })),
    },
    storage: {
      session: {
        get: async (keys: string | string[]) =>
          Object.fromEntries(
            [keys].flat().flatMap((key) => (state.session.has(key) ? [[key, state.session.get(key)]] : [])),
          ),
        set: async (values: Record<string, unknown>) => {
          const length = state.storageLength() + JSON.stringify(values).length;
          if (length > state.quotaBytes) throw new Error('Session storage quota bytes exceeded.');
          for (const [key, value] of Object.entries(values)) state.session.set(key, value);
        },
        remove: async (keys: string | string[]) => {
          for (const key of [keys].flat()) state.session.delete(key);
        },
      },
      get local() {
        throw new Error('storage.local is on disk.');
      },
    },
    runtime: {
      id: 'extension',
      getURL: (path: string) => `chrome-extension://extension/${path}`,
      onMessage: {
        addListener: (listener: Listener) => state.messageListeners.add(listener),
        removeListener: (listener: Listener) => state.messageListeners.delete(listener),
      },
      sendMessage: async (message: { type: string }) => {
        state.lengths.push(JSON.stringify(message).length);
        if (message.type === 'web-requests' && state.lost > 0) {
          state.lost -= 1;
          return undefined;
        }
        const url = 'chrome-extension://extension/service-worker-loader.js';
        const responses = [...state.messageListeners].map((listener) =>
          listener(structuredClone(message), { id: 'extension', url }),
        );
        return responses.find((response) => response !== undefined);
      },
    },
  };
  return { browser, state, eventNames };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const { webRequest } = browser;
let service: ReturnType<typeof serveWebRequests>;
let backgroundListeners: Set<Listener>;
let page: { log: WebRequestLog; exchanges: HttpExchange[]; lost: number; finished: number };

function startBackground(): void {
  const before = new Set(state.messageListeners);
  service = serveWebRequests();
  backgroundListeners = new Set([...state.messageListeners].filter((listener) => !before.has(listener)));
}

/** Simulates the browser terminating a worker: neither its listeners nor its timers run any more. */
function killBackground(): void {
  vi.clearAllTimers();
  for (const listener of backgroundListeners) state.messageListeners.delete(listener);
  state.events.clear();
}

const isOf =
  (site: string) =>
  (origin: string): boolean =>
    origin === site;

function openPage({ tabId = 7, isOfSite = isOf(site) } = {}): typeof page {
  const opened = { exchanges: [] as HttpExchange[], lost: 0, finished: 0 };
  const log = subscribeWebRequests(
    { tabId, isOfSite, finished: (count) => (opened.finished = count) },
    (exchange) => opened.exchanges.push(exchange),
    (count) => (opened.lost += count),
  );
  return Object.assign(opened, { log });
}

let requests = 0;
const nextId = () => String((requests += 1));

function fire(event: (typeof eventNames)[number], details: object): void {
  for (const [listener, given] of state.events.get(event) ?? []) if (given.length > 0) listener(details);
}

interface Request {
  readonly path?: string;
  readonly tabId?: number;
  readonly from?: string;
  readonly to?: string;
  readonly authorization?: string;
  readonly statusCode?: number;
}

function detailsOf({ path = '/orders', tabId = 7, from = site, to = site }: Request, requestId: string) {
  const [type, method, timeStamp] = ['xmlhttprequest', 'GET', 1_000 + Number(requestId)];
  return { requestId, tabId, method, url: to + path, initiator: from, type, timeStamp };
}

function begin(request: Request = {}): { details: object; end: () => void } {
  const details = detailsOf(request, nextId());
  fire('onBeforeRequest', details);
  const value = request.authorization ?? `Bearer ${token}`;
  fire('onSendHeaders', { ...details, requestHeaders: [{ name: 'Authorization', value }] });
  const response = { ...details, statusCode: request.statusCode ?? 200, statusLine: 'HTTP/1.1 200 OK' };
  return {
    details,
    end: () => {
      fire('onHeadersReceived', { ...response, responseHeaders: [] });
      fire('onCompleted', { ...response, responseHeaders: [] });
    },
  };
}

const make = (request: Request = {}) => begin(request).end();
const settle = () => vi.advanceTimersByTimeAsync(reportDelayMs * 3);
const pathsOf = ({ exchanges }: typeof page) => exchanges.map(({ url }) => new URL(url).pathname);
const storedKeys = () => [...state.session.keys()].filter((key) => /^web request \d+$/.test(key));

beforeEach(async () => {
  vi.useFakeTimers();
  Object.assign(state, { quotaBytes: Infinity, watched: [site], hasHost: true, lost: 0, lengths: [] });
  for (const each of [state.events, state.session, state.messageListeners]) each.clear();
  browser.webRequest = webRequest;
  vi.unstubAllGlobals();
  startBackground();
  page = openPage();
  await settle();
});

describe('serveWebRequests reports nothing', () => {
  it('without the permission', async () => {
    killBackground();
    browser.webRequest = undefined;
    startBackground();
    await service.setWatched([site]);
    expect(state.events.size).toBe(0);
  });

  it('once nothing is watched', async () => {
    await service.setWatched([]);
    for (const name of eventNames) expect(state.events.get(name)?.size).toBe(0);
  });

  it("for a site that isn't watched", async () => {
    make({ from: 'https://bank.test', to: 'https://bank.test' });
    await settle();
    expect(page.exchanges).toEqual([]);
    expect(JSON.stringify([...state.session])).not.toContain('bank.test');
  });

  it('for requests without a token that were not rejected, but counts them', async () => {
    make({ authorization: 'Basic YTpi' });
    await settle();
    expect(page.exchanges).toEqual([]);
    expect(storedKeys()).toEqual([]);
    expect(page.finished).toBe(1);
  });

  it("to or from anything but the extension's own pages", async () => {
    const responses = [...backgroundListeners].map((listener) =>
      listener({ type: 'query-web-requests', from: 0 }, { id: 'extension', url: `${site}/` }),
    );
    expect(responses).toEqual([undefined]);
    const exchanges = page.exchanges.length;
    const forged = { type: 'web-requests', epoch: 'x', from: 0, to: 0, next: 9, requests: [], counts: [] };
    for (const listener of state.messageListeners) listener(forged, { ...background, url: `${site}/` });
    await settle();
    expect([page.exchanges.length, page.lost]).toEqual([exchanges, 0]);
  });
});

describe('the webRequest listeners', () => {
  const askedOf = (name: string) => [...(state.events.get(name)?.values() ?? [])];

  it('get everything, including cookies, in Chrome', () => {
    const all = { urls: ['<all_urls>'] };
    expect(askedOf('onBeforeRequest')).toEqual([[all, ['requestBody']]]);
    expect(askedOf('onSendHeaders')).toEqual([[all, ['requestHeaders', 'extraHeaders']]]);
    for (const name of ['onHeadersReceived', 'onBeforeRedirect', 'onCompleted'])
      expect(askedOf(name)).toEqual([[all, ['responseHeaders', 'extraHeaders']]]);
    expect(askedOf('onErrorOccurred')).toEqual([[all]]);
  });

  it('have no options that Firefox rejects', () => {
    killBackground();
    vi.stubGlobal('__BROWSER__', 'firefox');
    startBackground();
    expect(JSON.stringify(eventNames.map(askedOf))).not.toContain('extraHeaders');
    expect(askedOf('onSendHeaders')).toHaveLength(1);
  });

  it('are added again for the first watched site, since Chrome may have ignored them before', async () => {
    killBackground();
    Object.assign(state, { hasHost: false, watched: [] });
    startBackground();
    Object.assign(state, { hasHost: true, watched: [site] });
    await service.setWatched([site]);
    make();
    await service.setWatched([site, 'https://b.test']);
    make();
    await settle();
    expect(page.exchanges).toHaveLength(2);
    for (const name of eventNames) expect(state.events.get(name)?.size).toBe(1);
  });
});

describe('a log that is cleared', () => {
  it('removes what the background stored for the tab and the site, also for its next run', async () => {
    await service.setWatched([site, 'https://other.test']);
    make({ path: '/own', from: 'https://other.test', to: 'https://other.test' });
    make({ path: '/worker', tabId: -1 });
    make({ path: '/to-site', tabId: 8, from: 'https://other.test' });
    make({ path: '/foreign', tabId: 8, from: 'https://other.test', to: 'https://other.test' });
    await settle();
    expect(storedKeys()).toHaveLength(4);
    page.log.forget(site, 1_000_000);
    await settle();
    expect(storedKeys()).toHaveLength(1);
    killBackground();
    startBackground();
    const later = openPage();
    const other = openPage({ tabId: 8, isOfSite: isOf('https://other.test') });
    await settle();
    expect([pathsOf(later), later.lost]).toEqual([[], 0]);
    expect(pathsOf(other)).toEqual(['/foreign']);
  });

  it('keeps what was sent afterwards, and nothing that was pending', async () => {
    const { end } = begin({ path: '/pending' });
    const clearedAtMs = 1_000 + requests + 0.5;
    page.log.forget(site, clearedAtMs);
    await settle();
    expect(JSON.stringify([...state.session])).not.toContain(token);
    end();
    make({ path: '/later' });
    await settle();
    expect(pathsOf(page)).toEqual(['/later']);
    page.log.forget(site, clearedAtMs);
    await settle();
    expect(storedKeys()).toHaveLength(1);
  });

  it("repeats the removal if the background couldn't be reached", async () => {
    make();
    await settle();
    const listeners = [...backgroundListeners];
    for (const listener of listeners) state.messageListeners.delete(listener);
    page.log.forget(site, 1_000_000);
    await settle();
    expect(storedKeys()).toHaveLength(1);
    for (const listener of listeners) state.messageListeners.add(listener);
    page.log.query();
    await settle();
    expect(storedKeys()).toEqual([]);
  });

  it("repeats the removal of several sites if the background couldn't be reached in between", async () => {
    const other = 'https://other.test';
    await service.setWatched([site, other]);
    make({ path: '/worker', tabId: -1 });
    make({ path: '/worker', tabId: -1, from: other, to: other });
    await settle();
    const listeners = [...backgroundListeners];
    for (const listener of listeners) state.messageListeners.delete(listener);
    page.log.forget(site, 1_000_000);
    await settle();
    page.log.forget(other, 1_000_000);
    await settle();
    expect(storedKeys()).toHaveLength(2);
    for (const listener of listeners) state.messageListeners.add(listener);
    page.log.query();
    await settle();
    expect(storedKeys()).toEqual([]);
  });
});

describe('a request of a watched site', () => {
  it('is reported once, with its headers', async () => {
    make();
    await settle();
    expect(page.exchanges).toMatchObject([
      {
        source: 'web request',
        sender: 'page',
        status: 200,
        requestHeaders: [{ name: 'Authorization', value: `Bearer ${token}` }],
      },
    ]);
  });

  it('is reported without a token if it was rejected', async () => {
    make({ authorization: 'none', statusCode: 401 });
    await settle();
    expect(page.exchanges).toHaveLength(1);
  });

  it('is reported once for each hop of a redirect', async () => {
    const { details, end } = begin({ path: '/login' });
    const responseHeaders = [{ name: 'Location', value: `/home#${token}` }];
    fire('onBeforeRedirect', { ...details, statusCode: 302, responseHeaders });
    fire('onBeforeRequest', { ...details, url: `${site}/home?token=${token}` });
    end();
    await settle();
    expect(page.exchanges.map(({ url, status }) => [url, status])).toEqual([
      [`${site}/login`, 302],
      [`${site}/home?token=${token}`, 200],
    ]);
  });

  it('is reported when a stream begins, and not again when it ends, even after a restart', async () => {
    const { details } = begin({ path: '/events' });
    const responseHeaders = [{ name: 'Content-Type', value: 'text/event-stream' }];
    fire('onHeadersReceived', { ...details, statusCode: 200, responseHeaders });
    await settle();
    expect(page.exchanges).toHaveLength(1);
    killBackground();
    startBackground();
    fire('onErrorOccurred', { ...details, error: 'net::ERR_ABORTED' });
    await settle();
    expect(page.exchanges).toHaveLength(1);
  });

  it('is reported for the inspected tab, and by origin for workers and other tabs', async () => {
    await service.setWatched([site, 'https://other.test']);
    make({ path: '/own', from: 'https://other.test' });
    make({ path: '/worker', tabId: -1 });
    make({ path: '/tab', tabId: 8 });
    make({ path: '/foreign-worker', tabId: -1, from: 'https://other.test' });
    make({ path: '/foreign-tab', tabId: 8, from: 'https://other.test' });
    await settle();
    expect(page.exchanges.map(({ url, sender }) => [new URL(url).pathname, sender])).toEqual([
      ['/own', 'page'],
      ['/worker', 'shared or service worker'],
      ['/tab', 'other tab'],
    ]);
  });

  it('is reported once if the site becomes known later', async () => {
    let known = '';
    const delayed = openPage({ tabId: 9, isOfSite: (origin) => origin === known });
    make({ tabId: -1 });
    make({ tabId: 9 });
    await settle();
    expect(delayed.exchanges).toHaveLength(1);
    known = site;
    delayed.log.query();
    await settle();
    expect(delayed.exchanges.map(({ sender }) => sender)).toEqual(['page', 'shared or service worker']);
  });

  it("isn't reported to a page that has ended", async () => {
    page.log.end();
    make();
    await settle();
    expect(page.exchanges).toEqual([]);
  });
});

describe('a page that opens late', () => {
  it('gets what was stored before', async () => {
    make({ path: '/a' });
    make({ path: '/b' });
    await settle();
    const delayed = openPage();
    await settle();
    expect(pathsOf(delayed)).toEqual(['/a', '/b']);
    expect(delayed.lost).toBe(0);
  });

  it('gets the number of evicted requests, only of its own site', async () => {
    await service.setWatched([site, 'https://other.test']);
    for (let count = 0; count < maxStoredRequests + 3; count += 1) make();
    await settle();
    const delayed = openPage();
    const elsewhere = openPage({ tabId: 9, isOfSite: isOf('https://other.test') });
    await settle();
    expect([delayed.exchanges.length, delayed.lost]).toEqual([maxStoredRequests, 3]);
    expect([elsewhere.exchanges.length, elsewhere.lost]).toEqual([0, 0]);
    // A page that was open all the time has lost nothing.
    expect([page.exchanges.length, page.lost]).toEqual([maxStoredRequests + 3, 0]);
  });
});

describe("a message that doesn't arrive", () => {
  it('is detected by its sequence numbers, and queried', async () => {
    state.lost = 1;
    make({ path: '/a' });
    await settle();
    expect(page.exchanges).toEqual([]);
    make({ path: '/b' });
    await settle();
    expect(pathsOf(page).toSorted()).toEqual(['/a', '/b']);
    expect(page.lost).toBe(0);
  });

  it('is counted if its requests have been evicted', async () => {
    state.lost = 1;
    make({ path: '/gone' });
    await settle();
    for (const key of storedKeys()) state.session.delete(key);
    killBackground();
    startBackground();
    make({ path: '/next' });
    await settle();
    expect(pathsOf(page)).toEqual(['/next']);
    expect(page.lost).toBe(1);
  });
});

describe('a background that is terminated', () => {
  it('has written each finished request within its last event', () => {
    make();
    killBackground();
    expect(storedKeys()).toHaveLength(1);
  });

  it('continues with the same numbers, without duplicates or gaps', async () => {
    make({ path: '/a' });
    killBackground();
    startBackground();
    make({ path: '/b' });
    await settle();
    killBackground();
    startBackground();
    make({ path: '/c' });
    await settle();
    expect(pathsOf(page)).toEqual(['/a', '/b', '/c']);
    expect(new Set(page.exchanges.map(({ id }) => id)).size).toBe(3);
    expect(page.lost).toBe(0);
  });

  it('has written pending requests, so that their end completes them', async () => {
    const { end } = begin({ path: '/slow' });
    killBackground();
    startBackground();
    end();
    await settle();
    expect(page.exchanges).toMatchObject([
      { url: `${site}/slow`, status: 200, requestHeaders: [{ name: 'Authorization' }] },
    ]);
    expect(page.exchanges[0]).not.toHaveProperty('isRedacted');
    expect([...state.session.keys()].filter((key) => key.startsWith('pending web request '))).toEqual([]);
  });

  it('reports a request whose end was lost, once, after a while', async () => {
    begin({ path: '/endless' });
    killBackground();
    vi.setSystemTime(10_000);
    startBackground();
    page.log.query();
    await settle();
    expect(page.exchanges).toEqual([]);
    vi.setSystemTime(10_000 + endTimeoutMs);
    for (let asked = 0; asked < 2; asked += 1) {
      page.log.query();
      await settle();
    }
    expect(page.exchanges).toMatchObject([{ url: `${site}/endless`, status: 0 }]);
  });

  it("marks the credentials of a request as redacted if its start wasn't reported", async () => {
    const { end } = begin({ authorization: 'none', statusCode: 403 });
    killBackground();
    startBackground();
    end();
    await settle();
    expect(page.exchanges).toMatchObject([{ status: 403, isRedacted: true }]);
  });

  it('starts over if its stored state is unreadable', async () => {
    make();
    await settle();
    killBackground();
    state.session.clear();
    state.session.set('web requests', '{"epoch":');
    startBackground();
    make({ path: '/anew' });
    await settle();
    expect(pathsOf(page)).toEqual(['/orders', '/anew']);
  });
});

describe('the stored requests', () => {
  it('are removed with their site, finished or not, but not those of another site', async () => {
    await service.setWatched([site, 'https://other.test']);
    make({ path: '/mine' });
    begin({ path: '/on-its-way' });
    make({ path: '/theirs', from: 'https://other.test', to: 'https://other.test' });
    await settle();
    await service.setWatched(['https://other.test']);
    await settle();
    expect(JSON.stringify([...state.session])).not.toMatch(/mine|on-its-way/);
    expect(JSON.stringify([...state.session])).toContain('theirs');
  });

  it('stay within their byte limit', async () => {
    const path = `/${'x'.repeat(maxRequestLength / 4)}`;
    for (let count = 0; count < 40; count += 1) make({ path });
    await settle();
    expect(state.storageLength()).toBeLessThan(maxStoredBytes * 1.1);
    expect(page.exchanges.length + page.lost).toBe(40);
    expect(Math.max(...state.lengths)).toBeLessThan(maxBatchLength * 1.1);
  });

  it("don't include one that is too long, which is counted", async () => {
    make({ path: `/${'x'.repeat(maxRequestLength)}` });
    make();
    await settle();
    expect([page.exchanges.length, page.lost]).toEqual([1, 1]);
  });

  it("are evicted if the browser's quota is full", async () => {
    for (let count = 0; count < 8; count += 1) make();
    await settle();
    state.quotaBytes = state.storageLength() + 10;
    make({ path: '/last' });
    await settle();
    expect([...state.session.values()].join('')).toContain('/last');
    expect(storedKeys().length).toBeLessThan(9);
    expect(pathsOf(page)).toContain('/last');
  });

  it('include a limited number of pending ones, and what was evicted is counted', async () => {
    for (let count = 0; count < maxPendingRequests + 2; count += 1) begin();
    make();
    await settle();
    const pendingKeys = [...state.session.keys()].filter((key) => key.startsWith('pending web request '));
    expect(pendingKeys.length).toBeLessThanOrEqual(maxPendingRequests);
    expect(page.lost).toBeGreaterThanOrEqual(2);
  });
});

it('reports a burst in few messages, each number once', async () => {
  state.lengths = [];
  for (let count = 0; count < 500; count += 1) make();
  await settle();
  expect(state.lengths.length).toBeLessThan(8);
  expect(new Set(page.exchanges.map(({ id }) => id)).size).toBe(500);
});
