import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpExchange } from '../../traffic';
import { endAwaitedMs, serveWebRequests, reportedTogetherMs } from '../background/requests';
import { maxStoredBytes, maxStoredRequests } from '../background/request-memory';
import { maxRequestsUnderWay } from '../background/pending-requests';
import { maxBatchLength, maxRequestLength } from '../protocol/web-request-messages';
import { subscribeWebRequests, type WebRequestLog } from './web-requests';

const site = 'https://app.test';
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
const background = { id: 'extension', url: 'chrome-extension://extension/service-worker-loader.js' };

type Listener = (...args: readonly unknown[]) => unknown;

/** A browser that knows `webRequest`, `storage.session` and messages between the extension's own worlds. */
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
    /** Without permission for any host Chrome refuses a listener, and its `hasListener` says that it is there. */
    hasHost: true,
    heard: new Set<Listener>(),
    /** So many messages to the devtools page do not arrive. */
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
        throw new Error('That is the disk.');
      },
    },
    runtime: {
      id: 'extension',
      getURL: (path: string) => `chrome-extension://extension/${path}`,
      onMessage: {
        addListener: (listener: Listener) => state.heard.add(listener),
        removeListener: (listener: Listener) => state.heard.delete(listener),
      },
      sendMessage: async (message: { type: string }) => {
        state.lengths.push(JSON.stringify(message).length);
        if (message.type === 'web-requests' && state.lost > 0) {
          state.lost -= 1;
          return undefined;
        }
        const url = 'chrome-extension://extension/service-worker-loader.js';
        const answers = [...state.heard].map((listener) =>
          listener(structuredClone(message), { id: 'extension', url }),
        );
        return answers.find((answer) => answer !== undefined);
      },
    },
  };
  return { browser, state, eventNames };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const { webRequest } = browser;
let service: ReturnType<typeof serveWebRequests>;
let backgroundListeners: Set<Listener>;
let page: { log: WebRequestLog; told: HttpExchange[]; lost: number; heard: number };

function startBackground(): void {
  const before = new Set(state.heard);
  service = serveWebRequests();
  backgroundListeners = new Set([...state.heard].filter((listener) => !before.has(listener)));
}

/** What the browser does to a worker: nothing of it runs any more, and no timer of it fires. */
function killBackground(): void {
  vi.clearAllTimers();
  for (const listener of backgroundListeners) state.heard.delete(listener);
  state.events.clear();
}

const isOf =
  (site: string) =>
  (origin: string): boolean =>
    origin === site;

