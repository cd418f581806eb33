// `npm test`: everything, on a machine that has only Node and git. `npm test -- <story>`: the stories whose file name
// contains that text, and what they need. The last line has the totals.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { prepareLibraries } from './libraries.mjs';
import { builds, checks, libraryTypes, workbenches } from './steps.mjs';
import { run, root } from './run.mjs';
import { describeFound, setup } from './setup.mjs';

const stories = process.argv.slice(2);
const isPartial = stories.length > 0;
const found = await setup({});
const reports = `${root}artefacts/reports`;
rmSync(`${root}artefacts`, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];

function heading(name) {
  console.log(`\n── ${name}`);
}

async function single({ name, run: step }) {
  heading(name);
  if ((await step()) === 0) total.passed += 1;
  else {
    total.failed += 1;
    failures.push(name);
  }
}

/** A runner that ends without a report has failed, whatever it counted. */
function readReport(name, file, code, read) {
  const before = total.failed;
  try {
    read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    total.failed += 1;
    failures.push(`${name}: no report`);
    return;
  }
  if (code !== 0 && total.failed === before) {
    total.failed += 1;
    failures.push(`${name}: exit code ${code}`);
  }
}

async function vitest(name, projects = name) {
  heading(name);
  const file = `${reports}/${name}.json`;
  const code = await run('vitest', [
    'run',
    '--mode',
    'test',
    '--project',
    projects,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  readReport(name, file, code, (report) => {
    total.passed += report.numPassedTests;
    total.failed += report.numFailedTests;
    for (const test of report.testResults.flatMap((suite) => suite.assertionResults)) {
      if (test.status === 'failed') failures.push(test.fullName);
      if (test.status === 'pending' || test.status === 'skipped' || test.status === 'todo') {
        total.skipped += 1;
        skips.push(test.fullName);
      }
    }
  });
}

/** Returns why the stories with client libraries must be skipped; empty if they can run. */
async function libraries(name) {
  heading(name);
  try {
    const missing = await prepareLibraries();
    if (missing !== undefined) return missing;
  } catch (error) {
    console.error(error.message);
    total.failed += 1;
    failures.push(name);
    return `${name}: ${error.message}`;
  }
  await single(libraryTypes);
  return '';
}

async function playwright(name, missingLibraries) {
  heading(name);
  const file = `${reports}/${name}.json`;
  const code = await run('playwright', ['test', ...stories], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...describeFound(found),
    MISSING_LIBRARIES: missingLibraries,
  });
  readReport(name, file, code, (report) => {
    const visit = (suite, path) => {
      for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
      for (const spec of suite.specs ?? []) {
        const title = [...path, spec.title].join(' › ');
        for (const test of spec.tests) {
          if (test.status === 'skipped') {
            total.skipped += 1;
            const why = test.annotations.find(({ type }) => type === 'skip')?.description;
            skips.push(`${title}: ${why ?? 'an earlier story of its file failed'}`);
          } else if (test.status === 'expected') total.passed += 1;
          else {
            total.failed += 1;
            failures.push(title);
          }
        }
      }
    };
    for (const suite of report.suites) visit(suite, [suite.title]);
    if (report.errors.length > 0) {
      total.failed += report.errors.length;
      failures.push(...report.errors.map((error) => error.message ?? name));
    }
  });
}

/** Whether a selected story may need what only stories with this name need. */
const needs = (name) => !isPartial || stories.some((story) => story.includes(name));

if (!isPartial) {
  for (const step of checks) await single(step);
  await vitest('unit', 'unit*');
}
for (const step of builds) await single(step);
if (needs('conformance')) for (const step of workbenches) await single(step);
if (!isPartial) await vitest('built output');
const missingLibraries = needs('libraries') ? await libraries('client libraries') : '';
await playwright('end to end', missingLibraries);

if (skips.length > 0) console.log(`\nSkipped:\n${skips.map((line) => `  ${line}`).join('\n')}`);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
