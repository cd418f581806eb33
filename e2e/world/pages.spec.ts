import { decodeJwt, jwtVerify } from 'jose';
import { createRequire } from 'node:module';
import { expect, test, type Page } from 'playwright/test';
import { createWorld, press, signIn, statusOf, type World } from './index';
import { launchOptions } from './spec-world';

test.use({ launchOptions });

test.describe('the pages', () => {
  let world: World;
  test.beforeAll(async () => {
    world = await createWorld();
  });
  test.afterAll(() => world.close());

  test('a sign-in stores tokens in two cookies and inside JSON in localStorage', async ({ page }) => {
    await signIn(page, world);
    const cookies = await page.context().cookies(world.app.url);
    const session = cookies.find(({ name }) => name === 'session');
    const profile = cookies.find(({ name }) => name === 'profile');
    expect([session?.httpOnly, profile?.httpOnly]).toEqual([true, false]);
    const secret = new TextEncoder().encode(world.app.sessionSecret);
    expect((await jwtVerify(session?.value ?? '', secret)).payload.sub).toBe('alice');
    expect((await jwtVerify(profile?.value ?? '', secret)).payload.sub).toBe('alice');
    const stored = await page.evaluate(() => localStorage.getItem('app.state') ?? '{}');
    const { user } = JSON.parse(stored) as { user: { token: string } };
    expect(decodeJwt(user.token).sub).toBe('alice');
  });

  test('a token stored after load was never sent over the network', async ({ page }) => {
    const bodies: string[] = [];
    page.on('request', (request) => bodies.push(request.url(), request.postData() ?? ''));
    await page.goto(world.app.url);
    await press(page, 'Store a token later');
    await expect(statusOf(page)).toHaveText('stored later.token');
    const token = await page.evaluate(() => localStorage.getItem('later.token') ?? '');
    expect(decodeJwt(token).purpose).toBe('stored later');
    expect(bodies.filter((text) => text.includes(token))).toEqual([]);
  });

  test('the second origin stores its token where the app cannot read it', async ({ page }) => {
    await page.goto(world.app.url);
    const frame = page.frameLocator('iframe[title="Second origin"]');
    await expect(frame.getByRole('status')).toHaveText('stored second.token');
    expect(await page.evaluate(() => localStorage.getItem('second.token'))).toBe(null);
    const inner = page.frame({ url: world.second.url });
    const token = await inner?.evaluate(() => localStorage.getItem('second.token') ?? '');
    expect(decodeJwt(token ?? '').iss).toBe(world.second.origin);
    await page.goto(world.app.sameHostFrameUrl);
    await expect(frame.getByRole('status')).toHaveText('stored second.token');
    expect(page.frame({ url: `${world.second.sameHostOrigin}/frame` })).not.toBe(null);
    expect(await page.evaluate(() => localStorage.getItem('second.token'))).toBe(null);
  });

  test('the hostile page stores its tokens under a CSP that stops markup from running', async ({ page }) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(world.app.hostileUrl);
    const names = Object.keys(world.app.hostileTokens);
    await expect(statusOf(page)).toHaveText(`stored ${names.length} tokens`);
    expect(await page.evaluate(() => ({ ...localStorage }))).toEqual(world.app.hostileTokens);
    expect(problems).toEqual([]);
    const blocked = page.waitForEvent('pageerror');
    await page.evaluate(() =>
      setTimeout(() => {
        document.body.innerHTML = '<b>x</b>';
      }),
    );
    expect((await blocked).message).toContain('TrustedHTML');
    const size = (name: string): number => world.app.hostileTokens[name]?.length ?? 0;
    expect(size('hostile.big')).toBeGreaterThan(8000);
    expect(decodeJwt(world.app.hostileTokens['hostile.bidi'] ?? '').sub).toContain('\u202E');
    const payload = world.app.hostileTokens['hostile.proto']?.split('.')[1] ?? '';
    expect(Buffer.from(payload, 'base64url').toString()).toContain('"__proto__":{');
  });

  test('iframe, CORS and favicon cause no console message', async ({ page }) => {
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(error.message));
    await signIn(page, world);
    await press(page, 'Call with fetch');
    await expect(statusOf(page)).toHaveText('200 /orders');
    expect(messages).toEqual([]);
    expect((await page.request.get(`${world.provider.origin}/favicon.ico`)).status()).toBe(204);
  });

  test('a session is not opened for a body without an ID token', async ({ request }) => {
    for (const data of ['rubbish', 'null', '{"id_token":1}', '{"id_token":"a.b.c"}']) {
      const response = await request.post(`${world.app.origin}/session`, { data });
      expect(response.status()).toBe(401);
      expect(response.headers()['set-cookie']).toBe(undefined);
    }
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds no accessibility violation on any page when ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(world.app.url);
      await expect(statusOf(page)).toHaveText('signed out');
      expect(await findViolations(page)).toEqual([]);
      await press(page, 'Sign in');
      await expect(page.getByLabel('Name')).toBeFocused();
      expect(await findViolations(page)).toEqual([]);
      await press(page, 'Sign in');
      await expect(page.getByRole('alert')).toBeVisible();
      expect(await findViolations(page)).toEqual([]);
    });
  }
});

async function findViolations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') });
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    const { violations } = await axe.run();
    return violations.map(({ id }) => id);
  });
}
