// Part of `npm run fix`: writes the token room's sentences behind the interface's own in the English locale file, and
// the list of its reason codes. A sentence that nobody says any more stays until it is taken out by hand: the tests
// name it.
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

/** What can be the reason of something; the rest of the sentences explain. */
const lists = {
  'Why a text is no token': 'malformed',
  'Why a payload holds no claims': 'payload',
  'What a text is in which no token was found': 'missing',
  'What was done to get from a text to a token': 'note',
  'The verdict on a signature': 'verdict',
  'What key material a text is that cannot be read': 'key_material',
  'The outcome of a decryption': 'decryption',
  'What is wrong with a disclosure': 'disclosure',
  'What is wrong with a key binding': 'key_binding',
  'Why a token or an encryption could not be made': 'making',
  'Why nothing is known of a lifetime': 'lifetime',
  'What says of which kind a token is': 'use',
};
const written = Object.entries(lists).map(([title, list]) => {
  const codes = Object.entries(module.sentences).filter(([key]) => key.startsWith(`${list}_`));
  const lines = codes.map(([key, text]) => `- \`${key.slice(list.length + 1)}\`: ${text}`);
  return `## ${title}\n\n\`${list}_…\`\n\n${lines.join('\n')}\n`;
});
writeFileSync(
  `${root}docs/reason-codes.md`,
  `# Reason codes\n\nEvery reason that \`src/token\` gives, with its English sentence; \`$1\` and the like are filled from \`params\`. The list is closed: it is written by \`npm run fix\` from the sentences, which the types hold to the codes.\n\n${written.join('\n')}`,
);
