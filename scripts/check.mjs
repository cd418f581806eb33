// `npm run check`: types, lint, format and unit tests, in about a minute. Only `npm test` runs the exhaustive ones.
import { checks } from './steps.mjs';
import { run } from './run.mjs';

const failed = [];
for (const step of [
  ...checks,
  {
    name: 'unit',
    run: () => run('vitest', ['run', '--mode', 'test', '--project', 'unit', '--project', 'unit, isolated']),
  },
]) {
  if ((await step.run()) !== 0) failed.push(step.name);
}
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
