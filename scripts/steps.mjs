import { run, runQuietly } from './run.mjs';

/** Each room is compiled with no more than it may know: `document` does not exist in token and traffic. */
const projects = [
  'src/token/tsconfig.json',
  'src/token/tsconfig.test.json',
  'src/traffic/tsconfig.json',
  'src/traffic/tsconfig.test.json',
  'tsconfig.json',
  'tsconfig.node.json',
];

export const browsers = ['chrome', 'firefox'];

const typesOf = (project) => ({
  name: `types ${project}`,
  run: () => run('tsc', ['--noEmit', '-p', project]),
});

/** The servers of the stories with client libraries, which use packages that are installed only for them. */
export const libraryTypes = typesOf('e2e/libraries/tsconfig.json');

/** The checks that need no browser and no build, in the order in which they are cheap. */
export const checks = [
  ...projects.map(typesOf),
  { name: 'lint', run: () => run('oxlint', ['--deny-warnings']) },
  { name: 'format', run: () => run('prettier', ['--check', '--log-level', 'warn', '.']) },
];

/** What crxjs prints of its own accord, with a warning about an option that it sets itself (crxjs 3.0.0). */
const ownOutputOfCrxjs =
  /^(?:\[crx:content-scripts-iife\].*|\s*✓ .*|\s*WARN {2}inlineDynamicImports option is ignored.*)$/;

/** Prints only what needs attention: errors, and warnings other than crxjs's own. */
async function build(mode) {
  const { code, output } = await runQuietly('vite', ['build', '--mode', mode, '--logLevel', 'warn']);
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !ownOutputOfCrxjs.test(line));
  if (lines.length > 0) console.error(lines.join('\n'));
  return code;
}

const buildFor = (mode) => ({ name: `build ${mode}`, run: () => build(mode) });

export const builds = browsers.map(buildFor);

export const [chromeBuild] = builds;

/** The extension with one page more, never shipped, in which the suites and the benchmarks run. */
export const workbenches = browsers.map((browser) => buildFor(`${browser}-workbench`));
