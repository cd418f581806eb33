// Guards: a stored token is captured whatever the page does while it loads, and the Capture page shows what was read
// and what wasn't. Fails if a read that the browser couldn't do yet counts as done or as denied.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Frame, Locator } from 'playwright';
import type { LaunchedBrowser } from './chromium/launch';
import { block, createStoredSite, pages, script, store, type StoredSite } from './stored-site';
import { expect, openTokensFor, openWithPanel, rowsWith, test } from './story';
import { waitUntil } from './wait-until';

async function openCapture(panel: Frame): Promise<Locator> {
  await panel.getByRole('button', { name: /\d requests?\b/ }).click();
  return panel.getByRole('dialog', { name: 'Capture' });
}

const lineOf = (capture: Locator, code: string) => capture.locator(`li[data-code="${code}"]`);
const stateOf = (capture: Locator, code: string) => lineOf(capture, code).locator('.health-state');

/** Records each new text of a line of the Capture page from now on; the newest is last. */
async function recordLine(panel: Frame, code: string): Promise<() => Promise<readonly string[]>> {
  await panel.evaluate((wanted) => {
    const seen: string[] = [];
    const note = () => {
      const text = document.querySelector(`li[data-code="${wanted}"]`)?.textContent ?? '';
      if (text !== '' && seen.at(-1) !== text) seen.push(text);
    };
    new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { [`line ${wanted}`]: seen });
  }, code);
  return () =>
    panel.evaluate((wanted) => (window as unknown as Record<string, string[]>)[`line ${wanted}`] ?? [], code);
}

async function openSite(chrome: LaunchedBrowser, url: string) {
  const opened = await openWithPanel(chrome, url);
  return { ...opened, capture: await openCapture(opened.panel) };
}

let site: StoredSite;
test.beforeEach(async () => {
  site = await createStoredSite();
});
test.afterEach(() => site.close());

test('no stored token is missed in thirty loads, whatever the page does meanwhile', async ({ chrome }) => {
  const { page, panel, capture } = await openSite(chrome, `${site.url}/empty`);
  const restricted = await recordLine(panel, 'restricted page');
  for (let load = 0; load < 30; load += 1) {
    const kinds = Object.keys(pages);
    const kind = kinds[load % kinds.length] ?? '';
    const subject = `load-${load}-of-thirty`;
    const prefix = load % 5 === 4 ? '/redirect' : '';
    await page.goto(encodeURI(`${site.url}${prefix}/${kind}/${subject}`), { waitUntil: 'commit' });
    await expect(rowsWith(panel, subject), `${kind}, load ${load}`).toHaveCount(1);
  }
  await expect(stateOf(capture, 'storage')).toHaveText('captured');
  expect(await restricted(), 'a plain page was never listed as inaccessible').toEqual([]);
});

test('the stored token is captured again after each of fourteen plain reloads', async ({ chrome }) => {
  // Another page first: the panel reads once more when it opens, which could be after the first Clear.
  const { page, panel, capture } = await openSite(chrome, `${site.url}/empty`);
  await page.goto(encodeURI(`${site.url}/only stored/reloaded`), { waitUntil: 'commit' });
  for (let load = 0; load < 14; load += 1) {
    await expect(rowsWith(panel, 'reloaded')).toHaveCount(1);
    await panel.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(rowsWith(panel, 'reloaded')).toHaveCount(0);
    await page.reload({ waitUntil: 'commit' });
  }
  await expect(rowsWith(panel, 'reloaded')).toHaveCount(1);
  await expect(stateOf(capture, 'storage')).toHaveText('captured');
});

test('a page that is busy for seconds is pending, then unresponsive, then read', async ({ chrome }) => {
  const { page, panel, capture } = await openSite(chrome, `${site.url}/empty`);
  const storage = await recordLine(panel, 'storage');
  const restricted = await recordLine(panel, 'restricted page');
  await page.route('**/late', (route) =>
    route.fulfill({ contentType: 'text/html', body: script(`${block(8_000)}${store('late-token')}`) }),
  );
  // The states of the empty page are over.
  await expect(stateOf(capture, 'storage')).toHaveText('captured');
  const before = (await storage()).length;
  await page.goto(`${site.url}/late`, { waitUntil: 'commit' });
  await expect(rowsWith(panel, 'late-token')).toHaveCount(1, { timeout: 30_000 });
  await expect.poll(async () => (await storage()).at(-1)).toMatch(/^Page storage captured/);
  const states = (await storage())
    .slice(before)
    .map((text) => /^Page storage (pending|not captured|captured)/.exec(text)?.[1]);
  const [first, ...later] = states.slice(states.indexOf('pending'));
  expect([first, ...later.filter((state) => state !== 'pending')]).toEqual([
    'pending',
    'not captured',
    'captured',
  ]);
  expect(await restricted()).toEqual([]);
});

