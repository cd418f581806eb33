import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultLogBounds, type LogBounds } from '../../traffic';
import { saveBounds, subscribeBounds } from './settings';

type Changed = (changes: Record<string, { newValue?: unknown }>) => void;

const { browser, state } = vi.hoisted(() => {
  const state = {
    stored: {} as Record<string, unknown>,
    get: async (): Promise<Record<string, unknown>> => state.stored,
    set: async (values: Record<string, unknown>): Promise<void> => {
      Object.assign(state.stored, values);
      const changes = Object.entries(values).map(([key, newValue]) => [key, { newValue }]);
      for (const listener of state.listeners) listener(Object.fromEntries(changes));
    },
    listeners: new Set<Changed>(),
  };
  const local = {
    get: async () => state.get(),
    set: async (values: Record<string, unknown>) => state.set(values),
    onChanged: {
      addListener: (listener: Changed) => state.listeners.add(listener),
      removeListener: (listener: Changed) => state.listeners.delete(listener),
    },
  };
  return { browser: { storage: { local } }, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const { get, set } = state;
const ends: (() => void)[] = [];
const few: LogBounds = { ...defaultLogBounds, maxTokens: 50 };

function open(): LogBounds[] {
  const emitted: LogBounds[] = [];
  ends.push(subscribeBounds((bounds) => emitted.push(bounds)));
  return emitted;
}

beforeEach(() => Object.assign(state, { stored: {}, get, set }));

afterEach(() => {
  for (const end of ends.splice(0)) end();
  expect(state.listeners.size).toBe(0);
});

describe('subscribeBounds and saveBounds', () => {
  it.each([
    ['nothing', undefined],
    ["a value that isn't an object", 'all'],
    ['an object with invalid members', { maxTokens: '50', maxBytes: Number.NaN, maxExchanges: 1.5 }],
    ['numbers outside their ranges', { maxTokens: 0, maxBytes: 1e18, maxExchanges: -5 }],
    [
      "a value that throws when it's read",
      Object.defineProperty({}, 'maxTokens', { enumerable: true, get: () => JSON.parse('{') }),
    ],
  ])('emit the defaults if the storage contains %s', async (_name, logBounds) => {
    state.stored = { logBounds };
    const emitted = open();
    await vi.waitFor(() => expect(emitted).toEqual([defaultLogBounds]));
  });

  it("emit the defaults if the storage can't be read", async () => {
    state.get = () => Promise.reject(new Error('no storage'));
    const emitted = open();
    await vi.waitFor(() => expect(emitted).toEqual([defaultLogBounds]));
  });

  it('emit the stored value or the default of each limit', async () => {
    state.stored = { logBounds: { maxTokens: 50, maxBytes: 'much' } };
    const emitted = open();
    await vi.waitFor(() => expect(emitted).toEqual([few]));
  });

  it('emit again when the limits are set, but not for other changes', async () => {
    const emitted = open();
    await vi.waitFor(() => expect(emitted).toHaveLength(1));
    await state.set({ other: 1 });
    expect(await saveBounds(few)).toBe(true);
    expect(emitted).toEqual([defaultLogBounds, few]);
  });

  it("don't emit a result that is older than a change", async () => {
    let resolveGet = (_stored: Record<string, unknown>) => {};
    state.get = () => new Promise((resolve) => (resolveGet = resolve));
    const emitted = open();
    await saveBounds(few);
    resolveGet({});
    await vi.waitFor(() => expect(emitted).toEqual([few]));
  });

  it('reject limits outside their ranges, and report if storing fails', async () => {
    expect(await saveBounds({ ...few, maxTokens: 1 })).toBe(false);
    expect(await saveBounds({ ...few, maxBytes: Infinity })).toBe(false);
    expect(state.stored).toEqual({});
    state.set = () => Promise.reject(new Error('full'));
    expect(await saveBounds(few)).toBe(false);
  });
});
