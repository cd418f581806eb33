// `npm start`: installs what is missing, builds the extension, starts the demo world, and shows one sign-in.
import { pathToFileURL } from 'node:url';
import { root } from './run.mjs';
import { setup } from './setup.mjs';
import { builds } from './steps.mjs';

const { chromium } = await setup({});
if ('missing' in chromium) {
  console.error(`The demo needs Chromium: ${chromium.missing}.`);
  process.exit(1);
}
process.env.CHROMIUM_PATH = chromium.path;

const buildForChrome = builds.find(({ name }) => name === 'build chrome');
if ((await buildForChrome.run()) !== 0) {
  console.error('The build failed; see the errors above.');
  process.exit(1);
}

const hasDisplay =
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const { runnerImport } = await import('vite');
const demo = pathToFileURL(`${root}e2e/demo.ts`).href;
const { module } = await runnerImport(demo, { root, configFile: false, logLevel: 'error' });
await (hasDisplay ? module.showGuidedDemo() : module.printTour());
