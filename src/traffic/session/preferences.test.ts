import { expect, it } from 'vitest';
import { defaultPreferences, findClaimNameProblem, parsePreferences } from './preferences';
import { maxLeewaySeconds, maxReplacedClaims } from './limits';

it('parses each preference separately', () => {
  const preferred = {
    theme: 'dark',
    timeZone: 'utc',
    leewaySeconds: 60,
    replacedClaims: { tenant: true, email: false },
  };
  expect(parsePreferences(preferred)).toEqual(preferred);
  expect(parsePreferences({ ...preferred, theme: 'pink', more: 1 })).toEqual({
    ...preferred,
    theme: 'devtools',
  });
  expect(parsePreferences({ ...preferred, timeZone: 7 })).toEqual({ ...preferred, timeZone: 'local' });
  for (const leewaySeconds of [-1, 1.5, '60', maxLeewaySeconds + 1]) {
    expect(parsePreferences({ ...preferred, leewaySeconds })).toEqual({ ...preferred, leewaySeconds: 0 });
  }
  for (const value of [undefined, null, 'dark', []])
    expect(parsePreferences(value)).toEqual(defaultPreferences);
});

it('keeps names of claims only, never what looks like a value or a token', () => {
  const named = { tenant: true, 'https://app.test/roles': true, email: false, $id: true };
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
  const rejected = {
    [token]: true,
    'abcdefghij0.abcdefghij0.abcdefghij0': true,
    'two words': true,
    'a\u202eb': true,
    '': true,
    ['x'.repeat(101)]: true,
    kept: 'alice',
  };
  const parsed = parsePreferences({ replacedClaims: { ...named, ...rejected } });
  expect(parsed.replacedClaims).toEqual(named);
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`claim${index}`, true]));
  const { replacedClaims } = parsePreferences({ replacedClaims: many });
  expect(Object.keys(replacedClaims)).toHaveLength(maxReplacedClaims);
  for (const value of [null, 'email', 7]) {
    expect(parsePreferences({ replacedClaims: value }).replacedClaims).toEqual({});
  }
});

it('keeps a decision about a personal claim when as many claims as possible were added', () => {
  const added = Object.fromEntries(
    Array.from({ length: maxReplacedClaims }, (_, at) => [`claim${at}`, true]),
  );
  expect(parsePreferences({ replacedClaims: { ...added, email: false } }).replacedClaims).toEqual({
    ...added,
    email: false,
  });
});

const names = [
  'sub',
  'phone_number_verified',
  'x5t#S256',
  '$id',
  'publicKeyJwk',
  'firebase.sign_in_provider',
  'cognito:groups',
  'custom:secondary_address_line_2',
  'urn:zitadel:iam:org:project:roles',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.6',
  'https://app.test/roles',
  'https://identity-service.examplecorp.enterprise/role',
  'https://identity-service.examplecorp-international.enterprise-directory.test/claims/role',
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
  'https://app.test/claims/oauth2client/2fa_enabled',
  // Microsoft Graph's name of a custom attribute: the app ID in it isn't secret.
  'extension_0123456789abcdef0123456789abcdef_Department',
  'größe',
];

it.each(names)('accepts the name of a claim %s', (name) => {
  expect(findClaimNameProblem(name)).toBeUndefined();
});

const values = {
  'a token': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl',
  'a token without “eyJ”': 'abcdefghij0.abcdefghij0.abcdefghij0',
  'a long token': `eyJhbGciOiJIUzI1NiJ9.${'A1b2'.repeat(100)}`,
  'a signature': 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  'a private JWK’s d': '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE',
  'an opaque token': '2YotnFZFEjr1zCsicMWpAAvhq7x',
  'an API key': 'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
  'an API key with a short prefix': 'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  base64: 'bWFyZ2FyaW5l/Zm9vYmFyYmF6/cXV4cXV1eA+1==',
  'a secret in lower case': 'qwertyuiopasdfghjklzxcvbn7',
  hex: '9f86d081884c7d659a2feaa0c55ad015',
  'hex in pairs': '9f:86:d0:81:88:4c:7d:65',
  'a UUID': '550e8400-e29b-41d4-a716-446655440000',
  'a URL with a secret': 'https://hooks.test/services/T00000000/XXXXXXXXXX4eC39HqLyjWDarjt',
  'the prefix of Entra and a secret':
    'extension_0123456789abcdef0123456789abcdef_dBjftJeZ4CVP-mB92K27uhbUJU1p1r',
  'an email address': 'alice@app.test',
  'a number': '+4930123456',
};

it.each(Object.entries(values))('rejects %s instead of a name', (_kind, text) => {
  expect(findClaimNameProblem(text)).toBe('value');
});

it('distinguishes why else a text can’t be a name', () => {
  expect(findClaimNameProblem('x'.repeat(101))).toBe('long');
  for (const text of ['', 'two words', 'a\u202eb', 'correct!horse', 'a%b', '<b>'])
    expect(findClaimNameProblem(text)).toBe('characters');
});
