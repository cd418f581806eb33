// Guards: a page that floods, forges and breaks its own world harms neither the panel nor another tab, and every loss
// is reported. Each story fails if something that the page can reach is trusted or has no limit.
import type { Frame } from 'playwright';
import type { LaunchedBrowser } from './chromium/launch';
import { createChromiumList } from './sources/chromium-list';
import { watchSite } from './sources/chromium-watching';
import { makeFence, fenceSubject, sendFence } from './sources/fence';
import { expect, expectStatus, openWithPanel, regionOf, rowsWith, test } from './story';
import { press, statusOf, type World } from './world';

async function openWatched(chrome: LaunchedBrowser, world: World) {
  const opened = await openWithPanel(chrome, world.app.floodUrl);
  await watchSite(chrome, opened.page, opened.panel);
  await expectStatus(opened.page, 'ready');
  return opened;
}

/** The filter works: a token that is sent now is found among all others. */
async function expectAlive(opened: Awaited<ReturnType<typeof openWatched>>): Promise<void> {
  await press(opened.page, 'call');
  await expect(statusOf(opened.page)).toHaveText('done call', { timeout: 60_000 });
  const list = createChromiumList(opened.panel);
  await expect.poll(() => list.countRows('plain-call'), { timeout: 60_000 }).toBe(1);
}

/** Another tab of the same site, whose panel must show only its own token. */
async function expectOtherUnaffected(chrome: LaunchedBrowser, world: World): Promise<void> {
  const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
  await page.evaluate(sendFence, await makeFence());
  const list = createChromiumList(panel);
  await expect.poll(() => list.countRows(fenceSubject)).toBe(1);
  expect(await list.countRows('forged')).toBe(0);
}

/** The list of losses on the Capture page. */
async function readLosses(panel: Frame): Promise<string> {
  await panel.getByTitle('Show what is captured in this tab and what isn’t').click();
  const page = panel.getByRole('dialog', { name: 'Capture' });
  const losses = await page.innerText();
  await page.getByRole('button', { name: 'Close' }).click();
  return losses;
}

// Without a limit in the page's script, each event would become a message, a sighting and a row.
test('floods of calls that are never sent are limited', async ({ chrome, world }) => {
  const opened = await openWatched(chrome, world);
  await press(opened.page, 'forge many calls');
  await expect(statusOf(opened.page)).toHaveText('done forge many calls', { timeout: 120_000 });
  await expectAlive(opened);
  expect(await createChromiumList(opened.panel).countRows('forged-flood')).toBeLessThan(20_000);
  expect(await readLosses(opened.panel)).not.toContain('Nothing was dropped');
  await expectOtherUnaffected(chrome, world);
});

// If scripts communicated through events that the page can dispatch, it could forge reports, stop real ones, or detect
// that it's watched.
test('a million events of the page neither report, start nor stop anything', async ({ chrome, world }) => {
  const opened = await openWatched(chrome, world);
  await press(opened.page, 'forge a million events');
  await expect(statusOf(opened.page)).toHaveText('done forge a million events', { timeout: 120_000 });
  await press(opened.page, 'forge one');
  const list = createChromiumList(opened.panel);
  await expect.poll(() => list.countRows('forged-call')).toBe(1);
  expect(await list.countRows('forged-event')).toBe(0);
  expect(await readLosses(opened.panel)).toContain('Nothing was dropped');
});

// A report counted as a request would show a token as sent that never was.
test('a forged report is labeled as reported by the page, and never as sent', async ({ chrome, world }) => {
  const { page, panel } = await openWatched(chrome, world);
  await press(page, 'forge one');
  await expectStatus(page, 'done forge one');
  await expect.poll(() => createChromiumList(panel).countRows('forged-call')).toBe(1);
  const row = rowsWith(panel, 'forged-call');
  // The number of requests with the token.
  await expect(row.locator('.cell-requests')).toHaveText('0');
  await row.click();
  const requests = regionOf(panel, 'Requests');
  await expect(requests).toContainText('reported by the page');
  await expect(requests).not.toContainText('request header authorization');
  await expect(requests).not.toContainText(/when sent|after expiry/);
});

// Reading two such bodies completely would block the panel and fill the memory; cutting them silently would miss
// tokens.
test('bodies of 50 MB do not block the panel and are listed as unsearched', async ({ chrome, world }) => {
  const opened = await openWatched(chrome, world);
  for (const name of ['receive 50 MB', 'send 50 MB']) {
    await press(opened.page, name);
    await expect(statusOf(opened.page)).toHaveText(`done ${name}`, { timeout: 60_000 });
  }
  await expectAlive(opened);
  const losses = await readLosses(opened.panel);
  expect(losses).toMatch(/too large and wasn’t searched/);
  expect(losses).toContain('/flood/sink');
});

for (const act of ['redefine', 'trap', 'freeze']) {
  // Hooks that use what the page can redefine would break, or break the page.
  test(`a page that modified its own world: ${act}`, async ({ chrome, world }) => {
    const opened = await openWatched(chrome, world);
    const errors: string[] = [];
    opened.page.on('pageerror', (error) => errors.push(error.message));
    // While it loads, and once more in the open page.
    await opened.page.goto(`${world.app.floodUrl}?run=${act}`);
    await expectStatus(opened.page, `done ${act}`);
    await press(opened.page, act);
    await expect(statusOf(opened.page)).toHaveText(/^(done|failed)/);
    await expectAlive(opened);
    await press(opened.page, 'store');
    await expectStatus(opened.page, 'done store');
    const list = createChromiumList(opened.panel);
    // The isolated script has its own world, so storage is read whatever the page did to its own.
    await expect.poll(() => list.countRows('plain-store')).toBe(1);
    await expectOtherUnaffected(chrome, world);
    expect(errors).toEqual([]);
  });
}
