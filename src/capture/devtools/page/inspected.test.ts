import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readNavigationStart, readOrigin, readStorage, whenLoaded } from './inspected';
import { evaluate, readAccess } from './page-answer';

type Answer = (...answer: readonly unknown[]) => void;
type Ask = (expression: string, answered: Answer) => unknown;

const { inspectedWindow } = vi.hoisted(() => ({ inspectedWindow: { eval: (() => {}) as Ask } }));
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
      expect(await readOrigin()).toBe('');
    },
  );
});

const problems: readonly (readonly [string, Ask, string])[] = [
  ['says that it threw', (_, answered) => answered('https://app.test', { isException: true }), 'exception'],
  ['says so in its promise', async () => [null, { isException: true }], 'exception'],
  ['denies it', (_, answered) => answered(undefined, denied), 'denied'],
  ['denies it as Firefox does', async () => [undefined, firefoxProblem(firefoxDenial)], 'denied'],
  [
    'has no context',
    (_, answered) => answered(undefined, failure('x has no execution context')),
    'not ready',
  ],
  ['has no frame', (_, answered) => answered(undefined, failure('<top>', 'E_NOTFOUND')), 'not ready'],
  ['lost it', (_, answered) => answered(undefined, failure('uniqueContextId not found')), 'not ready'],
  [
    'has no window',
    async () => [undefined, firefoxProblem('The target window is not defined.')],
    'not ready',
  ],
  ['says no more than that', (_, answered) => answered(undefined, { isError: true }), 'not ready'],
  ['has details that throw', (_, answered) => answered(undefined, hostileProblem), 'not ready'],
  ['rejects', () => Promise.reject(new Error('DevTools API encountered an error')), 'not ready'],
  [
    'throws',
    () => {
      throw new Error('no');
    },
    'not ready',
  ],
  ['never answers', () => {}, 'no answer'],
];

describe.each(problems)('a browser that %s', (_, ask, kind) => {
  it(`says nothing about the page: ${kind}`, async () => {
    inspectedWindow.eval = ask;
    const answers = Promise.all([evaluate('1'), readOrigin(), readNavigationStart(), readStorage()]);
    await vi.advanceTimersByTimeAsync(70_000);
    const origin = kind === 'denied' ? '' : undefined;
    expect(await answers).toEqual([{ kind }, origin, undefined, { problem: kind }]);
  });
});

describe('a page that cannot be asked yet', () => {
  const failing = (times: number, then: Ask): (() => number) => {
    let asked = 0;
    inspectedWindow.eval = (expression, answered) => {
      asked += 1;
      if (asked > times) return then(expression, answered);
      return answered(undefined, failure('x has no execution context'));
    };
    return () => asked;
  };

  it.each([1, 5, 12, 17])('is asked again: %i failures', async (times) => {
    failing(times, (_, answered) => answered('https://app.test'));
    const origin = readOrigin();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await origin).toBe('https://app.test');
  });

  it('is not asked for ever', async () => {
    const asked = failing(Infinity, () => {});
    void readOrigin();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked()).toBe(18);
  });

  it('is not asked any more after an abort', async () => {
    const asked = failing(Infinity, () => {});
    const asking = new AbortController();
    const origin = readOrigin({ signal: asking.signal });
    await vi.advanceTimersByTimeAsync(60);
    const before = asked();
    asking.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(before);
    expect(await origin).toBeUndefined();
  });

  it('is not taken for one that is denied', async () => {
    failing(1, (_, answered) => answered(1));
    expect(await readAccess()).toBeUndefined();
    expect(await readAccess()).toBe('all');
  });
});

describe('a page that denies scripts', () => {
  it.each([
    ['requests', failure('about:no-such-frame', 'E_NOTFOUND')],
    ['none', denied],
  ])('has its %s reported when a frame is %j', async (access, problem) => {
    inspectedWindow.eval = (...[, second, third]: readonly unknown[]) => {
      if (typeof second === 'function') (second as Answer)(undefined, denied);
      else (third as Answer)(undefined, problem);
    };
    expect(await readAccess()).toBe(access);
  });
});

describe('a page that loads', () => {
  it('has loaded only when it says so', async () => {
    const states: readonly unknown[] = ['loading', undefined, 7, 'interactive', 'complete'];
    let asked = 0;
    inspectedWindow.eval = (_, answered) => answered(states[asked++]);
    const loaded = whenLoaded(new AbortController().signal);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await loaded).toBe(true);
    expect(asked).toBe(5);
  });

  it.each(['loading', undefined])('is waited for half a minute when it says %j', async (state) => {
    inspectedWindow.eval = (_, answered) => answered(state);
    let isLoaded: boolean | undefined;
    void whenLoaded(new AbortController().signal).then((loaded) => (isLoaded = loaded));
    await vi.advanceTimersByTimeAsync(29_000);
    expect(isLoaded).toBeUndefined();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(isLoaded).toBe(false);
  });
});

describe('the start of a navigation', () => {
  const timeOrigin = 1_000;

  it('is what the page says, a little before', async () => {
    inspectedWindow.eval = (_, answered) => answered([Date.now(), 3_000, timeOrigin]);
    expect(await readNavigationStart()).toEqual({ startedAtMs: Date.now() - 3_005, timeOrigin });
  });

  it.each([
    ['an hour ahead', 3_600_000],
    ['stopped', -3_600_000],
  ])('is right although the page’s own clock is %s', async (_name, offsetMs) => {
    inspectedWindow.eval = (_, answered) => answered([Date.now() + offsetMs, 3_000, timeOrigin]);
    expect(await readNavigationStart()).toEqual({ startedAtMs: Date.now() - 3_005, timeOrigin });
  });

  it('is right although the page replaced its clock', async () => {
    inspectedWindow.eval = (_, answered) => answered([undefined, 3_000, undefined]);
    const startedAtMs = Date.now() - 3_005;
    expect(await readNavigationStart()).toEqual({ startedAtMs, timeOrigin: startedAtMs });
  });

  it.each([undefined, null, 'now', [], [1, Number.NaN], [1, -1, 1], [1, 8e15, 1], [1, '5', 1]])(
    'is unknown when the page says %j',
    async (value) => {
      inspectedWindow.eval = (_, answered) => answered(value);
      expect(await readNavigationStart()).toBeUndefined();
    },
  );
});

it('readings of the storage have ids of their own', async () => {
  const found = { 0: { key: 'k', value: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' } };
  const area = { found, count: 1, leftOut: 0 };
  inspectedWindow.eval = (_, answered) =>
    answered({ origin: 'https://app.test', local: area, session: area });
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
