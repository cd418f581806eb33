import { Window, type Comment as HappyComment } from 'happy-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFrameCookies } from './frame-cookies';
import { keepForMs, serveFrame } from './frame-connection';
import type { FrameRuntime } from './frame-link';
import type { FrameMessage } from '../protocol/messages';
import { encryptAsMsal, makeMsalCookie } from '../protocol/msal.fixture';
import { channelEvent, reportEvent, startEvent, stopEvent } from '../protocol/page-events';
import { maxKeptCalls } from '../protocol/limits';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const call = (url = 'https://api.test/') => JSON.stringify({ api: 'fetch', method: 'GET', url, texts: [] });
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

/** A browser's ports as seen by a content script. */
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
    /** `isReported: false`: Chrome still opens ports for a moment. */
    reload: ({ isReported = true } = {}) => {
      isReloaded = true;
      isThrowing = isReported;
    },
  };
}

function createPort() {
  const sent: FrameMessage[] = [];
  let receive = (_message: unknown) => {};
  let disconnected = (_reason: unknown) => {};
  let isOpen = true;
  const port = {
    onMessage: { addListener: (listener: typeof receive) => (receive = listener) },
    onDisconnect: { addListener: (listener: typeof disconnected) => (disconnected = listener) },
    postMessage: (message: FrameMessage) => {
      if (!isOpen) throw new Error('Attempting to use a disconnected port object');
      sent.push(structuredClone(message));
    },
    disconnect: () => {
      isOpen = false;
    },
  };
  return {
    port,
    sent,
    send: (message: unknown) => receive(message),
    close: () => disconnected(undefined),
    isOpen: () => isOpen,
  };
}

function serve() {
  const pageEvents: string[] = [];
  // Simulates the page script.
  page.addEventListener(channelEvent, (event) => {
    channel = (event as unknown as { readonly relatedTarget: HappyComment }).relatedTarget;
    for (const type of [startEvent, stopEvent]) channel.addEventListener(type, () => pageEvents.push(type));
    channel.addEventListener(startEvent, () => report(''));
  });
  const frame = page as unknown as globalThis.Window & typeof globalThis;
  serveFrame(frame, browser.runtime, createFrameCookies(frame));
  const [port] = browser.ports;
  if (port === undefined) throw new Error('no port');
  return { port, pageEvents };
}

const report = (detail: unknown) =>
  channel?.dispatchEvent(new page.CustomEvent(reportEvent, { detail: detail as object }));
const textsOf = (sent: readonly FrameMessage[]) =>
  sent.flatMap((message) => (message.type === 'call' ? [message.text] : []));
const typesOf = (sent: readonly FrameMessage[]) => sent.map(({ type }) => type);

