// Part of `npm run fix`: writes the token room's sentences behind the interface's own in the English locale file.
// A sentence that nobody says any more stays until it is taken out by hand: the tests name it.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';
import { root } from './run.mjs';

const file = `${root}public/_locales/en/messages.json`;
const { module } = await runnerImport(pathToFileURL(`${root}src/token/sentences.ts`).href, {
  root,
  configFile: false,
});
const own = Object.entries(JSON.parse(readFileSync(file, 'utf8'))).filter(
  ([key]) => !(key in module.sentences),
);
const said = Object.entries(module.sentences).map(([key, message]) => [key, { message }]);
writeFileSync(file, `${JSON.stringify(Object.fromEntries([...own, ...said]), null, 2)}\n`);
