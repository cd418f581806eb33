import { sign } from '../sign.js';
import { putRecord } from './indexed.js';
import { encryptAsMsal, makeKey, msalKey } from './msal.js';

export const storage = {
  // Never sent: it's only in the URL of the page.
  'page-fragment': async () => {
    location.hash = `id_token=${await sign({ sub: 'page-fragment' })}`;
  },
  'local-storage': async () => {
    const token = await sign({ sub: 'local-storage' });
    // JSON in JSON, as redux-persist stores it.
    localStorage.setItem('persist:root', JSON.stringify({ auth: JSON.stringify({ token }) }));
  },
  'session-storage': async () => {
    sessionStorage.setItem('app.token', await sign({ sub: 'session-storage' }));
  },
  'window-name': async () => {
    window.name = JSON.stringify({ token: await sign({ sub: 'window-name' }) });
  },
  'cache-storage': async () => {
    const cache = await caches.open('app');
    await cache.put('/channel/cached', new Response(await sign({ sub: 'cache-storage' })));
  },
  'private-file': async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle('session.json', { create: true });
    const stream = await file.createWritable();
    await stream.write(await sign({ sub: 'private-file' }));
    await stream.close();
  },
  // With the page's own path, which no other request uses.
  'readable-cookie': async () => {
    document.cookie = `profile=${await sign({ sub: 'readable-cookie' })}; Path=/channels`;
  },
  'msal-plain': async () => {
    const entry = { credentialType: 'AccessToken', secret: await sign({ sub: 'msal-plain' }), target: 'x' };
    localStorage.setItem(msalKey('plain'), JSON.stringify(entry));
  },
  'msal-encrypted': async () => {
    const entry = { credentialType: 'AccessToken', secret: await sign({ sub: 'msal-encrypted' }) };
    localStorage.setItem(msalKey('encrypted'), await encryptAsMsal(entry, 'client-encrypted'));
  },
  // With a key that isn't in the cookie, as after a restart of the browser.
  'msal-earlier': async () => {
    const entry = { credentialType: 'AccessToken', secret: await sign({ sub: 'msal-earlier' }) };
    localStorage.setItem(msalKey('earlier'), await encryptAsMsal(entry, 'client-earlier', makeKey()));
  },
  'indexeddb-firebase': async () =>
    putRecord('firebaseLocalStorageDb', 'firebaseLocalStorage', 'fbase_key', {
      fbase_key: 'firebase:authUser:demo:[DEFAULT]',
      value: {
        uid: 'alice',
        stsTokenManager: {
          accessToken: await sign({ sub: 'indexeddb-firebase' }),
          refreshToken: 'opaque',
          expirationTime: Date.now() + 3_600_000,
        },
      },
    }),
  'indexeddb-generic': async () =>
    putRecord('app', 'session', 'id', {
      id: 'current',
      savedAt: new Date(),
      token: await sign({ sub: 'indexeddb-generic' }),
    }),
};
