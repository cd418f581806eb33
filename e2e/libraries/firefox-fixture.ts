import { fileURLToPath } from 'node:url';
import { launchFirefox, type LaunchedFirefox } from '../firefox/launch';
import { test as base } from '../story';
import type { PageDriver } from './visit';

const extension = fileURLToPath(new URL('../../dist/firefox', import.meta.url));

/** One Firefox with the built extension for all stories of a file. */
export const test = base.extend<object, { readonly firefox: LaunchedFirefox }>({
  firefox: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const firefox = await launchFirefox({ extension, acceptsAnyCertificate: true });
      await use(firefox);
      await firefox.close();
    },
    { scope: 'worker' },
  ],
});

export function driveFirefox({ page, openPage }: LaunchedFirefox): PageDriver {
  return {
    open: openPage,
    status: () => page.evaluate(() => document.querySelector('[role=status]')?.textContent ?? ''),
    press: () => page.click({ role: 'button', name: 'Run' }),
    isAskedForName: async () => (await page.count('#name')) > 0,
    async signIn(as) {
      await page.type('#name', as);
      await page.click({ role: 'button', name: 'Sign in' });
    },
    async send(url, token) {
      await page.evaluate(
        async (to, bearer) => {
          await (await fetch(to, { headers: { authorization: `Bearer ${bearer}` } })).text();
        },
        url,
        token,
      );
    },
  };
}
