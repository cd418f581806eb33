// Guards: in Firefox's real toolbox, each step of each client library is captured as docs/libraries.md describes, or
// listed on the Capture page. Fails for each step without its capture or search.
import type { DrivenDocument } from './firefox/document';
import type { LaunchedFirefox } from './firefox/launch';
import { showTokens } from './firefox/tokens';
import { driveFirefox, test } from './libraries/firefox-fixture';
import { describeMissing } from './libraries/installed';
import { createLibraryWorld, type LibraryWorld } from './libraries/library-world';
import { createFirefoxReader } from './libraries/panel-reader';
import { writeResults } from './libraries/results';
import type { LibraryPage } from './libraries/scenario';
import { pages, scenariosOf, watchedOf } from './libraries/table';
import { checkPage, checkWatchedPage } from './libraries/visit';
import { watchSite } from './sources/firefox-watching';

const missing = (process.env['MISSING_FIREFOX'] ?? '') || describeMissing();
test.skip(missing !== '', missing);

interface Opened {
  readonly panel: DrivenDocument;
  readonly world: LibraryWorld;
}

/** A world, and an empty tab with the panel in a new toolbox; both are closed at the end. */
async function withToolbox<T>(
  firefox: LaunchedFirefox,
  page: LibraryPage,
  task: (opened: Opened) => Promise<T>,
): Promise<T> {
  const world = await createLibraryWorld(page);
  try {
    await firefox.openPage('about:blank');
    await firefox.openToolbox();
    return await task({ panel: await showTokens(firefox), world });
  } finally {
    await firefox.closeToolbox();
    await world.close();
  }
}

for (const page of pages) {
  const untested = page.notTested?.firefox ?? '';
  test(`${page.name}: each step as the table describes`, async ({ firefox }) => {
    test.skip(untested !== '', untested);
    const result = await withToolbox(firefox, page, ({ panel, world }) => {
      const visit = { driver: driveFirefox(firefox), reader: createFirefoxReader(panel), world };
      return checkPage(visit, scenariosOf(page), 'firefox');
    });
    writeResults('firefox', page.name, result);
  });

  const watched = watchedOf(page, 'firefox');
  if (watched.length === 0) continue;
  test(`${page.name}, watched: each step as the table describes`, async ({ firefox }) => {
    test.skip(untested !== '', untested);
    const result = await withToolbox(firefox, page, ({ panel, world }) => {
      const visit = { driver: driveFirefox(firefox), reader: createFirefoxReader(panel), world };
      return checkWatchedPage(visit, watched, () => watchSite(firefox, panel, world.origin));
    });
    writeResults('firefox', `${page.name}.watched`, result);
  });
}
