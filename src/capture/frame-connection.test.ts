import { Window } from 'happy-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveFrame } from './frame-connection';
import type { FrameRuntime } from './frame-link';
import { callRate } from './frame-watch';
import type { FrameMessage } from './messages';
import { callEvent, startEvent, stopEvent } from './page-events';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const call = { api: 'fetch', method: 'GET', url: 'https://api.test/', authorization: `Bearer ${token}` };
const nowMs = Date.parse('2026-03-01T10:00:00Z');

let page: Window;
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
  const runtime: FrameRuntime = {
    id: 'extension',
    onMessage: { addListener: (listener) => (wake = listener) },
    connect: () => {
      if (isReloaded) throw new Error('Extension context invalidated.');
      const port = createPort();
      ports.push(port);
      return port.port;
    },
    sendMessage: () => Promise.reject(new Error('not in Chrome')),
  };
  return { runtime, ports, wake: (message: unknown) => wake(message), reload: () => (isReloaded = true) };
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
  for (const type of [startEvent, stopEvent]) page.addEventListener(type, () => pageHears.push(type));
  serveFrame(page as unknown as globalThis.Window & typeof globalThis, browser.runtime);
  const [port] = browser.ports;
  if (port === undefined) throw new Error('no port');
  return { port, pageHears };
}

const report = (detail: unknown) =>
  page.dispatchEvent(new page.CustomEvent(callEvent, { detail: detail as object }));
const typesOf = (said: readonly FrameMessage[]) => said.map(({ type }) => type);

describe('a frame nobody listens to', () => {
  it('says nothing but hello, and gives up', () => {
    page.localStorage.setItem('token', token);
    const { port, pageHears } = serve();
    report(JSON.stringify(call));
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

  it('passes on the calls that the page reports, and nothing that is none', () => {
    const { port } = serve();
    port.tell({ type: 'start' });
    for (const detail of [undefined, {}, 7, 'no JSON', '{"api":"eval"}', 'x'.repeat(2_000_000)])
      report(detail);
    report(JSON.stringify({ ...call, origin: 'https://bank.test' }));
    expect(port.said.slice(1)).toEqual([{ type: 'call', call }]);
  });

  it('bounds a flood of reports and says how many it dropped', () => {
    const { port } = serve();
    port.tell({ type: 'start' });
    for (let index = 0; index < 5_000; index += 1) report(JSON.stringify(call));
    expect(port.said.length).toBe(1 + callRate.burst);
    vi.advanceTimersByTime(1_000);
    expect(port.said.at(-1)).toEqual({ type: 'dropped', count: 5_000 - callRate.burst });
    vi.advanceTimersByTime(1_000);
    report(JSON.stringify(call));
    expect(port.said.at(-1)).toEqual({ type: 'call', call });
    expect(typesOf(port.said).filter((type) => type === 'dropped').length).toBe(1);
  });

  it('asks whether somebody is there, goes on when answered, and gives up when not', () => {
    const { port, pageHears } = serve();
    port.tell({ type: 'start' });
    for (let second = 0; second < 60; second += 1) {
      vi.advanceTimersByTime(1_000);
      if (port.said.at(-1)?.type === 'ping') port.tell({ type: 'pong' });
    }
    expect(pageHears).toEqual([startEvent]);
    vi.advanceTimersByTime(60_000);
    expect(pageHears).toEqual([startEvent, stopEvent]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is silent from stop on', () => {
    const { port, pageHears } = serve();
    port.tell({ type: 'start' });
    port.tell({ type: 'stop' });
    page.localStorage.setItem('token', token);
    page.dispatchEvent(new page.Event('storage'));
    report(JSON.stringify(call));
    expect(vi.getTimerCount()).toBe(0);
    port.tell({ type: 'start' });
    expect(typesOf(port.said)).toEqual(['hello']);
    expect(pageHears).toEqual([startEvent, stopEvent]);
  });

  it('ends without a word when the extension was reloaded', () => {
    const { port, pageHears } = serve();
    port.tell({ type: 'start' });
    port.port.disconnect();
    report(JSON.stringify(call));
    expect(pageHears).toEqual([startEvent, stopEvent]);
    browser.reload();
    browser.wake({ type: 'wake' });
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
    expect(typesOf(browser.ports[1]?.said ?? [])).toEqual(['hello']);
  });
});
