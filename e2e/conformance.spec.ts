// Guards: the token room has the expected result for published test cases in Node, Chromium and Firefox. Fails without it:
// a case has another result for which no reason is documented.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'playwright/test';
import * as token from '../src/token';
import { artefacts, expect } from './story';
import { openInChromium, openInFirefox, type Workbench } from './workbench/open';
import type { Row } from './workbench/row';
import { suites } from './workbench/suites';
import { describeConformance, runtimes, replaceTable, type Runtime } from './workbench/table';
import { hasVectors, readVectors } from './workbench/vectors';

const folder = join(artefacts, 'conformance');
const document = fileURLToPath(new URL('../docs/conformance.md', import.meta.url));

test.skip(!hasVectors, '../shared/vectors does not exist');
test.setTimeout(600_000);

/** Runs every suite, writes the rows to a file, and fails for a disagreement without a reason. */
async function runAll(runtime: Runtime, ask: Workbench['ask']): Promise<void> {
  const file = fileOf(runtime);
  rmSync(file, { force: true });
  const rows: Row[] = [];
  for (const [suite, { files }] of Object.entries(suites)) {
    const result = await ask({ suite, vectors: readVectors(files) });
    expect(result.length, `${suite} has cases`).toBeGreaterThan(0);
    rows.push(...result);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(rows, null, 1));
  expect(rows.filter(({ ok, reason }) => !ok && reason === undefined)).toEqual([]);
}

function fileOf(runtime: Runtime): string {
  return join(folder, `${runtime.toLowerCase()}.json`);
}

test('in Node', async () => {
  await runAll('Node', async (question) => {
    if (!('suite' in question)) throw new Error('Only suites run here.');
    return (await suites[question.suite]?.run(question.vectors, token)) ?? [];
  });
});

test('in Chromium', async () => {
  test.skip((process.env['MISSING_CHROMIUM'] ?? '') !== '', process.env['MISSING_CHROMIUM'] ?? '');
  const workbench = await openInChromium();
  try {
    await runAll('Chromium', workbench.ask);
  } finally {
    await workbench.close();
  }
});

test('in Firefox', async () => {
  test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');
  const workbench = await openInFirefox();
  try {
    await runAll('Firefox', workbench.ask);
  } finally {
    await workbench.close();
  }
});

test('docs/conformance.md has the table of these results', async () => {
  const missing = runtimes.filter((runtime) => !existsSync(fileOf(runtime)));
  test.skip(missing.length > 0, `no results from ${missing.join(' and ')}`);
  const rows = Object.fromEntries(
    runtimes.map((runtime) => [runtime, JSON.parse(readFileSync(fileOf(runtime), 'utf8'))]),
  ) as Record<Runtime, readonly Row[]>;
  const text = readFileSync(document, 'utf8');
  const expected = await replaceTable(text, describeConformance(rows));
  // Set by `npm run conformance`.
  if (test.info().config.updateSnapshots === 'all') writeFileSync(document, expected);
  else expect(text, 'npm run conformance writes it').toBe(expected);
});
