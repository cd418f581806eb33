// Guards: watching needs permission, captures what only a script in the page can read, ends at once, and is robust.
import { clickPermissionPrompt } from './chromium/permission-prompt';
import { createDisplay, type Display } from './chromium/display';
import type { LaunchedBrowser } from './chromium/launch';
import {
  countTokens,
  expect,
  expectStatus,
  issuedOf,
  openSignedIn,
  openToken,
  openWithPanel,
  regionOf,
  rowsWith,
  test,
  openTokensFor,
} from './story';
import type { Frame, Page } from 'playwright';
import { storageExpression } from '../src/capture/devtools/page/storage-expression';
import { writeListeningExtension } from './sources/listening-extension';
import { press, signIn, type World } from './world';

/** Presses the button, accepts the browser's prompt, and reloads the page as the panel offers. */
async function watch(chrome: LaunchedBrowser, page: Page, panel: Frame): Promise<void> {
  await panel.getByRole('button', { name: 'Watch this site' }).click();
  const prompt = await clickPermissionPrompt(chrome, 'Allow');
  expect(prompt.join(' ')).toContain('127.0.0.1');
  await expect(panel.getByRole('button', { name: 'Watch this site' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.evaluate(() => {
    document.title = 'not watched yet';
  });
  await panel.getByRole('button', { name: 'Reload page' }).click();
  await expect.poll(() => page.title()).not.toBe('not watched yet');
}

async function signedInAndWatched(chrome: LaunchedBrowser, world: World) {
  const { page, panel } = await openSignedIn(chrome, world);
  await watch(chrome, page, panel);
  await expectStatus(page, 'signed in as alice');
  return { page, panel };
}

const laterToken = (page: Page) => page.evaluate(() => localStorage.getItem('later.token') ?? '');

test('a token stored after load appears, and a call shows its file and line', async ({ chrome, world }) => {
  const { page, panel } = await signedInAndWatched(chrome, world);
  await press(page, 'Store a token later');
  await expectStatus(page, 'stored later.token');
  await openToken(panel, await laterToken(page));
  await expect(regionOf(panel, 'Requests')).toContainText('localStorage later.token');

  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await press(page, 'Call with XMLHttpRequest');
  await expectStatus(page, '200 /orders');
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  const reports = regionOf(panel, 'Requests')
    .getByRole('listitem')
    .filter({ hasText: 'reported by the page' });
  await expect(reports).toHaveCount(2);
  await expect(reports.first()).toContainText(/calls\.js:\d+:\d+/);
});

test.describe('beside another extension that listens to requests', () => {
  test.use({ launch: { beside: [writeListeningExtension()] } });

  test('with DevTools closed, the popup lists the tokens of a watched site', async ({ chrome, world }) => {
    const { page, panel } = await openSignedIn(chrome, world);
    const other = await chrome.openPage(`${world.app.url}/nowhere`);
    await page.bringToFront();
    await watch(chrome, page, panel);
    await expectStatus(page, 'signed in as alice');
    const { devtools } = await chrome.openPanelFor(page);
    await devtools.page.close();
    await press(page, 'Call with fetch');
    await expectStatus(page, '200 /orders');
    // This one is never sent.
    await press(page, 'Store a token later');
    await expectStatus(page, 'stored later.token');
    await page.bringToFront();
    const popup = await chrome.openPopup();
    await popup.getByRole('button', { name: 'Tokens of this tab' }).click();
    const list = popup.getByRole('navigation', { name: 'Tokens of this tab' });
    // The page has sent one of its tokens, and only stored the newest one.
    const show = (text: RegExp) => list.getByRole('button').filter({ hasText: text }).click();
    await show(/^JWTalice ·1/);
    await expect(regionOf(popup, 'Claims')).toContainText('alice');
    await show(/^JWTalice ·3/);
    await expect(regionOf(popup, 'Claims')).toContainText('stored later');
    await popup.close();

    // A page that was open before its site was watched: its storage can't be read.
    await chrome.context.clearCookies();
    await page.evaluate(() => localStorage.clear());
    const unread = 'The storage of this page can’t be read until the page is reloaded.';
    await other.bringToFront();
    const empty = await chrome.openPopup();
    await empty.getByRole('button', { name: 'Tokens of this tab' }).click();
    await expect(empty.getByText(unread)).toBeVisible();
    await expect(empty.getByText('0 tokens captured in this tab.')).toBeVisible();
    await empty.close();

    // Now it's watched as well, although it has neither sent nor stored a token.
    await other.reload();
    const reloaded = await chrome.openPopup();
    await reloaded.getByRole('button', { name: 'Tokens of this tab' }).click();
    await expect(reloaded.getByText('No tokens captured in this tab yet.')).toBeVisible();
    await expect(reloaded.getByText(unread)).toHaveCount(0);
  });
});

test('without watching, neither is captured', async ({ chrome, world }) => {
  const page = await chrome.openPage('about:blank');
  await signIn(page, world);
  const { panel } = await openTokensFor(chrome, page);
  // Once this is listed, the storage read that needs no watching is over.
  await openToken(panel, issuedOf(world, 'id_token').jwt);
  await press(page, 'Store a token later');
  await expectStatus(page, 'stored later.token');
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await expect(regionOf(panel, 'Requests')).toContainText('/orders');
  await expect(regionOf(panel, 'Requests')).not.toContainText('reported by the page');
  await panel.getByRole('searchbox', { name: 'Filter' }).fill(await laterToken(page));
  expect(await countTokens(panel)).toBe(0);
});

test('switching off stops both at once in the open page', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const storageReads = await countStorageReads(page);
  await watch(chrome, page, panel);
  await expectStatus(page, 'signed in as alice');
  // DevTools reads the storage at once and when the page has loaded, whether or not the site is watched. Until the
  // second read is over, it would also capture what is stored further down.
  await expect.poll(storageReads).toBe(2);
  const button = panel.getByRole('button', { name: 'Watch this site' });
  expect(await isHooked(page)).toBe(true);
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await expect(regionOf(panel, 'Requests')).toContainText('/orders');
  await expect(regionOf(panel, 'Requests')).not.toContainText('reported by the page');
  await press(page, 'Store a token later');
  await expectStatus(page, 'stored later.token');
  await press(page, 'Send a tampered token');
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  await expect(rowsWith(panel, 'mallory')).toHaveCount(1);
  await panel.getByRole('searchbox', { name: 'Filter' }).fill(await laterToken(page));
  expect(await countTokens(panel)).toBe(0);
  expect(await isHooked(page)).toBe(false);
});

/** Returns a function that counts how often DevTools has read the storage of the page's current document. */
async function countStorageReads(page: Page): Promise<() => number> {
  const client = await page.context().newCDPSession(page);
  let count = 0;
  client.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) count = 0;
  });
  client.on('Debugger.scriptParsed', async ({ scriptId }) => {
    const { scriptSource } = await client.send('Debugger.getScriptSource', { scriptId });
    if (scriptSource === storageExpression) count += 1;
  });
  await client.send('Page.enable');
  await client.send('Debugger.enable');
  return () => count;
}

