import { run, runQuietly } from './run.mjs';

/** Each room has a project with only the libraries it may use: `document` doesn't compile in token and traffic. */
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

/** The servers of the stories with client libraries, whose packages are installed only for them. */
export const libraryTypes = typesOf('e2e/libraries/tsconfig.json');

/** The checks that need no browser and no build, cheapest first. */
export const checks = [
  ...projects.map(typesOf),
  { name: 'lint', run: () => run('oxlint', ['--deny-warnings']) },
  { name: 'format', run: () => run('prettier', ['--check', '--log-level', 'warn', '.']) },
];

/** Lines that crxjs always prints, and a warning about an option that it sets itself (crxjs 3.0.0). */
const ownOutputOfCrxjs =
  /^(?:\[crx:content-scripts-iife\].*|\s*✓ .*|\s*WARN {2}inlineDynamicImports option is ignored.*)$/;

/** Prints only what needs attention: errors, and warnings that aren't crxjs's own. */
async function build(mode) {
  // Vite sets it for a development server and an import in this process, and would build for development then.
  const production = { NODE_ENV: 'production' };
  const args = ['build', '--mode', mode, '--logLevel', 'warn'];
  const { code, output } = await runQuietly('vite', args, production);
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !ownOutputOfCrxjs.test(line));
  if (lines.length > 0) console.error(lines.join('\n'));
  return code;
}

const buildFor = (mode) => ({ name: `build ${mode}`, run: () => build(mode) });

export const builds = browsers.map(buildFor);

export const [chromeBuild] = builds;

/** The extension with one more page, never shipped, in which the suites and benchmarks run. */
export const workbenches = browsers.map((browser) => buildFor(`${browser}-workbench`));
