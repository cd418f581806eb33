import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageReport, StorageReading } from '../../traffic';
import { subscribeRelayed } from '../protocol/frames';
import { subscribeReports } from './frame-reports';

const origin = 'https://app.test';
const call = {
  api: 'fetch',
  method: 'GET',
  url: 'https://api.test/',
  carried: [{ place: 'request header', name: 'Authorization', text: 'Bearer x' }],
};
const text = JSON.stringify(call);

type Listener = (...args: readonly unknown[]) => unknown;

/** The two events of the browser that frames come in by. */
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

function connect({ tabId = 7, from = origin, id = 'extension', name = 'page' } = {}) {
  const told: unknown[] = [];
  let say: Listener = () => {};
  let isDisconnected = false;
  const port = {
    name,
    sender: { id, origin: from, url: 'about:srcdoc', tab: { id: tabId } },
    onMessage: { addListener: (listener: Listener) => (say = listener) },
    onDisconnect: { addListener: () => {} },
    postMessage: (message: unknown) => told.push(message),
    disconnect: () => (isDisconnected = true),
  };
  for (const listener of listeners.onConnect) listener(port);
  return { told, say: (message: unknown) => say(message), isDisconnected: () => isDisconnected };
}

function subscribe(watched = new Set([origin])) {
  const exchanges: (StorageReading | PageReport)[] = [];
  let dropped = 0;
  const reports = subscribeReports(
    { tabId: 7, isWatched: (asked) => watched.has(asked), dropped: (count) => (dropped += count) },
    (exchange) => exchanges.push(exchange),
  );
  return { reports, exchanges, watched, dropped: () => dropped };
}

describe('a port that is not for this page', () => {
  it.each([
    ['another tab', { tabId: 8 }],
    ['another extension', { id: 'other' }],
    ['another name', { name: 'devtools' }],
  ])('is left alone: %s', (_, from) => {
    const { exchanges } = subscribe();
    const port = connect(from);
    port.say({ type: 'hello' });
    port.say({ type: 'call', text });
    expect(port.told).toEqual([]);
    expect(port.isDisconnected()).toBe(false);
    expect(exchanges).toEqual([]);
  });
});

describe('a frame of an origin that is not watched', () => {
  it('gets no answer to hello, and a stop to anything else', () => {
    const { exchanges } = subscribe(new Set());
    const port = connect();
    port.say({ type: 'hello' });
    expect(port.told).toEqual([]);
    port.say({ type: 'call', text });
    expect(port.told).toEqual([{ type: 'stop' }]);
    expect(exchanges).toEqual([]);
  });
});

describe('a watched frame', () => {
  it('is started, and its reports carry the origin that the browser names', () => {
    const { exchanges } = subscribe();
    const port = connect();
    port.say({ type: 'hello' });
    port.say({
      type: 'call',
      text: JSON.stringify({ ...call, origin: 'https://bank.test' }),
      origin: 'https://bank.test',
    });
    port.say({ type: 'storage', area: 'cookie', entries: [{ key: 'a', value: 'b' }], leftOut: 0 });
    port.say({ type: 'storage', area: 'cookie', entries: [], leftOut: 4 });
    expect(port.told[0]).toEqual({ type: 'start' });
    expect(exchanges).toMatchObject([
      { kind: 'page-report', origin, ...call },
      { kind: 'storage', origin, area: 'cookie', entries: [{ key: 'a', value: 'b' }] },
      { kind: 'storage', origin, leftOut: 4 },
    ]);
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(3);
  });

  it('is answered, and not believed, when it says what is no message', () => {
    const { exchanges } = subscribe();
    const port = connect();
    for (const message of [undefined, 'call', { type: 'call', text: '{}' }, { type: 'storage', area: 'x' }]) {
      port.say(message);
    }
    expect(exchanges).toEqual([]);
    expect(port.told).toEqual(Array.from({ length: 4 }, () => ({ type: 'pong' })));
  });

  it('is not heard beyond its rate, and what was dropped is counted', () => {
    const { exchanges, dropped } = subscribe();
    const port = connect();
    for (let index = 0; index < 2_000; index += 1) port.say({ type: 'call', text });
    expect(exchanges.length).toBeLessThan(600);
    expect(exchanges.length + dropped()).toBe(2_000);
    const other = connect();
    other.say({ type: 'dropped', count: 30 });
    other.say({ type: 'call', text: '{"dropped":12,"bypassed":0}' });
    expect(exchanges.length + dropped()).toBe(2_042);
    other.say({ type: 'call', text: '{"dropped":9007199254740991,"bypassed":0}' });
    expect(dropped()).toBeLessThan(20_000_000);
  });

  it('is not heard when all frames of its tab together say too much, which is counted', () => {
    const { exchanges, dropped } = subscribe();
    const long = JSON.stringify({ ...call, stack: 'x'.repeat(900_000) });
    for (let frame = 0; frame < 150; frame += 1) connect().say({ type: 'call', text: long });
    expect(exchanges.length).toBeGreaterThan(50);
    expect(exchanges.length).toBeLessThan(100);
    expect(exchanges.length + dropped()).toBe(150);
  });

  it('says when the script in its page is silent, and how many calls passed that script by', () => {
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
    port.say({ type: 'page-script', isSilent: true });
    port.say({ type: 'page-script', isSilent: false });
    port.say({ type: 'page-script', isSilent: 'yes' });
    port.say({ type: 'call', text: '{"dropped":0,"bypassed":3}' });
    expect(facts).toEqual([true, false, 3]);
  });

  it('is stopped at once when it is watched no more', () => {
    const { reports, watched, exchanges } = subscribe();
    const port = connect();
    port.say({ type: 'hello' });
    reports.stopUnwatched();
    expect(port.told).toEqual([{ type: 'start' }]);
    watched.clear();
    reports.stopUnwatched();
    port.say({ type: 'call', text });
    expect(port.told).toEqual([{ type: 'start' }, { type: 'stop' }]);
    expect(exchanges).toEqual([]);
  });

  it('is stopped at the end, and none is listened to after it', () => {
    const { reports } = subscribe();
    const port = connect();
    reports.end();
    expect(port.told).toEqual([{ type: 'stop' }]);
    expect(listeners.onConnect.size).toBe(0);
  });
});

describe('what the background relays', () => {
  const relayed = { type: 'relayed', tabId: 7, frameId: 3, origin, message: { type: 'hello' } };
  const background = { id: 'extension', url: 'moz-extension://extension/_generated_background_page.html' };
  const say = (message: unknown, sender: unknown = background) =>
    [...listeners.onMessage].map((listener) => listener(message, sender));

  it('is left to others when it is of another tab, not of the background, or no relayed message', () => {
    const answer = vi.fn();
    subscribeRelayed(7, answer);
    say({ ...relayed, tabId: 8 });
    say(relayed, { ...background, id: 'other' });
    say(relayed, { ...background, url: 'https://app.test/' });
    say({ type: 'watched', origins: [] });
    expect(answer).not.toHaveBeenCalled();
  });

  it('is answered, frame by frame', async () => {
    const frames = new Set<unknown>();
    const end = subscribeRelayed(7, (frame) => {
      frames.add(frame);
      return { type: 'start' };
    }).end;
    expect(await Promise.all(say(relayed))).toEqual([{ type: 'start' }]);
    say(relayed);
    expect(frames.size).toBe(1);
    say({ ...relayed, frameId: 4 });
    expect(frames.size).toBe(2);
    end();
    expect(say(relayed)).toEqual([]);
  });
});
