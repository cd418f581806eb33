// `npm run causes`: makes each mistake at each server of e2e/servers, in Chromium and in Node, prints which cause was
// found, cell by cell, and writes docs/causes.md. `-- --chromium` or `-- --node` measures one of them again; the other is as
// it was measured last (artefacts/causes). `-- TEXT`: only the servers whose name contains the text, without the document.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { createServer } from 'vite';
import { findChromium } from './browsers.mjs';
import { installPackages } from './packages.mjs';
import { root } from './run.mjs';
import { chromeBuild } from './steps.mjs';

const folder = `${root}e2e/servers`;
const document = `${root}docs/causes.md`;
const saved = `${root}artefacts/causes`;
const environments = ['chromium', 'node'];
const flags = process.argv.slice(2);
const wanted = environments.filter((environment) => flags.includes(`--${environment}`));
const measured = wanted.length > 0 ? wanted : environments;
const only = flags.find((flag) => !flag.startsWith('--')) ?? '';
const isWanted = (server) => server.includes(only);
/** These servers are also measured with the page elsewhere. */
const measuredWithEachOrigin =
  /^(?:express-oauth2-jwt-bearer|Flask, PyJWT|jose, (?:silent|GraphQL)|oidc-provider|other reasons|sessions)$/;

if (await installPackages(folder, ['--ignore-scripts'])) console.log('Servers: installed with npm ci');
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const tables = [];
for (const environment of environments) {
  const file = `${saved}/${environment}.json`;
  if (measured.includes(environment)) {
    const own = environment === 'node' ? await measureInNode() : await measureInBrowser();
    tables.push(...own);
    if (only !== '') continue;
    mkdirSync(saved, { recursive: true });
    writeFileSync(file, JSON.stringify(own));
  } else if (existsSync(file)) tables.push(...JSON.parse(readFileSync(file, 'utf8')));
}
await vite.close();
const isPassed = tables.every(({ hasGoal, results }) => !hasGoal || isGoalReached(results));
const isComplete = environments.every((environment) => existsSync(`${saved}/${environment}.json`));
if (only === '' && isComplete) {
  const text = await format(describeTables(), { ...(await resolveConfig(document)), filepath: document });
  writeFileSync(document, text);
  console.log('\nWritten to docs/causes.md');
}
process.exitCode = isPassed ? 0 : 1;

async function measureInBrowser() {
  const chromium = await findChromium();
  if ('missing' in chromium) throw new Error(`Chromium: ${chromium.missing}`);
  if ((await chromeBuild.run()) !== 0) throw new Error('The build failed');
  const { measureInChromium } = await vite.ssrLoadModule(`${folder}/measure-in-chromium.ts`);
  const isMeasured = (server) => measuredWithEachOrigin.test(server) && isWanted(server);
  return [
    await createTable('in Chromium: CORS', true, measureInChromium('CORS', isWanted)),
    await createTable('in Chromium: same origin', true, measureInChromium('same origin', isMeasured)),
    await createTable(
      'in Chromium: CORS, not for errors',
      true,
      measureInChromium('CORS, not for errors', isMeasured),
    ),
  ];
}

async function measureInNode() {
  const { measure, modes } = await vite.ssrLoadModule(`${folder}/measure.ts`);
  const own = [];
  for (const mode of modes) {
    own.push(await createTable(`in Node: ${mode}`, mode !== 'nothing', measure(mode, isWanted)));
  }
  return own;
}

/** `hasGoal`: without any accepted request to compare with, many mistakes can't be recognized. */
async function createTable(title, hasGoal, cells) {
  const results = [];
  const skipped = [];
  for await (const result of cells) {
    if ('skipped' in result) skipped.push(result.skipped);
    else results.push(result);
  }
  const table = { title, hasGoal, results, skipped };
  printTable(table);
  return table;
}

function printTable({ title, results, skipped }) {
  console.log(`\n── Measured ${title}`);
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
    'Each row is a mistake, each column a server with the library or framework that it is named after. `npm run causes` makes every mistake at every server over loopback and writes this document: in Chromium, where a real page makes all calls to a server while the extension’s panel is open in DevTools, and the first cause and its certainty are read from the region “Rejection” of each rejected request; and in Node, where the same calls are recorded as a browser reports them, with more or less around them. `e2e/causes.spec.ts` and `e2e/causes.test.ts` run a part of both with the other tests. The servers and the mistakes are in `e2e/servers`.',
    '',
    'Servers whose name ends in “by hand” are one server, written with jose, that responds with the statuses, headers and texts of the framework. Flask and Django need Debian’s packages `python3-flask`, `python3-jwt` and `python3-djangorestframework-simplejwt`, and are skipped without them. The rules were developed with these servers, so other servers have lower figures. Before any rule was changed for them, the servers “by hand” had 99.4 % correct causes with accepted requests, 97.3 % without response bodies and 78.1 % with nothing; “the browser itself” had 25 of 35, and “other reasons” had 14 of 37, with 14 wrong ones certain.',
    '',
    '- **✓**: the first cause is correct; **✓✓**: and it is certain.',
    '- **–**: the server accepts the request. Empty: the mistake isn’t made at this server.',
    '- Otherwise: the first cause that was found. **none**: the request isn’t shown as rejected.',
    '',
    'In Chromium, the page is:',
    '',
    '- **CORS**: at another origin, which the server allows. “The browser itself” is called from another site, and handles CORS and preflights itself.',
    '- **same origin**: at the server’s origin.',
    '- **CORS, not for errors**: at another origin, but error responses have no CORS headers, so that the page can’t read them.',
    '',
    'In Node, the log has, besides the mistake:',
    '',
    '- **accepted requests**: three requests with other tokens that the server accepted.',
    '- **no response bodies**: the same, without the bodies of responses.',
    '- **all mistakes**: the same, and all other mistakes at this server.',
    '- **nothing**: nothing else. Where a server doesn’t report a reason, many mistakes look alike.',
    '',
    'The mistakes of “other reasons” have nothing to do with the token, such as an invalid field or a firewall. There, a certain cause is wrong, and without the body of the response the reason can’t be known.',
    '',
    '| Measured | Result |',
    '| --- | --- |',
    ...tables.map(({ title, results }) => `| ${title} | ${describeTotal(results)} |`),
  ];
  return [...introduction, ...tables.flatMap(describeTable)].join('\n');
}

function describeTable({ title, results }) {
  const groups = [...groupBy(results, 'server')];
  const isAlike = ([, one], [, other]) =>
    one.some(({ mistake }) => other.some((each) => each.mistake === mistake));
  const alike = groups.filter((group) => isAlike(group, groups[0]));
  const others = groups.filter((group) => !alike.includes(group));
  return [
    `\n## Measured ${title}\n`,
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
