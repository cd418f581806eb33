import { beforeEach, describe, expect, it, vi } from 'vitest';
import { subscribePendingWatch } from '../protocol/pending-watch';
import { openWatchPage, requestWatch, startWatch, stopWatch, subscribeWatched } from './watch';

const origin = 'http://localhost:3000';
const background = { id: 'extension', url: 'chrome-extension://extension/service-worker-loader.js' };

type Listener = (...args: readonly unknown[]) => unknown;

const { browser, state } = vi.hoisted(() => {
  const state = {
    requested: [] as unknown[],
    grant: (): Promise<boolean> => Promise.resolve(true),
    respond: (_request: unknown): unknown => undefined,
    onMessage: new Set<Listener>(),
    onChanged: new Set<Listener>(),
    session: {} as Record<string, unknown>,
  };
  const event = (set: Set<Listener>) => ({
    addListener: (listener: Listener) => set.add(listener),
    removeListener: (listener: Listener) => set.delete(listener),
  });
  const browser = {
    permissions: {
      request: (permissions: unknown) => {
        state.requested.push(permissions);
        return state.grant();
      },
    },
    runtime: {
      id: 'extension',
      getURL: (path: string) => `chrome-extension://extension/${path}`,
      sendMessage: async (request: unknown) => state.respond(request),
      onMessage: event(state.onMessage),
    },
    storage: { session: { get: async () => state.session, onChanged: event(state.onChanged) } },
    devtools: {
      inspectedWindow: {
        eval: (_expression: string, callback: (value: unknown) => void) => callback(undefined),
      },
    },
  };
  return { browser, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const watching = (...origins: readonly string[]) => ({ type: 'watched', origins });
const send = (message: unknown, sender: object) => {
  for (const listener of state.onMessage) listener(message, sender);
};

const readNothing = async () => undefined;

beforeEach(() => {
  Object.assign(state, {
    requested: [],
    session: {},
    grant: async () => true,
    respond: () => watching(origin),
  });
  state.onMessage.clear();
  state.onChanged.clear();
});

describe('startWatch and requestWatch', () => {
  it("request the current page's origin in Firefox, whatever was reported before", async () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    const requested: unknown[] = [];
    state.respond = (request) => requested.push(request);
    await startWatch('https://before.test', async () => 'https://now.test');
    vi.unstubAllGlobals();
    expect(JSON.stringify([requested, state.session])).toContain('https://now.test');
    expect(JSON.stringify([requested, state.session])).not.toContain('https://before.test');
  });

  it("request nothing for an origin that can't be watched", async () => {
    expect(
      await Promise.all([
        requestWatch('null'),
        startWatch('file://', readNothing),
        openWatchPage('about:blank'),
      ]),
    ).toEqual(['impossible', 'impossible', 'impossible']);
    expect(state.requested).toEqual([]);
  });

  it('request the permissions for one origin synchronously', () => {
    void startWatch(origin, readNothing);
    expect(state.requested).toEqual([
      { permissions: ['scripting', 'webRequest'], origins: ['http://localhost:3000/*'] },
    ]);
  });

  it('distinguish a denied permission from a failure', async () => {
    state.grant = async () => false;
    expect(await requestWatch(origin)).toBe('denied');
    state.grant = () => Promise.reject(new Error('must be called during a user gesture'));
    expect(await requestWatch(origin)).toBe('failed');
    state.grant = async () => true;
    state.respond = () => watching();
    expect(await requestWatch(origin)).toBe('failed');
    state.respond = () => Promise.reject(new Error('Receiving end does not exist'));
    expect(await requestWatch(origin)).toBe('failed');
    expect(await openWatchPage(origin)).toBe('failed');
  });

  it('return whether the site is watched or the options page was opened', async () => {
    expect(await requestWatch(origin)).toBe('watched');
    expect(await openWatchPage(origin)).toBe('page opened');
  });

  it('return whether watching stopped', async () => {
    expect(await stopWatch(origin)).toBe(false);
    state.respond = () => watching('https://other.test');
    expect(await stopWatch(origin)).toBe(true);
    state.respond = () => ({ type: 'watched' });
    expect(await stopWatch(origin)).toBe(false);
  });
});

describe('subscribeWatched', () => {
  it('emits the origins at first, at each change, and not after the end', async () => {
    const emitted: string[][] = [];
    const end = subscribeWatched((origins) => emitted.push([...origins]));
    await vi.waitFor(() => expect(emitted).toEqual([[origin]]));
    send(watching(), background);
    end();
    send(watching(origin), background);
    expect(emitted).toEqual([[origin], []]);
    expect(state.onMessage.size).toBe(0);
  });

  it("emits no origins if the background doesn't respond", async () => {
    state.respond = () => undefined;
    const emitted: string[][] = [];
    subscribeWatched((origins) => emitted.push([...origins]));
    await vi.waitFor(() => expect(emitted).toEqual([[]]));
  });

  it('ignores messages of content scripts', () => {
    const emitted = vi.fn();
    const end = subscribeWatched(emitted);
    send(watching('https://evil.test'), { id: 'extension', url: 'https://evil.test/' });
    send(watching('https://evil.test'), { ...background, id: 'other' });
    end();
    expect(emitted).not.toHaveBeenCalled();
  });

  it("doesn't emit a response that is older than a change", async () => {
    let respond: Listener = () => {};
    state.respond = () => new Promise((resolve) => (respond = resolve));
    const emitted: string[][] = [];
    subscribeWatched((origins) => emitted.push([...origins]));
    send(watching(), background);
    respond(watching(origin));
    await new Promise(setImmediate);
    expect(emitted).toEqual([[]]);
  });
});

it('subscribePendingWatch emits the origin that the options page was opened for, and no invalid value', async () => {
  const emitted: (string | undefined)[] = [];
  state.session = { originToWatch: '<all_urls>' };
  const end = subscribePendingWatch((pending) => emitted.push(pending));
  await vi.waitFor(() => expect(emitted).toEqual([undefined]));
  state.session = { originToWatch: origin };
  for (const listener of state.onChanged) listener();
  await vi.waitFor(() => expect(emitted).toEqual([undefined, origin]));
  end();
  expect(state.onChanged.size).toBe(0);
});