/** Read from another window of the page, whose functions this window's script has not replaced. */
function isHooked(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const other = frame.contentWindow as (Window & typeof globalThis) | null;
    const text = other?.Function.prototype.toString.call(window.fetch) ?? '';
    frame.remove();
    return !text.includes('function fetch()');
  });
}

test('a watched page cannot start the hooks while DevTools is closed, nor stop them while it is open', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await signedInAndWatched(chrome, world);
  const forge = () =>
    page.evaluate(() => {
      for (const name of [
        'start',
        'stop',
        'jwt-devtools:start',
        'jwt-devtools:stop',
        'jwt-devtools:channel',
      ]) {
        window.dispatchEvent(new CustomEvent(name, { detail: 1 }));
        window.dispatchEvent(new MouseEvent(name, { relatedTarget: document.body }));
      }
    });
  await forge();
  expect(await isHooked(page)).toBe(true);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await expect(regionOf(panel, 'Requests')).toContainText('reported by the page');

  const { devtools } = await chrome.openPanelFor(page);
  await devtools.page.close();
  await page.reload();
  await expectStatus(page, 'signed in as alice');
  await expect.poll(() => isHooked(page), { timeout: 30_000 }).toBe(false);
  await forge();
  expect(await isHooked(page)).toBe(false);
});

