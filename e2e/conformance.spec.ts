// Guards: the token room agrees with the published cases of others, in Node, Chromium and Firefox alike.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'playwright/test';
import * as token from '../src/token';
import { artefacts, expect } from './story';
import { openInChromium, openInFirefox, type Workbench } from './workbench/open';
import type { Row } from './workbench/row';
import { suites } from './workbench/suites';
import { describeConformance, places, replaceTable, type Runtime } from './workbench/table';
import { hasVectors, readVectors } from './workbench/vectors';

const folder = join(artefacts, 'conformance');
const readme = fileURLToPath(new URL('../README.md', import.meta.url));

test.skip(!hasVectors, '../shared/vectors is not there');
test.setTimeout(600_000);

/** Runs every suite there, keeps the rows, and names those that disagree without a reason. */
async function runAll(place: Runtime, ask: Workbench['ask']): Promise<void> {
  const file = fileOf(place);
  rmSync(file, { force: true });
  const rows: Row[] = [];
  for (const [suite, { files }] of Object.entries(suites)) {
    const own = await ask({ suite, vectors: readVectors(files) });
    expect(own.length, `${suite} has cases`).toBeGreaterThan(0);
    rows.push(...own);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(rows, null, 1));
  expect(rows.filter(({ ok, reason }) => !ok && reason === undefined)).toEqual([]);
}

function fileOf(place: Runtime): string {
  return join(folder, `${place.toLowerCase()}.json`);
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

test('the README has the table that the runs give', async () => {
  const missing = places.filter((place) => !existsSync(fileOf(place)));
  test.skip(missing.length > 0, `there are no rows of ${missing.join(' and ')}`);
  const rows = Object.fromEntries(
    places.map((place) => [place, JSON.parse(readFileSync(fileOf(place), 'utf8'))]),
  ) as Record<Runtime, readonly Row[]>;
  const text = readFileSync(readme, 'utf8');
  const wanted = await replaceTable(text, describeConformance(rows));
  // `npm run conformance` asks for this.
  if (test.info().config.updateSnapshots === 'all') writeFileSync(readme, wanted);
  else expect(text, 'npm run conformance writes it').toBe(wanted);
});
