import type { LaunchedBrowser } from '../chromium/launch';
import { launchBrowser } from '../chromium/launch';
import { writeListeningExtension } from '../sources/listening-extension';
import { builtForChrome, test as base } from '../story';
import type { PageDriver } from './visit';
import type { Page } from 'playwright';

/** One Chromium with the built extension for all stories of a file. */
export const test = base.extend<object, { readonly shared: LaunchedBrowser }>({
  shared: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const beside = [writeListeningExtension()];
      const shared = await launchBrowser({ extension: builtForChrome, beside, acceptsAnyCertificate: true });
      await use(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],
});

export function driveChromium(page: Page): PageDriver {
  const name = page.getByLabel('Name');
  return {
    open: async (url) => void (await page.goto(url)),
    status: async () => (await page.getByRole('status').allInnerTexts())[0] ?? '',
    press: () => page.getByRole('button', { name: 'Run' }).click(),
    isAskedForName: async () => (await name.count()) > 0,
    async signIn(as) {
      await name.fill(as);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await name.waitFor({ state: 'detached' });
    },
    send: (url, token) =>
      page.evaluate(
        async ([to, bearer]) => {
          await (await fetch(to, { headers: { authorization: `Bearer ${bearer}` } })).text();
        },
        [url, token] as const,
      ),
  };
}
