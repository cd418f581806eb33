import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followDocuments } from './documents';

type Callback = (value: unknown, problem?: unknown) => void;

const { listeners, browser, page } = vi.hoisted(() => {
  const listeners = new Set<(url: string) => void>();
  const page = { respond: (_callback: Callback) => {} };
  const browser = {
    devtools: {
      network: {
        onNavigated: {
          addListener: (listener: (url: string) => void) => listeners.add(listener),
          removeListener: (listener: (url: string) => void) => listeners.delete(listener),
        },
      },
      inspectedWindow: { eval: (_expression: string, callback: Callback) => page.respond(callback) },
    },
  };
  return { listeners, browser, page };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const nowMs = 100_000;
const notReady = { isError: true, code: 'E_FAILED', details: ['https://app.test/ has no execution context'] };

let events: (string | number)[];
let end = () => {};

/** What a page returns whose navigation began then. */
const startOf = (startedAtMs: number, timeOrigin = startedAtMs) => [
  Date.now(),
  Date.now() - startedAtMs,
  timeOrigin,
];

const navigate = async (startedAtMs: number, timeOrigin?: number) => {
  page.respond = (callback) => callback(startOf(startedAtMs, timeOrigin));
  for (const listener of listeners) listener('https://app.test/');
  await vi.advanceTimersByTimeAsync(0);
};

beforeEach(async () => {
  vi.useFakeTimers({ now: nowMs });
  listeners.clear();
  events = [];
  page.respond = (callback) => callback(startOf(1_000));
  end = followDocuments({
    began: (startedAtMs) => events.push(startedAtMs),
    stayed: () => events.push('stayed'),
    slow: () => events.push('slow'),
  });
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

it("a rewritten URL isn't a new document", async () => {
  await navigate(1_001);
  await navigate(999);
  expect(events).toEqual(['stayed', 'stayed']);
});

it("a document stays the same after the computer slept, which its clock doesn't count", async () => {
  await navigate(40_000, 1_000);
  expect(events).toEqual(['stayed']);
});

it('reports each new document with its start, until the end', async () => {
  await navigate(5_000);
  await navigate(5_001);
  await navigate(9_000);
  end();
  await navigate(12_000);
  expect(events).toEqual([4_995, 'stayed', 8_995]);
});

it("retries a document that isn't ready", async () => {
  let attempts = 0;
  page.respond = (callback) => {
    attempts += 1;
    if (attempts < 14) callback(undefined, notReady);
    else callback(startOf(5_000));
  };
  for (const listener of listeners) listener('https://app.test/');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(events).toEqual([4_995]);
});

it('reports a busy document as slow, and with its start once it responds', async () => {
  const waiting: Callback[] = [];
  page.respond = (callback) => waiting.push(callback);
  for (const listener of listeners) listener('https://app.test/');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(events).toEqual(['slow']);
  waiting.at(-1)?.(startOf(99_000));
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual(['slow', 98_995]);
});

it('ignores a late result of a document that was left', async () => {
  const waiting: Callback[] = [];
  page.respond = (callback) => waiting.push(callback);
  for (const listener of listeners) listener('https://app.test/');
  await navigate(9_000);
  waiting.at(-1)?.(startOf(5_000));
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual([8_995]);
});

it('reports a new document if a navigation comes before the first document responds', async () => {
  end();
  const waiting: Callback[] = [];
  page.respond = (callback) => waiting.push(callback);
  end = followDocuments({ began: (startedAtMs) => events.push(startedAtMs) });
  await navigate(5_000);
  waiting[0]?.(startOf(5_000));
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual([4_995]);
});

it.each([
  ["that can't be accessed", { isError: true, code: 'E_FAILED', details: ['Permission denied'] }],
  ['that throws', { isException: true, value: 'Error' }],
])('a document %s is taken to begin when its navigation was reported', async (_, problem) => {
  page.respond = (callback) => callback(undefined, problem);
  for (const listener of listeners) listener('https://app.test/');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(events).toEqual([nowMs]);
});
