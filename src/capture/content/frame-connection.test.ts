import { Window, type Comment as HappyComment } from 'happy-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepForMs, serveFrame } from './frame-connection';
import type { FrameRuntime } from './frame-link';
import { maxKeptCalls } from './frame-calls';
import type { FrameMessage } from '../protocol/messages';
import { channelEvent, reportEvent, startEvent, stopEvent } from '../protocol/page-events';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const call = (url = 'https://api.test/') => JSON.stringify({ api: 'fetch', method: 'GET', url, carried: [] });
const nowMs = Date.parse('2026-03-01T10:00:00Z');

let page: Window;
let channel: HappyComment | undefined;
let browser: ReturnType<typeof createRuntime>;

beforeEach(() => {
  vi.useFakeTimers({
    now: nowMs,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  page = new Window({ url: 'https://app.test/' });
  browser = createRuntime();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A browser's ports, as a content script sees them. */
function createRuntime() {
  const ports: ReturnType<typeof createPort>[] = [];
  let wake = (_message: unknown) => {};
  let isReloaded = false;
  let isThrowing = true;
  const runtime: FrameRuntime = {
    get id() {
      return isReloaded ? undefined : 'extension';
    },
    onMessage: { addListener: (listener) => (wake = listener) },
    connect: () => {
      if (isReloaded && isThrowing) throw new Error('Extension context invalidated.');
      const port = createPort();
      ports.push(port);
      return port.port;
    },
    sendMessage: () => Promise.reject(new Error('not in Chrome')),
  };
  return {
    runtime,
    ports,
    wake: (message: unknown) => wake(message),
    /** Chrome still opens ports for a moment. */
    reload: ({ isSaid = true } = {}) => {
      isReloaded = true;
      isThrowing = isSaid;
    },
  };
}

function createPort() {
  const said: FrameMessage[] = [];
  let told = (_message: unknown) => {};
  let gone = (_reason: unknown) => {};
  let isOpen = true;
  const port = {
    onMessage: { addListener: (listener: typeof told) => (told = listener) },
    onDisconnect: { addListener: (listener: typeof gone) => (gone = listener) },
    postMessage: (message: FrameMessage) => {
      if (!isOpen) throw new Error('Attempting to use a disconnected port object');
      said.push(structuredClone(message));
    },
    disconnect: () => {
      isOpen = false;
    },
  };
  return {
    port,
    said,
    tell: (message: unknown) => told(message),
    vanish: () => gone(undefined),
    isOpen: () => isOpen,
  };
}

function serve() {
  const pageHears: string[] = [];
  // What the script in the page's world does.
  page.addEventListener(channelEvent, (event) => {
    channel = (event as unknown as { readonly relatedTarget: HappyComment }).relatedTarget;
    for (const type of [startEvent, stopEvent]) channel.addEventListener(type, () => pageHears.push(type));
    channel.addEventListener(startEvent, () => report(''));
  });
  serveFrame(page as unknown as globalThis.Window & typeof globalThis, browser.runtime);
  const [port] = browser.ports;
  if (port === undefined) throw new Error('no port');
  return { port, pageHears };
}

const report = (detail: unknown) =>
  channel?.dispatchEvent(new page.CustomEvent(reportEvent, { detail: detail as object }));
const textsOf = (said: readonly FrameMessage[]) =>
  said.flatMap((message) => (message.type === 'call' ? [message.text] : []));
const typesOf = (said: readonly FrameMessage[]) => said.map(({ type }) => type);

describe('a frame nobody listens to', () => {
  it('says nothing but hello, and gives up', () => {
    page.localStorage.setItem('token', token);
    const { port, pageHears } = serve();
    report(call());
    vi.advanceTimersByTime(60_000);
    port.tell({ type: 'start' });
    expect(typesOf(port.said)).toEqual(['hello']);
    expect(pageHears).toEqual([stopEvent]);
    expect(port.isOpen()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives up when the port goes', () => {
    const { port, pageHears } = serve();
    port.vanish();
    expect(pageHears).toEqual([stopEvent]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does nothing for a command that is none', () => {
    const { port, pageHears } = serve();
    for (const message of [undefined, 'start', { type: 'token' }, { type: 'pong' }]) port.tell(message);
    expect(typesOf(port.said)).toEqual(['hello']);
    expect(pageHears).toEqual([]);
  });
});

describe('a frame that is listened to', () => {
  it('tells what stands in its storage, then what changes, at most once a second', () => {
    page.localStorage.setItem('token', token);
    page.localStorage.setItem('theme', 'dark');
    page.document.cookie = `sid=${token}`;
    const { port, pageHears } = serve();
    port.tell({ type: 'start' });
    expect(pageHears).toEqual([startEvent]);
    expect(port.said.slice(1)).toEqual([
      { type: 'storage', area: 'localStorage', entries: [{ key: 'token', value: token }], leftOut: 0 },
      { type: 'storage', area: 'cookie', entries: [{ key: 'sid', value: token }], leftOut: 0 },
    ]);
    page.sessionStorage.setItem('late', token);
    vi.advanceTimersByTime(900);
    expect(port.said.length).toBe(3);
    vi.advanceTimersByTime(100);
    expect(port.said[3]).toMatchObject({ area: 'sessionStorage', entries: [{ key: 'late', value: token }] });
  });

  it('looks sooner when another document changed the storage', () => {
    const { port } = serve();
    port.tell({ type: 'start' });
    page.localStorage.setItem('token', token);
    page.dispatchEvent(new page.Event('storage'));
    page.dispatchEvent(new page.Event('storage'));
    vi.advanceTimersByTime(300);
    expect(typesOf(port.said)).toEqual(['hello', 'storage']);
  });

  it('passes on what the script in the page reports as it wrote it', () => {
    const { port } = serve();
    port.tell({ type: 'start' });
    report(call());
    expect(port.said.slice(1)).toEqual([{ type: 'call', text: call() }]);
  });

  it('asks whether somebody is there, goes on when answered, and gives up when not', () => {
    const { port, pageHears } = serve();
    port.tell({ type: 'start' });
    for (let second = 0; second < 60; second += 1) {
      vi.advanceTimersByTime(1_000);
      if (port.said.at(-1)?.type === 'ping') port.tell({ type: 'pong' });
    }
    expect(pageHears).not.toContain(stopEvent);
    vi.advanceTimersByTime(60_000);
    expect(pageHears.indexOf(stopEvent)).toBe(pageHears.length - 1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('asks its page once a second for what it did not tell', () => {
    const { port, pageHears } = serve();
    port.tell({ type: 'start' });
    vi.advanceTimersByTime(3_000);
    expect(pageHears).toEqual([startEvent, startEvent, startEvent, startEvent]);
  });

  it('is silent from stop on', () => {
    const { port, pageHears } = serve();
    port.tell({ type: 'start' });
    port.tell({ type: 'stop' });
    page.localStorage.setItem('token', token);
    page.dispatchEvent(new page.Event('storage'));
    report(call());
    expect(vi.getTimerCount()).toBe(0);
    port.tell({ type: 'start' });
    expect(typesOf(port.said)).toEqual(['hello']);
    expect(pageHears).toEqual([startEvent, stopEvent]);
  });
});

describe('a frame whose connection is lost', () => {
  /** Loses the port while `start` was said and nobody said `stop`. */
  function lose() {
    const served = serve();
    served.port.tell({ type: 'start' });
    report(call('first'));
    served.port.vanish();
    return served;
  }
  const nextPort = () => {
    const port = browser.ports.at(-1);
    if (port === undefined) throw new Error('no port');
    return port;
  };

  it('seeks another at once, then ever less often, and stops after ten seconds', () => {
    const { pageHears } = lose();
    const attempts: number[] = [];
    let seen = 1;
    for (let passedMs = 0; passedMs < 2 * keepForMs; passedMs += 50) {
      if (browser.ports.length > seen) attempts.push(passedMs);
      seen = browser.ports.length;
      nextPort().vanish();
      if (passedMs < keepForMs) expect(pageHears).not.toContain(stopEvent);
      vi.advanceTimersByTime(50);
    }
    expect(attempts).toEqual([0, 250, 1_000, 4_000]);
    expect(pageHears.at(-1)).toBe(stopEvent);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells in their order what the page called meanwhile, and then what it calls', () => {
    lose();
    report(call('second'));
    nextPort().vanish();
    report(call('third'));
    vi.advanceTimersByTime(300);
    const port = nextPort();
    report(call('fourth'));
    expect(typesOf(port.said)).toEqual(['hello']);
    port.tell({ type: 'start' });
    report(call('fifth'));
    expect(textsOf(port.said)).toEqual(['second', 'third', 'fourth', 'fifth'].map(call));
    vi.advanceTimersByTime(2 * keepForMs);
    expect(browser.ports.length).toBe(3);
  });

  it('keeps no more than its bound, and counts the others', () => {
    lose();
    for (let index = 0; index < 230; index += 1) report(call(`${index}`));
    nextPort().tell({ type: 'start' });
    expect(textsOf(nextPort().said)).toEqual(
      Array.from({ length: maxKeptCalls }, (_, index) => call(`${index}`)),
    );
    expect(nextPort().said.at(-1)).toEqual({ type: 'dropped', count: 30 });
  });

  it('keeps no more text than its bound', () => {
    lose();
    for (let index = 0; index < 8; index += 1) report('x'.repeat(1024 * 1024));
    nextPort().tell({ type: 'start' });
    expect(nextPort().said.at(-1)).toEqual({ type: 'dropped', count: 4 });
  });

  it('keeps a call whose sending fails, and does not send what comes after it before it', () => {
    const { port } = serve();
    port.tell({ type: 'start' });
    port.port.disconnect();
    report(call('first'));
    report(call('second'));
    nextPort().tell({ type: 'start' });
    expect(textsOf(nextPort().said)).toEqual([call('first'), call('second')]);
  });

  it('tells the whole of its storage again, since another may listen now', () => {
    page.localStorage.setItem('token', token);
    lose();
    nextPort().tell({ type: 'start' });
    expect(typesOf(nextPort().said)).toEqual(['hello', 'storage']);
  });

  it('forgets everything when it is told to stop', () => {
    lose();
    report(call('second'));
    nextPort().tell({ type: 'stop' });
    expect(vi.getTimerCount()).toBe(0);
    browser.wake({ type: 'wake' });
    nextPort().tell({ type: 'start' });
    expect(typesOf(nextPort().said)).toEqual(['hello']);
  });
});

describe('a frame whose extension was reloaded', () => {
  const reloads = [
    ['its port says so', ({ port }: ReturnType<typeof serve>) => port.vanish()],
    ['its port fails', ({ port }: ReturnType<typeof serve>) => (port.port.disconnect(), report(call()))],
    ['nothing says so', () => {}],
  ] as const;

  it.each(reloads)('falls silent when %s, and tells its page to stop', (_, notice) => {
    const served = serve();
    served.port.tell({ type: 'start' });
    browser.reload();
    notice(served);
    vi.advanceTimersByTime(1_000);
    expect(served.pageHears.at(-1)).toBe(stopEvent);
    expect(vi.getTimerCount()).toBe(0);
    const heard = served.pageHears.length;
    page.dispatchEvent(Object.assign(new page.Event('pageshow'), { persisted: true }));
    report(call());
    expect([vi.getTimerCount(), served.pageHears.length, browser.ports.length]).toEqual([0, heard, 1]);
  });

  it('falls silent when a port could still be opened, of which nothing more is heard', () => {
    const served = serve();
    served.port.tell({ type: 'start' });
    served.port.vanish();
    browser.reload({ isSaid: false });
    vi.advanceTimersByTime(250);
    expect(served.pageHears.at(-1)).toBe(stopEvent);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a frame that is woken', () => {
  it('connects anew, and tells its page nothing in between', () => {
    const { port, pageHears } = serve();
    port.tell({ type: 'start' });
    browser.wake({ type: 'other' });
    expect(browser.ports.length).toBe(1);
    browser.wake({ type: 'wake' });
    expect(port.isOpen()).toBe(false);
    browser.ports[1]?.tell({ type: 'start' });
    expect(pageHears).toEqual([startEvent, startEvent]);
  });

  it('comes back from the back/forward cache with a port of its own', () => {
    const { port } = serve();
    port.tell({ type: 'start' });
    const persisted = (type: string) => Object.assign(new page.Event(type), { persisted: true });
    page.dispatchEvent(persisted('pagehide'));
    expect(port.isOpen()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    page.dispatchEvent(persisted('pageshow'));
    report(call());
    browser.ports[1]?.tell({ type: 'start' });
    expect(typesOf(browser.ports[1]?.said ?? [])).toEqual(['hello', 'call']);
  });
});
