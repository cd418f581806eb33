import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readNavigationStart, readOrigin, readStorage, whenLoaded } from './inspected';
import { evaluate, readAccess } from './evaluate';

type Callback = (...result: readonly unknown[]) => void;
type Evaluate = (expression: string, callback: Callback) => unknown;

const { inspectedWindow } = vi.hoisted(() => ({ inspectedWindow: { eval: (() => {}) as Evaluate } }));
vi.mock('webextension-polyfill', () => ({ default: { devtools: { inspectedWindow } } }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('__BROWSER__', 'chrome');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const failure = (detail: string, code = 'E_FAILED') => ({ isError: true, code, details: [detail] });
const denied = failure('Permission denied');
const firefoxDenial = 'This extension is not allowed on the current inspected window origin';
const firefoxProblem = (detail: string) => failure(detail, 'E_PROTOCOLERROR');
const hostileProblem = {
  get details(): never {
    throw new Error('no');
  },
};

const shapes: readonly (readonly [string, (value: unknown) => Evaluate])[] = [
  ['a callback', (value) => (_, callback) => callback(value)],
  ['a callback and an empty promise', (value) => async (_, callback) => callback(value, undefined)],
  ['a promise of a pair', (value) => async () => [value, undefined]],
];

describe.each(shapes)('a result returned by %s', (_, answerWith) => {
  it('is read', async () => {
    inspectedWindow.eval = answerWith('https://app.test');
    expect(await readOrigin()).toBe('https://app.test');
  });

  it.each(['null', 'file://', 'chrome://settings', 7, null, undefined, ['https://app.test']])(
    "isn't an origin that can be watched: %j",
    async (value) => {
      inspectedWindow.eval = answerWith(value);
      expect(await readOrigin()).toBe('');
    },
  );
});

const problems: readonly (readonly [string, Evaluate, string])[] = [
  ['reports an exception', (_, callback) => callback('https://app.test', { isException: true }), 'exception'],
  ['reports an exception in its promise', async () => [null, { isException: true }], 'exception'],
  ['denies access', (_, callback) => callback(undefined, denied), 'denied'],
  ['denies access as Firefox does', async () => [undefined, firefoxProblem(firefoxDenial)], 'denied'],
  [
    'has no execution context',
    (_, callback) => callback(undefined, failure('x has no execution context')),
    'not ready',
  ],
  [
    "doesn't find the frame",
    (_, callback) => callback(undefined, failure('<top>', 'E_NOTFOUND')),
    'not ready',
  ],
  [
    'lost the execution context',
    (_, callback) => callback(undefined, failure('uniqueContextId not found')),
    'not ready',
  ],
  [
    'has no window',
    async () => [undefined, firefoxProblem('The target window is not defined.')],
    'not ready',
  ],
  ['reports an error without details', (_, callback) => callback(undefined, { isError: true }), 'not ready'],
  ['has details that throw', (_, callback) => callback(undefined, hostileProblem), 'not ready'],
  ['rejects', () => Promise.reject(new Error('DevTools API encountered an error')), 'not ready'],
  [
    'throws',
    () => {
      throw new Error('no');
    },
    'not ready',
  ],
  ['never responds', () => {}, 'no response'],
];

describe.each(problems)('a browser that %s', (_, evaluateMock, kind) => {
  it(`gives the result "${kind}"`, async () => {
    inspectedWindow.eval = evaluateMock;
    const results = Promise.all([evaluate('1'), readOrigin(), readNavigationStart(), readStorage()]);
    await vi.advanceTimersByTimeAsync(70_000);
    const origin = kind === 'denied' ? '' : undefined;
    expect(await results).toEqual([{ kind }, origin, undefined, { problem: kind }]);
  });
});

describe("a page that isn't ready", () => {
  const failing = (times: number, then: Evaluate): (() => number) => {
    let attempts = 0;
    inspectedWindow.eval = (expression, callback) => {
      attempts += 1;
      if (attempts > times) return then(expression, callback);
      return callback(undefined, failure('x has no execution context'));
    };
    return () => attempts;
  };

  it.each([1, 5, 12, 17])('is retried after %i failures', async (times) => {
    failing(times, (_, callback) => callback('https://app.test'));
    const origin = readOrigin();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await origin).toBe('https://app.test');
  });

  it("isn't retried forever", async () => {
    const attempts = failing(Infinity, () => {});
    void readOrigin();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(attempts()).toBe(18);
  });

  it("isn't retried after an abort", async () => {
    const attempts = failing(Infinity, () => {});
    const aborting = new AbortController();
    const origin = readOrigin({ signal: aborting.signal });
    await vi.advanceTimersByTimeAsync(60);
    const before = attempts();
    aborting.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(attempts()).toBe(before);
    expect(await origin).toBeUndefined();
  });

  it("isn't taken for one that denies access", async () => {
    failing(1, (_, callback) => callback(1));
    expect(await readAccess()).toBeUndefined();
    expect(await readAccess()).toBe('all');
  });
});

describe('a page that denies scripts', () => {
  it.each([
    ['requests', failure('about:no-such-frame', 'E_NOTFOUND')],
    ['none', denied],
  ])('allows %s if looking for a missing frame returns %j', async (access, problem) => {
    inspectedWindow.eval = (...[, second, third]: readonly unknown[]) => {
      if (typeof second === 'function') (second as Callback)(undefined, denied);
      else (third as Callback)(undefined, problem);
    };
    expect(await readAccess()).toBe(access);
  });
});

describe('whenLoaded', () => {
  it("waits until the page reports that it's complete", async () => {
    const states: readonly unknown[] = ['loading', undefined, 7, 'interactive', 'complete'];
    let attempts = 0;
    inspectedWindow.eval = (_, callback) => callback(states[attempts++]);
    const loaded = whenLoaded(new AbortController().signal);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await loaded).toBe(true);
    expect(attempts).toBe(5);
  });

  it.each(['loading', undefined])('waits 30 seconds if the page reports %j', async (state) => {
    inspectedWindow.eval = (_, callback) => callback(state);
    let isLoaded: boolean | undefined;
    void whenLoaded(new AbortController().signal).then((loaded) => (isLoaded = loaded));
    await vi.advanceTimersByTimeAsync(29_000);
    expect(isLoaded).toBeUndefined();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(isLoaded).toBe(false);
  });
});

