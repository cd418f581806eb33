// Guards: in Chromium's true panel, each way by which a token travels or is kept shows what the README's table says of
// it, and no more. Fails for each channel whose capture, search or unwrapping is taken out.
import type { Page } from 'playwright';
import { channels } from './sources/table';
import { checkChannels, type ListReader } from './sources/check-channels';
import { createChromiumList } from './sources/chromium-list';
import { watchSite } from './sources/chromium-watching';
import { fenceSubject, makeFence, sendFence } from './sources/fence';
import { writeListeningExtension } from './sources/listening-extension';
import { expect, expectStatus, openWithPanel, test } from './story';
import { press, statusOf, type World } from './world';

test.setTimeout(180_000);

/** What is kept first, then all that is sent, then a token behind which nothing of it is on its way any more. */
async function useAll(page: Page, list: ListReader): Promise<void> {
  await expect.poll(() => list.countRows('local-storage'), { message: 'storage was read' }).toBe(1);
  await press(page, 'Send');
  await expect(statusOf(page)).toHaveText(/^(sent \d+|failed)/, { timeout: 60_000 });
  await expect(statusOf(page)).toHaveText(/^sent/);
  await page.evaluate(sendFence, await makeFence());
  await expect.poll(() => list.countRows(fenceSubject), { message: 'the last token is there' }).toBe(1);
}

/** The page with what it keeps, loaded again, which makes one call meanwhile; nobody looks on. */
async function openBeforeDevtools(page: Page, world: World): Promise<void> {
  await page.goto(world.app.channelsUrl);
  await expectStatus(page, 'used 0');
  await press(page, 'Store');
  await expect(statusOf(page)).toHaveText(/^stored/);
  const fragment = await page.evaluate(() => location.hash);
  await page.goto(`${world.app.channelsUrl}?run=before-devtools${fragment}`);
  await expectStatus(page, 'used before-devtools');
}

test('a site that is not watched: what the table says, channel by channel', async ({ chrome, world }) => {
  const page = await chrome.openPage('about:blank');
  await openBeforeDevtools(page, world);
  const { panel } = await chrome.openPanelFor(page);
  const list = createChromiumList(panel);
  await useAll(page, list);
  await checkChannels(list, channels, 'chromium', false);
  // What is there and cannot be read is said, with the reason: silence would be taken for "no token".
  await panel.getByRole('button', { name: /requests seen/ }).click();
  const capture = panel.getByRole('dialog', { name: 'Capture' });
  await expect(capture.getByText('MSAL.js encrypts what it keeps here since version 4')).toBeVisible();
});

test.describe('beside an extension that listens as well', () => {
  test.use({ launch: { beside: [writeListeningExtension()] } });

  test('a watched site: what the table says, channel by channel', async ({ chrome, world }) => {
    const first = await openWithPanel(chrome, world.app.channelsUrl);
    await watchSite(chrome, first.page, first.panel);
    await (await chrome.openDevtools(first.page)).close();
    await openBeforeDevtools(first.page, world);
    const { panel } = await chrome.openPanelFor(first.page);
    const list = createChromiumList(panel);
    await useAll(first.page, list);
    await checkChannels(list, channels, 'chromium', true);
  });
});
