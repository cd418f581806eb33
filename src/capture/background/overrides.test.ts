import { beforeEach, describe, expect, it, vi } from 'vitest';
import { overridePortName } from '../protocol/override-messages';
import { serveOverrides } from './overrides';

type Listener = (...args: readonly unknown[]) => unknown;
interface Rule {
  readonly id: number;
  readonly [name: string]: unknown;
}

/** A browser with session rules, permissions and ports. */
const { browser, state } = vi.hoisted(() => {
  const state = {
    rules: new Map<number, Rule>(),
    removed: [] as unknown[],
    denied: [] as string[],
    permissionsRemoved: (() => undefined) as Listener,
    isRejecting: false,
    isUnsettled: false,
    /** Settles the last change while `isUnsettled`. */
    settle: undefined as (() => void) | undefined,
    isPermitted: true,
    connect: (() => undefined) as Listener,
  };
  const browser = {
    runtime: {
      id: 'extension',
      getURL: (path: string) => `chrome-extension://extension/${path}`,
      onConnect: { addListener: (listener: Listener) => (state.connect = listener) },
    },
    permissions: {
      remove: async (given: unknown) => void state.removed.push(given),
      contains: async ({ permissions, origins = [] }: { permissions?: string[]; origins?: string[] }) =>
        (permissions === undefined || state.isPermitted) &&
        !origins.some((origin) => state.denied.includes(origin)),
      onRemoved: { addListener: (listener: Listener) => (state.permissionsRemoved = listener) },
    },
    declarativeNetRequest: {
      getSessionRules: async () => [...state.rules.values()],
      updateSessionRules: async (change: { removeRuleIds: number[]; addRules?: Rule[] }) => {
        if (state.isRejecting) throw new Error('Rule is invalid');
        if (state.isUnsettled) await new Promise<void>((resolve) => (state.settle = resolve));
        for (const id of change.removeRuleIds) state.rules.delete(id);
        for (const rule of change.addRules ?? []) state.rules.set(rule.id, rule);
      },
    },
  };
  return { browser, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const set = {
  type: 'set',
  tabId: 7,
  origin: 'https://api.test',
  pageOrigin: 'https://app.test',
  authorization: 'Bearer a.b.c',
};
const ownPage = { id: 'extension', url: 'chrome-extension://extension/src/entry/devtools.html' };

/** A port from a devtools page; another sender if it's passed. */
function connect(sender: object = ownPage) {
  const notices: unknown[] = [];
  let receive: Listener = () => {};
  let disconnect: Listener = () => {};
  state.connect({
    name: overridePortName,
    sender,
    onMessage: { addListener: (listener: Listener) => (receive = listener) },
    onDisconnect: { addListener: (listener: Listener) => (disconnect = listener) },
    postMessage: (notice: unknown) => notices.push(notice),
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return {
    notices,
    send: async (message: unknown) => {
      receive(message);
      await settled();
    },
    disconnect: async () => {
      disconnect();
      await settled();
    },
  };
}

beforeEach(() => {
  vi.stubGlobal('__BROWSER__', 'chrome');
  state.rules.clear();
  state.removed.length = 0;
  state.denied = [];
  state.isRejecting = false;
  state.isUnsettled = false;
  state.isPermitted = true;
  serveOverrides();
});

describe('a rule that replaces credentials', () => {
  it('applies to calls of one page to one origin in one tab, and is reported', async () => {
    const port = connect();
    await port.send(set);
    expect([...state.rules.values()]).toEqual([
      {
        id: 7,
        action: {
          type: 'modifyHeaders',
          requestHeaders: [{ header: 'authorization', operation: 'set', value: 'Bearer a.b.c' }],
        },
        condition: {
          urlFilter: '|https://api.test/',
          initiatorDomains: ['app.test'],
          tabIds: [7],
          resourceTypes: ['xmlhttprequest'],
        },
      },
    ]);
    expect(port.notices).toEqual([{ type: 'override', status: 'on' }]);
  });

  it('ends when it is turned off and when DevTools closes, with the access to its sites', async () => {
    const off = connect();
    await off.send(set);
    await off.send({ type: 'unset' });
    expect(state.rules.size).toBe(0);
    expect(off.notices.at(-1)).toEqual({ type: 'override', status: 'off' });
    expect(state.removed).toEqual([{ origins: ['https://api.test:443/*', 'https://app.test:443/*'] }]);
    const closed = connect();
    await closed.send(set);
    await closed.disconnect();
    expect(state.rules.size).toBe(0);
  });

  it('stays if the port was replaced by another one of the same tab', async () => {
    const before = connect();
    await before.send(set);
    await connect().send(set);
    await before.disconnect();
    expect([...state.rules.keys()]).toEqual([7]);
  });

  it('keeps the access to sites that another tab needs', async () => {
    await connect().send({ ...set, tabId: 8 });
    const port = connect();
    await port.send(set);
    await port.disconnect();
    expect([...state.rules.keys()]).toEqual([8]);
    expect(state.removed).toEqual([]);
  });

  it('gives up the access to the earlier site if it is replaced by one for another site', async () => {
    const port = connect();
    await port.send(set);
    await port.send({ ...set, origin: 'https://other.test' });
    expect(state.removed).toEqual([{ origins: ['https://api.test:443/*'] }]);
  });

  it('is not active without access, and ends if the user takes it back', async () => {
    const port = connect();
    state.denied = ['https://app.test:443/*'];
    await port.send(set);
    expect(state.rules.size).toBe(0);
    state.denied = [];
    await port.send(set);
    state.denied = ['https://api.test:443/*'];
    state.permissionsRemoved();
    await new Promise((resolve) => setTimeout(resolve));
    expect(state.rules.size).toBe(0);
    expect(port.notices.map((notice) => (notice as { status: string }).status)).toEqual(['off', 'on', 'off']);
  });

  it('is not active if the browser rejects it', async () => {
    state.isRejecting = true;
    const port = connect();
    await port.send(set);
    expect(port.notices).toEqual([{ type: 'override', status: 'off' }]);
  });

  it('needs a restart if the browser does not settle it, and stays off if it settles later', async () => {
    vi.useFakeTimers();
    state.isUnsettled = true;
    const port = connect();
    void port.send(set);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(port.notices).toEqual([{ type: 'override', status: 'needs restart' }]);
    expect(state.removed).toEqual([{ origins: ['https://api.test:443/*', 'https://app.test:443/*'] }]);
    state.isUnsettled = false;
    state.settle?.();
    await vi.advanceTimersByTimeAsync(0);
    vi.useRealTimers();
    expect(state.rules.size).toBe(0);
  });

  it('is given up with its sites if the browser does not settle its removal but has no such rule', async () => {
    const port = connect();
    await port.send(set);
    vi.useFakeTimers();
    state.isUnsettled = true;
    state.rules.clear();
    void port.send({ type: 'unset' });
    await vi.advanceTimersByTimeAsync(3_000);
    vi.useRealTimers();
    expect(port.notices.at(-1)).toEqual({ type: 'override', status: 'off' });
    expect(state.removed).toEqual([{ origins: ['https://api.test:443/*', 'https://app.test:443/*'] }]);
  });

  it('is not removed by an earlier one that settles late', async () => {
    vi.useFakeTimers();
    state.isUnsettled = true;
    const port = connect();
    void port.send(set);
    await vi.advanceTimersByTimeAsync(3_000);
    const settle = state.settle;
    state.isUnsettled = false;
    void port.send(set);
    settle?.();
    await vi.advanceTimersByTimeAsync(100);
    vi.useRealTimers();
    expect(port.notices.at(-1)).toEqual({ type: 'override', status: 'on' });
    expect([...state.rules.keys()]).toEqual([7]);
  });

  it('that can not be removed when DevTools closes is removed by the next change', async () => {
    const port = connect();
    await port.send(set);
    state.isRejecting = true;
    await port.disconnect();
    state.isRejecting = false;
    await connect().send({ ...set, tabId: 8 });
    expect([...state.rules.keys()]).toEqual([8]);
  });

  it('ends without the permission, whose return does not bring back its rule', async () => {
    const port = connect();
    await port.send(set);
    state.isPermitted = false;
    state.permissionsRemoved();
    await new Promise((resolve) => setTimeout(resolve));
    expect(port.notices.at(-1)).toEqual({ type: 'override', status: 'off' });
    state.isPermitted = true;
    await connect().send({ ...set, tabId: 8 });
    expect([...state.rules.keys()]).toEqual([8]);
  });

  it.each([
    { ...set, origin: 'https://*.test' },
    { ...set, authorization: 'a\r\nb' },
    { ...set, tabId: 0 },
    { ...set, pageOrigin: '' },
  ])('is not created by %o', async (message) => {
    await connect().send(message);
    expect(state.rules.size).toBe(0);
  });

  it('is not created by a content script', async () => {
    await connect({ id: 'extension', url: 'https://app.test/' }).send(set);
    expect(state.rules.size).toBe(0);
  });

  it('is removed when the background starts, unless its devtools page connects again', async () => {
    vi.useFakeTimers();
    for (const id of [7, 9]) {
      state.rules.set(id, { id, condition: { urlFilter: '|https://api.test/' } });
    }
    serveOverrides();
    const port = connect();
    void port.send(set);
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect([...state.rules.keys()]).toEqual([7]);
  });
});
