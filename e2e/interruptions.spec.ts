// Guards: the extension loses nothing and throws no exception when the browser ends or reloads its parts. Each story
// fails if the log, its sources or their connection depend on a part that can disappear.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';
import { launchBrowser, type LaunchedBrowser } from './chromium/launch';
import { killBackground } from './sources/background-worker';
import { countResponses, makeTokens, sendAll, sendAllFromSharedWorker } from './sources/burst';
import { createChromiumList } from './sources/chromium-list';
import { watchSite } from './sources/chromium-watching';
import { awaitReload } from './sources/reload-extension';
import { writeListeningExtension } from './sources/listening-extension';
import { openFile, sanitize, saveRawHar } from './sources/files';
import {
  builtForChrome,
  expect,
  expectStatus,
  gridOf,
  openWithPanel,
  regionOf,
  rowsWith,
  test,
  openTokensFor,
} from './story';
import { press, statusOf, type World } from './world';

const burst = 60;

async function expectAll(panel: Frame, name: string, count = burst): Promise<void> {
  const list = createChromiumList(panel);
  await expect
    .poll(() => list.countRows(`${name}-`), { message: `all of ${name} are in the list`, timeout: 30_000 })
    .toBe(count);
}

function listenForErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

async function openWatched(chrome: LaunchedBrowser, world: World) {
  const opened = await openWithPanel(chrome, world.app.channelsUrl);
  await watchSite(chrome, opened.page, opened.panel);
  await expect(statusOf(opened.page)).toHaveText('used 0');
  return opened;
}

/** Chromium loses events on their way to a worker that it ends: measured, none to three of 300 requests. */
async function expectMost(panel: Frame, name: string): Promise<void> {
  const list = createChromiumList(panel);
  await expect
    .poll(() => list.countRows(`${name}-`), { message: `what was sent of ${name}`, timeout: 30_000 })
    .toBeGreaterThanOrEqual(burst - 3);
}

test.describe('with another extension that uses webRequest', () => {
  test.use({ launch: { beside: [writeListeningExtension()] } });

  // Only the background reports requests of a shared worker. A burst stored only in its memory would be lost at the
  // kill.
  test('the background is killed during a burst', async ({ chrome, world }) => {
    const { page, panel } = await openWatched(chrome, world);
    const errors = listenForErrors(page);
    const sending = sendAllFromSharedWorker(page, await makeTokens('killed', burst));
    await expect.poll(() => countResponses(page), { intervals: [5] }).toBeGreaterThan(10);
    await killBackground(chrome);
    await sending;
    await expectMost(panel, 'killed');
    expect(errors).toEqual([]);
  });

  // What the background captured before DevTools was opened must survive, and is stored nowhere else.
  test('the background is killed before DevTools is opened', async ({ chrome, world }) => {
    const { page } = await openWatched(chrome, world);
    await (await chrome.openDevtools(page)).close();
    await page.goto(`${world.app.channelsUrl}?run=before-devtools`);
    await expectStatus(page, 'used before-devtools');
    await sendAll(page, await makeTokens('early', burst));
    await killBackground(chrome);
    const { panel } = await openTokensFor(chrome, page);
    await expectMost(panel, 'early');
    expect(await createChromiumList(panel).countRows('before-devtools')).toBe(1);
  });

  // If Clear empties only the list, the background sends the same tokens to the next DevTools.
  test('a cleared token does not come back when DevTools is opened again', async ({ chrome, world }) => {
    const { page } = await openWatched(chrome, world);
    await (await chrome.openDevtools(page)).close();
    await sendAll(page, await makeTokens('cleared', 10));
    const { panel, devtools } = await openTokensFor(chrome, page);
    await expectAll(panel, 'cleared', 10);
    await panel.getByRole('toolbar', { name: 'Capture' }).getByRole('button', { name: 'Clear' }).click();
    await expect(gridOf(panel)).toHaveAttribute('aria-rowcount', '1');
    await devtools.close();
    await sendAll(page, await makeTokens('later', 10));
    const { panel: again } = await openTokensFor(chrome, page);
    await expectAll(again, 'later', 10);
    expect(await createChromiumList(again).countRows('cleared-')).toBe(0);
  });
});

