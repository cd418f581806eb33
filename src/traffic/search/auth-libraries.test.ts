import { describe, expect, it } from 'vitest';
import { makeReading, makeToken } from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';
import { describeAuthLibrary } from './auth-libraries';
import { authLibraryKeyShape } from './auth-library-key';
import { maxEncryptedEntries } from './limits';
import type { LocationKind } from '../exchange/sighting';

const msalKey = 'msal.3|uid.utid|login.windows.net|accesstoken|client|realm|openid profile||';
const olderMsalKey = 'uid.utid-login.windows.net-accesstoken-client-realm-openid profile--';
const sealedValue = JSON.stringify({ id: '01', nonce: 'AbCd', data: 'x'.repeat(400), lastUpdatedAt: '17' });

describe('describeKeeper', () => {
  it('knows no library by a name that anyone gives', () => {
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
  ])('knows in %s %s', (place, name, keeper) => {
    expect(describeAuthLibrary(place, name)).toEqual(keeper);
  });

  it('reads a name of any length', () => {
    for (const piece of ['msal.', '-login.a', '__', '.0', '+', '/']) {
      describeAuthLibrary('cookie', piece.repeat(500_000));
      describeAuthLibrary('IndexedDB', piece.repeat(500_000));
      expect(authLibraryKeyShape.test(piece.repeat(500_000))).toBe(false);
    }
  });
});

describe('a sealed entry', () => {
  const sealedOf = (entries: Readonly<Record<string, string>>) =>
    findSightings(makeReading(entries)).encryptedEntries;

  it('is not one that can be read, that is no token, or that only has such a name', () => {
    expect(
      sealedOf({ [msalKey]: JSON.stringify({ secret: makeToken(), nonce: 'a', id: 'b', data: 'c' }) }),
    ).toEqual([]);
    expect(sealedOf({ 'msal.3.account.keys': sealedValue, other: sealedValue })).toEqual([]);
    expect(sealedOf({ [msalKey]: '{"nonce"' })).toEqual([]);
    expect(sealedOf({ [msalKey]: '["nonce"]' })).toEqual([]);
  });

  it('is told with its library, and its key is one that is asked for by name', () => {
    for (const key of [msalKey, olderMsalKey]) {
      expect(authLibraryKeyShape.test(key)).toBe(true);
      expect(sealedOf({ [key]: sealedValue })).toEqual([
        { library: 'MSAL.js', area: 'localStorage', key, origin: 'https://app.test' },
      ]);
    }
    expect(authLibraryKeyShape.test('msal.3.token.keys.client')).toBe(false);
  });

  it('is told up to a bound, and counted beyond it', () => {
    const entries = Object.fromEntries(
      Array.from({ length: maxEncryptedEntries + 2 }, (_, index) => [`${msalKey}${index}`, sealedValue]),
    );
    const { encryptedEntries, truncated } = findSightings(makeReading(entries));
    expect(encryptedEntries).toHaveLength(maxEncryptedEntries);
    expect(truncated).toBe(2);
  });
});
