import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeJwe, open } from '../sign/token.fixture';

const secret = 'an app secret of no fit length';

/** A session token whose key Node's HKDF derived from the secret. */
function makeSession(salt: string, info: string, enc: string): Promise<string> {
  const length = enc === 'A256CBC-HS512' ? 64 : 32;
  const key = Buffer.from(hkdfSync('sha256', secret, salt, info, length));
  const jwk = JSON.stringify({ kty: 'oct', k: key.toString('base64url') });
  return makeJwe({ alg: 'dir', enc }, jwk, { name: 'Alice' });
}

const authJs = (cookie: string, enc = 'A256CBC-HS512') =>
  makeSession(cookie, `Auth.js Generated Encryption Key (${cookie})`, enc);

describe('an application secret', () => {
  it("doesn't decrypt a token of another application", async () => {
    const token = await authJs('authjs.session-token');
    expect(await open(token, 'another secret')).toMatchObject({
      status: 'unchecked',
      reason: 'key_wrong_kind',
      warnings: ['JWE-KEY-LENGTH'],
    });
    expect(await open(token, secret, { secretEncoding: 'base64url' })).toMatchObject({ status: 'unchecked' });
  });

  it.each([
    ['authjs.session-token', 'A256CBC-HS512'],
    ['__Secure-authjs.session-token', 'A256CBC-HS512'],
    ['authjs.session-token', 'A256GCM'],
  ])('decrypts an Auth.js session token from the cookie %s with %s', async (cookie, enc) => {
    expect(await open(await authJs(cookie, enc), secret)).toMatchObject({
      status: 'decrypted',
      claims: { name: 'Alice' },
      warnings: [],
      key: { form: 'secret', secretEncoding: 'utf-8' },
      variant: 'decrypted_app',
      params: ['Auth.js', expect.anything(), 'dir', enc],
    });
  });

  it('decrypts a token from a cookie with a custom name if the name is given, in chunks or not', async () => {
    const token = await authJs('my-session');
    expect(await open(token, secret)).toMatchObject({ status: 'unchecked' });
    for (const cookieName of ['my-session', 'my-session.0']) {
      expect(await open(token, `${secret}\n`, { cookieName })).toMatchObject({ status: 'decrypted' });
    }
  });

  it('has a note on the cookie if it does not decrypt a token with the algorithms of Auth.js', async () => {
    const token = await authJs('my-session');
    for (const options of [{}, { cookieName: 'another' }]) {
      expect((await open(token, secret, options)).notes).toEqual([{ code: 'cookie_name' }]);
    }
    const other = await makeJwe({ alg: 'dir', enc: 'A128GCM' }, btoa('k'.repeat(16)), {});
    expect((await open(other, secret)).notes).toBeUndefined();
    expect((await open(token, '{"kty":"oct","k":"AAAA"}')).notes).toBeUndefined();
  });

  it('is found in a line of an environment file', async () => {
    const token = await authJs('authjs.session-token');
    expect(await open(token, `AUTH_SECRET="${secret}" # npx auth secret`)).toMatchObject({
      status: 'decrypted',
    });
  });

  it('is identified if it is something else', async () => {
    const token = await authJs('authjs.session-token');
    expect(await open(token, 'https://app.example')).toMatchObject({
      status: 'unchecked',
      keyMaterial: 'url',
    });
    expect(await open(token, 'AUTH_SECRET')).toMatchObject({ status: 'unchecked', keyMaterial: 'variable' });
  });

  it('decrypts session tokens of NextAuth.js and nextjs-auth0', async () => {
    const next = await makeSession('', 'NextAuth.js Generated Encryption Key', 'A256GCM');
    expect(await open(next, secret)).toMatchObject({ status: 'decrypted' });
    const auth0 = await makeSession('', 'JWE CEK', 'A256GCM');
    expect((await open(auth0, secret)).params[0]).toBe('nextjs-auth0');
  });
});
