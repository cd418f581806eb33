import type { DrivenDocument } from '../firefox/document';
import type { LaunchedFirefox } from '../firefox/launch';
import { waitUntil } from '../wait-until';

const watchButton = { role: 'button', name: 'Watch this site' } as const;

/** Presses "Watch this site" and allows it in the tab that Firefox needs for the prompt. */
export async function watchSite(
  firefox: LaunchedFirefox,
  panel: DrivenDocument,
  origin: string,
): Promise<void> {
  // DevTools receive a navigation some time after the page has started to work.
  await waitUntil('the panel knows the site', () =>
    panel.evaluate(
      (wanted) => [...document.querySelectorAll('button')].some(({ title }) => title.includes(wanted)),
      origin,
    ),
  );
  await panel.click(watchButton);
  const options = await firefox.waitForTab(`${firefox.extensionUrl}src/entry/options.html`);
  await options.click({ role: 'button', name: `Watch ${origin}` });
  await firefox.clickPermissionPrompt('Allow');
  await waitUntil('the options page lists the site', async () =>
    (await options.text({ role: 'region', name: 'Watched sites' })).includes(origin),
  );
  await firefox.page.bringToFront();
  await waitUntil('watching is on', () =>
    panel.evaluate(() =>
      [...document.querySelectorAll('button')].some(
        (button) =>
          button.textContent === 'Watch this site' && button.getAttribute('aria-pressed') === 'true',
      ),
    ),
  );
}
