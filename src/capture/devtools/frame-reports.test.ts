import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageReport, StorageReading } from '../../traffic';
import { subscribeRelayed } from '../protocol/frames';
import { subscribeReports } from './frame-reports';

const origin = 'https://app.test';
const call = {
  api: 'fetch',
  method: 'GET',
  url: 'https://api.test/',
  texts: [{ kind: 'request header', name: 'Authorization', text: 'Bearer x' }],
};
const text = JSON.stringify(call);

type Listener = (...args: readonly unknown[]) => unknown;

/** The two browser events that deliver frames' messages. */
const { listeners, browser } = vi.hoisted(() => {
  const listeners = { onConnect: new Set<Listener>(), onMessage: new Set<Listener>() };
  const event = (set: Set<Listener>) => ({
    addListener: (listener: Listener) => set.add(listener),
    removeListener: (listener: Listener) => set.delete(listener),
  });
  const runtime = {
    id: 'extension',
    getURL: (path: string) => `moz-extension://extension/${path}`,
    onConnect: event(listeners.onConnect),
    onMessage: event(listeners.onMessage),
  };
  return { listeners, browser: { runtime } };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

beforeEach(() => {
  listeners.onConnect.clear();
  listeners.onMessage.clear();
});

function connect({ tabId = 7, sender = origin, id = 'extension', name = 'page' } = {}) {
  const received: unknown[] = [];
  let send: Listener = () => {};
  let isDisconnected = false;
  const port = {
    name,
    sender: { id, origin: sender, url: 'about:srcdoc', tab: { id: tabId } },
    onMessage: { addListener: (listener: Listener) => (send = listener) },
    onDisconnect: { addListener: () => {} },
    postMessage: (message: unknown) => received.push(message),
    disconnect: () => (isDisconnected = true),
  };
  for (const listener of listeners.onConnect) listener(port);
  return { received, send: (message: unknown) => send(message), isDisconnected: () => isDisconnected };
}

function subscribe(watched = new Set([origin])) {
  const exchanges: (StorageReading | PageReport)[] = [];
  let dropped = 0;
  const reports = subscribeReports(
    { tabId: 7, isWatched: (candidate) => watched.has(candidate), dropped: (count) => (dropped += count) },
    (exchange) => exchanges.push(exchange),
  );
  return { reports, exchanges, watched, dropped: () => dropped };
}

describe('a port for another page', () => {
  it.each([
    ['another tab', { tabId: 8 }],
    ['another extension', { id: 'other' }],
    ['another name', { name: 'devtools' }],
  ])('is ignored and stays connected: %s', (_, sender) => {
    const { exchanges } = subscribe();
    const port = connect(sender);
    port.send({ type: 'hello' });
    port.send({ type: 'call', text });
    expect(port.received).toEqual([]);
    expect(port.isDisconnected()).toBe(false);
    expect(exchanges).toEqual([]);
  });
});

describe('a frame of an unwatched origin', () => {
  it('gets no response to hello, and a stop to anything else', () => {
    const { exchanges } = subscribe(new Set());
    const port = connect();
    port.send({ type: 'hello' });
    expect(port.received).toEqual([]);
    port.send({ type: 'call', text });
    expect(port.received).toEqual([{ type: 'stop' }]);
    expect(exchanges).toEqual([]);
  });
});

describe('a watched frame', () => {
  it('is started, and its reports have the origin that the browser reports', () => {
    const { exchanges } = subscribe();
    const port = connect();
    port.send({ type: 'hello' });
    port.send({
      type: 'call',
      text: JSON.stringify({ ...call, origin: 'https://bank.test' }),
      origin: 'https://bank.test',
    });
    port.send({ type: 'storage', area: 'cookie', entries: [{ key: 'a', value: 'b' }], leftOut: 0 });
    port.send({ type: 'storage', area: 'cookie', entries: [], leftOut: 4 });
    expect(port.received[0]).toEqual({ type: 'start' });
    expect(exchanges).toMatchObject([
      { kind: 'page-report', origin, ...call },
      { kind: 'storage', origin, area: 'cookie', entries: [{ key: 'a', value: 'b' }] },
      { kind: 'storage', origin, leftOut: 4 },
    ]);
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(3);
  });

  it('gets a pong for invalid messages, which are ignored', () => {
    const { exchanges } = subscribe();
    const port = connect();
    for (const message of [undefined, 'call', { type: 'call', text: '{}' }, { type: 'storage', area: 'x' }]) {
      port.send(message);
    }
    expect(exchanges).toEqual([]);
    expect(port.received).toEqual(Array.from({ length: 4 }, () => ({ type: 'pong' })));
  });

  it('is ignored beyond its rate limit, and what was dropped is counted', () => {
    const { exchanges, dropped } = subscribe();
    const port = connect();
    for (let index = 0; index < 2_000; index += 1) port.send({ type: 'call', text });
    expect(exchanges.length).toBeLessThan(600);
    expect(exchanges.length + dropped()).toBe(2_000);
    const other = connect();
    other.send({ type: 'dropped', count: 30 });
    other.send({ type: 'call', text: '{"dropped":12,"bypassed":0}' });
    expect(exchanges.length + dropped()).toBe(2_042);
    other.send({ type: 'call', text: '{"dropped":9007199254740991,"bypassed":0}' });
    expect(dropped()).toBeLessThan(20_000_000);
  });

  it('is ignored when all frames of its tab together exceed the rate limit, which is counted', () => {
    const { exchanges, dropped } = subscribe();
    const long = JSON.stringify({ ...call, stack: 'x'.repeat(900_000) });
    for (let frame = 0; frame < 150; frame += 1) connect().send({ type: 'call', text: long });
    expect(exchanges.length).toBeGreaterThan(50);
    expect(exchanges.length).toBeLessThan(100);
    expect(exchanges.length + dropped()).toBe(150);
  });

  it('reports when its page script is silent, and how many calls bypassed that script', () => {
    const facts: unknown[] = [];
    subscribeReports(
      {
        tabId: 7,
        isWatched: () => true,
        pageScriptSilent: (isSilent) => facts.push(isSilent),
        bypassed: (count) => facts.push(count),
      },
      () => {},
    );
    const port = connect();
    port.send({ type: 'page-script', isSilent: true });
    port.send({ type: 'page-script', isSilent: false });
    port.send({ type: 'page-script', isSilent: 'yes' });
    port.send({ type: 'call', text: '{"dropped":0,"bypassed":3}' });
    expect(facts).toEqual([true, false, 3]);
  });

  it("is stopped at once when it's no longer watched", () => {
    const { reports, watched, exchanges } = subscribe();
    const port = connect();
    port.send({ type: 'hello' });
    reports.stopUnwatched();
    expect(port.received).toEqual([{ type: 'start' }]);
    watched.clear();
    reports.stopUnwatched();
    port.send({ type: 'call', text });
    expect(port.received).toEqual([{ type: 'start' }, { type: 'stop' }]);
    expect(exchanges).toEqual([]);
  });

  it('is stopped at the end, and later connections are ignored', () => {
    const { reports } = subscribe();
    const port = connect();
    reports.end();
    expect(port.received).toEqual([{ type: 'stop' }]);
    expect(listeners.onConnect.size).toBe(0);
  });
});

describe('subscribeRelayed', () => {
  const relayed = { type: 'relayed', tabId: 7, frameId: 3, origin, message: { type: 'hello' } };
  const background = { id: 'extension', url: 'moz-extension://extension/_generated_background_page.html' };
  const send = (message: unknown, sender: unknown = background) =>
    [...listeners.onMessage].map((listener) => listener(message, sender));

  it('ignores messages of another tab, of other senders than the background, and of other types', () => {
    const handle = vi.fn();
    subscribeRelayed(7, handle);
    send({ ...relayed, tabId: 8 });
    send(relayed, { ...background, id: 'other' });
    send(relayed, { ...background, url: 'https://app.test/' });
    send({ type: 'watched', origins: [] });
    expect(handle).not.toHaveBeenCalled();
  });

  it('responds to each frame', async () => {
    const frames = new Set<unknown>();
    const end = subscribeRelayed(7, (frame) => {
      frames.add(frame);
      return { type: 'start' };
    }).end;
    expect(await Promise.all(send(relayed))).toEqual([{ type: 'start' }]);
    send(relayed);
    expect(frames.size).toBe(1);
    send({ ...relayed, frameId: 4 });
    expect(frames.size).toBe(2);
    end();
    expect(send(relayed)).toEqual([]);
  });
});
