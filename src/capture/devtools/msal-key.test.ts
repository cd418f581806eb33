import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  createCaptureGate,
  createLog,
  createSession,
  type Exchange,
  type FileAccess,
  type SessionMessage,
  type StorageReading,
} from '../../traffic';
import { RequestMemory } from '../background/request-memory';
import { SessionWriter } from '../background/session-storage';
import { addEvent } from '../background/web-request-facts';
import { parseHarEntry } from '../files/har';
import { parseOwnExchange } from '../files/own-json';
import { writeExchanges } from '../files/write-file';
import { encryptAsMsal, makeMsalCookie } from '../protocol/msal.fixture';
import { readStorage } from './page/inspected';

type Callback = (value: unknown) => void;

const { inspectedWindow, written } = vi.hoisted(() => ({
  inspectedWindow: { eval: (_expression: string, _callback: Callback) => {} },
  written: [] as string[],
}));
vi.mock('webextension-polyfill', () => {
  const session = {
    get: async () => ({}),
    set: async (texts: object) => void written.push(JSON.stringify(texts)),
  };
  return { default: { devtools: { inspectedWindow }, storage: { session } } };
});

beforeEach(() => vi.stubGlobal('__BROWSER__', 'chrome'));
afterEach(() => vi.unstubAllGlobals());

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const cookie = makeMsalCookie();
const entryKey = 'msal.3|uid.utid|login.windows.net|accesstoken|client|tenant|openid|';

/** The page's storage, with this cookie, as the expression returns it. */
async function readPage(value: string, cookieText = `sid=${token}; ${cookie.text}`) {
  const local = { found: { 0: { key: entryKey, value } }, count: 1, leftOut: 0 };
  const page = { origin: 'https://app.test', cookie: cookieText, local, session: { count: 0 } };
  inspectedWindow.eval = (_, callback) => callback(page);
  const result = await readStorage();
  return 'readings' in result ? result.readings : [];
}

const headers = [{ name: 'Cookie', value: `sid=${token}; ${cookie.text}` }];
const harEntry = { request: { method: 'GET', url: 'https://app.test/', headers }, response: { status: 200 } };

async function captureAll(): Promise<Exchange[]> {
  const plaintext = JSON.stringify({ secret: token });
  const readings = await readPage(await encryptAsMsal(plaintext, 'client'));
  const cookies = [{ name: 'msal.cache.encryption', value: cookie.value }];
  const listed = { ...harEntry, request: { ...harEntry.request, headers: [], cookies } };
  const live = parseHarEntry(harEntry, 'live', { readAtMs: 1 });
  const own = live && { ...live, requestHeaders: headers };
  return [
    ...readings,
    live,
    parseHarEntry(listed, 'file', { readAtMs: 1, source: 'file' }),
    parseOwnExchange(own, 'own'),
  ].filter((exchange) => exchange !== undefined);
}

const isWithoutKey = (text: string) =>
  [cookie.key, cookie.value, Buffer.from(cookie.bytes).toString('base64'), cookie.bytes.join(',')].every(
    (form) => !text.includes(form),
  );

it("the storage reading has MSAL's decrypted token but not its key", async () => {
  const exchanges = await captureAll();
  const [local] = exchanges as StorageReading[];
  expect(local).toMatchObject({
    area: 'localStorage',
    entries: [{ key: entryKey, value: JSON.stringify({ secret: token }), decryption: 'decrypted' }],
  });
  expect(exchanges).toHaveLength(5);
  expect(isWithoutKey(JSON.stringify(exchanges))).toBe(true);
  // Control: the requests and the reading had it.
  expect(isWithoutKey(JSON.stringify(harEntry))).toBe(false);
});

it('a cookie that changes midway decrypts what it encrypted, and not what the last one did', async () => {
  const next = makeMsalCookie(2);
  const [first, second] = await Promise.all([
    encryptAsMsal(JSON.stringify({ secret: token }), 'client'),
    encryptAsMsal(JSON.stringify({ secret: token }), 'client', next),
  ]);
  const decryptionOf = async (value: string, cookieText: string) =>
    (await readPage(value, cookieText))[0]?.entries[0]?.decryption;
  expect(await decryptionOf(first, cookie.text)).toBe('decrypted');
  expect(await decryptionOf(first, next.text)).toBe('earlier session');
  expect(await decryptionOf(second, next.text)).toBe('decrypted');
  expect(await decryptionOf(second, '')).toBe('no key');
});

it("the panel's messages and the saved files don't contain MSAL's key", async () => {
  const exchanges = await captureAll();
  const log = createLog();
  const sent: SessionMessage[] = [];
  const files: FileAccess = {
    read: async () => [],
    preview: async () => undefined,
    write: async () => new Blob(),
  };
  const gate = createCaptureGate({ nowMs: () => 10 });
  const session = createSession({ createLog: () => log, gate, files, schedule: (callback) => callback() });
  for (const exchange of exchanges) session.record(exchange);
  session.connect((message) => sent.push(message));
  const [snapshot] = sent;
  expect(snapshot?.type).toBe('snapshot');
  expect(JSON.stringify(snapshot)).toContain(token);
  expect(isWithoutKey(JSON.stringify(sent))).toBe(true);
  for (const format of ['har', 'json'] as const) {
    const text = [
      ...writeExchanges({ exchanges: log.exchanges() }, format, { version: '1', savedAtMs: 1 }),
    ].join('');
    expect(text).toContain('removed by JWT DevTools');
    expect(isWithoutKey(text)).toBe(true);
  }
});

it("storage.session doesn't contain MSAL's key", async () => {
  const memory = await RequestMemory.open(new SessionWriter());
  const details = { requestId: '1', tabId: 1, method: 'GET', url: 'https://app.test/', timeStamp: 1 };
  const facts = addEvent('sent', { ...details, requestHeaders: headers });
  if (facts === undefined) throw new Error('no request');
  memory.store(facts, 'https://app.test');
  expect(written.join()).toContain(token);
  expect(isWithoutKey(written.join())).toBe(true);
});