describe('a frame without a devtools page', () => {
  it('sends only hello, and gives up', () => {
    page.localStorage.setItem('token', token);
    const { port, pageEvents } = serve();
    report(call());
    vi.advanceTimersByTime(60_000);
    port.send({ type: 'start' });
    expect(typesOf(port.sent)).toEqual(['hello']);
    expect(pageEvents).toEqual([stopEvent]);
    expect(port.isOpen()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives up when the port closes', () => {
    const { port, pageEvents } = serve();
    port.close();
    expect(pageEvents).toEqual([stopEvent]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ignores invalid commands', () => {
    const { port, pageEvents } = serve();
    for (const message of [undefined, 'start', { type: 'token' }, { type: 'pong' }]) port.send(message);
    expect(typesOf(port.sent)).toEqual(['hello']);
    expect(pageEvents).toEqual([]);
  });
});

describe('a started frame', () => {
  it('reports its storage, then changes, at most once a second', () => {
    page.localStorage.setItem('token', token);
    page.localStorage.setItem('theme', 'dark');
    page.document.cookie = `sid=${token}`;
    const { port, pageEvents } = serve();
    port.send({ type: 'start' });
    expect(pageEvents).toEqual([startEvent]);
    expect(port.sent.slice(1)).toEqual([
      { type: 'storage', area: 'localStorage', entries: [{ key: 'token', value: token }], leftOut: 0 },
      { type: 'storage', area: 'cookie', entries: [{ key: 'sid', value: token }], leftOut: 0 },
    ]);
    page.sessionStorage.setItem('late', token);
    vi.advanceTimersByTime(900);
    expect(port.sent.length).toBe(3);
    vi.advanceTimersByTime(100);
    expect(port.sent[3]).toMatchObject({ area: 'sessionStorage', entries: [{ key: 'late', value: token }] });
  });

  it("decrypts MSAL's entries, again when its cookie changes, and never sends the key", async () => {
    const [first, second] = [makeMsalCookie(1), makeMsalCookie(2)];
    const keyOf = (client: string) => `msal.3|u.t|login.test|accesstoken|${client}|t|openid|`;
    const plaintext = JSON.stringify({ secret: token });
    page.localStorage.setItem('msal.3.token.keys.a', '{}');
    page.localStorage.setItem(keyOf('a'), await encryptAsMsal(plaintext, 'a', first));
    page.localStorage.setItem(keyOf('b'), await encryptAsMsal(plaintext, 'b', second));
    const { port } = serve();
    const entriesAt = (index: number) =>
      vi.waitFor(() => {
        const message = port.sent[index];
        if (message?.type !== 'storage') throw new Error('not sent yet');
        expect(message.area).toBe('localStorage');
        return message.entries.map(({ key, value, decryption }) => [
          key.split('|')[4],
          value.length,
          decryption,
        ]);
      });
    port.send({ type: 'start' });
    const [a, b] = [keyOf('a'), keyOf('b')].map((key) => page.localStorage.getItem(key)?.length);
    expect(await entriesAt(1)).toEqual([
      ['a', a, 'no key'],
      ['b', b, 'no key'],
    ]);
    page.document.cookie = first.text;
    vi.advanceTimersByTime(1_000);
    expect(await entriesAt(2)).toEqual([
      ['a', plaintext.length, 'decrypted'],
      ['b', b, 'earlier session'],
    ]);
    page.document.cookie = second.text;
    vi.advanceTimersByTime(1_000);
    expect(await entriesAt(3)).toEqual([
      ['a', a, 'earlier session'],
      ['b', plaintext.length, 'decrypted'],
    ]);
    vi.advanceTimersByTime(3_000);
    expect(port.sent).toHaveLength(4);
    for (const { key, value } of [first, second]) {
      expect(JSON.stringify(port.sent)).not.toContain(key);
      expect(JSON.stringify(port.sent)).not.toContain(value);
    }
  });

  it('checks sooner when another document changed the storage', () => {
    const { port } = serve();
    port.send({ type: 'start' });
    page.localStorage.setItem('token', token);
    page.dispatchEvent(new page.Event('storage'));
    page.dispatchEvent(new page.Event('storage'));
    vi.advanceTimersByTime(300);
    expect(typesOf(port.sent)).toEqual(['hello', 'storage']);
  });

  it("forwards the page script's reports unchanged", () => {
    const { port } = serve();
    port.send({ type: 'start' });
    report(call());
    expect(port.sent.slice(1)).toEqual([{ type: 'call', text: call() }]);
  });

  it('pings the devtools page, and gives up without a response', () => {
    const { port, pageEvents } = serve();
    port.send({ type: 'start' });
    for (let second = 0; second < 60; second += 1) {
      vi.advanceTimersByTime(1_000);
      if (port.sent.at(-1)?.type === 'ping') port.send({ type: 'pong' });
    }
    expect(pageEvents).not.toContain(stopEvent);
    vi.advanceTimersByTime(60_000);
    expect(pageEvents.indexOf(stopEvent)).toBe(pageEvents.length - 1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('asks the page script for its state once a second', () => {
    const { port, pageEvents } = serve();
    port.send({ type: 'start' });
    vi.advanceTimersByTime(3_000);
    expect(pageEvents).toEqual([startEvent, startEvent, startEvent, startEvent]);
  });

  it('sends nothing after stop', () => {
    const { port, pageEvents } = serve();
    port.send({ type: 'start' });
    port.send({ type: 'stop' });
    page.localStorage.setItem('token', token);
    page.dispatchEvent(new page.Event('storage'));
    report(call());
    expect(vi.getTimerCount()).toBe(0);
    port.send({ type: 'start' });
    expect(typesOf(port.sent)).toEqual(['hello']);
    expect(pageEvents).toEqual([startEvent, stopEvent]);
  });
});

describe('a frame whose connection is lost', () => {
  /** Closes the port after `start`, without `stop`. */
  function loseConnection() {
    const served = serve();
    served.port.send({ type: 'start' });
    report(call('first'));
    served.port.close();
    return served;
  }
  const nextPort = () => {
    const port = browser.ports.at(-1);
    if (port === undefined) throw new Error('no port');
    return port;
  };

  it('reconnects at once, then less and less often, and stops after ten seconds', () => {
    const { pageEvents } = loseConnection();
    const attempts: number[] = [];
    let seen = 1;
    for (let passedMs = 0; passedMs < 2 * keepForMs; passedMs += 50) {
      if (browser.ports.length > seen) attempts.push(passedMs);
      seen = browser.ports.length;
      nextPort().close();
      if (passedMs < keepForMs) expect(pageEvents).not.toContain(stopEvent);
      vi.advanceTimersByTime(50);
    }
    expect(attempts).toEqual([0, 250, 1_000, 4_000]);
    expect(pageEvents.at(-1)).toBe(stopEvent);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends the calls made meanwhile in order, and then later ones', () => {
    loseConnection();
    report(call('second'));
    nextPort().close();
    report(call('third'));
    vi.advanceTimersByTime(300);
    const port = nextPort();
    report(call('fourth'));
    expect(typesOf(port.sent)).toEqual(['hello']);
    port.send({ type: 'start' });
    report(call('fifth'));
    expect(textsOf(port.sent)).toEqual(['second', 'third', 'fourth', 'fifth'].map(call));
    vi.advanceTimersByTime(2 * keepForMs);
    expect(browser.ports.length).toBe(3);
  });

  it('keeps no more calls than the limit, and counts the others', () => {
    loseConnection();
    for (let index = 0; index < 230; index += 1) report(call(`${index}`));
    nextPort().send({ type: 'start' });
    expect(textsOf(nextPort().sent)).toEqual(
      Array.from({ length: maxKeptCalls }, (_, index) => call(`${index}`)),
    );
    expect(nextPort().sent.at(-1)).toEqual({ type: 'dropped', count: 30 });
  });

  it('keeps no more text than the limit', () => {
    loseConnection();
    for (let index = 0; index < 8; index += 1) report('x'.repeat(1024 * 1024));
    nextPort().send({ type: 'start' });
    expect(nextPort().sent.at(-1)).toEqual({ type: 'dropped', count: 4 });
  });

  it("keeps a call that can't be sent, and sends later calls after it", () => {
    const { port } = serve();
    port.send({ type: 'start' });
    port.port.disconnect();
    report(call('first'));
    report(call('second'));
    nextPort().send({ type: 'start' });
    expect(textsOf(nextPort().sent)).toEqual([call('first'), call('second')]);
  });

  it('sends its whole storage again, since the devtools page may be a new one', () => {
    page.localStorage.setItem('token', token);
    loseConnection();
    nextPort().send({ type: 'start' });
    expect(typesOf(nextPort().sent)).toEqual(['hello', 'storage']);
  });

  it('drops the kept calls on stop', () => {
    loseConnection();
    report(call('second'));
    nextPort().send({ type: 'stop' });
    expect(vi.getTimerCount()).toBe(0);
    browser.wake({ type: 'wake' });
    nextPort().send({ type: 'start' });
    expect(typesOf(nextPort().sent)).toEqual(['hello']);
  });
});

describe('a frame whose extension was reloaded', () => {
  const reloads = [
    ['its port closes', ({ port }: ReturnType<typeof serve>) => port.close()],
    ['its port throws', ({ port }: ReturnType<typeof serve>) => (port.port.disconnect(), report(call()))],
    ['there is no event', () => {}],
  ] as const;

  it.each(reloads)('shuts down if %s, and stops the page script', (_, notice) => {
    const served = serve();
    served.port.send({ type: 'start' });
    browser.reload();
    notice(served);
    vi.advanceTimersByTime(1_000);
    expect(served.pageEvents.at(-1)).toBe(stopEvent);
    expect(vi.getTimerCount()).toBe(0);
    const eventCount = served.pageEvents.length;
    page.dispatchEvent(Object.assign(new page.Event('pageshow'), { persisted: true }));
    report(call());
    expect([vi.getTimerCount(), served.pageEvents.length, browser.ports.length]).toEqual([0, eventCount, 1]);
  });

  it('shuts down if a port could still be opened but nothing follows', () => {
    const served = serve();
    served.port.send({ type: 'start' });
    served.port.close();
    browser.reload({ isReported: false });
    vi.advanceTimersByTime(250);
    expect(served.pageEvents.at(-1)).toBe(stopEvent);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a frame that is woken', () => {
  it('reconnects without stopping the page script', () => {
    const { port, pageEvents } = serve();
    port.send({ type: 'start' });
    browser.wake({ type: 'other' });
    expect(browser.ports.length).toBe(1);
    browser.wake({ type: 'wake' });
    expect(port.isOpen()).toBe(false);
    browser.ports[1]?.send({ type: 'start' });
    expect(pageEvents).toEqual([startEvent, startEvent]);
  });

  it('reconnects when restored from the back/forward cache', () => {
    const { port } = serve();
    port.send({ type: 'start' });
    const persisted = (type: string) => Object.assign(new page.Event(type), { persisted: true });
    page.dispatchEvent(persisted('pagehide'));
    expect(port.isOpen()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    page.dispatchEvent(persisted('pageshow'));
    report(call());
    browser.ports[1]?.send({ type: 'start' });
    expect(typesOf(browser.ports[1]?.sent ?? [])).toEqual(['hello', 'call']);
  });
});
