import { run } from './run.mjs';

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

const buildFor = (mode) => ({
  name: `build ${mode}`,
  run: () => run('vite', ['build', '--mode', mode, '--logLevel', 'warn']),
});

export const builds = browsers.map(buildFor);

export const [chromeBuild] = builds;

/** The extension with one page more, never shipped, in which the suites and the benchmarks run. */
export const workbenches = browsers.map((browser) => buildFor(`${browser}-workbench`));