test('a watched page gets the native text of its functions', async ({ chrome, world }) => {
  const { page } = await signedInAndWatched(chrome, world);
  expect(await isHooked(page)).toBe(true);
  const texts = await page.evaluate(() =>
    [
      window.fetch,
      window.WebSocket,
      window.EventSource,
      XMLHttpRequest.prototype.open,
      XMLHttpRequest.prototype.send,
      Navigator.prototype.sendBeacon,
      Function.prototype.toString,
    ].map(String),
  );
  expect(texts.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual(
    ['fetch', 'WebSocket', 'EventSource', 'open', 'send', 'sendBeacon', 'toString'].map(
      (name) => `function ${name}() { [native code] }`,
    ),
  );
});

test('calls that bypass the hooks are reported on the Capture page', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  // A page that has a native function of the browser, for example from a window without our scripts.
  await page.addInitScript(() => Object.assign(window, { ownFetch: window.fetch.bind(window) }));
  await watch(chrome, page, panel);
  await expectStatus(page, 'signed in as alice');
  await page.evaluate(async () => {
    Object.assign(window, { fetch: (window as unknown as { readonly ownFetch: typeof fetch }).ownFetch });
    // One more than the app itself called.
    for (let count = 0; count < 20; count += 1) await fetch('/style.css');
  });
  await panel.getByTitle('Show what is captured in this tab and what isn’t').click();
  const capture = panel.getByRole('dialog', { name: 'Capture' });
  await expect(capture).toContainText('The page replaced fetch or XMLHttpRequest.');
});

test('a denied prompt changes nothing and is reported', async ({ chrome, world }) => {
  const { panel } = await openWithPanel(chrome, world.app.url);
  await panel.getByRole('button', { name: 'Watch this site' }).click();
  await clickPermissionPrompt(chrome, 'Deny');
  await expect(panel.getByText('The browser didn’t get permission to access this site.')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Watch this site' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
});

test('frames of the watched origin report, frames of another origin do not', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.sameHostFrameUrl);
  await watch(chrome, page, panel);
  // The frame has another origin because of its port, so its storage isn't captured.
  await page.frames()[1]?.waitForLoadState('load');
  await press(page, 'Store a token later');
  await expectStatus(page, 'stored later.token');
  await openToken(panel, await laterToken(page));
  const stored = await page.frames()[1]?.evaluate(() => localStorage.getItem('second.token') ?? '');
  expect(stored).toMatch(/^ey/);
  await panel.getByRole('searchbox', { name: 'Filter' }).fill(stored ?? '');
  expect(await countTokens(panel)).toBe(0);
});

test('forged and flooding messages do no harm', async ({ chrome, world }) => {
  const { page, panel } = await signedInAndWatched(chrome, world);
  await page.evaluate(() => {
    const names = [
      'jwt-devtools',
      'jwt-devtools:report',
      'jwt-devtools:start',
      'jwt-devtools:stop',
      'message',
    ];
    const forged = [
      undefined,
      null,
      1,
      'x'.repeat(100_000),
      { api: 'fetch' },
      { call: { api: 'fetch', url: {} } },
    ];
    for (const name of names) {
      for (const detail of forged) {
        document.dispatchEvent(new CustomEvent(name, { detail }));
        window.dispatchEvent(new CustomEvent(name, { detail }));
      }
    }
    for (let index = 0; index < 20_000; index += 1) {
      window.postMessage({ type: 'call', call: { api: 'fetch', authorization: `Bearer ${index}` } }, '*');
      // Through the hook itself: each is a report from the page's own world.
      void fetch('/nowhere', {
        signal: AbortSignal.abort(),
        headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJmbG9vZCJ9.' },
      }).catch(() => {});
    }
  });
  // The panel stays responsive, and lists one token of the flood.
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  await expect(rowsWith(panel, 'mallory')).toHaveCount(1);
  // All that is listed of 20,000 calls; beside it only what was actually sent, received or stored.
  await expect(rowsWith(panel, 'flood')).toHaveCount(1);
  const listed = await rowsWith(panel, /alice|flood|mallory/).count();
  expect(await countTokens(panel)).toBe(listed);
  await rowsWith(panel, 'mallory').click();
  await expect(regionOf(panel, 'Requests')).toContainText('401');
});

const headed = test.extend<{ readonly display: Display }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  display: async ({}, use, info) => {
    const missing = process.env['MISSING_XVFB'] ?? '';
    info.skip(missing !== '', missing);
    const display = await createDisplay();
    await use(display);
    await display.end();
  },
  launch: async ({ display }, use) => use({ headed: { display: display.name } }),
});

headed('the prompt itself, in a window that a person would see', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  await watch(chrome, page, panel);
  await press(page, 'Store a token later');
  await expectStatus(page, 'stored later.token');
  await openToken(panel, await laterToken(page));
});
