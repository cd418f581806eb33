// Guards: in Firefox too, a stored token is captured after each load, although Firefox goes on evaluating expressions in
// documents of its back/forward cache.
import { fileURLToPath } from 'node:url';
import { launchFirefox } from './firefox/launch';
import { showTokens } from './firefox/tokens';
import { expect, test } from './story';
import { createStoredSite } from './stored-site';
import { waitUntil } from './wait-until';

const storage = 'li[data-code=storage]';
const extension = fileURLToPath(new URL('../dist/firefox', import.meta.url));

test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

test('the stored token is captured after each of thirty loads', async () => {
  const site = await createStoredSite();
  const firefox = await launchFirefox({ extension });
  try {
    await firefox.openPage(`${site.url}/empty`);
    await firefox.openToolbox();
    const panel = await showTokens(firefox);
    for (let load = 0; load < 30; load += 1) {
      const subject = `load-${load}-in-firefox`;
      await firefox.openPage(encodeURI(`${site.url}/only stored/${subject}`));
      await waitUntil(`the token of load ${load} is listed`, async () =>
        (await panel.text('[role=grid]')).includes(subject),
      );
    }
    await panel.click('.status-line');
    await expect.poll(() => panel.text(`${storage} .health-state`)).toBe('captured');
  } finally {
    await firefox.close();
    await site.close();
  }
});
