// Guards: an expired token in a request that never left the browser isn't shown as "expired before it was sent" and
// isn't counted as used, and its row shows the reason. Fails if a reported request is assumed to have been sent: the
// requests that the server received are compared too.
import {
  acts,
  getDeliveryUrls,
  makeExpired,
  subjectOf,
  type Act,
  type Situation,
} from './sources/deliveries';
import { writeBlockingExtension } from './sources/blocking-extension';
import { createChromiumList } from './sources/chromium-list';
import { watchSite as watchInChromium } from './sources/chromium-watching';
import { fenceSubject, makeFence, sendFence } from './sources/fence';
import { test } from './sources/firefox-fixture';
import { createFirefoxList } from './sources/firefox-list';
import { watchSite as watchInFirefox } from './sources/firefox-watching';
import { expect, openWithPanel, rowsWith } from './story';
import { waitUntil } from './wait-until';
import type { World } from './world';
import { showTokens } from './firefox/tokens';

/** What the panel shows about one token. */
interface ShownToken {
  /** The number of requests. */
  readonly count: string;
  readonly requests: string;
  readonly token: string;
}

/**
 * How often the token is counted as sent, text of its rows, and, if the browser doesn't know, how often the server
 * received it. Undefined if the browser doesn't report the request.
 */
type Expected = Readonly<
  Record<Situation, readonly [count: number, words: RegExp, arrived?: number] | undefined>
>;

const wasSent = /sent 10m(?: \d+s)? after expiry/;

const inChromium: Expected = {
  plain: [1, wasSent],
  confirmed: [1, wasSent],
  cors: [1, wasSent],
  aborted: [1, wasSent],
  policy: [0, /Not sent: blocked by the browser, the page or an extension/],
  again: [1, /Not sent: served from the disk cache/],
  disk: [0, /Not sent: served from the disk cache/],
  memory: [1, /Not sent: served from the memory cache/],
  'not-cached': [0, /Not sent: not in the cache \(net::ERR_CACHE_MISS\)/],
  blocked: [0, /Not sent: blocked by an extension \(net::ERR_BLOCKED_BY_CLIENT\)/],
  port: [0, /Not sent: unsafe port \(net::ERR_UNSAFE_PORT\)/],
  refused: [0, /Not sent: connection refused \(net::ERR_CONNECTION_REFUSED\)/],
  preflight: [0, /Not sent: CORS preflight failed \(net::ERR_FAILED\)/],
  worker: [0, /Not sent: served by a service worker/],
};

const inFirefox: Expected = {
  plain: [1, wasSent],
  confirmed: [1, wasSent],
  cors: [1, wasSent],
  aborted: [0, /Unknown whether this request was sent/, 1],
  policy: [0, /Not sent: blocked by the browser, the page or an extension/],
  again: [1, /Not sent: served from the disk cache/],
  disk: [1, wasSent],
  memory: [1, /Not sent: served from the memory cache/],
  'not-cached': undefined,
  blocked: [0, /Not sent: blocked by the browser, the page or an extension/],
  port: [0, /Not sent: blocked by the browser, the page or an extension/],
  refused: [0, /Unknown whether this request was sent/],
  preflight: undefined,
  worker: [0, /Not sent: served from the cache or by a service worker/],
};

const inFirefoxWatched: Expected = {
  ...inFirefox,
  'not-cached': [0, /Not sent: not in the cache \(NS_ERROR_DOCUMENT_NOT_CACHED\)/],
  aborted: [0, /Unknown whether this request was sent \(NS_BINDING_ABORTED\)/, 1],
  refused: [0, /Not sent: connection refused \(NS_ERROR_CONNECTION_REFUSED\)/],
  preflight: [0, /Not sent: CORS preflight failed \(NS_ERROR_DOM_BAD_URI\)/],
};

const situations = Object.entries(acts) as [Situation, Act][];

