// Guards: the first-run page opens when the extension is installed, a token can be tried there, and a bug is reported
// without the token. Fails if the page opens after an update or for an extension in development, if what is typed there is
// in a URL, a storage or a file, or if the report contains the message of the exception.
import type { LaunchedBrowser } from './chromium/launch';
import { emptyStores, filesWith, readStores } from './stores';
import { expect, openWithPanel, regionOf, test, verifyWith } from './story';
import { waitUntil } from './wait-until';
import { makeToken } from './world';

const secret = 'a secret that only the first-run page got, 5d81e0';

const listPages = ({ context }: LaunchedBrowser) =>
  context.pages().filter((page) => page.url().endsWith('/welcome.html'));

const findBackground = ({ context, extensionId }: LaunchedBrowser) =>
  waitUntil('the background runs', () =>
    context.serviceWorkers().find((worker) => worker.url().includes(extensionId)),
  );

/** Reports an installation to the background, as the browser does for an extension of its store, or another event. */
async function report(chrome: LaunchedBrowser, reason: string, installType: string): Promise<void> {
  const background = await findBackground(chrome);
  await background.evaluate(`(async () => {
    const self = { ...(await chrome.management.getSelf()), installType: '${installType}' };
    chrome.management.getSelf = async (respond) => (respond?.(self), self);
    chrome.runtime.onInstalled.dispatch({ reason: '${reason}' });
  })()`);
}

test('a new installation shows the page, where a token is tried without a trace', async ({
  chrome,
  world,
}) => {
  await chrome.openPage(world.app.url);
  await report(chrome, 'install', 'development');
  await report(chrome, 'update', 'normal');
  await report(chrome, 'install', 'normal');
  const page = await waitUntil('the first-run page is open', () => listPages(chrome)[0]);
  const box = page.getByRole('textbox', { name: 'Token' });
  await expect(box).toBeVisible();
  // The two events before have been handled as well.
  expect(listPages(chrome)).toHaveLength(1);
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  for (const picture of await page.getByRole('img', { name: /^Screenshot of the panel/ }).all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(840);
  }

  const token = await makeToken({ claims: { sub: 'tried-first' }, key: secret });
  await box.fill(token);
  await expect(regionOf(page, 'Claims')).toContainText('tried-first');
  await expect(await verifyWith(page, secret)).toHaveText(/^Valid/);
  await expect(page).toHaveURL(/\/welcome\.html$/);
  expect(await readStores(page)).toEqual(emptyStores);
  expect(await page.evaluate(`chrome.storage.session.get()`)).not.toHaveProperty('draft');
  await page.reload();
  await expect(box).toHaveValue('');
  const [, payload = '', signature = ''] = token.split('.');
  expect(filesWith(chrome.profile, [payload, signature, '5d81e0'])).toEqual([]);
});

test('the popup and the options page link to it', async ({ chrome, world }) => {
  await chrome.openPage(world.app.url);
  const popup = await chrome.openPopup();
  const link = popup.getByRole('link', { name: 'What this extension does' });
  await expect(link).toBeVisible();
  // The popup closes during the click.
  await link.click().catch(() => undefined);
  const page = await waitUntil('the first-run page is open', () => listPages(chrome)[0]);
  await expect(page.getByRole('textbox', { name: 'Token' })).toBeVisible();
  await page.goto(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  await page.getByRole('link', { name: 'What this extension does' }).click();
  await page.getByRole('button', { name: 'Use a sample token' }).click();
  await expect(regionOf(page, 'Claims')).toContainText('alice');
});

test('a bug is reported with the lines of the extension’s code, and without its message', async ({
  chrome,
}) => {
  const page = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/welcome.html`);
  const token = await makeToken({ claims: { sub: 'in-the-message' }, key: secret });
  const sample = page.getByRole('button', { name: 'Use a sample token' });
  await expect(sample).toBeVisible();
  await page.evaluate((message) => {
    Date.now = () => {
      throw new TypeError(`${message}\n    at ${message}`);
    };
  }, token);
  await sample.click();
  const copy = page.getByRole('button', { name: 'Copy report' });
  await expect(copy).toHaveAttribute(
    'title',
    /^JWT DevTools \d+\.\d+\.\d+\nMozilla.*\nTypeError(?:\nassets\/[\w.-]+\.js:\d+:\d+)+$/,
  );
  await copy.click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  for (const part of token.split('.')) expect(await page.content()).not.toContain(part);
});

for (const isOpen of [true, false]) {
  test(`a bug in the background is reported by ${isOpen ? 'the panel' : 'the next panel'}`, async ({
    chrome,
  }) => {
    const opened = isOpen ? await openWithPanel(chrome) : undefined;
    const background = await findBackground(chrome);
    await background.evaluate(`(() => {
      chrome.management.getSelf = async (respond) => respond?.(undefined);
      chrome.runtime.onInstalled.dispatch({ reason: 'install' });
    })()`);
    if (!isOpen) {
      // On a busy computer, the browser reports the real installation after this one.
      const read = `chrome.storage.session.get('missed bugs').then((stored) => stored['missed bugs']?.length ?? 0)`;
      await expect.poll(() => background.evaluate(read)).toBeGreaterThan(0);
    }
    const { panel } = opened ?? (await openWithPanel(chrome));
    await expect(panel.getByRole('button', { name: 'Copy report' })).toHaveAttribute(
      'title',
      /^JWT DevTools \d+\.\d+\.\d+\nMozilla.*\nTypeError(?:\nassets\/background[\w.-]+\.js:\d+:\d+)+$/,
    );
  });
}
