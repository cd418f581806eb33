import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followDocuments } from './documents';

type Answered = (value: unknown, problem?: unknown) => void;

const { listeners, browser, page } = vi.hoisted(() => {
  const listeners = new Set<(url: string) => void>();
  const page = { answer: (_answered: Answered) => {} };
  const browser = {
    devtools: {
      network: {
        onNavigated: {
          addListener: (listener: (url: string) => void) => listeners.add(listener),
          removeListener: (listener: (url: string) => void) => listeners.delete(listener),
        },
      },
      inspectedWindow: { eval: (_expression: string, answered: Answered) => page.answer(answered) },
    },
  };
  return { listeners, browser, page };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const nowMs = 100_000;
const notReady = { isError: true, code: 'E_FAILED', details: ['https://app.test/ has no execution context'] };

let events: (string | number)[];
let end = () => {};

/** What a page answers whose navigation began then. */
const startOf = (startedAtMs: number, timeOrigin = startedAtMs) => [
  Date.now(),
  Date.now() - startedAtMs,
  timeOrigin,
];

const navigate = async (startedAtMs: number, timeOrigin?: number) => {
  page.answer = (answered) => answered(startOf(startedAtMs, timeOrigin));
  for (const listener of listeners) listener('https://app.test/');
  await vi.advanceTimersByTimeAsync(0);
};

beforeEach(async () => {
  vi.useFakeTimers({ now: nowMs });
  listeners.clear();
  events = [];
  page.answer = (answered) => answered(startOf(1_000));
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

it('a rewritten URL is no new document', async () => {
  await navigate(1_001);
  await navigate(999);
  expect(events).toEqual(['stayed', 'stayed']);
});

it('a document is the same after the computer slept, which its clock did not count', async () => {
  await navigate(40_000, 1_000);
  expect(events).toEqual(['stayed']);
});

it('each new document is reported with its start, until the end', async () => {
  await navigate(5_000);
  await navigate(5_001);
  await navigate(9_000);
  end();
  await navigate(12_000);
  expect(events).toEqual([4_995, 'stayed', 8_995]);
});

it('a document that cannot be asked yet is asked again', async () => {
  let attempts = 0;
  page.answer = (answered) => {
    attempts += 1;
    if (attempts < 14) answered(undefined, notReady);
    else answered(startOf(5_000));
  };
  for (const listener of listeners) listener('https://app.test/');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(events).toEqual([4_995]);
});

it('a busy document is reported as such, and with its own start once it answers', async () => {
  const waiting: Answered[] = [];
  page.answer = (answered) => waiting.push(answered);
  for (const listener of listeners) listener('https://app.test/');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(events).toEqual(['slow']);
  waiting.at(-1)?.(startOf(99_000));
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual(['slow', 98_995]);
});

it('the start of a document that was left is not taken for that of the next', async () => {
  const waiting: Answered[] = [];
  page.answer = (answered) => waiting.push(answered);
  for (const listener of listeners) listener('https://app.test/');
  await navigate(9_000);
  waiting.at(-1)?.(startOf(5_000));
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual([8_995]);
});

it('a navigation before the first document could answer leads to a new document', async () => {
  end();
  const waiting: Answered[] = [];
  page.answer = (answered) => waiting.push(answered);
  end = followDocuments({ began: (startedAtMs) => events.push(startedAtMs) });
  await navigate(5_000);
  waiting[0]?.(startOf(5_000));
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual([4_995]);
});

it.each([
  ['denied', { isError: true, code: 'E_FAILED', details: ['Permission denied'] }],
  ['that throws', { isException: true, value: 'Error' }],
])('a document %s began when the navigation to it was reported', async (_, problem) => {
  page.answer = (answered) => answered(undefined, problem);
  for (const listener of listeners) listener('https://app.test/');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(events).toEqual([nowMs]);
});
