// Guards: in Chromium's real panel, each step of each client library shows what docs/libraries.md says, and what isn't
// captured is listed on the Capture page. Fails for each step whose capture or search is taken out.
import { writeResults } from './libraries/results';
import { createLibraryWorld } from './libraries/library-world';
import { createChromiumReader } from './libraries/panel-reader';
import { driveChromium, test } from './libraries/chromium-fixture';
import { describeMissing } from './libraries/installed';
import { pages, scenarios } from './libraries/table';
import { checkPage } from './libraries/visit';

const missing = (process.env['MISSING_CHROMIUM'] ?? '') || describeMissing();
test.skip(missing !== '', missing);

for (const page of pages) {
  test(`${page.name}: what the table says, step by step`, async ({ shared }) => {
    const world = await createLibraryWorld(page);
    try {
      const tab = await shared.openPage('about:blank', { devtools: true });
      const { panel, devtools } = await shared.openPanelFor(tab);
      const parts = { driver: driveChromium(tab), reader: createChromiumReader(panel), world };
      const outcomes = await checkPage(parts, page, { scenarios, browser: 'chromium', isWatched: false });
      writeResults('chromium', page.name, outcomes);
      await devtools.close();
      await tab.close();
    } finally {
      await world.close();
    }
  });
}
