// `npm run noise`: checks ordinary tokens of many providers in their ordinary traffic, and prints the findings of each.
// Fails beyond the limits of src/entry/noise/noise.test.ts.
import { installPackages } from './packages.mjs';
import { root } from './run.mjs';

await installPackages(root);
const { createServer } = await import('vite');
// Nothing listens: the server only transforms modules, including those that are imported while the checks run.
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const { countPerToken, isShown, maxShownPerToken, measure, providers } = await server.ssrLoadModule(
  '/src/entry/noise/measure.fixture.ts',
);

const listRules = (findings, describe) => [...new Set(findings.map(describe))].join(', ');
const tokens = [];
for (const provider of providers) {
  console.log(`\n${provider.name}`);
  for (const measured of await measure(provider)) {
    const { token, findings } = measured;
    const shown = listRules(findings.filter(isShown), ({ severity, rule }) => `${severity} ${rule}`);
    const others = listRules(
      findings.filter((finding) => !isShown(finding)),
      ({ rule }) => rule,
    );
    console.log(`  ${token}\n    shown: ${shown || '–'}\n    all checks: ${others || '–'}`);
    tokens.push(measured);
  }
}
const average = countPerToken(tokens);
const high = tokens.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'high')).length;
console.log(
  `\n${tokens.length} tokens of ${providers.length} providers: ${high} high findings, ${average.toFixed(2)} shown per token (at most ${maxShownPerToken}).`,
);
await server.close();
process.exitCode = high === 0 && average <= maxShownPerToken ? 0 : 1;
