import { beforeEach, describe, expect, it, vi } from 'vitest';
import { relayFromFrame } from './relay';
import { serveWatching } from './watched-sites';

const origin = 'http://localhost:3000';
const pattern = 'http://localhost:3000/*';
const page = { id: 'extension', url: 'chrome-extension://extension/src/entry/panel.html' };

type Listener = (...args: readonly unknown[]) => unknown;

/** A browser with only permissions, registered scripts, storage and messages. */
const { browser, state } = vi.hoisted(() => {
  const state = {
    scripts: new Map<string, Record<string, unknown>>(),
    permitted: new Set<string>(),
    /** The origins that the other part of the background was called with. */
    followed: [] as (readonly string[])[],
    session: {} as Record<string, unknown>,
    local: {} as Record<string, unknown>,
    sent: [] as unknown[],
    toTabs: [] as unknown[],
    response: undefined as unknown,
    opened: 0,
    handleMessage: (() => undefined) as Listener,
    removed: (() => undefined) as Listener,
  };
  const browser = {
    runtime: {
      id: 'extension',
      getURL: (path: string) => `chrome-extension://extension/${path}`,
      onMessage: { addListener: (listener: Listener) => (state.handleMessage = listener) },
      sendMessage: async (message: unknown) => {
        state.sent.push(message);
        if (state.response === undefined) throw new Error('Receiving end does not exist');
        return state.response;
      },
      openOptionsPage: async () => {
        state.opened += 1;
      },
    },
    permissions: {
      contains: async (given: { permissions?: string[]; origins?: string[] }) =>
        [...(given.permissions ?? []), ...(given.origins ?? [])].every((found) => state.permitted.has(found)),
      remove: async (given: { permissions?: string[]; origins?: string[] }) => {
        const removed = [...(given.permissions ?? []), ...(given.origins ?? [])];
        if (removed.includes('http://required.test:80/*'))
          throw new Error('You cannot remove required permissions.');
        for (const found of removed) state.permitted.delete(found);
        // Browsers fire `onRemoved` both when the user and when the extension removes a permission.
        await state.removed(given);
      },
      onRemoved: { addListener: (listener: Listener) => (state.removed = listener) },
    },
    scripting: {
      getRegisteredContentScripts: async () => [...state.scripts.values()],
      registerContentScripts: async (scripts: { id: string }[]) => {
        if (scripts.some(({ id }) => state.scripts.has(id))) throw new Error('Duplicate script ID');
        for (const script of scripts) state.scripts.set(script.id, script);
      },
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
        for (const id of ids) if (!state.scripts.delete(id)) throw new Error('Nonexistent script ID');
      },
    },
    storage: {
      local: {
        get: async (key: string) => ({ [key]: state.local[key] }),
        set: async (values: object) => Object.assign(state.local, values),
      },
      session: {
        get: async (key: string) => ({ [key]: state.session[key] }),
        set: async (values: object) => Object.assign(state.session, values),
        remove: async (key: string) => delete state.session[key],
      },
    },
    tabs: {
      sendMessage: async (...args: unknown[]) => {
        state.toTabs.push(args);
        throw new Error('Receiving end does not exist');
      },
    },
  };
  return { browser, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

beforeEach(() => {
  state.scripts.clear();
  state.permitted = new Set(['scripting', 'webRequest', pattern]);
  Object.assign(state, { session: {}, local: {}, sent: [], toTabs: [], response: undefined, opened: 0 });
  Object.assign(state, { followed: [] });
  start();
});

/** Simulates the browser loading the extension. */
function start(): void {
  serveWatching(
    { content: ['cookies.js', 'content.js'], page: ['page.js'] },
    {
      setWatched: async (origins) => {
        state.followed.push(origins);
      },
    },
  );
}

const request = (message: unknown, sender: object = page) => state.handleMessage(message, sender);

describe('serveWatching ignores', () => {
  it.each([
    ['a content script', { id: 'extension', url: 'https://app.test/', tab: { id: 7 } }],
    [
      "a page whose URL contains the extension's URL",
      { id: 'extension', url: 'https://x.test/chrome-extension://extension/' },
    ],
    ['another extension', { id: 'other', url: 'chrome-extension://other/panel.html' }],
    ['a sender without a URL', { id: 'extension' }],
  ])('a request from %s', (_, sender) => {
    expect(request({ type: 'watch', origin }, sender)).toBeUndefined();
    expect(state.scripts.size).toBe(0);
  });

  it("messages that aren't requests", () => {
    expect(request({ type: 'watch', origin: '*' })).toBeUndefined();
    expect(request({ type: 'relayed' })).toBeUndefined();
  });
});

describe('watching', () => {
  it("doesn't start without the permission", async () => {
    state.permitted.clear();
    expect(await request({ type: 'watch', origin })).toEqual({ type: 'watched', origins: [] });
    expect(state.scripts.size).toBe(0);
  });

  it('registers both scripts for the origin, and notifies all pages', async () => {
    const notice = { type: 'watched', origins: [origin] };
    expect(await request({ type: 'watch', origin })).toEqual(notice);
    expect(state.sent).toEqual([notice]);
    const common = {
      matches: [pattern],
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: 'document_start',
    };
    expect([...state.scripts.values()]).toMatchObject([
      { ...common, js: ['page.js'], world: 'MAIN' },
      { ...common, js: ['cookies.js', 'content.js'], world: 'ISOLATED' },
    ]);
  });

  it('can be requested twice', async () => {
    const responses = await Promise.all([
      request({ type: 'watch', origin }),
      request({ type: 'watch', origin }),
    ]);
    expect(responses).toMatchObject([{ origins: [origin] }, { origins: [origin] }]);
    expect(state.scripts.size).toBe(2);
  });

  it('stores both of two origins that are watched at once', async () => {
    state.permitted.add('https://app.test:443/*');
    const write = browser.storage.local.set;
    // The first write takes longest; the second origin is registered meanwhile.
    const delays = [20, 0];
    const slow = vi.spyOn(browser.storage.local, 'set').mockImplementation(async (values) => {
      await new Promise((resolve) => setTimeout(resolve, delays.shift()));
      return write(values);
    });
    const first = request({ type: 'watch', origin });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([first, request({ type: 'watch', origin: 'https://app.test' })]);
    slow.mockRestore();
    expect(state.local['watchedOrigins']).toEqual([origin, 'https://app.test']);
  });

  it("removes the permission if the scripts can't be registered", async () => {
    const rejected = vi.spyOn(browser.scripting, 'registerContentScripts').mockRejectedValue(new Error('no'));
    expect(await request({ type: 'watch', origin })).toEqual({ type: 'watched', origins: [] });
    rejected.mockRestore();
    expect([...state.permitted]).toEqual(['scripting']);
  });

  it('removes the scripts and the permission when it ends', async () => {
    await request({ type: 'watch', origin });
    expect(await request({ type: 'unwatch', origin })).toEqual({ type: 'watched', origins: [] });
    expect(state.scripts.size).toBe(0);
    expect([...state.permitted]).toEqual(['scripting']);
  });

  it('ends for one origin only', async () => {
    state.permitted.add('https://app.test:443/*');
    await request({ type: 'watch', origin });
    await request({ type: 'watch', origin: 'https://app.test' });
    expect(await request({ type: 'unwatch', origin })).toEqual({
      type: 'watched',
      origins: ['https://app.test'],
    });
    expect([...state.permitted]).toEqual(['scripting', 'webRequest', 'https://app.test:443/*']);
  });

  it('notifies the follower at each change, including when nothing is watched', async () => {
    await request({ type: 'watch', origin });
    await request({ type: 'unwatch', origin });
    expect(state.followed[0]).toEqual([origin]);
    expect(state.followed.at(-1)).toEqual([]);
  });

  it('works without the webRequest permission', async () => {
    state.permitted.delete('webRequest');
    expect(await request({ type: 'watch', origin })).toEqual({ type: 'watched', origins: [origin] });
    expect(await request({ type: 'unwatch', origin })).toEqual({ type: 'watched', origins: [] });
  });

  it("ends even if the permission can't be removed", async () => {
    state.permitted.add('http://required.test:80/*');
    await request({ type: 'watch', origin: 'http://required.test' });
    expect(await request({ type: 'unwatch', origin: 'http://required.test' })).toMatchObject({ origins: [] });
  });

  it('ends when the user revokes the permission in the browser', async () => {
    await request({ type: 'watch', origin });
    state.permitted.clear();
    state.removed({});
    await request({ type: 'list-watched' });
    expect(state.scripts.size).toBe(0);
    expect(state.sent.at(-1)).toEqual({ type: 'watched', origins: [] });
  });

  it('lists nothing before the scripting permission is granted', async () => {
    const { scripting } = browser;
    Object.assign(browser, { scripting: undefined });
    expect(await request({ type: 'list-watched' })).toEqual({ type: 'watched', origins: [] });
    Object.assign(browser, { scripting });
  });
});

it("opens the options page for an origin, which is forgotten once it's watched", async () => {
  await request({ type: 'open-watch-page', origin });
  expect(state.opened).toBe(1);
  expect(Object.values(state.session)).toEqual([origin]);
  await request({ type: 'watch', origin });
  expect(state.session).toEqual({});
});

it('wakes a tab without content scripts without an error', async () => {
  await request({ type: 'wake-tab', tabId: 7 });
  expect(state.toTabs).toEqual([[7, { type: 'wake' }]]);
});

describe('relayFromFrame', () => {
  const frame = { id: 'extension', origin, url: `${origin}/`, frameId: 3, tab: { id: 7 } };

  it.each([
    ['another extension', { ...frame, id: 'other' }],
    ['no tab', { ...frame, tab: undefined }],
    ['no origin', { ...frame, origin: undefined }],
  ])('relays nothing from %s', (_, sender) => {
    expect(relayFromFrame({ type: 'hello' }, sender as never)).toBeUndefined();
  });

  it("relays nothing that isn't a frame's message", () => {
    expect(relayFromFrame({ type: 'watch', origin }, frame as never)).toBeUndefined();
  });

  it('relays a message with the sender that the browser reports, and returns the response', async () => {
    state.response = { type: 'start', extra: 1 };
    const message = { type: 'hello', tabId: 1, origin: 'https://bank.test' };
    expect(await relayFromFrame(message, frame as never)).toEqual({ type: 'start' });
    expect(state.sent).toEqual([
      { type: 'relayed', tabId: 7, frameId: 3, origin, message: { type: 'hello' } },
    ]);
  });

  it('returns nothing if no devtools page is open', async () => {
    expect(await relayFromFrame({ type: 'ping' }, frame as never)).toBeUndefined();
  });
});

describe('reloading the extension', () => {
  const loadAgain = async () => {
    // The browser then keeps permissions and drops registered scripts.
    state.scripts.clear();
    start();
    await request({ type: 'list-watched' });
  };

  it("restores nothing that wasn't watched, whatever is permitted or stored", async () => {
    await request({ type: 'watch', origin });
    await request({ type: 'unwatch', origin });
    state.permitted.add(pattern);
    await loadAgain();
    expect(state.scripts.size).toBe(0);
    state.local = { watchedOrigins: ['https://never.test', 'https://*.test', 7] };
    await loadAgain();
    expect(state.scripts.size).toBe(0);
    state.local = { watchedOrigins: 'all' };
    await loadAgain();
    expect(state.scripts.size).toBe(0);
  });

  it('restores what was watched before it responds to requests', async () => {
    await request({ type: 'watch', origin });
    state.followed = [];
    await loadAgain();
    expect([...state.scripts.keys()]).toEqual([`page ${origin}`, `content ${origin}`]);
    expect(state.followed).toEqual([[origin]]);
  });
});
