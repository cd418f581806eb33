import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { readPageRequests } from './page-requests';

type Ask = (expression: string, answered: (...answer: readonly unknown[]) => void) => unknown;

const { inspectedWindow } = vi.hoisted(() => ({ inspectedWindow: { eval: (() => {}) as Ask } }));
vi.mock('webextension-polyfill', () => ({ default: { devtools: { inspectedWindow } } }));

const nowMs = 60_000;

/** A page's clock and its list, as Resource Timing has it. */
function openPage(entries: readonly object[]): void {
  const performance = {
    now: () => nowMs,
    getEntriesByType: (type: string) =>
      entries
        .map((entry) => ({
          initiatorType: type === 'navigation' ? 'navigation' : 'fetch',
          responseStatus: 200,
          responseEnd: 1_000,
          workerStart: 0,
          type: 'resource',
          ...entry,
        }))
        .filter((entry) => entry.type === type),
  };
  const context = { performance, Date: { now: () => 1_000_000 } };
  inspectedWindow.eval = (expression, answered) =>
    answered(JSON.parse(JSON.stringify(runInNewContext(expression, context))));
}

it.each([undefined, null, 7, 'text', [], {}, { startedAtMs: '1', urls: [] }, { startedAtMs: 1, urls: 'x' }])(
  'an answer that is no list gives nothing: %j',
  async (value) => {
    inspectedWindow.eval = (_, answered) => answered(value);
    expect(await readPageRequests()).toBeUndefined();
  },
);

it('what is no URL in a list that the page made up is left out', async () => {
  inspectedWindow.eval = (_, answered) =>
    answered({ startedAtMs: 1, urls: [7, 'https://api.test/me', null] });
  expect(await readPageRequests()).toEqual({ startedAtMs: 1, urls: ['https://api.test/me'] });
});

it('what may not be told yet, or at all, is left out', async () => {
  openPage([
    { name: 'https://api.test/just-answered', responseEnd: nowMs - 4_999 },
    { name: 'https://api.test/not-answered', responseEnd: 0 },
    { name: 'https://api.test/refused', responseStatus: 0 },
    { name: 'https://api.test/by-a-service-worker', workerStart: 12 },
    { name: 'https://api.test/logo.png', initiatorType: 'img' },
    { name: 'data:,text' },
    { name: 'blob:https://app.test/1' },
  ]);
  expect(await readPageRequests()).toEqual({ startedAtMs: 940_000, urls: [] });
});

it('the document, each fetch and each XMLHttpRequest are listed, cut at a bound', async () => {
  openPage([
    { name: 'https://app.test/', type: 'navigation' },
    { name: 'https://api.test/me' },
    { name: `https://api.test/${'x'.repeat(10_000)}`, initiatorType: 'xmlhttprequest' },
  ]);
  const { urls } = (await readPageRequests()) ?? { urls: [] };
  expect(urls.slice(0, 2)).toEqual(['https://app.test/', 'https://api.test/me']);
  expect(urls[2]).toHaveLength(1_024);
});
