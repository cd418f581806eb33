import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followSite, type InspectedSite } from './inspected-site';

const origin = 'https://app.test';
const background = { id: 'extension', url: 'chrome-extension://extension/background.js' };

type Listener = (...args: readonly unknown[]) => unknown;

const { browser, state } = vi.hoisted(() => {
  const state = {
    navigated: new Set<Listener>(),
    heard: new Set<Listener>(),
    answer: (() => {}) as Listener,
  };
  const event = (set: Set<Listener>) => ({
    addListener: (listener: Listener) => set.add(listener),
    removeListener: (listener: Listener) => set.delete(listener),
  });
  const browser = {
    devtools: {
      inspectedWindow: { eval: (_: string, answered: Listener) => (state.answer = answered) },
      network: { onNavigated: event(state.navigated) },
    },
    runtime: {
      id: 'extension',
      getURL: (path: string) => `chrome-extension://extension/${path}`,
      sendMessage: async () => ({ type: 'watched', origins: [] }),
      onMessage: event(state.heard),
    },
  };
  return { browser, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const settle = () => new Promise((resolve) => setTimeout(resolve));
const navigate = (url: string) => state.navigated.forEach((listener) => listener(url));
const tellWatched = (...origins: string[]) =>
  state.heard.forEach((listener) => listener({ type: 'watched', origins }, background));

let told: InspectedSite[];
let end = () => {};

beforeEach(() => {
  told = [];
  ({ end } = followSite({ site: (site) => told.push(site), watched: () => {} }));
});
afterEach(() => end());

describe('the inspected site', () => {
  it('is the one navigated to, though the answer about the page before comes late', async () => {
    navigate('about:blank');
    state.answer(origin);
    await settle();
    expect(told.at(-1)).toEqual({ origin: '', watching: { state: 'impossible' } });
  });

  it('is the page that was there when DevTools opened', async () => {
    state.answer(origin);
    await settle();
    expect(told.at(-1)).toEqual({ origin, watching: { state: 'off' } });
  });

  it('asks for a reload from when it is watched until the next navigation', async () => {
    state.answer(origin);
    await settle();
    tellWatched(origin);
    expect(told.at(-1)?.watching).toEqual({ state: 'on', origin, reloadOffered: true });
    navigate(`${origin}/next`);
    expect(told.at(-1)?.watching).toEqual({ state: 'on', origin, reloadOffered: false });
  });
});
