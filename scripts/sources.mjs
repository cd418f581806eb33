// `npm run sources`: writes the table of what each browser shows into the README, and docs/libraries.md. The stories
// fail where a browser shows anything else.
import { pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';
import { root } from './run.mjs';

async function importModule(path) {
  const options = { root, configFile: false };
  return (await runnerImport(pathToFileURL(`${root}${path}`).href, options)).module;
}

const { writeTable } = await importModule('e2e/sources/write-table.ts');
await writeTable(`${root}README.md`);
const { writeLibraries } = await importModule('e2e/libraries/write-table.ts');
await writeLibraries(`${root}docs/libraries.md`);
