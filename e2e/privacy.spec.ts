// Guards: the extension sends nothing, and stores nothing about a token that outlives the browser.
import { emptyStores, filesWith, readStores } from './stores';
import {
  expect,
  expectStatus,
  issuedOf,
  openSignedIn,
  openToken,
  openWithPanel,
  test,
  verifyWith,
} from './story';
import { createProxy, makeToken, press, type ProxiedRequest, type Proxy } from './world';

const proxied = test.extend<{ readonly recorder: Proxy }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  recorder: async ({}, use) => {
    const recorder = await createProxy();
    await use(recorder);
    await recorder.close();
  },
  launch: async ({ recorder }, use) => use({ proxy: recorder.origin }),
});

/** Requests that DevTools itself sends to every page's server, also without an extension. */
const devtoolsOwn = '/.well-known/appspecific/com.chrome.devtools.json';

function isOurs({ url, headers }: ProxiedRequest, origins: readonly string[]): boolean {
  const senders = `${headers['origin'] ?? ''} ${headers['referer'] ?? ''}`;
  return senders.includes('chrome-extension:') || !origins.some((origin) => url.startsWith(origin));
}

proxied(
  'a proxy sees every request of a sign-in and two verifications, and none is ours',
  async ({ chrome, recorder, world }) => {
    const origins = [world.app.origin, world.api.origin, world.provider.origin, world.second.origin];
    const { page, panel } = await openSignedIn(chrome, world);
    await press(page, 'Call with fetch');
    await expectStatus(page, '200 /orders');
    await openToken(panel, issuedOf(world, 'id_token').jwt);
    await expect(await verifyWith(panel, JSON.stringify(await world.provider.jwks()))).toHaveText(/^Valid/);
    await page.bringToFront();
    const popup = await chrome.openPopup();
    await popup.getByRole('textbox', { name: 'Token' }).fill(issuedOf(world, 'id_token').jwt);
    await expect(await verifyWith(popup, await world.provider.publicKeyPem('RS256'))).toHaveText(/^Valid/);

    const seen = recorder.requests.filter(({ url }) => !url.endsWith(devtoolsOwn));
    expect(seen.some(({ url }) => url.startsWith(`${world.api.origin}/orders`))).toBe(true);
    expect(seen.filter((request) => isOurs(request, origins)).map(({ url }) => url)).toEqual([]);
    // The app fetches the key set once. The extension verifies with what it captured of that.
    const keySets = seen.filter(({ url }) => url.includes('jwks'));
    expect(keySets.map(({ headers }) => headers['origin'])).toEqual([world.app.origin]);
  },
);

test('the pages of the extension cannot connect anywhere', async ({ chrome, world }) => {
  // Control for the story above: the browser blocks connections, so the proxy can't have missed any.
  const popup = await chrome.openPopup();
  world.api.resetCounts();
  const outcome = await popup.evaluate(
    (url) =>
      fetch(url).then(
        () => 'sent',
        () => 'blocked',
      ),
    `${world.api.origin}/echo`,
  );
  expect(outcome).toBe('blocked');
  expect(world.api.requests).toEqual({});
});

test('no storage and no file of the profile contains a token, key or claim', async ({ chrome, world }) => {
  const secret = 'a secret that only the popup got, 7f3a9c';
  const token = await makeToken({ claims: { sub: 'only-in-the-popup' }, key: secret });
  const popup = await chrome.openPopup();
  await popup.getByRole('textbox', { name: 'Token' }).fill(token);
  await expect(await verifyWith(popup, secret)).toHaveText(/^Valid/);
  expect(await readStores(popup)).toEqual(emptyStores);
  await popup.close();

  const { panel } = await openSignedIn(chrome, world);
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await expect(await verifyWith(panel, JSON.stringify(await world.provider.jwks()))).toHaveText(/^Valid/);
  expect(await readStores(panel)).toEqual(emptyStores);
  // Memory storage contains only the popup's draft: neither its key nor anything captured.
  const inMemory = await panel.evaluate(`chrome.storage.session.get().then(JSON.stringify)`);
  expect(inMemory).not.toContain('7f3a9c');
  expect(inMemory).not.toContain(issuedOf(world, 'access_token').jwt);

  // The page stores its own tokens in the profile, so the search is for those that only the popup got.
  expect(filesWith(chrome.profile, [token.split('.')[2] ?? '', '7f3a9c'])).toEqual([]);
});

/** Puts a getter or function of the page before everything that a reader of its storage could use. */
function redefineWhatReads(): void {
  // Read from another world, where reading calls nothing of the page.
  const called = { push: (name: string) => document.documentElement.setAttribute('data-called', name) };
  const getter = (holder: object, name: string) =>
    Object.defineProperty(holder, name, {
      configurable: true,
      get() {
        called.push(name);
        return '';
      },
    });
  for (const name of ['localStorage', 'sessionStorage', 'performance']) getter(window, name);
  for (const name of ['cookie', 'readyState']) getter(Document.prototype, name);
  getter(HTMLIFrameElement.prototype, 'src');
  for (const [holder, names] of [
    [Document.prototype, ['querySelectorAll']],
    [Storage.prototype, ['getItem', 'key']],
    [Performance.prototype, ['now', 'getEntriesByType']],
    [Date, ['now']],
    [RegExp.prototype, ['exec', 'test']],
    [Array.prototype, ['map', 'filter', 'slice']],
  ] as const) {
    for (const name of names) {
      const original = (holder as unknown as Record<string, (...args: unknown[]) => unknown>)[name];
      Object.defineProperty(holder, name, {
        configurable: true,
        writable: true,
        value(this: unknown, ...args: unknown[]) {
          called.push(name);
          return original?.apply(this, args);
        },
      });
    }
  }
}

// If functions of the page were called, it could detect that DevTools is open, or return false data.
test('on a site that is not watched, no getter and no function of the page is called', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openWithPanel(chrome);
  await page.addInitScript(redefineWhatReads);
  // A document without scripts of its own.
  await page.goto(`${world.app.origin}/style.css`);
  await panel.getByTitle('Show what is captured in this tab and what isn’t').click();
  const capture = panel.getByRole('dialog', { name: 'Capture' });
  // What the page redefined is counted once the storage was read.
  await expect(capture.getByRole('list', { name: 'Dropped or unsearched data' })).toContainText(
    /\d bodies or values/,
  );
  await expect(page.locator('html')).not.toHaveAttribute('data-called', /./);
});
