import { decodeJwt, decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { expect, test } from 'playwright/test';
import { createWorld, press, signIn, statusOf, type World } from './index';
import { inWorld, issuedOf, launchOptions } from './spec-world';

test.use({ launchOptions });

test.describe('the provider', () => {
  let world: World;
  test.beforeAll(async () => {
    world = await createWorld();
  });
  test.afterAll(() => world.close());

  test('the sign-in page asks until it has a name', async ({ page }) => {
    await page.goto(world.app.url);
    await press(page, 'Sign in');
    await page.getByLabel('Name').fill('   ');
    await press(page, 'Sign in');
    await expect(page.getByRole('alert')).toHaveText('Enter a name of 1 to 64 characters.');
    await page.getByLabel('Name').fill('<b>bob</b>');
    await press(page, 'Sign in');
    await expect(statusOf(page)).toHaveText('signed in as <b>bob</b>');
  });

  test('another public key of the same type does not verify the provider’s tokens', async () => {
    const jwt = await world.provider.privateSign({ sub: 'alice' }, { alg: 'RS256' });
    const own = await importSPKI(await world.provider.publicKeyPem('RS256'), 'RS256');
    const other = await importSPKI(await world.provider.otherPublicKeyPem('RS256'), 'RS256');
    await expect(jwtVerify(jwt, other)).rejects.toThrow('signature verification failed');
    expect((await jwtVerify(jwt, own)).payload).toEqual({ sub: 'alice' });
    const { keys } = await world.provider.jwks();
    expect(keys.map(({ alg, kid, d }) => ({ alg, kid, d }))).toEqual([
      { alg: 'RS256', kid: 'demo-rs256', d: undefined },
      { alg: 'ES256', kid: 'demo-es256', d: undefined },
    ]);
  });

  test('a sign-in issues an ID token, a JWT access token for the API and a JWT refresh token', async ({
    page,
  }) => {
    const before = world.issued.length;
    await signIn(page, world);
    const [idToken, accessToken, refreshToken, ...more] = world.issued.slice(before);
    expect(more).toEqual([]);
    expect(idToken?.claims).toMatchObject({ sub: 'alice', aud: 'demo-app', name: 'alice' });
    expect(decodeProtectedHeader(idToken?.jwt ?? '')).toMatchObject({ alg: 'RS256', kid: 'demo-rs256' });
    expect(accessToken?.claims).toMatchObject({ sub: 'alice', aud: `${world.api.origin}/orders` });
    expect(decodeProtectedHeader(accessToken?.jwt ?? '')).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(refreshToken?.claims).toMatchObject({ sub: 'alice', typ: 'Refresh' });
    expect(decodeProtectedHeader(refreshToken?.jwt ?? '').alg).toBe('HS512');
    const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    for (const token of [idToken, accessToken, refreshToken]) expect(stored).toContain(token?.jwt);
  });

  test('a refresh rotates the refresh token, and the old one ends the session', async ({ page }) => {
    await signIn(page, world);
    const old = issuedOf(world, 'refresh_token');
    await press(page, 'Refresh');
    await expect(statusOf(page)).toHaveText('refreshed as alice');
    expect(issuedOf(world, 'refresh_token')).not.toBe(old);
    await press(page, 'Call with fetch');
    await expect(statusOf(page)).toHaveText('200 /orders');
    expect(await redeem(world, old)).toBe('invalid_grant');
    expect(await redeem(world, issuedOf(world, 'refresh_token'))).toBe('invalid_grant');
  });

  test('the opaque value inside a refresh token is not a refresh token itself', async ({ page }) => {
    await signIn(page, world);
    const jwt = issuedOf(world, 'refresh_token');
    expect(await redeem(world, decodeJwt(jwt).jti ?? '')).toBe('invalid_grant');
    expect(await redeem(world, `${jwt.slice(0, -4)}AAAA`)).toBe('invalid_grant');
    expect(await redeem(world, jwt)).toBe(undefined);
  });

  test('a world can have only opaque access tokens', async ({ page }) => {
    await inWorld({ opaqueAccessTokens: true }, async (opaque) => {
      await signIn(page, opaque);
      await press(page, 'Call with fetch');
      await expect(statusOf(page)).toHaveText('200 /orders');
      expect(opaque.issued.map(({ kind }) => kind)).toEqual(['id_token', 'refresh_token']);
      expect(opaque.issuedOpaque).toHaveLength(1);
    });
  });

  test('the signing algorithms can be chosen', async ({ page }) => {
    await inWorld({ accessTokenAlg: 'RS256', idTokenAlg: 'ES256' }, async (swapped) => {
      await signIn(page, swapped);
      expect(decodeProtectedHeader(issuedOf(swapped, 'id_token')).alg).toBe('ES256');
      expect(decodeProtectedHeader(issuedOf(swapped, 'access_token')).alg).toBe('RS256');
      await press(page, 'Call with fetch');
      await expect(statusOf(page)).toHaveText('200 /orders');
    });
  });

  test('signing out ends the session at the app, at the provider and in the browser', async ({ page }) => {
    await signIn(page, world);
    const refreshToken = issuedOf(world, 'refresh_token');
    await press(page, 'Sign out');
    await expect(statusOf(page)).toHaveText('signed out');
    expect(await redeem(world, refreshToken)).toBe('invalid_grant');
    const cookies = await page.context().cookies(world.app.url);
    expect(cookies.map(({ name }) => name)).toEqual([]);
    expect(await page.evaluate(() => localStorage.getItem('app.state'))).toBe(null);
    await press(page, 'Call with fetch');
    await expect(statusOf(page)).toHaveText('401 /orders');
    await press(page, 'Sign in');
    await expect(page.getByLabel('Name')).toBeVisible();
  });
});

/** The error code with which the token endpoint rejects this refresh token; undefined if it accepts it. */
async function redeem(world: World, refreshToken: string): Promise<string | undefined> {
  const response = await fetch(`${world.provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'demo-app',
      refresh_token: refreshToken,
    }),
  });
  return ((await response.json()) as { error?: string }).error;
}
