// `npm run causes`: makes each mistake at each server of e2e/servers, prints which cause was found, cell by cell, and
// writes docs/causes.md. `npm run causes -- TEXT`: only the servers whose name contains the text, without the document.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { createServer } from 'vite';
import { installPackages } from './packages.mjs';
import { root } from './run.mjs';

const folder = `${root}e2e/servers`;
const document = `${root}docs/causes.md`;
const [only = ''] = process.argv.slice(2);

if (await installPackages(folder, ['--ignore-scripts'])) console.log('Servers: installed with npm ci');
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const { measure, modes } = await vite.ssrLoadModule(`${folder}/measure.ts`);

const tables = [];
for (const mode of modes) {
  const results = [];
  const skipped = [];
  for await (const result of measure(mode, (server) => server.includes(only))) {
    if ('skipped' in result) skipped.push(result.skipped);
    else results.push(result);
  }
  tables.push({ mode, results, skipped });
  printTable(tables.at(-1));
}
await vite.close();
// Without any accepted request to compare with, many mistakes can't be recognized.
const isPassed = tables.every(({ mode, results }) => mode === 'nothing' || isGoalReached(results));
if (only === '') {
  const text = await format(describeTables(), { ...(await resolveConfig(document)), filepath: document });
  writeFileSync(document, text);
  console.log('\nWritten to docs/causes.md');
}
process.exitCode = isPassed ? 0 : 1;

function printTable({ mode, results, skipped }) {
  console.log(`\n── The log has: ${mode}`);
  for (const server of skipped) console.log(`${server}: skipped, its packages aren't installed`);
  for (const [server, cells] of groupBy(results, 'server')) {
    const { correct, rejected } = count(cells);
    console.log(`${server}: ${correct} of ${rejected}`);
    for (const cell of cells) console.log(`  ${describeCell(cell)} ${cell.mistake} (${cell.expected})`);
  }
  console.log(describeTotal(results));
}

/** ✓ correct, – accepted by the server, otherwise the cause that was found. */
function describeCell({ found, isCorrect, certainty }) {
  if (found === undefined) return '–';
  if (isCorrect) return certainty === 'certain' ? '✓✓' : '✓';
  return found;
}

function describeTotal(results) {
  const { correct, rejected, wrongCertain, share } = count(results);
  return `${correct} of ${rejected} first causes correct (${share.toFixed(1)} %), ${wrongCertain} wrong ones certain`;
}

function count(results) {
  const rejected = results.filter(({ found }) => found !== undefined);
  const correct = rejected.filter(({ isCorrect }) => isCorrect).length;
  const wrongCertain = rejected.filter(({ isCorrect, certainty }) => !isCorrect && certainty === 'certain');
  return {
    correct,
    rejected: rejected.length,
    wrongCertain: wrongCertain.length,
    share: (100 * correct) / Math.max(1, rejected.length),
  };
}

function isGoalReached(results) {
  const { share, wrongCertain } = count(results);
  return share >= 95 && wrongCertain === 0;
}

function groupBy(results, member) {
  const groups = new Map();
  for (const result of results) groups.set(result[member], [...(groups.get(result[member]) ?? []), result]);
  return groups;
}

function describeTables() {
  const introduction = [
    '# Causes of rejected requests',
    '',
    'Each row is a mistake, each column a server with the library that it is named after. `npm run causes` makes every mistake at every server over loopback, diagnoses the response, and writes this table. `e2e/causes.test.ts` runs a part of it with the other tests. The servers and the mistakes are in `e2e/servers`. Flask and Django need Debian’s packages `python3-flask`, `python3-jwt` and `python3-djangorestframework-simplejwt`, and are skipped without them. The rules were developed with these servers, so other servers have lower figures.',
    '',
    '- **✓**: the first cause is correct; **✓✓**: and it is certain.',
    '- **–**: the server accepts the request. Empty: the mistake isn’t made at this server.',
    '- Otherwise: the first cause that was found.',
    '',
    'The log has, besides the mistake:',
    '',
    '- **accepted requests**: three requests with other tokens that the server accepted.',
    '- **no response bodies**: the same, without the bodies of responses, as for responses without CORS headers.',
    '- **all mistakes**: the same, and all other mistakes at this server.',
    '- **nothing**: nothing else. Where a server doesn’t report a reason, many mistakes look alike.',
    '',
    '| The log has | Result |',
    '| --- | --- |',
    ...tables.map(({ mode, results }) => `| ${mode} | ${describeTotal(results)} |`),
  ];
  return [...introduction, ...tables.flatMap(describeTable)].join('\n');
}

function describeTable({ mode, results }) {
  const groups = [...groupBy(results, 'server')];
  const isAlike = ([, one], [, other]) =>
    one.some(({ mistake }) => other.some((each) => each.mistake === mistake));
  const alike = groups.filter((group) => isAlike(group, groups[0]));
  const others = groups.filter((group) => !alike.includes(group));
  return [
    `\n## The log has: ${mode}\n`,
    ...alike.map(([server], index) => `${index + 1}. ${server}`),
    '',
    ...describeRows(alike, (_, index) => String(index + 1)),
    ...others.flatMap((group) => [`\n### ${group[0]}\n`, ...describeRows([group], () => 'Cause')]),
  ];
}

function describeRows(groups, nameOf) {
  const mistakes = new Map(
    groups.flatMap(([, cells]) => cells.map(({ mistake, expected }) => [mistake, expected])),
  );
  return [
    `| Mistake | Expected | ${groups.map(nameOf).join(' | ')} |`,
    `| --- | --- | ${groups.map(() => '---').join(' | ')} |`,
    ...[...mistakes].map(([mistake, expected]) => {
      const cells = groups.map(([, ofServer]) => ofServer.find((each) => each.mistake === mistake));
      return `| ${mistake} | ${expected} | ${cells.map((cell) => (cell ? describeCell(cell) : '')).join(' | ')} |`;
    }),
  ];
}
