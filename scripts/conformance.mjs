// `npm run conformance`: runs the published test cases in Node, Chromium and Firefox, and writes the table in
// docs/conformance.md.
import { run } from './run.mjs';
import { describeFound, setup } from './setup.mjs';
import { workbenches } from './steps.mjs';

const found = await setup({ quiet: true });
for (const step of workbenches) {
  if ((await step.run()) !== 0) {
    console.error(`Failed: ${step.name}`);
    process.exit(1);
  }
}
process.exitCode = await run(
  'playwright',
  ['test', 'e2e/conformance.spec.ts', '--update-snapshots=all', '--reporter=list'],
  describeFound(found),
);
