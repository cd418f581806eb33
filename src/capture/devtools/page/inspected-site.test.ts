import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followSite, type InspectedSite } from './inspected-site';

const origin = 'https://app.test';
const background = { id: 'extension', url: 'chrome-extension://extension/background.js' };

type Listener = (...args: readonly unknown[]) => unknown;

const { browser, state } = vi.hoisted(() => {
  const state = {
    navigated: new Set<Listener>(),
    messageListeners: new Set<Listener>(),
    respond: (() => {}) as Listener,
  };
  const event = (set: Set<Listener>) => ({
    addListener: (listener: Listener) => set.add(listener),
    removeListener: (listener: Listener) => set.delete(listener),
  });
  const browser = {
    devtools: {
      inspectedWindow: { eval: (_: string, callback: Listener) => (state.respond = callback) },
      network: { onNavigated: event(state.navigated) },
    },
    runtime: {
      id: 'extension',
      getURL: (path: string) => `chrome-extension://extension/${path}`,
      sendMessage: async () => ({ type: 'watched', origins: [] }),
      onMessage: event(state.messageListeners),
    },
  };
  return { browser, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const settle = () => new Promise((resolve) => setTimeout(resolve));
const navigate = (url: string) => state.navigated.forEach((listener) => listener(url));
const notifyWatched = (...origins: string[]) =>
  state.messageListeners.forEach((listener) => listener({ type: 'watched', origins }, background));

let sites: InspectedSite[];
let end = () => {};

beforeEach(() => {
  sites = [];
  ({ end } = followSite({ site: (site) => sites.push(site), watched: () => {} }));
});
afterEach(() => end());

describe('followSite', () => {
  it("uses the navigation's origin even if the previous page's origin arrives late", async () => {
    navigate('about:blank');
    state.respond(origin);
    await settle();
    expect(sites.at(-1)).toEqual({ origin: '', watching: { state: 'impossible' } });
  });

  it('reads the origin of the page that was open before DevTools', async () => {
    state.respond(origin);
    await settle();
    expect(sites.at(-1)).toEqual({ origin, watching: { state: 'off' } });
  });

  it('offers a reload after the site becomes watched until the next navigation', async () => {
    state.respond(origin);
    await settle();
    notifyWatched(origin);
    expect(sites.at(-1)?.watching).toEqual({ state: 'on', origin, reloadOffered: true });
    navigate(`${origin}/next`);
    expect(sites.at(-1)?.watching).toEqual({ state: 'on', origin, reloadOffered: false });
  });
});
