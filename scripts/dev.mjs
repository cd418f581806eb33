// `npm run dev`: rebuilds dist/chrome on each change, and serves the panel and the popup as ordinary pages.
import { pathToFileURL } from 'node:url';
import { installPackages } from './packages.mjs';
import { root, run } from './run.mjs';

await installPackages(root);
const { runnerImport } = await import('vite');
const preview = pathToFileURL(`${root}e2e/preview/serve.ts`).href;
const { module } = await runnerImport(preview, { root, configFile: false, logLevel: 'error' });
const { panelUrl, popupUrl } = await module.servePreview();
console.log(`Panel, with a recorded log: ${panelUrl}\nPopup: ${popupUrl}`);
process.exitCode = await run('vite', ['build', '--mode', 'chrome', '--watch']);
