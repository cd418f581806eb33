// `npm run sources`: writes the table in docs/sources.md, and docs/libraries.md. The stories fail if a browser captures
// anything else.
import { pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';
import { root } from './run.mjs';

async function importModule(path) {
  const options = { root, configFile: false };
  return (await runnerImport(pathToFileURL(`${root}${path}`).href, options)).module;
}

const { writeTable } = await importModule('e2e/sources/write-table.ts');
await writeTable(`${root}docs/sources.md`);
const { writeLibraries } = await importModule('e2e/libraries/write-table.ts');
await writeLibraries(`${root}docs/libraries.md`);
