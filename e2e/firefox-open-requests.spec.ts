// Guards: in Firefox's real toolbox, requests that a page sends while it's left, and redirects of a page that is left
// at once, are listed as not captured until the site is watched, and are in the list then. Fails without these lines.
import type { LaunchedFirefox } from './firefox/launch';
import { showTokens } from './firefox/tokens';
import { expect } from './story';
import { test } from './sources/firefox-fixture';
import { createFirefoxList } from './sources/firefox-list';
import { watchSite } from './sources/firefox-watching';
import { waitUntil } from './wait-until';
import { makeToken, type World } from './world';

test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

const subjects = ['ff-beacon', 'ff-keepalive', 'ff-silent'] as const;
const redirects = ['hop-3', 'hop-2', 'hop-1'] as const;

/** A page that waits for a response, is left through three redirects, and sends a request meanwhile. */
async function leave(firefox: LaunchedFirefox, world: World): Promise<void> {
  await firefox.openPage(world.app.channelsUrl);
  const tokens = await Promise.all(subjects.map((sub) => makeToken({ claims: { sub }, key: 'of no one' })));
  await firefox.page.evaluate((made) => {
    const [beacon, keepalive, silent] = made.map((token) => ({ authorization: `Bearer ${token}` }));
    void fetch('/channel/slow/silent', { headers: silent ?? {} }).catch(() => {});
    window.addEventListener('pagehide', () => {
      navigator.sendBeacon('/channel/quiet', new URLSearchParams({ ...beacon }));
      void fetch('/channel/quiet', { method: 'POST', keepalive: true, headers: keepalive ?? {} });
    });
  }, tokens);
  await firefox.openPage(`${world.app.origin}/channel/hop/${redirects.length}`);
  await firefox.openPage(world.app.channelsUrl);
}

test('requests sent while leaving a page are listed as not captured, and captured once the site is watched', async ({
  firefox,
  world,
}) => {
  await firefox.openPage(world.app.channelsUrl);
  await firefox.openToolbox();
  const panel = await showTokens(firefox);
  await panel.click('.status-line');
  const capture = '[role=dialog][aria-label=Capture]';
  await waitUntil('the Capture page names them', async () => {
    const text = await panel.text(capture);
    return ['Requests sent when leaving a page', 'Open requests'].every((name) => text.includes(name));
  });
  expect(await panel.count(`${capture} details[open]`), 'the list of all sites is folded').toBe(0);
  await panel.click({ role: 'button', name: 'Close' });

  await watchSite(firefox, panel, world.app.origin);
  await leave(firefox, world);
  const list = createFirefoxList(panel);
  for (const subject of [...subjects, ...redirects]) {
    await waitUntil(`${subject} is in the list`, async () => (await list.countRows(subject)) === 1);
  }
});
