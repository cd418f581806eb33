import { expect, it } from 'vitest';
import * as traffic from '../../traffic';
import { isAuthLibraryKey, authLibraryKeyShape } from './auth-library-key';

it('authLibraryKeyShape equals the pattern in the traffic room', () => {
  expect(authLibraryKeyShape).toEqual(traffic.authLibraryKeyShape);
});

it.each([
  '',
  'msal',
  'msal.3.token.keys.client',
  'msal.3.account.keys',
  'msal.3|user|login.test|account|client',
  'my msal.3|user|login.test|accesstoken|client',
  'accesstoken',
  'my-app-idtoken-x',
  'v1.2-idtoken-x',
  `${'x'.repeat(300)}-login.windows.net-accesstoken-client`,
])("isn't the key of an encrypted token: %j", (key) => {
  expect(isAuthLibraryKey(key)).toBe(false);
});

it.each(['accesstoken', 'idtoken', 'refreshtoken', 'AccessToken'])('is an MSAL key of kind %s', (kind) => {
  expect(isAuthLibraryKey(`msal.3|uid.utid|login.windows.net|${kind}|client|realm|scope|`)).toBe(true);
});

it.each([
  'msal.1-uid.utid-login.windows.net-accesstoken-client-realm-openid--',
  'uid.utid-login.windows.net-idtoken-client-realm---',
  'uid-b2c_1_signin.utid-contoso.b2clogin.com-refreshtoken-client----',
  'subject.-id.my-company.example:8443-accesstoken-client--openid--',
])('is a key of an earlier version of MSAL: %s', (key) => {
  expect(isAuthLibraryKey(key)).toBe(true);
});

it('checks a long key in linear time', () => {
  expect(isAuthLibraryKey(`msal.3|${'|accesstoke'.repeat(100_000)}`)).toBe(false);
  for (const piece of ['-', '-a.', 'a.a-', '-a.a-accesstoken.'])
    expect(isAuthLibraryKey(piece.repeat(1_000_000))).toBe(false);
});
