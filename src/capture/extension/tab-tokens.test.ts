import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keyOrigins } from '../../traffic';
import { listTabTokens, readStorage, readStoredRequests, readTab, readTabToken } from './tab-tokens';

const { browser } = vi.hoisted(() => ({
  browser: { runtime: { sendMessage: (_message: unknown): Promise<unknown> => Promise.resolve() } },
}));
vi.mock('webextension-polyfill', () => ({ default: browser }));

const respondWith = (response: () => Promise<unknown>) => (browser.runtime.sendMessage = response);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('lists the tokens and reads the text of one', async () => {
  respondWith(async () => ({ type: 'tab-tokens', tokens: [] }));
  expect(await listTabTokens(1)).toEqual([]);
  respondWith(async () => ({ type: 'tab-token', raw: 'a.b.c' }));
  expect(await readTabToken(1, 2)).toMatchObject({ raw: 'a.b.c' });
  expect(vi.getTimerCount()).toBe(0);
});

it('reads the public keys that a token is verified with, wherever the user got them from', async () => {
  const scope = { kind: 'issuer', value: 'https://id.test' };
  const keys = keyOrigins.map((origin) => ({ id: origin, purpose: 'verify', origin, text: '{}', scope }));
  const keySets = [{ origin: 'captured', url: 'https://id.test/jwks', text: '{"keys":[]}', issuers: [] }];
  const token = { type: 'tab-token', raw: 'a.b.c' };
  respondWith(async () => ({ ...token, keys, keySets }));
  expect(await readTabToken(1, 2)).toEqual({ ...token, keys, keySets });
  const others = [
    { ...keys[0], purpose: 'decrypt' },
    { ...keys[0], scope: { ...scope, kind: 'header' } },
  ];
  respondWith(async () => ({ ...token, keys: others, keySets: [{ ...keySets[0], url: 'jwks' }] }));
  expect(await readTabToken(1, 2)).toEqual({ ...token, keys: [], keySets: [] });
});

it.each([
  ['responds', async () => undefined],
  ['is there', () => Promise.reject(new Error('Receiving end does not exist.'))],
])('returns undefined if no DevTools %s', async (_name, response) => {
  respondWith(response);
  expect(await listTabTokens(1)).toBeUndefined();
  expect(await readTabToken(1, 2)).toBeUndefined();
});

it('distinguishes DevTools that is too slow', async () => {
  respondWith(() => new Promise(() => {}));
  const pending = Promise.all([listTabTokens(1), readTabToken(1, 2)]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await pending).toEqual(['timed out', 'timed out']);
});

const exchange = {
  kind: 'http',
  id: 'request-1',
  sentAtMs: 1_000,
  answeredAtMs: 1_100,
  method: 'GET',
  url: 'https://app.test/orders',
  requestHeaders: [{ name: 'authorization', value: 'Bearer a.b.c' }],
  responseHeaders: [],
  status: 200,
  statusText: '',
  source: 'web request',
  sender: 'page',
} as const;

it('reads the stored requests of the tab in batches', async () => {
  const asked: unknown[] = [];
  const batch = (number: number, tabId: number) => ({
    type: 'web-requests',
    epoch: 'e',
    from: number,
    to: number + 1,
    next: 2,
    requests: [
      {
        number,
        text: JSON.stringify({
          tabId,
          owner: 'https://app.test',
          exchange: { ...exchange, id: `request-${number}` },
        }),
      },
    ],
    counts: [
      { origin: 'https://app.test', finished: 9, evicted: 2, leftOut: 1 },
      { origin: 'https://other.test', finished: 9, evicted: 4, leftOut: 4 },
    ],
  });
  browser.runtime.sendMessage = async (message) => {
    asked.push(message);
    // The second one is of another tab.
    return asked.length === 1 ? batch(0, 7) : batch(1, 8);
  };
  expect(await readStoredRequests({ id: 7, origin: 'https://app.test' })).toEqual({
    requests: [{ ...exchange, id: 'request-0' }],
    dropped: 3,
  });
  expect(asked).toEqual([
    { type: 'query-web-requests', from: 0, tabId: 7 },
    { type: 'query-web-requests', from: 1, tabId: 7 },
  ]);
});

it.each([
  ['does not respond', undefined],
  [
    'makes no progress',
    { type: 'web-requests', epoch: 'e', from: 0, to: 0, next: 2, requests: [], counts: [] },
  ],
])('reads none if the background %s', async (_name, response) => {
  respondWith(async () => response);
  expect(await readStoredRequests({ id: 7, origin: '' })).toEqual({ requests: [], dropped: 0 });
});

it.each([
  ['that the extension may access', 'https://app.test/orders?a=1', 'https://app.test'],
  ['whose URL the browser does not report', undefined, ''],
])('reads the origin of a tab %s', async (_name, url, origin) => {
  Object.assign(browser, { tabs: { query: async () => [{ id: 7, url }] } });
  expect(await readTab()).toEqual({ id: 7, origin });
});

it('reads the storage of the top frame of a tab', async () => {
  vi.setSystemTime(5_000);
  const entry = { key: 'access', value: 'a.b.c' };
  const stored = { type: 'storage', area: 'localStorage', entries: [entry], leftOut: 0 };
  const sendMessage = vi.fn(async (..._args: unknown[]): Promise<unknown> => ({
    type: 'stored-areas',
    origin: 'https://app.test',
    areas: [stored, { ...stored, area: 'cookie', leftOut: 3 }],
  }));
  Object.assign(browser, { tabs: { sendMessage } });
  const tab = { id: 7, origin: 'https://app.test' };
  const reading = { kind: 'storage', readAtMs: 5_000, origin: 'https://app.test', entries: [entry] };
  expect(await readStorage(tab)).toEqual([
    { ...reading, id: 'localStorage', area: 'localStorage' },
    { ...reading, id: 'cookie', area: 'cookie', leftOut: 3 },
  ]);
  expect(sendMessage).toHaveBeenCalledWith(7, { type: 'query-storage' }, { frameId: 0 });
  // The tab shows another page by now.
  expect(await readStorage({ ...tab, origin: 'https://other.test' })).toBeUndefined();
  // Its content script isn't loaded.
  sendMessage.mockRejectedValue(new Error('Receiving end does not exist.'));
  expect(await readStorage(tab)).toBeUndefined();
});
