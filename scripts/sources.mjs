// `npm run sources`: the table of what each browser shows into the README. The stories hold the table to be true.
import { pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';
import { root } from './run.mjs';

const { module } = await runnerImport(pathToFileURL(`${root}e2e/sources/write-table.ts`).href, {
  root,
  configFile: false,
});
await module.writeTable(`${root}README.md`);
