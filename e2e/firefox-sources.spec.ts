// Guards: in Firefox's true toolbox, each way by which a token travels or is kept shows what the README's table says of
// it, and no more. Fails for each channel whose capture, search or unwrapping is taken out.
import type { LaunchedFirefox } from './firefox/launch';
import { channels } from './sources/table';
import { checkChannels, type ListReader } from './sources/check-channels';
import { makeFence, fenceSubject, sendFence } from './sources/fence';
import { test } from './sources/firefox-fixture';
import { createFirefoxList } from './sources/firefox-list';
import { watchSite } from './sources/firefox-watching';
import { waitUntil } from './wait-until';
import type { World } from './world';

test.setTimeout(240_000);
test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

/** The page's own word on what it did; a channel that did not work is named there. */
async function waitForStatus(firefox: LaunchedFirefox, start: string): Promise<void> {
  const settled = await waitUntil(`the page says "${start}" or what failed`, async () => {
    const text = await firefox.page.text('#status');
    return (text.startsWith(start) || text.startsWith('failed')) && text;
  });
  if (!settled.startsWith(start)) throw new Error(settled);
}

async function press(firefox: LaunchedFirefox, name: string, outcome: string): Promise<void> {
  await firefox.page.click({ role: 'button', name });
  await waitForStatus(firefox, outcome);
}

/** The page with what it keeps, loaded again, which makes one call meanwhile; nobody looks on. */
async function openBeforeToolbox(firefox: LaunchedFirefox, world: World): Promise<void> {
  await firefox.openPage(world.app.channelsUrl);
  await waitForStatus(firefox, 'used 0');
  await press(firefox, 'Store', 'stored');
  const fragment = await firefox.page.evaluate(() => location.hash);
  await firefox.openPage(`${world.app.channelsUrl}?run=before-devtools${fragment}`);
  await waitForStatus(firefox, 'used before-devtools');
}

/** All that is sent, then a token behind which nothing of it is on its way any more. */
async function useAll(firefox: LaunchedFirefox, list: ListReader): Promise<void> {
  await waitUntil('storage was read', async () => (await list.countRows('local-storage')) === 1);
  await press(firefox, 'Send', 'sent');
  await firefox.page.evaluate(sendFence, await makeFence());
  await waitUntil('the last token is there', async () => (await list.countRows(fenceSubject)) === 1);
}

test('a site that is not watched: what the table says, channel by channel', async ({ firefox, world }) => {
  await openBeforeToolbox(firefox, world);
  await firefox.openToolbox();
  const list = createFirefoxList(await firefox.showPanel('JWT'));
  await useAll(firefox, list);
  await checkChannels(list, channels, 'firefox', false);
});

test('a watched site: what the table says, channel by channel', async ({ firefox, world }) => {
  await firefox.openPage(world.app.channelsUrl);
  await firefox.openToolbox();
  await watchSite(firefox, await firefox.showPanel('JWT'), world.app.origin);
  await firefox.closeToolbox();
  await openBeforeToolbox(firefox, world);
  await firefox.openToolbox();
  const list = createFirefoxList(await firefox.showPanel('JWT'));
  await useAll(firefox, list);
  await checkChannels(list, channels, 'firefox', true);
});