test('a page of another origin that was left before it could be read is reported', async ({ chrome }) => {
  const { page, panel, capture } = await openSite(chrome, `${site.url}/empty`);
  const other = site.url.replace('127.0.0.1', 'localhost');
  // Blocked from its first script until it leaves, so it can't be read.
  await page.route('**/left', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: script(`${store('left-token')}${block(500)}location.replace('${site.url}/empty');${block(500)}`),
    }),
  );
  await page.goto(`${other}/left`, { waitUntil: 'commit' });
  await page.waitForURL(`${site.url}/empty`);
  const isCaptured = rowsWith(panel, 'left-token').count();
  const line = lineOf(capture, 'storage');
  if ((await isCaptured) === 1) await expect(stateOf(capture, 'storage')).toHaveText('captured');
  else await expect(line).toContainText(other);
  // Read now: nothing is missing any more.
  await page.goto(`${other}/empty`);
  await expect(rowsWith(panel, 'left-token')).toHaveCount(1);
  await expect(line).not.toContainText('left');
});

test('a page that is paused in the debugger is read', async ({ chrome }) => {
  const page = await chrome.openPage(`${site.url}/empty`, { devtools: true });
  const { panel, devtools } = await openTokensFor(chrome, page);
  const capture = await openCapture(panel);
  await page.route('**/paused', (route) =>
    route.fulfill({ contentType: 'text/html', body: script(`${store('paused-token')}debugger;`) }),
  );
  await page.goto(`${site.url}/paused`, { waitUntil: 'commit' });
  // DevTools shows the paused source instead of our panel.
  await expect(lineOf(capture, 'requests')).toHaveCount(0);
  await chrome.openPanelFor(page);
  // Chrome evaluates in the stack frame where the page is paused.
  await expect(rowsWith(panel, 'paused-token')).toHaveCount(1);
  await expect(stateOf(capture, 'storage')).toHaveText('captured');
  await expect(lineOf(capture, 'restricted page')).toHaveCount(0);
  await devtools.page.keyboard.press('F8');
});

/** Switches "Allow access to file URLs" on or off for the extension, as its page in chrome://extensions does. */
async function allowFiles(chrome: LaunchedBrowser, isAllowed: boolean): Promise<void> {
  const page = await chrome.openPage('chrome://extensions');
  // Chromium reloads the extension; outside developer mode it would disable it.
  await page.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
  await page.evaluate(
    `chrome.developerPrivate.updateExtensionConfiguration({ extensionId: '${chrome.extensionId}', fileAccess: ${isAllowed} })`,
  );
  await waitUntil('the extension is loaded again', () =>
    page.evaluate(
      `chrome.developerPrivate.getExtensionInfo('${chrome.extensionId}').then(
         ({ state, fileAccess }) => state === 'ENABLED' && fileAccess.isActive === ${isAllowed})`,
    ),
  );
  await page.close();
}

test('a file is read if access to files is allowed', async ({ chrome }, info) => {
  const file = info.outputPath('stored.html');
  await writeFile(file, script(store('file-token')));
  const { page, panel, capture } = await openSite(chrome, `${site.url}/empty`);
  const restricted = await recordLine(panel, 'restricted page');
  await page.goto(pathToFileURL(file).href);
  await expect(rowsWith(panel, 'file-token')).toHaveCount(1);
  await expect(stateOf(capture, 'storage')).toHaveText('captured');
  expect(await restricted(), 'its storage is listed').toEqual([]);
});

test('a file is listed as inaccessible if access to files is not allowed', async ({ chrome }, info) => {
  const file = info.outputPath('stored.html');
  await writeFile(file, script(store('file-token')));
  await allowFiles(chrome, false);
  const { page, panel, capture } = await openSite(chrome, `${site.url}/empty`);
  await page.goto(pathToFileURL(file).href);
  await expect(lineOf(capture, 'restricted page')).toContainText('Allow access to file URLs');
  await expect(lineOf(capture, 'storage')).toHaveCount(0);
  await page.goto(`${site.url}/plain/after-the-file`);
  await expect(rowsWith(panel, 'after-the-file')).toHaveCount(1);
  await expect(lineOf(capture, 'restricted page')).toHaveCount(0);
});

test('pages that extensions may not access, and pages without storage, are listed', async ({ chrome }) => {
  const { page, panel, capture } = await openSite(chrome, `${site.url}/plain/before`);
  await page.goto('chrome://version');
  await expect(lineOf(capture, 'restricted page')).toHaveCount(1);
  await page.goto(`${site.url}/plain/between`);
  await expect(rowsWith(panel, 'between')).toHaveCount(1);
  await expect(lineOf(capture, 'restricted page')).toHaveCount(0);
  // An opaque origin: the browser runs no script of the extension there, but reports the requests.
  const restricted = await recordLine(panel, 'restricted page');
  for (const url of [`${site.url}/sandboxed`, 'data:text/html,nothing', 'about:blank']) {
    await page.goto(url);
    await expect(lineOf(capture, 'storage'), url).toHaveCount(0);
    await expect(stateOf(capture, 'requests'), url).toHaveText('captured');
  }
  expect(await restricted()).toEqual([]);
});
