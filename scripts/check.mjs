// `npm run check`: types, lint, format and unit tests, the same locally and in CI.
import { checks } from './steps.mjs';
import { run } from './run.mjs';

const failed = [];
for (const step of [
  ...checks,
  { name: 'unit', run: () => run('vitest', ['run', '--mode', 'test', '--dir', 'src']) },
]) {
  if ((await step.run()) !== 0) failed.push(step.name);
}
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
