// `npm run bench`: every bench/*.bench.ts in turn; each prints a ratio against a named peer, measured in the same run.
import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { installPackages } from './packages.mjs';
import { root } from './run.mjs';

await installPackages(root);
const { runnerImport } = await import('vite');
for (const file of readdirSync(`${root}bench`).filter((name) => name.endsWith('.bench.ts'))) {
  const { module } = await runnerImport(pathToFileURL(`${root}bench/${file}`).href, {
    root,
    configFile: false,
  });
  await module.bench();
}
