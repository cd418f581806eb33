import { fileURLToPath } from 'node:url';
import { launchFirefox, type FirefoxOptions, type LaunchedFirefox } from '../firefox/launch';
import { test as base } from '../story';

const extension = fileURLToPath(new URL('../../dist/firefox', import.meta.url));

/** Firefox with the built extension. A story that fails leaves a screenshot of its window. */
export const test = base.extend<{
  readonly firefox: LaunchedFirefox;
  readonly launchedFirefox: Pick<FirefoxOptions, 'beside' | 'prefs'>;
}>({
  launchedFirefox: [{}, { option: true }],
  firefox: async ({ launchedFirefox }, use, info) => {
    const firefox = await launchFirefox({ extension, ...launchedFirefox });
    await use(firefox);
    if (info.status !== info.expectedStatus) await firefox.screenshotToolbox(info.outputPath('firefox.png'));
    await firefox.close();
  },
});
