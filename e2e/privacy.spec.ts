// Guards: nothing of ours goes out, and nothing about a token is kept where it outlives the browser.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './chromium/launch';
import {
  builtForChrome,
  expect,
  expectStatus,
  issuedOf,
  openToken,
  openWithPanel,
  test,
  verifyWith,
} from './story';
import { createProxy, press, signIn, type ProxiedRequest } from './world';

/** What DevTools itself asks of every page's server, with no extension as well. */
const devtoolsOwn = '/.well-known/appspecific/com.chrome.devtools.json';

function isOurs({ url, headers }: ProxiedRequest, origins: readonly string[]): boolean {
  const said = `${headers['origin'] ?? ''} ${headers['referer'] ?? ''}`;
  return said.includes('chrome-extension:') || !origins.some((origin) => url.startsWith(origin));
}

test('a proxy sees every request of a sign-in, a verification and a popup, and none is ours', async ({
  world,
}) => {
  test.skip((process.env['MISSING_CHROMIUM'] ?? '') !== '', process.env['MISSING_CHROMIUM'] ?? '');
  const proxy = await createProxy();
  const chrome = await launchBrowser({ extension: builtForChrome, proxy: proxy.origin });
  const origins = [world.app.origin, world.api.origin, world.provider.origin, world.second.origin];
  try {
    const { page, panel } = await openWithPanel(chrome);
    await signIn(page, world);
    await press(page, 'Call with fetch');
    await expectStatus(page, '200 /orders');
    await openToken(panel, issuedOf(world, 'id_token').jwt);
    await expect(await verifyWith(panel, JSON.stringify(await world.provider.jwks()))).toHaveText(/^Valid/);
    await page.bringToFront();
    const popup = await chrome.openPopup();
    await popup.getByRole('textbox', { name: 'Token' }).fill(issuedOf(world, 'id_token').jwt);
    await expect(await verifyWith(popup, await world.provider.publicKeyPem('RS256'))).toHaveText(/^Valid/);

    const seen = proxy.requests.filter(({ url }) => !url.endsWith(devtoolsOwn));
    expect(seen.some(({ url }) => url.startsWith(`${world.api.origin}/orders`))).toBe(true);
    expect(seen.filter((request) => isOurs(request, origins)).map(({ url }) => url)).toEqual([]);
    // Every key set was fetched by the API, which has no proxy, or by the app's own library: never by the extension.
    const byBrowser = seen.filter(({ url }) => url.includes('jwks'));
    expect(byBrowser).toEqual([]);
  } finally {
    await chrome.close();
    await proxy.close();
  }
});

test('the pages of the extension cannot connect anywhere', async ({ chrome, world }) => {
  // The control of the story above: the browser refuses, so the proxy had nothing to miss.
  const popup = await chrome.openPopup();
  world.api.resetCounts();
  const outcome = await popup.evaluate(
    (url) =>
      fetch(url).then(
        () => 'went out',
        () => 'refused',
      ),
    `${world.api.origin}/echo`,
  );
  expect(outcome).toBe('refused');
  expect(world.api.requests).toEqual({});
});

test('no token, key or claim is in any storage, nor in any file of the profile', async ({ world }) => {
  test.skip((process.env['MISSING_CHROMIUM'] ?? '') !== '', process.env['MISSING_CHROMIUM'] ?? '');
  const chrome = await launchBrowser({ extension: builtForChrome });
  let found: string[] = [];
  try {
    // The page is one without storage of its own, so that what is found on the disk is ours.
    const secret = 'a secret that only the popup was told, 7f3a9c';
    const { makeToken } = await import('./world');
    const token = await makeToken({ claims: { sub: 'only-in-the-popup' }, key: secret });
    const popup = await chrome.openPopup();
    await popup.getByRole('textbox', { name: 'Token' }).fill(token);
    await expect(await verifyWith(popup, secret)).toHaveText(/^Valid/);
    const stored = await popup.evaluate(async () => {
      const { storage } = (
        globalThis as unknown as { chrome: { storage: Record<string, { get(): Promise<object> }> } }
      ).chrome;
      return {
        local: await storage['local']?.get(),
        sync: await storage['sync']?.get(),
        session: await storage['session']?.get(),
        localStorage: { ...localStorage },
        databases: await indexedDB.databases(),
      };
    });
    expect(stored).toMatchObject({ local: {}, sync: {}, localStorage: {}, databases: [] });
    expect(JSON.stringify(stored)).not.toContain('7f3a9c');
    await popup.close();

    const { page, panel } = await openWithPanel(chrome);
    await signIn(page, world);
    await openToken(panel, issuedOf(world, 'access_token').jwt);
    const kept = await panel.evaluate(async () => ({
      localStorage: { ...localStorage },
      sessionStorage: { ...sessionStorage },
      databases: await indexedDB.databases(),
    }));
    expect(kept).toEqual({ localStorage: {}, sessionStorage: {}, databases: [] });
    const signature = token.split('.')[2] ?? '';
    found = filesWith(chrome.profile, [signature, '7f3a9c']);
  } finally {
    await chrome.close();
  }
  expect(found).toEqual([]);
});

function filesWith(folder: string, needles: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    try {
      if (!statSync(path).isFile()) return false;
      const bytes = readFileSync(path);
      return needles.some(
        (needle) => bytes.includes(needle) || bytes.includes(Buffer.from(needle, 'utf16le')),
      );
    } catch {
      // Chromium removes and locks files of its own while it runs.
      return false;
    }
  });
}
