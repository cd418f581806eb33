import { describe, expect, it } from 'vitest';
import { makeReading, makeToken } from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';
import { describeAuthLibrary } from './auth-libraries';
import { authLibraryKeyShape } from './auth-library-key';
import { maxEncryptedEntries } from './limits';
import type { LocationKind } from '../exchange/sighting';

const msalKey = 'msal.3|uid.utid|login.windows.net|accesstoken|client|realm|openid profile||';
const olderMsalKey = 'uid.utid-login.windows.net-accesstoken-client-realm-openid profile--';
const encryptedValue = JSON.stringify({
  id: '01',
  nonce: 'AbCd',
  data: 'x'.repeat(400),
  lastUpdatedAt: '17',
});

describe('describeAuthLibrary', () => {
  it('returns undefined for generic names', () => {
    for (const name of ['', 'token', 'jwt', 'session', 'access_token', 'sid', 'xoidc.user:a']) {
      expect(describeAuthLibrary('localStorage', name)).toBeUndefined();
      expect(describeAuthLibrary('request cookie', name)).toBeUndefined();
    }
    expect(describeAuthLibrary('request header', 'appSession')).toBeUndefined();
    expect(describeAuthLibrary('request cookie', '_oauth2_proxy_csrf')).toBeUndefined();
    expect(describeAuthLibrary('request cookie', '.AspNetCore.Antiforgery.x')).toBeUndefined();
  });

  it.each<[LocationKind, string, ReturnType<typeof describeAuthLibrary>]>([
    [
      'request cookie',
      '__Secure-authjs.session-token.0',
      { library: 'Auth.js', item: 'session', encryption: 'server' },
    ],
    [
      'response cookie',
      'next-auth.session-token',
      { library: 'Auth.js', item: 'session', encryption: 'server' },
    ],
    ['cookie', 'authjs.pkce.code_verifier', { library: 'Auth.js', encryption: 'server' }],
    ['request cookie', '__session__0', { library: 'nextjs-auth0', item: 'session', encryption: 'server' }],
    ['request cookie', 'appSession.1', { library: 'nextjs-auth0', item: 'session', encryption: 'server' }],
    ['request cookie', '__session', { library: 'Clerk, Firebase Hosting or nextjs-auth0', item: 'session' }],
    ['request cookie', '__session_Ab12', { library: 'Clerk' }],
    ['request cookie', 'sb-ref-auth-token.0', { library: 'Supabase', item: 'session' }],
    ['request cookie', 'KEYCLOAK_IDENTITY', { library: 'Keycloak' }],
    ['request cookie', '_oauth2_proxy_1', { library: 'oauth2-proxy', item: 'session', encryption: 'server' }],
    ['request cookie', 'CF_Authorization', { library: 'Cloudflare Access' }],
    [
      'request cookie',
      '.AspNetCore.CookiesC1',
      { library: 'ASP.NET', item: 'session', encryption: 'server' },
    ],
    ['localStorage', msalKey, { library: 'MSAL.js', item: 'access token', encryption: 'msal' }],
    ['sessionStorage', olderMsalKey, { library: 'MSAL.js', item: 'access token', encryption: 'msal' }],
    ['localStorage', 'msal.3.token.keys.client', { library: 'MSAL.js' }],
    ['sessionStorage', 'oidc.user:https://id.test/:client', { library: 'oidc-client-ts', item: 'session' }],
    ['localStorage', '@@auth0spajs@@::c::a::openid', { library: 'Auth0 SPA SDK' }],
    ['localStorage', '@@auth0spajs@@::c::@@user@@', { library: 'Auth0 SPA SDK', item: 'ID token' }],
    [
      'localStorage',
      'CognitoIdentityServiceProvider.c.u.refreshToken',
      { library: 'Amazon Cognito (Amplify)', item: 'refresh token' },
    ],
    [
      'cookie',
      'CognitoIdentityServiceProvider.c.u.idToken',
      { library: 'Amazon Cognito (Amplify)', item: 'ID token' },
    ],
    [
      'IndexedDB',
      'firebaseLocalStorageDb/firebaseLocalStorage/firebase:authUser:key:[DEFAULT]',
      { library: 'Firebase Authentication', item: 'session' },
    ],
    ['localStorage', 'okta-token-storage', { library: 'Okta Auth JS' }],
    ['localStorage', 'ember_simple_auth-session', { library: 'Ember Simple Auth', item: 'session' }],
    ['IndexedDB', 'localforage/keyvaluepairs/persist:root', { library: 'redux-persist' }],
  ])('identifies the library in %s %s', (kind, name, authLibrary) => {
    expect(describeAuthLibrary(kind, name)).toEqual(authLibrary);
  });

  it('accepts names of any length', () => {
    for (const piece of ['msal.', '-login.a', '__', '.0', '+', '/']) {
      describeAuthLibrary('cookie', piece.repeat(500_000));
      describeAuthLibrary('IndexedDB', piece.repeat(500_000));
      expect(authLibraryKeyShape.test(piece.repeat(500_000))).toBe(false);
    }
  });
});

