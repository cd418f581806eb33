// Guards: Firefox's real toolbox captures exactly the channels that docs/sources.md lists for it. Fails for each
// channel without its capture, search or unwrapping.
import type { LaunchedFirefox } from './firefox/launch';
import { showTokens } from './firefox/tokens';
import { channels } from './sources/table';
import { checkChannels, type ListReader } from './sources/check-channels';
import { makeFence, fenceSubject, sendFence } from './sources/fence';
import { test } from './sources/firefox-fixture';
import { createFirefoxList } from './sources/firefox-list';
import { watchSite } from './sources/firefox-watching';
import { waitUntil } from './wait-until';
import type { World } from './world';

test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

/** The result that the page reports. It names each channel that failed. */
async function waitForStatus(firefox: LaunchedFirefox, start: string): Promise<void> {
  const settled = await waitUntil(`the page shows "${start}" or a failure`, async () => {
    const text = await firefox.page.text('#status');
    return (text.startsWith(start) || text.startsWith('failed')) && text;
  });
  if (!settled.startsWith(start)) throw new Error(settled);
}

async function press(firefox: LaunchedFirefox, name: string, outcome: string): Promise<void> {
  await firefox.page.click({ role: 'button', name });
  await waitForStatus(firefox, outcome);
}

/** Reloads the page with its stored tokens, which also sends one request, while no DevTools is open. */
async function openBeforeToolbox(firefox: LaunchedFirefox, world: World): Promise<void> {
  await firefox.openPage(world.app.channelsUrl);
  await waitForStatus(firefox, 'used 0');
  await press(firefox, 'Store', 'stored');
  const fragment = await firefox.page.evaluate(() => location.hash);
  await firefox.openPage(`${world.app.channelsUrl}?run=before-devtools${fragment}`);
  await waitForStatus(firefox, 'used before-devtools');
}

/** Uses every channel that sends, then sends a last token, so that nothing is pending afterwards. */
async function useAll(firefox: LaunchedFirefox, list: ListReader): Promise<void> {
  await waitUntil('storage was read', async () => (await list.countRows('local-storage')) === 1);
  await press(firefox, 'Send', 'sent');
  await firefox.page.evaluate(sendFence, await makeFence());
  await waitUntil('the last token is there', async () => (await list.countRows(fenceSubject)) === 1);
}

test('a site that is not watched: each channel as the table describes', async ({ firefox, world }) => {
  await openBeforeToolbox(firefox, world);
  await firefox.openToolbox();
  const list = createFirefoxList(await showTokens(firefox));
  await useAll(firefox, list);
  await checkChannels(list, channels, 'firefox', false);
});

test('a watched site: each channel as the table describes', async ({ firefox, world }) => {
  await firefox.openPage(world.app.channelsUrl);
  await firefox.openToolbox();
  await watchSite(firefox, await showTokens(firefox), world.app.origin);
  await firefox.closeToolbox();
  await openBeforeToolbox(firefox, world);
  await firefox.openToolbox();
  const list = createFirefoxList(await showTokens(firefox));
  await useAll(firefox, list);
  await checkChannels(list, channels, 'firefox', true);
});
