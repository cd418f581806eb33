import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readNavigationStart, readOrigin, readStorage } from './inspected';

type Ask = (expression: string, answered: (...answer: readonly unknown[]) => void) => unknown;

const { inspectedWindow } = vi.hoisted(() => ({ inspectedWindow: { eval: (() => {}) as Ask } }));
vi.mock('webextension-polyfill', () => ({ default: { devtools: { inspectedWindow } } }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const shapes: readonly (readonly [string, (value: unknown) => Ask])[] = [
  ['a callback', (value) => (_, answered) => answered(value)],
  ['a callback beside the promise of nothing', (value) => async (_, answered) => answered(value, undefined)],
  ['a promise of a pair', (value) => async () => [value, undefined]],
];

describe.each(shapes)('an answer by %s', (_, answerWith) => {
  it('is read', async () => {
    inspectedWindow.eval = answerWith('https://app.test');
    expect(await readOrigin()).toBe('https://app.test');
  });

  it.each(['null', 'file://', 'chrome://settings', 7, null, undefined, ['https://app.test']])(
    'is no origin that can be watched: %j',
    async (value) => {
      inspectedWindow.eval = answerWith(value);
      const answer = readOrigin();
      await vi.advanceTimersByTimeAsync(6_000);
      expect(await answer).toBeUndefined();
    },
  );
});

const refusals: readonly (readonly [string, Ask])[] = [
  ['says that it threw', (_, answered) => answered('https://app.test', { isException: true })],
  ['says so in its promise', async () => ['https://app.test', { isError: true }]],
  ['rejects', () => Promise.reject(new Error('DevTools API encountered an error'))],
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['never answers', () => {}],
];

describe.each(refusals)('a browser that %s', (_, ask) => {
  it('gives nothing', async () => {
    inspectedWindow.eval = ask;
    const answers = Promise.all([readOrigin(), readStorage()]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await answers).toEqual([undefined, []]);
  });
});

describe('the start of a navigation', () => {
  it('is what the page says, a little before', async () => {
    inspectedWindow.eval = (_, answered) => answered(Date.now() - 3_000);
    expect(await readNavigationStart()).toBe(Date.now() - 3_005);
  });

  it.each([undefined, null, 'now', Number.NaN, -1, 8e15])('is now when the page says %j', async (value) => {
    inspectedWindow.eval = (_, answered) => answered(value);
    expect(await readNavigationStart()).toBe(Date.now() - 5);
  });
});

it('readings of the storage have ids of their own', async () => {
  const found = { 0: { key: 'k', value: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' } };
  const area = { found, count: 1, leftOut: 0 };
  inspectedWindow.eval = (_, answered) =>
    answered({ origin: 'https://app.test', local: area, session: area });
  const readings = [...(await readStorage()), ...(await readStorage())];
  expect(readings.map(({ area }) => area)).toEqual([
    'localStorage',
    'sessionStorage',
    'localStorage',
    'sessionStorage',
  ]);
  expect(new Set(readings.map(({ id }) => id)).size).toBe(4);
});
