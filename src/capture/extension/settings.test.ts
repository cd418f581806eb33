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
  const told: LogBounds[] = [];
  ends.push(subscribeBounds((bounds) => told.push(bounds)));
  return told;
}

beforeEach(() => Object.assign(state, { stored: {}, get, set }));

afterEach(() => {
  for (const end of ends.splice(0)) end();
  expect(state.listeners.size).toBe(0);
});

describe('the bounds of the log', () => {
  it.each([
    ['nothing', undefined],
    ['what is no object', 'all'],
    ['an object of something else', { maxTokens: '50', maxBytes: Number.NaN, maxExchanges: 1.5 }],
    ['numbers out of their limits', { maxTokens: 0, maxBytes: 1e18, maxExchanges: -5 }],
    [
      'what throws when it is read',
      Object.defineProperty({}, 'maxTokens', { enumerable: true, get: () => JSON.parse('{') }),
    ],
  ])('are the defaults where %s is stored', async (_name, logBounds) => {
    state.stored = { logBounds };
    const told = open();
    await vi.waitFor(() => expect(told).toEqual([defaultLogBounds]));
  });

  it('are the defaults where the browser does not answer', async () => {
    state.get = () => Promise.reject(new Error('no storage'));
    const told = open();
    await vi.waitFor(() => expect(told).toEqual([defaultLogBounds]));
  });

  it('are each what was set, or its own default', async () => {
    state.stored = { logBounds: { maxTokens: 50, maxBytes: 'much' } };
    const told = open();
    await vi.waitFor(() => expect(told).toEqual([few]));
  });

  it('are told again when they are set, and not when something else is', async () => {
    const told = open();
    await vi.waitFor(() => expect(told).toHaveLength(1));
    await state.set({ other: 1 });
    expect(await saveBounds(few)).toBe(true);
    expect(told).toEqual([defaultLogBounds, few]);
  });

  it('are not undone by an answer that is older than a change', async () => {
    let answer = (_stored: Record<string, unknown>) => {};
    state.get = () => new Promise((resolve) => (answer = resolve));
    const told = open();
    await saveBounds(few);
    answer({});
    await vi.waitFor(() => expect(told).toEqual([few]));
  });

  it('are not set out of their limits, nor said to be where the browser refuses', async () => {
    expect(await saveBounds({ ...few, maxTokens: 1 })).toBe(false);
    expect(await saveBounds({ ...few, maxBytes: Infinity })).toBe(false);
    expect(state.stored).toEqual({});
    state.set = () => Promise.reject(new Error('full'));
    expect(await saveBounds(few)).toBe(false);
  });
});
