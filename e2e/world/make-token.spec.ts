import { decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'playwright/test';
import { makeToken } from './index';

test('a token contains exactly the given parts', async () => {
  expect(await makeToken({ claims: { sub: 'a' } })).toBe('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.');
  const exact = '{"a":1,"a":2}';
  const jwt = await makeToken({
    header: { kid: 'k' },
    claims: exact,
    key: 'a secret of some length, as text',
  });
  expect(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()).toBe(exact);
  expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'HS256', kid: 'k' });
  await jwtVerify(jwt, new TextEncoder().encode('a secret of some length, as text'));
});
