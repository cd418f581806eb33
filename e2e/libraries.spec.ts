// Guards: in Chromium's real panel, each step of each client library is captured as docs/libraries.md describes, or
// listed on the Capture page. Fails for each step without its capture or search.
import { readFile } from 'node:fs/promises';
import type { Frame, Page } from 'playwright';
import type { LaunchedBrowser } from './chromium/launch';
import { driveChromium, test } from './libraries/chromium-fixture';
import { describeMissing } from './libraries/installed';
import { createLibraryWorld, type LibraryWorld } from './libraries/library-world';
import { createChromiumReader } from './libraries/panel-reader';
import { writeResults } from './libraries/results';
import type { LibraryPage } from './libraries/scenario';
import { pages, scenariosOf, watchedOf } from './libraries/table';
import { checkPage, checkWatchedPage } from './libraries/visit';
import { watchSite } from './sources/chromium-watching';
import { saveRawHar } from './sources/files';
import { expect, openTokensFor } from './story';

const missing = (process.env['MISSING_CHROMIUM'] ?? '') || describeMissing();
test.skip(missing !== '', missing);

interface Opened {
  readonly tab: Page;
  readonly panel: Frame;
  readonly world: LibraryWorld;
}

/** A world and a tab with the panel; both are closed at the end. */
async function withTab<T>(
  shared: LaunchedBrowser,
  page: LibraryPage,
  task: (opened: Opened) => Promise<T>,
): Promise<T> {
  const world = await createLibraryWorld(page);
  try {
    const tab = await shared.openPage('about:blank', { devtools: true });
    const { panel, devtools } = await openTokensFor(shared, tab);
    const result = await task({ tab, panel, world });
    await devtools.close();
    await tab.close();
    return result;
  } finally {
    await world.close();
  }
}

for (const page of pages) {
  const untested = page.notTested?.chromium ?? '';
  test(`${page.name}: each step as the table describes`, async ({ shared }) => {
    test.skip(untested !== '', untested);
    const result = await withTab(shared, page, ({ tab, panel, world }) => {
      const visit = { driver: driveChromium(tab), reader: createChromiumReader(panel), world };
      return checkPage(visit, scenariosOf(page), 'chromium');
    });
    writeResults('chromium', page.name, result);
  });

  const watched = watchedOf(page, 'chromium');
  if (watched.length === 0) continue;
  test(`${page.name}, watched: each step as the table describes`, async ({ shared }) => {
    test.skip(untested !== '', untested);
    const result = await withTab(shared, page, ({ tab, panel, world }) => {
      const visit = { driver: driveChromium(tab), reader: createChromiumReader(panel), world };
      return checkWatchedPage(visit, watched, () => watchSite(shared, tab, panel));
    });
    writeResults('chromium', `${page.name}.watched`, result);
  });
}

test("msal-encrypted: the key of MSAL's cache is not shown, stored or saved", async ({ shared }, info) => {
  const page = pages.find(({ name }) => name === 'msal-encrypted');
  if (page === undefined) throw new Error('no such page');
  await withTab(shared, page, async ({ tab, panel, world }) => {
    const visit = { driver: driveChromium(tab), reader: createChromiumReader(panel), world };
    await checkWatchedPage(visit, scenariosOf(page), () => watchSite(shared, tab, panel));
    const key = await tab.evaluate(() => {
      const cookie = document.cookie.split('; ').find((each) => each.startsWith('msal.cache.encryption='));
      const value = decodeURIComponent(cookie?.slice(cookie.indexOf('=') + 1) ?? '');
      return (JSON.parse(value) as { readonly key: string }).key;
    });
    expect(key).toMatch(/^[\w-]{43}$/);
    const saved = await readFile(await saveRawHar(shared, panel, info.outputPath('saved')), 'utf8');
    // The browser sends the cookie with each request.
    expect(saved).toContain('msal.cache.encryption=[removed by JWT DevTools]');
    const session = await panel.evaluate<string>('chrome.storage.session.get().then(JSON.stringify)');
    expect(session).toContain('msal.cache.encryption=[removed by JWT DevTools]');
    for (const text of [saved, session, await panel.content()]) expect(text).not.toContain(key);

    // With DevTools closed, the popup reads the page's storage, in which only MSAL's entries have the tokens.
    const { devtools } = await shared.openPanelFor(tab);
    await devtools.page.close();
    await tab.bringToFront();
    const popup = await shared.openPopup();
    await popup.getByRole('button', { name: 'Tokens of this tab' }).click();
    const tokens = popup.getByRole('navigation', { name: 'Tokens of this tab' }).getByRole('button');
    await expect(tokens.filter({ hasText: /^IDalice/ })).toHaveCount(1);
    expect(await popup.content()).not.toContain(key);
  });
});
