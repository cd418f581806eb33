import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { nativeFunctions } from './native.fixture';
import { readPageRequests } from './page-requests';

type Evaluate = (expression: string, callback: (...result: readonly unknown[]) => void) => unknown;

const { inspectedWindow } = vi.hoisted(() => ({ inspectedWindow: { eval: (() => {}) as Evaluate } }));
vi.mock('webextension-polyfill', () => ({ default: { devtools: { inspectedWindow } } }));

const nowMs = 60_000;

/** A browser's clock and its list of requests, according to Resource Timing. */
const timing = `(() => {${nativeFunctions}
  globalThis.PerformanceEntry = class PerformanceEntry {};
  globalThis.PerformanceResourceTiming = class PerformanceResourceTiming extends PerformanceEntry {};
  const facts = new WeakMap();
  expose(PerformanceEntry.prototype, 'name', function () { return facts.get(this).name; });
  for (const name of ['initiatorType', 'responseStatus', 'responseEnd', 'workerStart'])
    expose(PerformanceResourceTiming.prototype, name, function () { return facts.get(this)[name]; });
  const create = (entry) => {
    const created = new PerformanceResourceTiming();
    facts.set(created, entry);
    return created;
  };
  globalThis.Performance = class Performance {};
  Performance.prototype.now = native('now', () => ${nowMs});
  Performance.prototype.getEntriesByType = native('getEntriesByType', (type) =>
    entries.filter((entry) => entry.type === type).map(create));
  const performance = new Performance();
  expose(globalThis, 'performance', () => performance);
  Date.now = native('now', () => 1_000_000);
})();`;

function openPage(listed: readonly object[], pageScript = ''): void {
  const entries = listed.map((entry) => ({
    initiatorType: 'type' in entry ? 'navigation' : 'fetch',
    responseStatus: 200,
    responseEnd: 1_000,
    workerStart: 0,
    type: 'resource',
    ...entry,
  }));
  inspectedWindow.eval = (expression, callback) =>
    callback(
      JSON.parse(JSON.stringify(runInNewContext(`${timing}${pageScript};${expression}`, { entries }))),
    );
}

it.each([undefined, null, 7, 'text', [], {}, { startedAtMs: '1', urls: [] }, { startedAtMs: 1, urls: 'x' }])(
  'readPageRequests returns undefined for an invalid result: %j',
  async (value) => {
    inspectedWindow.eval = (_, callback) => callback(value);
    expect(await readPageRequests()).toBeUndefined();
  },
);

it("readPageRequests leaves out entries that aren't URLs", async () => {
  inspectedWindow.eval = (_, callback) =>
    callback({ startedAtMs: 1, urls: [7, 'https://api.test/me', null] });
  expect(await readPageRequests()).toEqual({ startedAtMs: 1, urls: ['https://api.test/me'] });
});

it('readPageRequests leaves out requests that may not be reported yet or ever', async () => {
  openPage([
    { name: 'https://api.test/just-ended', responseEnd: nowMs - 4_999 },
    { name: 'https://api.test/not-ended', responseEnd: 0 },
    { name: 'https://api.test/failed', responseStatus: 0 },
    { name: 'https://api.test/by-a-service-worker', workerStart: 12 },
    { name: 'https://api.test/logo.png', initiatorType: 'img' },
    { name: 'data:,text' },
    { name: 'blob:https://app.test/1' },
  ]);
  expect(await readPageRequests()).toEqual({ startedAtMs: 940_000, urls: [] });
});

it('readPageRequests lists the document, each fetch and each XMLHttpRequest, with truncated URLs', async () => {
  openPage([
    { name: 'https://app.test/', type: 'navigation' },
    { name: 'https://api.test/me' },
    { name: `https://api.test/${'x'.repeat(10_000)}`, initiatorType: 'xmlhttprequest' },
  ]);
  const { urls } = (await readPageRequests()) ?? { urls: [] };
  expect(urls.slice(0, 2)).toEqual(['https://app.test/', 'https://api.test/me']);
  expect(urls[2]).toHaveLength(1_024);
});

it('readPageRequests returns undefined, and calls no page code, if the page replaced the functions it uses', async () => {
  openPage(
    [{ name: 'https://api.test/me' }],
    'Performance.prototype.now = () => { throw new Error("called"); }',
  );
  expect(await readPageRequests()).toBeUndefined();
});