// Chromium reports nothing to the background before a restart. The panel shows this until the restart.
test('a watched site is captured after the browser was restarted', async ({ world }, info) => {
  const missing = process.env.MISSING_CHROMIUM ?? '';
  info.skip(missing !== '', missing);
  const profile = await mkdtemp(join(tmpdir(), 'jwt-devtools-restarted-'));
  const launch = () => launchBrowser({ extension: builtForChrome, profile });
  const before = await launch();
  const { panel } = await openWatched(before, world);
  await panel.getByRole('button', { name: /\d requests?\b/ }).click();
  const capture = panel.getByRole('dialog', { name: 'Capture' });
  await expect(capture.getByText('Chrome doesn’t report this site’s background requests yet.')).toBeVisible();
  await before.close();

  const after = await launch();
  const page = await after.openPage(`${world.app.channelsUrl}?run=before-devtools`);
  await expectStatus(page, 'used before-devtools');
  const opened = await openTokensFor(after, page);
  await expect.poll(() => createChromiumList(opened.panel).countRows('before-devtools')).toBe(1);
  await after.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

// A log or port that tabs share would show one tab's tokens in another tab's panel.
test('each of three open panels shows the tokens of its own tab', async ({ chrome, world }) => {
  const names = ['first', 'second', 'third'];
  const tabs = [];
  for (const name of names) {
    tabs.push({ name, ...(await openWithPanel(chrome, world.app.channelsUrl)) });
  }
  await Promise.all(
    tabs.map(async ({ page, name }) => sendAll(page, await makeTokens(`${name}-tab`, burst))),
  );
  for (const { name, page } of tabs) {
    await page.bringToFront();
    const { panel } = await chrome.openPanelFor(page);
    await expectAll(panel, `${name}-tab`);
    await expectAll(panel, 'tab', burst);
  }
});

// A source that reads the body first, or waits for the end of the burst, loses the requests.
test('a navigation during a burst loses at most the pending requests', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
  const errors = listenForErrors(page);
  // The document unloads during the burst.
  const sending = sendAll(page, await makeTokens('left', 400)).catch(() => undefined);
  await expect.poll(() => countResponses(page), { intervals: [5] }).toBeGreaterThan(20);
  await page.goto(world.app.floodUrl);
  await sending;
  const responses = await countResponses(page);
  const list = createChromiumList(panel);
  // Four requests are pending at a time, and Chromium occasionally doesn't report one that ends as the document
  // unloads.
  await expect.poll(() => list.countRows('left-')).toBeGreaterThanOrEqual(responses - 4);
  await sendAll(page, await makeTokens('arrived', burst));
  await expectAll(panel, 'arrived');
  expect(errors).toEqual([]);
});

// The panel's document may be recreated while messages are on their way to it.
test('docking and undocking during a burst', async ({ chrome, world }) => {
  const { page } = await openWithPanel(chrome, world.app.channelsUrl);
  const { devtools } = await chrome.openPanelFor(page);
  const sending = sendAll(page, await makeTokens('docked', burst * 5));
  await devtools.setDock('undocked');
  await devtools.setDock('bottom');
  await devtools.setDock('right');
  await sending;
  const { panel } = await chrome.openPanelFor(page);
  await expectAll(panel, 'docked', burst * 5);
});

// When the connection closes, the page's side must stop reporting. A new DevTools must start with what is there.
test('DevTools is closed and opened again on a watched site', async ({ chrome, world }) => {
  const { page } = await openWatched(chrome, world);
  const errors = listenForErrors(page);
  const sending = sendAll(page, await makeTokens('closed', burst * 3));
  await (await chrome.openDevtools(page)).close();
  await sending;
  await press(page, 'Store');
  await expect(statusOf(page)).toHaveText(/^stored/);
  const { panel } = await openTokensFor(chrome, page);
  await expect.poll(() => createChromiumList(panel).countRows('session-storage')).toBe(1);
  await sendAll(page, await makeTokens('reopened', burst));
  await expectAll(panel, 'reopened');
  await press(page, 'stored-later');
  await expect.poll(() => createChromiumList(panel).countRows('stored-later')).toBe(1);
  expect(errors).toEqual([]);
});

// A page restored from the back/forward cache has its content script and hooks, but its port was closed.
test('a watched page is still watched after leaving it and going back', async ({ chrome, world }) => {
  const { page, panel } = await openWatched(chrome, world);
  const errors = listenForErrors(page);
  await page.evaluate(() => {
    window.addEventListener('pageshow', ({ persisted }) => {
      document.title = persisted ? 'restored' : 'loaded';
    });
  });
  await page.goto(world.app.floodUrl);
  await expectStatus(page, 'ready');
  // Playwright's `goBack` waits for a load event, which a restored page doesn't fire.
  await page.evaluate(() => setTimeout(() => history.back()));
  await expect(page, 'the browser restored the page').toHaveTitle('restored');
  await sendAll(page, await makeTokens('back', burst));
  await expectAll(panel, 'back');
  await press(page, 'stored-later');
  await expect.poll(() => createChromiumList(panel).countRows('stored-later')).toBe(1);
  await page.evaluate(() => setTimeout(() => history.forward()));
  await expectStatus(page, 'ready');
  await sendAll(page, await makeTokens('forth', burst));
  await expectAll(panel, 'forth');
  expect(errors).toEqual([]);
});

// Chromium closes DevTools with the extension. Scripts left in the page must stop reporting, and watched sites stay
// watched.
test('the extension is reloaded while its panel is open', async ({ chrome, world }) => {
  const { page, panel } = await openWatched(chrome, world);
  const errors = listenForErrors(page);
  await awaitReload(chrome, () => panel.evaluate('setTimeout(() => chrome.runtime.reload())'));
  await press(page, 'stored-later');
  await expectStatus(page, 'used stored-later');
  await sendAll(page, await makeTokens('orphaned', burst));
  const { panel: fresh } = await openTokensFor(chrome, page);
  await sendAll(page, await makeTokens('afresh', burst));
  await expectAll(fresh, 'afresh');
  await expect(fresh.getByRole('button', { name: 'Watch this site' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(errors).toEqual([]);
});

/**
 * Subject, type, issuer and requests of each row. The time column is omitted because it depends on the current time.
 */
async function readRows(panel: Frame): Promise<readonly string[]> {
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  const rows = await rowsWith(panel, /.*/).all();
  const read = rows.map(async (row) => {
    const cells = await row.getByRole('gridcell').allInnerTexts();
    return [cells[1], cells[2], cells[4], cells[7]].join(' | ');
  });
  return (await Promise.all(read)).sort();
}

const saved = [
  'any-header',
  'cookie-header',
  'set-cookie',
  'url-query',
  'form-body',
  'json-response',
  'websocket-sent',
];

async function useSaved(page: Page, panel: Frame): Promise<void> {
  for (const name of saved) {
    await press(page, name);
    await expectStatus(page, `used ${name}`);
  }
  await expect(gridOf(panel)).toHaveAttribute('aria-rowcount', String(saved.length + 1));
}

// A colleague who opens the file must see the same list.
test('a saved HAR shows the same list in the panel of another tab', async ({ chrome, world }, info) => {
  const first = await openWithPanel(chrome, world.app.channelsUrl);
  await useSaved(first.page, first.panel);
  const rows = await readRows(first.panel);
  const file = await saveRawHar(chrome, first.panel, info.outputPath('saved'));

  const second = await openWithPanel(chrome, world.second.url);
  await expect(rowsWith(second.panel, 'frame')).toHaveCount(1);
  await openFile(second.panel, file);
  await expect(gridOf(second.panel)).toHaveAttribute('aria-rowcount', String(saved.length + 1));
  expect(await readRows(second.panel)).toEqual(rows);
  await rowsWith(second.panel, 'set-cookie').click();
  await expect(regionOf(second.panel, 'Requests')).toContainText('response cookie session');
  await second.panel.getByRole('button', { name: 'Back to live traffic' }).click();
  await expect(rowsWith(second.panel, 'set-cookie')).toHaveCount(0);
  await expect(rowsWith(second.panel, 'frame')).toHaveCount(1);
});

// By default, Chrome exports without Authorization and cookies, so a missing token doesn't mean that none was sent.
test('a HAR without Authorization and cookies is labeled as such', async ({ chrome, world }, info) => {
  const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
  await useSaved(page, panel);
  const file = info.outputPath('sanitized.har');
  await writeFile(file, await sanitize(await saveRawHar(chrome, panel, info.outputPath('saved'))));
  await openFile(panel, file);
  await expect(panel.getByText(/Credentials are redacted, so sent tokens are missing/).first()).toBeVisible();
  await expect(rowsWith(panel, 'any-header')).toHaveCount(1);
  await expect(rowsWith(panel, 'cookie-header')).toHaveCount(0);
});
