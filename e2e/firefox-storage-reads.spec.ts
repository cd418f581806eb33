// Guards: in Firefox too, a stored token is captured when DevTools is opened, and after later loads unless Firefox
// evaluates in a cached document: that isn't shown as captured, and reopening DevTools ends it.
import { fileURLToPath } from 'node:url';
import { launchFirefox } from './firefox/launch';
import { expect, test } from './story';
import { createStoredSite } from './stored-site';
import { waitUntil } from './wait-until';

const storage = 'li[data-code=storage]';
const extension = fileURLToPath(new URL('../dist/firefox', import.meta.url));

test.setTimeout(180_000);
test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

test('the stored token is captured after each of eight plain loads', async () => {
  const site = await createStoredSite();
  const firefox = await launchFirefox({ extension });
  try {
    await firefox.openPage(`${site.url}/empty`);
    await firefox.openToolbox();
    const panel = await firefox.showPanel('JWT');
    for (let load = 0; load < 8; load += 1) {
      const subject = `load-${load}-in-firefox`;
      await firefox.openPage(`${site.url}/plain/${subject}`);
      await waitUntil(`the token of load ${load} is listed`, async () =>
        (await panel.text('[role=grid]')).includes(subject),
      );
    }
    await panel.click('.status-line');
    // After some documents in its back/forward cache, Firefox evaluates in one of them, until DevTools is closed.
    const state = async () => (await panel.text(storage)).replace(/\s+/g, ' ');
    await expect
      .poll(state, { message: 'whether storage was read' })
      .toMatch(/ captured .*(?:are captured|reopen DevTools)\.$/);
    expect(await panel.count('li[data-code="restricted page"]')).toBe(0);
    await firefox.closeToolbox();
    await firefox.openToolbox();
    const reopened = await firefox.showPanel('JWT');
    await waitUntil('the stored token is listed again', async () =>
      (await reopened.text('[role=grid]')).includes('load-7-in-firefox'),
    );
    await reopened.click('.status-line');
    await expect.poll(() => reopened.text(`${storage} .health-state`)).toBe('captured');
  } finally {
    await firefox.close();
    await site.close();
  }
});