describe('decrypted entry', () => {
  it('has its tokens at a location that says so', () => {
    const token = makeToken();
    const entries = [
      { key: msalKey, value: JSON.stringify({ secret: token }), decryption: 'decrypted' as const },
    ];
    const { found, encryptedEntries, decryptedKeys } = findSightings(makeReading({}, { entries }));
    expect(found).toMatchObject([
      {
        raw: token,
        sighting: { kind: 'localStorage', name: msalKey, path: ['json', '$.secret'], isDecrypted: true },
      },
    ]);
    expect([encryptedEntries, [...decryptedKeys]]).toEqual([[], [msalKey]]);
  });

  it('is nothing that a page can claim by the content of an entry', () => {
    const value = JSON.stringify({ secret: makeToken(), decryption: 'decrypted', isDecrypted: true });
    for (const decryption of [undefined, 'failed'] as const) {
      const entries = [{ key: msalKey, value, ...(decryption && { decryption }) }];
      const [{ sighting } = { sighting: undefined }] = findSightings(makeReading({}, { entries })).found;
      expect(sighting).toMatchObject({ name: msalKey });
      expect(sighting?.isDecrypted).toBeUndefined();
    }
  });
});

describe('encrypted entry', () => {
  const encryptedEntriesIn = (entries: Readonly<Record<string, string>>) =>
    findSightings(makeReading(entries)).encryptedEntries;

  it('is not reported for readable tokens, other entries, and other values under such a key', () => {
    expect(
      encryptedEntriesIn({
        [msalKey]: JSON.stringify({ secret: makeToken(), nonce: 'a', id: 'b', data: 'c' }),
      }),
    ).toEqual([]);
    expect(encryptedEntriesIn({ 'msal.3.account.keys': encryptedValue, other: encryptedValue })).toEqual([]);
    expect(encryptedEntriesIn({ [msalKey]: '{"nonce"' })).toEqual([]);
    expect(encryptedEntriesIn({ [msalKey]: '["nonce"]' })).toEqual([]);
  });

  it('is reported with its library and has a key that capture recognizes', () => {
    for (const key of [msalKey, olderMsalKey]) {
      expect(authLibraryKeyShape.test(key)).toBe(true);
      expect(encryptedEntriesIn({ [key]: encryptedValue })).toEqual([
        { library: 'MSAL.js', area: 'localStorage', key, origin: 'https://app.test', reason: 'not tried' },
      ]);
    }
    expect(authLibraryKeyShape.test('msal.3.token.keys.client')).toBe(false);
  });

  it('is reported with the reason why it was not decrypted', () => {
    const entries = (['earlier session', 'no key', 'failed'] as const).map((decryption) => ({
      key: `${msalKey}${decryption}`,
      value: encryptedValue,
      decryption,
    }));
    const { encryptedEntries } = findSightings(makeReading({}, { entries }));
    expect(encryptedEntries.map(({ reason }) => reason)).toEqual(['earlier session', 'no key', 'failed']);
  });

  it('is reported at any length if capture found it encrypted', () => {
    const value = JSON.stringify({ id: '01', nonce: 'AbCd', data: 'x'.repeat(500_000) });
    const entries = [{ key: msalKey, value, decryption: 'failed' as const }];
    expect(findSightings(makeReading({}, { entries })).encryptedEntries).toHaveLength(1);
  });

  it('is reported up to a limit and counted beyond it', () => {
    const entries = Object.fromEntries(
      Array.from({ length: maxEncryptedEntries + 2 }, (_, index) => [`${msalKey}${index}`, encryptedValue]),
    );
    const { encryptedEntries, truncated } = findSightings(makeReading(entries));
    expect(encryptedEntries).toHaveLength(maxEncryptedEntries);
    expect(truncated).toBe(2);
  });
});