interface Browser {
  act(act: Act, given: Parameters<Act>[0]): Promise<unknown>;
  fence(token: string): Promise<unknown>;
  isListed(subject: string): Promise<boolean>;
  show(subject: string): Promise<ShownToken>;
}

async function checkAll(browser: Browser, world: World, expected: Expected): Promise<void> {
  const urls = await getDeliveryUrls(world);
  const tokens = new Map<Situation, string>();
  for (const [name, act] of situations) {
    const token = await makeExpired(name);
    tokens.set(name, token);
    await browser.act(act, [token, urls]);
  }
  await browser.fence(await makeFence());
  await waitUntil('the last token is there', () => browser.isListed(fenceSubject));
  for (const [name] of situations) {
    const want = expected[name];
    const subject = subjectOf(name);
    expect(await browser.isListed(subject), `${name} is listed`).toBe(want !== undefined);
    if (want === undefined) continue;
    const [count, words, got = count] = want;
    const shown = await browser.show(subject);
    expect(shown.requests, name).toMatch(words);
    expect(shown.count, `${name} is counted`).toBe(String(count));
    const token = tokens.get(name) ?? '';
    const arrived = world.app.arrived.filter((line) => line.includes(token)).length;
    if (name !== 'cors') expect(arrived, `${name} arrived`).toBe(got);
    if (count > 0) continue;
    expect(shown.requests, name).not.toMatch(wasSent);
    expect(shown.token, name).not.toMatch(/before it was sent|sent .* after (?:it expired|expiry)/);
    expect(shown.requests, name).toContain('No request with this token is known to have left the browser.');
  }
}

test.describe('in Chromium', () => {
  test.use({ launch: { beside: [writeBlockingExtension()] } });

  for (const isWatched of [false, true]) {
    test(`tokens that were not sent, on a site that is ${isWatched ? '' : 'not '}watched`, async ({
      chrome,
      world,
    }) => {
      const { page, panel } = await openWithPanel(chrome, world.app.deliveriesUrl);
      if (isWatched) await watchInChromium(chrome, page, panel);
      const list = createChromiumList(panel);
      await checkAll(
        {
          act: (act, given) => page.evaluate(act, given),
          fence: (token) => page.evaluate(sendFence, token),
          isListed: async (subject) => (await list.countRows(subject).catch(() => 0)) > 0,
          async show(subject) {
            const requests = await list.readLocations(subject);
            const row = rowsWith(panel, subject);
            return {
              count: await row.locator('.cell-requests').innerText(),
              requests,
              token: await panel.getByRole('region', { name: 'Token', exact: true }).innerText(),
            };
          },
        },
        world,
        inChromium,
      );
    });
  }
});

test.describe('in Firefox', () => {
  test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');
  test.use({ launchedFirefox: { beside: [writeBlockingExtension()] } });

  for (const isWatched of [false, true]) {
    test(`tokens that were not sent, on a site that is ${isWatched ? '' : 'not '}watched`, async ({
      firefox,
      world,
    }) => {
      await firefox.openPage(world.app.deliveriesUrl);
      await firefox.openToolbox();
      const panel = await showTokens(firefox);
      if (isWatched) await watchInFirefox(firefox, panel, world.app.origin);
      await firefox.openPage(world.app.deliveriesUrl);
      const list = createFirefoxList(panel);
      await checkAll(
        {
          act: (act, given) => firefox.page.evaluate(act, given),
          fence: (token) => firefox.page.evaluate(sendFence, token),
          isListed: async (subject) => (await list.countRows(subject)) > 0,
          async show(subject) {
            const requests = await list.readLocations(subject);
            const count = await panel.text('[role=row][aria-rowindex="2"] .cell-requests');
            return { count, requests, token: await panel.text({ role: 'region', name: 'Token' }) };
          },
        },
        world,
        isWatched ? inFirefoxWatched : inFirefox,
      );
    });
  }
});
