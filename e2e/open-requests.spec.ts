// Guards: open requests, cookies of redirects, and requests that are open when the page is left are in the list of
// Chromium's real panel, each once. Fails without listing Chrome's log.
import type { Frame, Page } from 'playwright';
import { watchSite } from './sources/chromium-watching';
import { writeListeningExtension } from './sources/listening-extension';
import { expect, openWithPanel, regionOf, rowsWith, test } from './story';
import { makeToken } from './world';

/** Chrome's log is listed every two to ten seconds. */
const LISTED_MS = 20_000;

const tokenOf = (sub: string) => makeToken({ claims: { sub }, key: 'of no one' });

/** Opens the only row of a subject and returns its requests. */
async function requestsOf(panel: Frame, subject: string) {
  await panel.getByRole('searchbox', { name: 'Filter' }).fill(subject);
  await expect(rowsWith(panel, subject)).toHaveCount(1, { timeout: LISTED_MS });
  await rowsWith(panel, subject).click();
  return regionOf(panel, 'Requests').getByRole('listitem');
}

/** Starts requests that stay open, in this order, and keeps references to them. */
async function start(page: Page, paths: readonly string[], token: string): Promise<void> {
  await page.evaluate(
    ([urls, bearer]) => {
      const pending = urls.map((url) =>
        fetch(url, {
          method: 'POST',
          headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
          body: '{"stream":true}',
        }).then((response) => response.text()),
      );
      Object.assign(window, { pending: Promise.allSettled(pending) });
    },
    [paths, token] as const,
  );
}

async function endAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await fetch('/channel/slow/end', { method: 'POST' });
    await (window as unknown as { pending: Promise<unknown> }).pending;
  });
}

test('streams and long polls are listed while they are open, and remain the same requests when they end', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
  const paths = ['stream?deliver=chat-response', 'lines?deliver=chat-lines', 'silent'];
  await start(
    page,
    paths.map((path) => `/channel/slow/${path}`),
    await tokenOf('chat-user'),
  );

  const requests = await requestsOf(panel, 'chat-user');
  await expect(requests, 'all three are there while they are open').toHaveCount(3);
  await expect(requests.filter({ hasText: '/slow/silent' })).toContainText('pending');
  await expect(requests.filter({ hasText: '/slow/stream' })).toContainText('200');
  await expect(await requestsOf(panel, 'chat-response')).toContainText('message received');

  await endAll(page);
  await expect(await requestsOf(panel, 'chat-lines')).toContainText('response body');
  const ended = await requestsOf(panel, 'chat-user');
  await expect(ended.filter({ hasText: '/slow/silent' })).toContainText('200');
  await expect(ended).toHaveCount(3);
});

test('two identical requests stay two', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
  const paths = ['silent', 'silent', 'stream', 'stream'];
  await start(
    page,
    paths.map((path) => `/channel/slow/${path}`),
    await tokenOf('twin-user'),
  );
  await expect(await requestsOf(panel, 'twin-user')).toHaveCount(4);
  await endAll(page);
  const requests = await requestsOf(panel, 'twin-user');
  await expect(requests.filter({ hasText: '200' })).toHaveCount(4);
  await expect(requests).toHaveCount(4);
});

test('each redirect of a navigation shows the cookie that it set', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
  await page.goto(`${world.app.origin}/channel/hop/8`);
  for (let hop = 8; hop >= 1; hop -= 1) {
    await expect(await requestsOf(panel, `hop-${hop}`)).toContainText(`response cookie hop${hop}`);
  }
  await panel.getByRole('button', { name: /\d requests?\b/ }).click();
  await expect(panel.getByRole('dialog', { name: 'Capture' }).getByText('Cookies of redirects')).toHaveCount(
    0,
  );
});

test('open requests of a page that was left stay in the list and are not pending', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
  // The response of the second one has started and not ended.
  await start(page, ['/channel/slow/silent', '/channel/slow/lines'], await tokenOf('left-user'));
  const requests = await requestsOf(panel, 'left-user');
  await expect(requests).toHaveCount(2, { timeout: LISTED_MS });
  await expect(requests.filter({ hasText: '/slow/silent' })).toContainText('pending');
  await page.goto(world.app.floodUrl);
  await expect(requests.filter({ hasText: '/slow/silent' })).toContainText('no response');
  await expect(requests.filter({ hasText: '/slow/lines' })).toContainText('200');
});

test('with "Preserve log", an unlisted open request is listed after leaving the page', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
  await (await chrome.openDevtools(page)).page.evaluate(preserveLog);
  const token = await tokenOf('gone-user');
  await page.evaluate((bearer) => {
    void fetch('/channel/slow/silent?gone', { headers: { authorization: `Bearer ${bearer}` } });
  }, token);
  await page.goto(world.app.floodUrl);
  await expect(await requestsOf(panel, 'gone-user')).toHaveCount(1);
});

/** Runs in the DevTools window, which owns this module. */
async function preserveLog(): Promise<void> {
  const module = 'devtools://devtools/bundled/core/common/common.js';
  const common = (await import(module)) as {
    Settings: { Settings: { instance(): { moduleSetting(name: string): { set(value: boolean): void } } } };
  };
  common.Settings.Settings.instance().moduleSetting('network-log.preserve-log').set(true);
}

test('sources that are not captured on any site are listed in a closed section of the Capture page', async ({
  chrome,
  world,
}) => {
  const { panel } = await openWithPanel(chrome, world.app.channelsUrl);
  await panel.getByRole('button', { name: /\d requests?\b/ }).click();
  const capture = panel.getByRole('dialog', { name: 'Capture' });
  await expect(capture.getByText('Requests sent when leaving a page')).toBeVisible();
  await expect(capture.getByText('BroadcastChannel')).toBeHidden();
  await capture.getByText('Not captured on any site').click();
  for (const name of ['BroadcastChannel', 'Cache Storage', 'WebRTC']) {
    await expect(capture.getByText(name).first()).toBeVisible();
  }
  // Chrome's log has them; Firefox's doesn't.
  await expect(capture.getByText('Binary WebSocket messages')).toHaveCount(0);
});

test.describe('with another extension that uses webRequest', () => {
  test.use({ launch: { beside: [writeListeningExtension()] } });

  test('a watched page shows the requests sent while leaving it, and an open request once', async ({
    chrome,
    world,
  }) => {
    const { page, panel } = await openWithPanel(chrome, world.app.channelsUrl);
    await watchSite(chrome, page, panel);
    await page.waitForLoadState('load');
    await start(page, ['/channel/slow/silent'], await tokenOf('watched-user'));
    // The page's own report of the call is another line.
    const requests = (await requestsOf(panel, 'watched-user')).filter({ hasNotText: 'reported by the page' });
    await expect(requests).toContainText(['pending'], { timeout: LISTED_MS });
    await endAll(page);
    await expect(requests).toContainText(['200']);
    await expect(requests, 'the background reports the same request').toHaveCount(1);

    const [beacon, keepalive] = [await tokenOf('beacon-user'), await tokenOf('keepalive-user')];
    await page.evaluate(
      ([body, bearer]) => {
        window.addEventListener('pagehide', () => {
          navigator.sendBeacon('/channel/quiet', new URLSearchParams({ token: body }));
          void fetch('/channel/quiet', {
            method: 'POST',
            keepalive: true,
            headers: { authorization: `Bearer ${bearer}` },
          });
        });
      },
      [beacon, keepalive] as const,
    );
    await page.goto(world.app.floodUrl);
    await requestsOf(panel, 'beacon-user');
    await requestsOf(panel, 'keepalive-user');
  });
});
