// Guards: in Firefox too, a stored token is captured after each plain reload, and the Capture page shows that storage
// was read.
import { fileURLToPath } from 'node:url';
import { launchFirefox } from './firefox/launch';
import { expect, test } from './story';
import { createStoredSite } from './stored-site';
import { waitUntil } from './wait-until';

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
    await expect
      .poll(() => panel.text('li[data-code=storage] .health-state'), { message: 'storage was read' })
      .toBe('captured');
    expect(await panel.count('li[data-code="restricted page"]')).toBe(0);
  } finally {
    await firefox.close();
    await site.close();
  }
});
