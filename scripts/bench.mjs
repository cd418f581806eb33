// `npm run bench`: runs every bench/*.bench.ts in Node, then the benchmarks that run in a page in Chromium, then the
// built extension in Chromium's real DevTools. Each prints a ratio to a named peer if there is one, measured in the
// same run. `npm run bench -- node popup`: only those; `node`, `chromium`, or a name in bench/in-devtools.ts.
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

const { devtoolsBenches } = await importModule('in-devtools.ts');
const known = ['node', 'chromium', ...Object.keys(devtoolsBenches)];
const names = process.argv.length > 2 ? process.argv.slice(2) : known;
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}

async function build(step) {
  if ((await step.run()) === 0) return;
  console.error(`Failed: ${step.name}`);
  process.exit(1);
}

if (names.includes('node')) {
  console.log(`── Node ${process.versions.node}`);
  for (const file of readdirSync(`${root}bench`).filter((name) => name.endsWith('.bench.ts'))) {
    await (await importModule(file)).bench();
  }
}

const chromium = await findChromium();
const inDevtools = names.filter((name) => name in devtoolsBenches);
if ('missing' in chromium) console.log(`── Chromium: not measured, ${chromium.missing}`);
else {
  if (names.includes('chromium')) {
    await build(workbenches[0]);
    console.log(`── Chromium ${chromium.version}`);
    await (await importModule('in-chromium.ts')).benchInChromium();
  }
  if (inDevtools.length > 0) {
    await build(chromeBuild);
    console.log(`── DevTools of Chromium ${chromium.version}`);
    for (const name of inDevtools) await devtoolsBenches[name]();
  }
}
