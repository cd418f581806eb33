import { Window } from 'happy-dom';
import { expect, it } from 'vitest';
import { maxDatabases } from '../protocol/limits';
import type { StoredAreas } from '../protocol/messages';
import { encryptAsMsal, makeMsalCookie } from '../protocol/msal.fixture';
import { createDatabases } from './databases.fixture';
import { createFrameCookies } from './frame-cookies';
import { serveStorageQueries, type QueryRuntime } from './storage-query';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

/** A frame with a content script, and what it responds to a message; undefined if it doesn't respond. */
function serve(prepare: (page: Window) => unknown, databases = createDatabases({})) {
  const page = new Window({ url: 'https://app.test/' });
  Object.assign(page, { indexedDB: databases.factory });
  let listener: Parameters<QueryRuntime['onMessage']['addListener']>[0] | undefined;
  const frame = page as unknown as Window & typeof globalThis;
  serveStorageQueries(
    frame as never,
    { onMessage: { addListener: (added) => (listener = added) } },
    createFrameCookies(frame as never),
  );
  prepare(page);
  return (message: unknown) =>
    new Promise<StoredAreas | undefined>((resolve) => {
      if (listener?.(message, {}, resolve) !== true) resolve(undefined);
    });
}

it('returns the entries of all areas that may contain a token', async () => {
  const query = serve(
    (page) => {
      page.localStorage.setItem('access', token);
      page.localStorage.setItem('theme', 'dark');
      page.sessionStorage.setItem('id', token);
      page.document.cookie = `session=${token}`;
    },
    createDatabases({ firebaseLocalStorageDb: { users: { alice: { token } } } }),
  );
  const { origin, areas = [] } = (await query({ type: 'query-storage' })) ?? {};
  expect(origin).toBe('https://app.test');
  expect(areas.map(({ area, entries }) => [area, entries.map(({ key }) => key)])).toEqual([
    ['localStorage', ['access']],
    ['sessionStorage', ['id']],
    ['cookie', ['session']],
    ['IndexedDB', ['firebaseLocalStorageDb/users/alice']],
  ]);
});

it('does not respond to other messages', async () => {
  const query = serve((page) => page.localStorage.setItem('access', token));
  for (const message of [{ type: 'wake' }, 'query-storage', null])
    expect(await query(message)).toBeUndefined();
});

it('decrypts what MSAL.js encrypted', async () => {
  const cookie = makeMsalCookie();
  const key = `msal.2|home.tenant|login.test|idtoken|client|tenant||`;
  const encrypted = await encryptAsMsal(JSON.stringify({ secret: token }), 'client', cookie);
  const query = serve((page) => {
    page.document.cookie = cookie.text;
    page.localStorage.setItem('msal.2.token.keys.client', '{}');
    page.localStorage.setItem(key, encrypted);
  });
  const [local] = (await query({ type: 'query-storage' }))?.areas ?? [];
  expect(local?.entries.find((entry) => entry.key === key)).toMatchObject({ decryption: 'decrypted' });
  expect(JSON.stringify(local)).not.toContain(cookie.key);
});

it('counts databases over the limit, and returns none if the frame may not read them', async () => {
  const names = Array.from({ length: maxDatabases + 2 }, (_, index) => [`db${index}`, {}] as const);
  const query = serve(() => {}, createDatabases(Object.fromEntries(names)));
  expect((await query({ type: 'query-storage' }))?.areas[3]).toMatchObject({ entries: [], leftOut: 2 });
  const denied = serve((page) => Object.assign(page, { indexedDB: undefined }));
  expect((await denied({ type: 'query-storage' }))?.areas[3]).toMatchObject({ entries: [], leftOut: 0 });
});
