import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readExchanges } from '../capture/files/read-file';
import { writeExchanges } from '../capture/files/write-file';
import { decode, finish } from '../token';
import {
  createDiagnosis,
  createLog,
  loadSanitizer,
  personalClaims,
  type Exchange,
  type SaveFormat,
} from '../traffic';
import { readContext } from '../traffic/answers/token-context';
import { readLineage } from '../traffic/answers/lineage/read-lineage';
import { readFlow } from '../traffic/answers/flows/describe-flow';
import { providers } from './noise/measure.fixture';
import { createRecording } from './noise/recording.fixture';

const har = readFileSync(new URL('../../e2e/preview/sign-in.har', import.meta.url), 'utf8');
const readAll = (text: string): Exchange[] => [...readExchanges(text, { writtenAtMs: 0 })];

const recordings: readonly (readonly [string, readonly Exchange[]])[] = [
  ['a recorded sign-in', readAll(har)],
  ...providers.map(({ name, record }) => {
    const recording = createRecording();
    record(recording);
    return [name, recording.exchanges] as const;
  }),
];

const keepClaims = Object.fromEntries([...personalClaims].map((name) => [name, false]));

async function sanitize(exchanges: readonly Exchange[], decided?: Readonly<Record<string, boolean>>) {
  const sanitizer = await loadSanitizer({
    fillRandom: (bytes) => void crypto.getRandomValues(bytes),
    decided,
  });
  for (const exchange of exchanges) finish(sanitizer.collect(exchange));
  finish(sanitizer.prepare());
  const sanitized = exchanges.map((exchange) => finish(sanitizer.sanitize(exchange)));
  return { sanitized, summary: sanitizer.summary };
}

function write(exchanges: readonly Exchange[], format: SaveFormat): string {
  return [...writeExchanges({ exchanges }, format, { version: '1', savedAtMs: 0 })].join('');
}

/** What the panel shows of a log, without what depends on a signature or on a replaced value. */
async function describeLog(exchanges: readonly Exchange[]) {
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  const diagnose = createDiagnosis(log);
  const rows = [];
  for (const { raw, ...row } of log.rows()) {
    const token = decode(raw, { repair: true });
    rows.push({
      ...row,
      kind: token.kind,
      header: token.header,
      claims: token.kind === 'jwe' ? undefined : Object.keys(token.claims ?? {}),
      sightings: log.sightings(row.id).map(({ kind, name, path, chunks, url, status, atMs }) => ({
        kind,
        // The API key is in the name of Firebase's entry.
        name: name.replace(/:[^:]*(?=:\[DEFAULT\])/, ':…'),
        path,
        chunks,
        url: url.replace(/[?#].*$/, '').replace(/ey[\w-]+\.[\w-]+\.[\w-]+/, '…'),
        status,
        atMs,
      })),
      lineage: Object.keys(readLineage(log, row.id) ?? {}),
      cookies: readContext(log, row.id).cookie,
    });
  }
  const requests = [];
  for (const exchange of log.exchanges()) {
    if (exchange.kind !== 'http') continue;
    const rejection = await diagnose(exchange.id);
    const flow = await readFlow(log, { exchangeId: exchange.id });
    requests.push({
      method: exchange.method,
      status: exchange.status,
      headers: [...exchange.requestHeaders, ...exchange.responseHeaders].map(({ name }) => name),
      causes: rejection?.causes.map(({ code, certainty }) => `${code} ${certainty}`),
      flow: flow && {
        kind: flow.kind,
        steps: flow.steps.map(({ kind }) => kind),
        checks: flow.checks.map(({ name, state, reason }) => `${name} ${state} ${reason}`),
      },
    });
  }
  return { rows, requests };
}

describe.each(recordings)('the sanitized export of %s', { timeout: 60_000 }, (_, exchanges) => {
  it.each(['har', 'json'] as const)(
    'shows the same tokens, lines, causes and sign-ins when opened (%s)',
    async (format) => {
      const { sanitized, summary } = await sanitize(exchanges, keepClaims);
      expect(summary.dropped).toEqual({});
      const shown = await describeLog(readAll(write(sanitized, format)));
      expect(shown).toEqual(await describeLog(readAll(write(exchanges, format))));
      expect(shown.requests.length).toBeGreaterThan(0);
    },
  );
});
