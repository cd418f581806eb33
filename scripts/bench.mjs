// `npm run bench`: runs every bench/*.bench.ts in Node, then the benchmarks that run in a page in Chromium, then the
// built extension in Chromium's real DevTools under load. Each prints a ratio to a named peer, measured in the same
// run.
import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { findChromium } from './browsers.mjs';
import { installPackages } from './packages.mjs';
import { root } from './run.mjs';
import { chromeBuild, workbenches } from './steps.mjs';

await installPackages(root);
const { runnerImport } = await import('vite');

async function importModule(file) {
  const url = pathToFileURL(`${root}bench/${file}`).href;
  return (await runnerImport(url, { root, configFile: false, logLevel: 'error' })).module;
}

console.log(`── Node ${process.versions.node}`);
for (const file of readdirSync(`${root}bench`).filter((name) => name.endsWith('.bench.ts'))) {
  await (await importModule(file)).bench();
}

const chromium = await findChromium();
const [workbench] = workbenches;
if ('missing' in chromium) console.log(`── Chromium: not measured, ${chromium.missing}`);
else if ((await workbench.run()) === 0) {
  console.log(`── Chromium ${chromium.version}`);
  await (await importModule('in-chromium.ts')).benchInChromium();
  if ((await chromeBuild.run()) === 0) {
    console.log('── DevTools');
    await (await importModule('in-devtools.ts')).benchInDevtools();
  } else process.exitCode = 1;
} else process.exitCode = 1;
