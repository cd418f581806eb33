// Guards: the viewer shows texts and files in a tab, and gets them in memory. Fails if a token is in a URL, in a storage
// or in a file of the profile, if a HAR has no requests or causes there, or if two tokens can't be compared.
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import type { LaunchedBrowser } from './chromium/launch';
import { emptyStores, filesWith, readStores } from './stores';
import { expect, openWithPanel, regionOf, test } from './story';
import { makeToken, signIn } from './world';
import { waitUntil } from './wait-until';

const key = 'k'.repeat(32);
const har = fileURLToPath(new URL('preview/sign-in.har', import.meta.url));

/** The viewer starts in a new tab, which takes long on a busy computer. */
const slow = { timeout: 60_000 };

/** Dispatches an event of the browser's own interface, which no test can click. */
async function dispatch({ context, extensionId }: LaunchedBrowser, event: string, ...args: unknown[]) {
  const background = await waitUntil('the background runs', () =>
    context.serviceWorkers().find((worker) => worker.url().includes(extensionId)),
  );
  await background.evaluate(`chrome.${event}.dispatch(...${JSON.stringify(args)})`);
}

/** The last viewer that was opened. */
const viewerOf = ({ context }: LaunchedBrowser): Promise<Page> =>
  waitUntil('a viewer is open', () =>
    context.pages().findLast((page) => page.url().endsWith('/viewer.html')),
  );

/** No URL, storage or file has the token, or any part of it. */
async function expectNoTrace(chrome: LaunchedBrowser, viewer: Page, token: string): Promise<void> {
  const [, payload = '', signature = ''] = token.split('.');
  for (const page of chrome.context.pages()) expect(page.url()).not.toContain(payload);
  expect(await readStores(viewer)).toEqual(emptyStores);
  expect(filesWith(chrome.profile, [payload, signature])).toEqual([]);
}

test('a selection and a link open a viewer that gets their text in memory', async ({ chrome, world }) => {
  await chrome.openPage(world.app.url);
  const [selected, linked] = await Promise.all(
    ['selected', 'linked'].map((sub) => makeToken({ claims: { sub }, key })),
  );
  const click = (info: object) =>
    dispatch(chrome, 'contextMenus.onClicked', { menuItemId: 'inspect', ...info }, { id: 1, index: 0 });
  for (const [subject, open] of [
    ['selected', () => click({ selectionText: `Authorization: Bearer ${selected}` })],
    ['linked', () => click({ linkUrl: `https://app.test/#id_token=${linked}` })],
  ] as const) {
    await open();
    const viewer = await viewerOf(chrome);
    await expect(regionOf(viewer, 'Claims')).toContainText(subject, slow);
    await expect(viewer).toHaveURL(/\/viewer\.html$/);
    expect(await viewer.evaluate(`chrome.storage.session.get()`)).toEqual({});
    for (const token of [selected, linked]) await expectNoTrace(chrome, viewer, token ?? '');
    await viewer.close();
  }
});

test('a text stays in the viewer until it’s added, or with the reason why it has no token', async ({
  chrome,
  world,
}) => {
  await chrome.openPage(world.app.url);
  await dispatch(chrome, 'contextMenus.onClicked', { menuItemId: 'inspect', selectionText: 'Bearer null' });
  const viewer = await viewerOf(chrome);
  await expect(viewer.getByRole('textbox', { name: 'Text with tokens' })).toHaveValue('Bearer null', slow);
  await expect(viewer.getByText(/The token was "null"/)).toBeVisible();

  // Megabytes are kept, too, though the box shows only their beginning.
  const box = viewer.getByRole('textbox', { name: 'Text with tokens' });
  await box.fill(
    `${'lorem ipsum\n'.repeat(300_000)}${await makeToken({ claims: { sub: 'at-the-end' }, key })}`,
  );
  await expect(viewer.getByText(/The box shows the first 20,000 of 3,\d{3},\d{3} characters/)).toBeVisible();
  await expect.poll(async () => (await box.inputValue()).length).toBe(20_000);
  await viewer.getByRole('button', { name: 'Show tokens' }).click();
  await expect(regionOf(viewer, 'Claims')).toContainText('at-the-end', slow);
  // The keys are reachable there too.
  await viewer.getByRole('button', { name: 'Keys', exact: true }).click();
  await expect(viewer.getByRole('region', { name: 'Keys', exact: true })).toBeVisible();
});

