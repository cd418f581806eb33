// `npm run causes`: makes each mistake at each server of e2e/servers, and prints which cause was found, cell by cell.
import { installPackages } from './packages.mjs';
import { root } from './run.mjs';

const folder = `${root}e2e/servers`;
if (await installPackages(folder, ['--ignore-scripts'])) console.log('Servers: installed with npm ci');
const { createServer } = await import('vite');
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const module = await vite.ssrLoadModule(`${folder}/measure.ts`);
const [only = ''] = process.argv.slice(2);
let isPassed = true;
for (const mode of module.modes) {
  if (process.env.MODE && process.env.MODE !== mode) continue;
  console.log(`\n── ${mode}`);
  const results = [];
  for await (const result of module.measure(mode, (server) => server.includes(only))) {
    if ('skipped' in result) console.log(`skipped: ${result.skipped}`);
    else results.push(result);
  }
  report(results);
  // Without any accepted request to compare with, many mistakes can't be recognized.
  if (mode !== 'nothing') isPassed &&= isGoalReached(results);
}
await vite.close();
process.exitCode = isPassed ? 0 : 1;

function report(results) {
  const rejected = results.filter(({ found }) => found !== undefined);
  for (const server of new Set(rejected.map((each) => each.server))) {
    const ofServer = rejected.filter((each) => each.server === server);
    const correct = ofServer.filter(({ isCorrect }) => isCorrect).length;
    console.log(`${server}: ${correct} of ${ofServer.length}`);
    for (const each of ofServer) {
      if (each.isCorrect && !process.env.CELLS) continue;
      const mark = each.isCorrect ? '✓' : '✗';
      console.log(
        `  ${mark} ${each.mistake}: ${each.found} (${each.certainty}), expected ${each.expected}, status ${each.exchange.status}`,
      );
      if (process.env.DETAILS && !each.isCorrect)
        console.log(
          JSON.stringify(
            {
              body: each.exchange.responseBody?.text.slice(0, 300),
              www: each.exchange.responseHeaders.filter(({ name }) => /www/i.test(name)),
              causes: each.causes,
            },
            null,
            1,
          ),
        );
    }
  }
  const { correct, wrongCertain, share } = count(rejected);
  console.log(
    `${correct} of ${rejected.length} first causes correct (${share.toFixed(1)} %), ${wrongCertain} wrong ones certain, ${results.length - rejected.length} accepted`,
  );
}

function count(rejected) {
  const correct = rejected.filter(({ isCorrect }) => isCorrect).length;
  const wrongCertain = rejected.filter(
    ({ isCorrect, certainty }) => !isCorrect && certainty === 'certain',
  ).length;
  return { correct, wrongCertain, share: (100 * correct) / Math.max(1, rejected.length) };
}

function isGoalReached(results) {
  const { share, wrongCertain } = count(results.filter(({ found }) => found !== undefined));
  return share >= 95 && wrongCertain === 0;
}