describe('readNavigationStart', () => {
  const timeOrigin = 1_000;

  it("returns the page's start, slightly earlier", async () => {
    inspectedWindow.eval = (_, callback) => callback([Date.now(), 3_000, timeOrigin]);
    expect(await readNavigationStart()).toEqual({ startedAtMs: Date.now() - 3_005, timeOrigin });
  });

  it.each([
    ['an hour ahead', 3_600_000],
    ['stopped', -3_600_000],
  ])("returns the right start if the page's clock is %s", async (_name, offsetMs) => {
    inspectedWindow.eval = (_, callback) => callback([Date.now() + offsetMs, 3_000, timeOrigin]);
    expect(await readNavigationStart()).toEqual({ startedAtMs: Date.now() - 3_005, timeOrigin });
  });

  it('returns the right start if the page replaced its clock', async () => {
    inspectedWindow.eval = (_, callback) => callback([undefined, 3_000, undefined]);
    const startedAtMs = Date.now() - 3_005;
    expect(await readNavigationStart()).toEqual({ startedAtMs, timeOrigin: startedAtMs });
  });

  it.each([undefined, null, 'now', [], [1, Number.NaN], [1, -1, 1], [1, 8e15, 1], [1, '5', 1]])(
    'returns undefined if the page returns %j',
    async (value) => {
      inspectedWindow.eval = (_, callback) => callback(value);
      expect(await readNavigationStart()).toBeUndefined();
    },
  );
});

it('readings of the storage have unique IDs', async () => {
  const found = { 0: { key: 'k', value: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' } };
  const area = { found, count: 1, leftOut: 0 };
  inspectedWindow.eval = (_, callback) =>
    callback({ origin: 'https://app.test', local: area, session: area });
  const attempts = [await readStorage(), await readStorage()];
  const readings = attempts.flatMap((attempt) => ('problem' in attempt ? [] : attempt.readings));
  expect(readings.map(({ area }) => area)).toEqual([
    'localStorage',
    'sessionStorage',
    'localStorage',
    'sessionStorage',
  ]);
  expect(new Set(readings.map(({ id }) => id)).size).toBe(4);
});