test('the viewer shows the requests and causes of a HAR, and compares two tokens', async ({
  chrome,
  world,
}) => {
  await chrome.openPage(world.app.url);
  await dispatch(chrome, 'commands.onCommand', 'open-viewer');
  const viewer = await viewerOf(chrome);
  const box = viewer.getByRole('textbox', { name: 'Text with tokens' });
  await expect(box).toBeFocused(slow);
  await viewer.locator('input[type=file]').setInputFiles(har);
  await expect(viewer.getByRole('tab', { name: 'Requests' })).toHaveAttribute('aria-selected', 'true');
  const rejection = viewer.getByRole('region', { name: 'Rejection' });
  await expect(rejection).toBeVisible(slow);
  await viewer.getByRole('button', { name: 'Close file' }).click();

  for (const sub of ['alice', 'bob']) {
    if (sub === 'bob') await viewer.getByRole('button', { name: 'Paste text' }).click();
    await box.fill(await makeToken({ claims: { sub, iss: 'https://id.example' }, key }));
    await box.press('Control+Enter');
    await expect(regionOf(viewer, 'Claims')).toContainText(sub);
  }
  const grid = viewer.getByRole('grid', { name: 'Tokens' });
  await grid
    .getByRole('row')
    .filter({ hasText: 'alice' })
    .click({ modifiers: ['Control'] });
  const comparison = viewer.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('row').filter({ hasText: 'sub' })).toContainText(/alice.*bob|bob.*alice/);
});

test('the popup hands its text and dropped files over to a viewer', async ({ chrome, world }) => {
  await chrome.openPage(world.app.url);
  const token = await makeToken({ claims: { sub: 'handed-over' }, key });
  const popup = await chrome.openPopup();
  const box = popup.getByRole('textbox', { name: 'Token' });
  await box.fill(`{"access_token":"${token}"}`);
  await popup.getByRole('button', { name: 'Open viewer' }).click();
  const viewer = await viewerOf(chrome);
  await expect(regionOf(viewer, 'Claims')).toContainText('handed-over', slow);
  await expectNoTrace(chrome, viewer, token);
  await viewer.close();

  const second = await chrome.openPopup();
  await second.locator('main').evaluate((main) => {
    const entry = { request: { method: 'GET', url: 'https://api.test/from-a-file' } };
    const transfer = new DataTransfer();
    transfer.items.add(new File([JSON.stringify({ log: { entries: [entry] } })], 'sign-in.har'));
    main.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
  });
  await expect(second.getByText('sign-in.har needs more room than this popup.')).toBeVisible();
  await second.getByRole('button', { name: 'Open viewer' }).last().click();
  const withFile = await viewerOf(chrome);
  await expect(withFile.getByText('sign-in.har', { exact: true })).toBeVisible(slow);
});

test('the popup lists the tokens of its tab, and takes dropped files', async ({ chrome, world }) => {
  const { page } = await openWithPanel(chrome);
  await signIn(page, world);
  await page.bringToFront();
  const popup = await chrome.openPopup();
  const box = popup.getByRole('textbox', { name: 'Token' });
  await box.fill('what I typed');
  await popup.getByRole('button', { name: 'Tokens of this tab' }).click();
  const list = popup.getByRole('navigation', { name: 'Tokens of this tab' });
  await expect(list.getByRole('button').first()).toHaveAttribute('aria-current', 'true', slow);
  const idToken = list.getByRole('button').filter({ hasText: /^ID/ });
  await idToken.click();
  await expect(idToken).toHaveAttribute('aria-current', 'true');
  await expect(regionOf(popup, 'Claims')).toContainText('nonce');
  await popup.getByRole('button', { name: 'Back' }).click();
  await expect(box).toHaveValue('what I typed');

  const tokens = await Promise.all(['one', 'two'].map((sub) => makeToken({ claims: { sub }, key })));
  await popup.locator('main').evaluate((main, text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'tokens.txt'));
    main.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, tokens.join('\n'));
  const found = popup.getByRole('navigation', { name: 'Tokens found' }).getByRole('button');
  await expect(found).toHaveCount(2);
  await expect(found.first()).toHaveAttribute('aria-current', 'true');
  await expect(regionOf(popup, 'Claims')).toContainText('one');
});
