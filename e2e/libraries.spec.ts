// Guards: in Chromium's real panel, each step of each client library is captured as docs/libraries.md describes, or
// listed on the Capture page. Fails for each step without its capture or search.
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

const missing = (process.env['MISSING_CHROMIUM'] ?? '') || describeMissing();
test.setTimeout(120_000);
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
    const { panel, devtools } = await shared.openPanelFor(tab);
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
