import { beforeEach, describe, expect, it, vi } from 'vitest';
import { subscribePendingWatch } from '../protocol/pending-watch';
import { openWatchPage, requestWatch, startWatch, stopWatch, subscribeWatched } from './watch';

const origin = 'http://localhost:3000';
const background = { id: 'extension', url: 'chrome-extension://extension/service-worker-loader.js' };

type Listener = (...args: readonly unknown[]) => unknown;

const { browser, state } = vi.hoisted(() => {
  const state = {
    asked: [] as unknown[],
    grant: (): Promise<boolean> => Promise.resolve(true),
    answer: (_request: unknown): unknown => undefined,
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
        state.asked.push(permissions);
        return state.grant();
      },
    },
    runtime: {
      id: 'extension',
      getURL: (path: string) => `chrome-extension://extension/${path}`,
      sendMessage: async (request: unknown) => state.answer(request),
      onMessage: event(state.onMessage),
    },
    storage: { session: { get: async () => state.session, onChanged: event(state.onChanged) } },
    devtools: {
      inspectedWindow: {
        eval: (_expression: string, answered: (value: unknown) => void) => answered(undefined),
      },
    },
  };
  return { browser, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const watching = (...origins: readonly string[]) => ({ type: 'watched', origins });
const tell = (message: unknown, sender: object) => {
  for (const listener of state.onMessage) listener(message, sender);
};

const readNothing = async () => undefined;

beforeEach(() => {
  Object.assign(state, { asked: [], session: {}, grant: async () => true, answer: () => watching(origin) });
  state.onMessage.clear();
  state.onChanged.clear();
});

describe('asking to watch', () => {
  it('asks in Firefox for the page that is there now, whatever was told of it', async () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    const asked: unknown[] = [];
    state.answer = (request) => asked.push(request);
    await startWatch('https://before.test', async () => 'https://now.test');
    vi.unstubAllGlobals();
    expect(JSON.stringify([asked, state.session])).toContain('https://now.test');
    expect(JSON.stringify([asked, state.session])).not.toContain('https://before.test');
  });

  it('asks nothing for an origin that cannot be watched', async () => {
    expect(
      await Promise.all([
        requestWatch('null'),
        startWatch('file://', readNothing),
        openWatchPage('about:blank'),
      ]),
    ).toEqual(['impossible', 'impossible', 'impossible']);
    expect(state.asked).toEqual([]);
  });

  it('asks for the one origin, its scripts and its requests, and within the click', () => {
    void startWatch(origin, readNothing);
    expect(state.asked).toEqual([
      { permissions: ['scripting', 'webRequest'], origins: ['http://localhost:3000/*'] },
    ]);
  });

  it('tells a refusal from a failure', async () => {
    state.grant = async () => false;
    expect(await requestWatch(origin)).toBe('refused');
    state.grant = () => Promise.reject(new Error('must be called during a user gesture'));
    expect(await requestWatch(origin)).toBe('failed');
    state.grant = async () => true;
    state.answer = () => watching();
    expect(await requestWatch(origin)).toBe('failed');
    state.answer = () => Promise.reject(new Error('Receiving end does not exist'));
    expect(await requestWatch(origin)).toBe('failed');
    expect(await openWatchPage(origin)).toBe('failed');
  });

  it('says when it is watched, or asked elsewhere', async () => {
    expect(await requestWatch(origin)).toBe('watched');
    expect(await openWatchPage(origin)).toBe('asked elsewhere');
  });

  it('says whether it stopped', async () => {
    expect(await stopWatch(origin)).toBe(false);
    state.answer = () => watching('https://other.test');
    expect(await stopWatch(origin)).toBe(true);
    state.answer = () => ({ type: 'watched' });
    expect(await stopWatch(origin)).toBe(false);
  });
});

describe('the watched origins', () => {
  it('are handed over at first, at each change, and not after the end', async () => {
    const heard: string[][] = [];
    const end = subscribeWatched((origins) => heard.push([...origins]));
    await vi.waitFor(() => expect(heard).toEqual([[origin]]));
    tell(watching(), background);
    end();
    tell(watching(origin), background);
    expect(heard).toEqual([[origin], []]);
    expect(state.onMessage.size).toBe(0);
  });

  it('are none when the background does not answer', async () => {
    state.answer = () => undefined;
    const heard: string[][] = [];
    subscribeWatched((origins) => heard.push([...origins]));
    await vi.waitFor(() => expect(heard).toEqual([[]]));
  });

  it('are not believed from a content script', () => {
    const heard = vi.fn();
    const end = subscribeWatched(heard);
    tell(watching('https://evil.test'), { id: 'extension', url: 'https://evil.test/' });
    tell(watching('https://evil.test'), { ...background, id: 'other' });
    end();
    expect(heard).not.toHaveBeenCalled();
  });

  it('that a change told are not overwritten by the older answer', async () => {
    let answer: Listener = () => {};
    state.answer = () => new Promise((resolve) => (answer = resolve));
    const heard: string[][] = [];
    subscribeWatched((origins) => heard.push([...origins]));
    tell(watching(), background);
    answer(watching(origin));
    await new Promise(setImmediate);
    expect(heard).toEqual([[]]);
  });
});

it('the options page hears the origin that it was opened for, and no rubbish', async () => {
  const heard: (string | undefined)[] = [];
  state.session = { originToWatch: '<all_urls>' };
  const end = subscribePendingWatch((pending) => heard.push(pending));
  await vi.waitFor(() => expect(heard).toEqual([undefined]));
  state.session = { originToWatch: origin };
  for (const listener of state.onChanged) listener();
  await vi.waitFor(() => expect(heard).toEqual([undefined, origin]));
  end();
  expect(state.onChanged.size).toBe(0);
});
