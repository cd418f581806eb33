// Guards: Chromium's real panel captures exactly the channels that docs/sources.md lists for it. Fails for each channel
// without its capture, search or unwrapping.
import type { Page } from 'playwright';
import { channels } from './sources/table';
import { checkChannels, type ListReader } from './sources/check-channels';
import { createChromiumList } from './sources/chromium-list';
import { watchSite } from './sources/chromium-watching';
import { fenceSubject, makeFence, sendFence } from './sources/fence';
import { writeListeningExtension } from './sources/listening-extension';
import { expect, expectStatus, openTokensFor, openWithPanel, test } from './story';
import { press, statusOf, type World } from './world';

/**
 * Uses every channel that stores, then every channel that sends, then sends a last token, so that nothing is pending
 * afterwards.
 */
async function useAll(page: Page, list: ListReader): Promise<void> {
  await expect.poll(() => list.countRows('local-storage'), { message: 'storage was read' }).toBe(1);
  await press(page, 'Send');
  await expect(statusOf(page)).toHaveText(/^(sent \d+|failed)/, { timeout: 60_000 });
  await expect(statusOf(page)).toHaveText(/^sent/);
  await page.evaluate(sendFence, await makeFence());
  await expect.poll(() => list.countRows(fenceSubject), { message: 'the last token is there' }).toBe(1);
}

/** Reloads the page with its stored tokens, which also sends one request, while no DevTools is open. */
async function openBeforeDevtools(page: Page, world: World): Promise<void> {
  await page.goto(world.app.channelsUrl);
  await expectStatus(page, 'used 0');
  await press(page, 'Store');
  await expect(statusOf(page)).toHaveText(/^stored/);
  const fragment = await page.evaluate(() => location.hash);
  await page.goto(`${world.app.channelsUrl}?run=before-devtools${fragment}`);
  await expectStatus(page, 'used before-devtools');
}

test('a site that is not watched: each channel as the table describes', async ({ chrome, world }) => {
  const page = await chrome.openPage('about:blank');
  await openBeforeDevtools(page, world);
  const { panel } = await openTokensFor(chrome, page);
  const list = createChromiumList(panel);
  await useAll(page, list);
  await checkChannels(list, channels, 'chromium', false);
  // An entry that can't be decrypted is listed with the reason. Otherwise it would look like no token.
  await panel.getByRole('button', { name: /\d requests?\b/ }).click();
  const capture = panel.getByRole('dialog', { name: 'Capture' });
  await expect(capture.locator('.encrypted-entries li')).toHaveText([
    /client-earlier.*Encrypted in an earlier browser session; can’t be decrypted\./,
  ]);
});

test.describe('with another extension that uses webRequest', () => {
  test.use({ launch: { beside: [writeListeningExtension()] } });

  test('a watched site: each channel as the table describes', async ({ chrome, world }) => {
    const first = await openWithPanel(chrome, world.app.channelsUrl);
    await watchSite(chrome, first.page, first.panel);
    await (await chrome.openDevtools(first.page)).close();
    await openBeforeDevtools(first.page, world);
    const { panel } = await openTokensFor(chrome, first.page);
    const list = createChromiumList(panel);
    await useAll(first.page, list);
    await checkChannels(list, channels, 'chromium', true);
  });
});
