import { fileURLToPath } from 'node:url';
import { launchFirefox, type LaunchedFirefox } from '../firefox/launch';
import { test as base } from '../story';

const extension = fileURLToPath(new URL('../../dist/firefox', import.meta.url));

/** Firefox with the built extension; a story that fails leaves a picture of its window. */
export const test = base.extend<{ readonly firefox: LaunchedFirefox }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  firefox: async ({}, use, info) => {
    const firefox = await launchFirefox({ extension });
    await use(firefox);
    if (info.status !== info.expectedStatus) await firefox.screenshotToolbox(info.outputPath('firefox.png'));
    await firefox.close();
  },
});