function openPage({ tabId = 7, isOfSite = isOf(site) } = {}): typeof page {
  const opened = { told: [] as HttpExchange[], lost: 0, heard: 0 };
  const log = subscribeWebRequests(
    { tabId, isOfSite, heard: (count) => (opened.heard = count) },
    (exchange) => opened.told.push(exchange),
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
  const answer = { ...details, statusCode: request.statusCode ?? 200, statusLine: 'HTTP/1.1 200 OK' };
  return {
    details,
    end: () => {
      fire('onHeadersReceived', { ...answer, responseHeaders: [] });
      fire('onCompleted', { ...answer, responseHeaders: [] });
    },
  };
}

const make = (request: Request = {}) => begin(request).end();
const settle = () => vi.advanceTimersByTimeAsync(reportedTogetherMs * 3);
const pathsOf = ({ told }: typeof page) => told.map(({ url }) => new URL(url).pathname);
const heldKeys = () => [...state.session.keys()].filter((key) => /^web request \d+$/.test(key));

beforeEach(async () => {
  vi.useFakeTimers();
  Object.assign(state, { quotaBytes: Infinity, watched: [site], hasHost: true, lost: 0, lengths: [] });
  for (const held of [state.events, state.session, state.heard]) held.clear();
  browser.webRequest = webRequest;
  vi.unstubAllGlobals();
  startBackground();
  page = openPage();
  await settle();
});

describe('nothing is heard', () => {
  it('without the permission', async () => {
    killBackground();
    browser.webRequest = undefined;
    startBackground();
    await service.setWatched([site]);
    expect(state.events.size).toBe(0);
  });

  it('of anything once nothing is watched', async () => {
    await service.setWatched([]);
    for (const name of eventNames) expect(state.events.get(name)?.size).toBe(0);
  });

  it('of a site that is not watched', async () => {
    make({ from: 'https://bank.test', to: 'https://bank.test' });
    await settle();
    expect(page.told).toEqual([]);
    expect(JSON.stringify([...state.session])).not.toContain('bank.test');
  });

  it('that carries nothing and was not refused, but it is counted', async () => {
    make({ authorization: 'Basic YTpi' });
    await settle();
    expect(page.told).toEqual([]);
    expect(heldKeys()).toEqual([]);
    expect(page.heard).toBe(1);
  });

  it('from somebody who is no page of ours', async () => {
    const answers = [...backgroundListeners].map((listener) =>
      listener({ type: 'ask-web-requests', from: 0 }, { id: 'extension', url: `${site}/` }),
    );
    expect(answers).toEqual([undefined]);
    const told = page.told.length;
    const forged = { type: 'web-requests', epoch: 'x', from: 0, to: 0, next: 9, requests: [], counts: [] };
    for (const listener of state.heard) listener(forged, { ...background, url: `${site}/` });
    await settle();
    expect([page.told.length, page.lost]).toEqual([told, 0]);
  });
});

describe('what the browser is asked for', () => {
  const askedOf = (name: string) => [...(state.events.get(name)?.values() ?? [])];

  it('is all of it, with cookies, in Chrome', () => {
    const all = { urls: ['<all_urls>'] };
    expect(askedOf('onBeforeRequest')).toEqual([[all, ['requestBody']]]);
    expect(askedOf('onSendHeaders')).toEqual([[all, ['requestHeaders', 'extraHeaders']]]);
    for (const name of ['onHeadersReceived', 'onBeforeRedirect', 'onCompleted'])
      expect(askedOf(name)).toEqual([[all, ['responseHeaders', 'extraHeaders']]]);
    expect(askedOf('onErrorOccurred')).toEqual([[all]]);
  });

  it('is nothing that Firefox refuses', () => {
    killBackground();
    vi.stubGlobal('__BROWSER__', 'firefox');
    startBackground();
    expect(JSON.stringify(eventNames.map(askedOf))).not.toContain('extraHeaders');
    expect(askedOf('onSendHeaders')).toHaveLength(1);
  });

  it('is asked for once more with the first watched site, since before it Chrome may have refused', async () => {
    killBackground();
    Object.assign(state, { hasHost: false, watched: [] });
    startBackground();
    Object.assign(state, { hasHost: true, watched: [site] });
    await service.setWatched([site]);
    make();
    await service.setWatched([site, 'https://b.test']);
    make();
    await settle();
    expect(page.told).toHaveLength(2);
    for (const name of eventNames) expect(state.events.get(name)?.size).toBe(1);
  });
});

describe('a log that is cleared', () => {
  it('empties what the background holds of the tab and of the site, also for its next life', async () => {
    await service.setWatched([site, 'https://other.test']);
    make({ path: '/own', from: 'https://other.test', to: 'https://other.test' });
    make({ path: '/worker', tabId: -1 });
    make({ path: '/to-site', tabId: 8, from: 'https://other.test' });
    make({ path: '/foreign', tabId: 8, from: 'https://other.test', to: 'https://other.test' });
    await settle();
    expect(heldKeys()).toHaveLength(4);
    page.log.forget(site, 1_000_000);
    await settle();
    expect(heldKeys()).toHaveLength(1);
    killBackground();
    startBackground();
    const later = openPage();
    const other = openPage({ tabId: 8, isOfSite: isOf('https://other.test') });
    await settle();
    expect([pathsOf(later), later.lost]).toEqual([[], 0]);
    expect(pathsOf(other)).toEqual(['/foreign']);
  });

  it('keeps what was sent afterwards, and nothing of what was under way', async () => {
    const { end } = begin({ path: '/under-way' });
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
    expect(heldKeys()).toHaveLength(1);
  });

  it('says so again where the background could not be reached', async () => {
    make();
    await settle();
    const listeners = [...backgroundListeners];
    for (const listener of listeners) state.heard.delete(listener);
    page.log.forget(site, 1_000_000);
    await settle();
    expect(heldKeys()).toHaveLength(1);
    for (const listener of listeners) state.heard.add(listener);
    page.log.ask();
    await settle();
    expect(heldKeys()).toEqual([]);
  });
});

describe('a request of a watched site', () => {
  it('is told once, with what it carried', async () => {
    make();
    await settle();
    expect(page.told).toMatchObject([
      {
        source: 'web request',
        sender: 'page',
        status: 200,
        requestHeaders: [{ name: 'Authorization', value: `Bearer ${token}` }],
      },
    ]);
  });

  it('is told although it carried nothing, where it was refused', async () => {
    make({ authorization: 'none', statusCode: 401 });
    await settle();
    expect(page.told).toHaveLength(1);
  });

  it('is one for each hop of a redirect', async () => {
    const { details, end } = begin({ path: '/login' });
    const responseHeaders = [{ name: 'Location', value: `/home#${token}` }];
    fire('onBeforeRedirect', { ...details, statusCode: 302, responseHeaders });
    fire('onBeforeRequest', { ...details, url: `${site}/home?token=${token}` });
    end();
    await settle();
    expect(page.told.map(({ url, status }) => [url, status])).toEqual([
      [`${site}/login`, 302],
      [`${site}/home?token=${token}`, 200],
    ]);
  });

  it('that is a stream is told when it begins, and not again when it ends, also by a new background', async () => {
    const { details } = begin({ path: '/events' });
    const responseHeaders = [{ name: 'Content-Type', value: 'text/event-stream' }];
    fire('onHeadersReceived', { ...details, statusCode: 200, responseHeaders });
    await settle();
    expect(page.told).toHaveLength(1);
    killBackground();
    startBackground();
    fire('onErrorOccurred', { ...details, error: 'net::ERR_ABORTED' });
    await settle();
    expect(page.told).toHaveLength(1);
  });

  it('is of the inspected tab whatever its origin, of a worker or another tab by the origin', async () => {
    await service.setWatched([site, 'https://other.test']);
    make({ path: '/own', from: 'https://other.test' });
    make({ path: '/worker', tabId: -1 });
    make({ path: '/tab', tabId: 8 });
    make({ path: '/foreign-worker', tabId: -1, from: 'https://other.test' });
    make({ path: '/foreign-tab', tabId: 8, from: 'https://other.test' });
    await settle();
    expect(page.told.map(({ url, sender }) => [new URL(url).pathname, sender])).toEqual([
      ['/own', 'page'],
      ['/worker', 'shared or service worker'],
      ['/tab', 'other tab'],
    ]);
  });

  it('that came before the site was known is told when it is asked for, and none twice', async () => {
    let known = '';
    const late = openPage({ tabId: 9, isOfSite: (origin) => origin === known });
    make({ tabId: -1 });
    make({ tabId: 9 });
    await settle();
    expect(late.told).toHaveLength(1);
    known = site;
    late.log.ask();
    await settle();
    expect(late.told.map(({ sender }) => sender)).toEqual(['page', 'shared or service worker']);
  });

  it('is told to no page that has ended', async () => {
    page.log.end();
    make();
    await settle();
    expect(page.told).toEqual([]);
  });
});

describe('a page that comes late', () => {
  it('is told what is held from before', async () => {
    make({ path: '/a' });
    make({ path: '/b' });
    await settle();
    const late = openPage();
    await settle();
    expect(pathsOf(late)).toEqual(['/a', '/b']);
    expect(late.lost).toBe(0);
  });

  it('is told how many had to leave, of its own site alone', async () => {
    await service.setWatched([site, 'https://other.test']);
    for (let count = 0; count < maxStoredRequests + 3; count += 1) make();
    await settle();
    const late = openPage();
    const elsewhere = openPage({ tabId: 9, isOfSite: isOf('https://other.test') });
    await settle();
    expect([late.told.length, late.lost]).toEqual([maxStoredRequests, 3]);
    expect([elsewhere.told.length, elsewhere.lost]).toEqual([0, 0]);
    // Whoever was there in time has lost nothing.
    expect([page.told.length, page.lost]).toEqual([maxStoredRequests + 3, 0]);
  });
});

describe('a message that does not arrive', () => {
  it('is missed by its numbers, and asked for', async () => {
    state.lost = 1;
    make({ path: '/a' });
    await settle();
    expect(page.told).toEqual([]);
    make({ path: '/b' });
    await settle();
    expect(pathsOf(page).toSorted()).toEqual(['/a', '/b']);
    expect(page.lost).toBe(0);
  });

  it('with what has left meanwhile is counted', async () => {
    state.lost = 1;
    make({ path: '/gone' });
    await settle();
    for (const key of heldKeys()) state.session.delete(key);
    killBackground();
    startBackground();
    make({ path: '/next' });
    await settle();
    expect(pathsOf(page)).toEqual(['/next']);
    expect(page.lost).toBe(1);
  });
});

describe('a background that is killed', () => {
  it('has written each finished request within its last event', () => {
    make();
    killBackground();
    expect(heldKeys()).toHaveLength(1);
  });

  it('goes on where it was: the same numbers, nothing told twice, nothing missing', async () => {
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
    expect(new Set(page.told.map(({ id }) => id)).size).toBe(3);
    expect(page.lost).toBe(0);
  });

  it('has written what is under way, so that its end completes it', async () => {
    const { end } = begin({ path: '/slow' });
    killBackground();
    startBackground();
    end();
    await settle();
    expect(page.told).toMatchObject([
      { url: `${site}/slow`, status: 200, requestHeaders: [{ name: 'Authorization' }] },
    ]);
    expect(page.told[0]).not.toHaveProperty('withheld');
    expect([...state.session.keys()].filter((key) => key.startsWith('web request under way'))).toEqual([]);
  });

  it('whose end was lost on its way is told without it, once, after a while', async () => {
    begin({ path: '/endless' });
    killBackground();
    vi.setSystemTime(10_000);
    startBackground();
    page.log.ask();
    await settle();
    expect(page.told).toEqual([]);
    vi.setSystemTime(10_000 + endAwaitedMs);
    for (let asked = 0; asked < 2; asked += 1) {
      page.log.ask();
      await settle();
    }
    expect(page.told).toMatchObject([{ url: `${site}/endless`, status: 0 }]);
  });

  it('does not say of a request whose sending it did not hear that it carried nothing', async () => {
    const { end } = begin({ authorization: 'none', statusCode: 403 });
    killBackground();
    startBackground();
    end();
    await settle();
    expect(page.told).toMatchObject([{ status: 403, withheld: true }]);
  });

  it('that left nothing readable starts anew, and is followed', async () => {
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

describe('what is held', () => {
  it('is forgotten with the site, on the way or not, and another site is not', async () => {
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

  it('stays within its bytes', async () => {
    const path = `/${'x'.repeat(maxRequestLength / 4)}`;
    for (let count = 0; count < 40; count += 1) make({ path });
    await settle();
    expect(state.storageLength()).toBeLessThan(maxStoredBytes * 1.1);
    expect(page.told.length + page.lost).toBe(40);
    expect(Math.max(...state.lengths)).toBeLessThan(maxBatchLength * 1.1);
  });

  it('has no place for one that is too long, which is counted', async () => {
    make({ path: `/${'x'.repeat(maxRequestLength)}` });
    make();
    await settle();
    expect([page.told.length, page.lost]).toEqual([1, 1]);
  });

  it('gives way where the browser has no room left', async () => {
    for (let count = 0; count < 8; count += 1) make();
    await settle();
    state.quotaBytes = state.storageLength() + 10;
    make({ path: '/last' });
    await settle();
    expect([...state.session.values()].join('')).toContain('/last');
    expect(heldKeys().length).toBeLessThan(9);
    expect(pathsOf(page)).toContain('/last');
  });

  it('of what is under way is bounded, and what it cost is counted', async () => {
    for (let count = 0; count < maxRequestsUnderWay + 2; count += 1) begin();
    make();
    await settle();
    const underWay = [...state.session.keys()].filter((key) => key.startsWith('web request under way'));
    expect(underWay.length).toBeLessThanOrEqual(maxRequestsUnderWay);
    expect(page.lost).toBeGreaterThanOrEqual(2);
  });
});

it('a burst is told in few messages, each number once', async () => {
  state.lengths = [];
  for (let count = 0; count < 500; count += 1) make();
  await settle();
  expect(state.lengths.length).toBeLessThan(8);
  expect(new Set(page.told.map(({ id }) => id)).size).toBe(500);
});
