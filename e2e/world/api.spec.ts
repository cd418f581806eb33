import { decodeJwt, decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { expect, test } from 'playwright/test';
import { createWorld, press, signIn, statusOf, type World } from './index';
import { inWorld, issuedOf, launchOptions } from './spec-world';

test.use({ launchOptions });

test.describe('the API', () => {
  let world: World;
  test.beforeAll(async () => {
    world = await createWorld();
  });
  test.afterAll(() => world.close());
  test.beforeEach(() => world.api.resetCounts());

  test('the API responds with 401 without an error code to a request without a token', async ({ page }) => {
    await page.goto(world.app.url);
    const responsePromise = page.waitForResponse(`${world.api.origin}/orders`);
    await press(page, 'Call with fetch');
    await expect(statusOf(page)).toHaveText('401 /orders');
    expect((await responsePromise).headers()['www-authenticate']).toBe('Bearer realm="orders"');
  });

  test('a real token that has expired is rejected as expired', async ({ page }) => {
    await signIn(page, world);
    const responsePromise = page.waitForResponse(`${world.api.origin}/orders`);
    await press(page, 'Send an expired token');
    await expect(statusOf(page)).toHaveText('401 /orders invalid_token');
    expect((await responsePromise).headers()['www-authenticate']).toBe(
      'Bearer realm="orders", error="invalid_token", error_description="The access token expired"',
    );
    const sent =
      (await (await responsePromise).request().allHeaders()).authorization?.slice('Bearer '.length) ?? '';
    const key = await importSPKI(await world.provider.publicKeyPem('ES256'), 'ES256');
    const beforeExpiry = new Date((decodeJwt(sent).exp ?? 0) * 1000 - 1000);
    await jwtVerify(sent, key, { currentDate: beforeExpiry, issuer: world.provider.issuer });
    expect(decodeProtectedHeader(sent)).toEqual(decodeProtectedHeader(issuedOf(world, 'access_token')));
    expect(Object.keys(decodeJwt(sent))).toEqual(Object.keys(decodeJwt(issuedOf(world, 'access_token'))));
  });

  test('a token with one changed claim is rejected because of its signature', async ({ page }) => {
    await signIn(page, world);
    const responsePromise = page.waitForResponse(`${world.api.origin}/orders`);
    await press(page, 'Send a tampered token');
    await expect(statusOf(page)).toHaveText('401 /orders invalid_token');
    expect((await responsePromise).headers()['www-authenticate']).toContain('"The signature does not match"');
    const sent =
      (await (await responsePromise).request().allHeaders()).authorization?.slice('Bearer '.length) ?? '';
    const real = issuedOf(world, 'access_token');
    expect(decodeJwt(sent)).toEqual({ ...decodeJwt(real), sub: 'mallory' });
    expect(sent.split('.')[2]).toBe(real.split('.')[2]);
  });

  test('an access token is rejected after its lifetime', async ({ page }) => {
    await inWorld({ accessTokenSeconds: 2 }, async (short) => {
      await signIn(page, short);
      await expect(async () => {
        await press(page, 'Call with fetch');
        await expect(statusOf(page)).toHaveText('401 /orders invalid_token', { timeout: 1000 });
      }).toPass();
    });
  });

  test('fetch and XMLHttpRequest send the access token to the API', async ({ page }) => {
    await signIn(page, world);
    for (const name of ['Call with fetch', 'Call with XMLHttpRequest']) {
      const asked = page.waitForRequest(`${world.api.origin}/orders`);
      await press(page, name);
      await expect(statusOf(page)).toHaveText('200 /orders');
      const sent = (await (await asked).allHeaders()).authorization;
      expect(sent).toBe(`Bearer ${issuedOf(world, 'access_token')}`);
    }
    expect(world.api.requests).toEqual({ '/orders': 2 });
  });

  test('200 calls are 200 requests at the API', async ({ page }) => {
    await signIn(page, world);
    await press(page, 'Call 200 times');
    // The API verifies 200 real signatures, which takes time on a busy machine.
    await expect(statusOf(page)).toHaveText('200 /orders, 200 times', { timeout: 20_000 });
    expect(world.api.requests).toEqual({ '/orders': 200 });
  });

  test('an opaque token is sent and accepted', async ({ page }) => {
    await page.goto(world.app.url);
    const asked = page.waitForRequest(`${world.api.origin}/orders`);
    await press(page, 'Send an opaque token');
    await expect(statusOf(page)).toHaveText('200 /orders');
    const sent = (await (await asked).allHeaders()).authorization ?? '';
    expect(sent).toMatch(/^Bearer [\w-]{43}$/);
    expect(world.issuedOpaque).toContain(sent.slice('Bearer '.length));
  });

  test('an opaque token that nobody issued is rejected', async ({ request }) => {
    const response = await request.get(`${world.api.origin}/orders`, {
      headers: { authorization: 'Bearer 6VQ0pYd3Zz' },
    });
    expect(response.status()).toBe(401);
    expect(response.headers()['www-authenticate']).toContain('error="invalid_token"');
  });

  test('the API delays its response on request, and echoes the request', async ({ request }) => {
    const now = Math.floor(Date.now() / 1000);
    const jwt = await world.provider.privateSign(
      { iss: world.provider.issuer, sub: 'alice', aud: `${world.api.origin}/orders` },
      { iat: now, exp: now + 60 },
    );
    const headers = { authorization: `Bearer ${jwt}` };
    const started = performance.now();
    expect((await request.get(`${world.api.origin}/slow?ms=150`, { headers })).status()).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(149);
    const echoed = await request.post(`${world.api.origin}/echo?a=1`, { headers, data: 'text' });
    expect(await echoed.json()).toMatchObject({ method: 'POST', url: '/echo?a=1', headers, body: 'text' });
    expect(world.api.requests).toEqual({ '/slow': 1, '/echo': 1 });
  });
});
