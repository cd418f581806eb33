import { expect, it } from 'vitest';
import * as traffic from '../../traffic';
import { isAuthLibraryKey, authLibraryKeyShape } from './auth-library-key';

it('is the shape that the traffic room knows', () => {
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
])('%j is no key of a sealed token', (key) => {
  expect(isAuthLibraryKey(key)).toBe(false);
});

it.each(['accesstoken', 'idtoken', 'refreshtoken', 'AccessToken'])(
  'an MSAL entry of kind %s is one',
  (kind) => {
    expect(isAuthLibraryKey(`msal.3|uid.utid|login.windows.net|${kind}|client|realm|scope|`)).toBe(true);
  },
);

it('a long key takes no long time to be told', () => {
  expect(isAuthLibraryKey(`msal.3|${'|accesstoke'.repeat(100_000)}`)).toBe(false);
});
