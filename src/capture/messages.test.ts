import { describe, expect, it } from 'vitest';
import {
  maxCarriedLength,
  maxCarriedNameLength,
  maxCarriedTexts,
  maxStorageEntries,
  maxUrlLength,
} from './bounds';
import {
  isOrigin,
  parseBackgroundRequest,
  parseFrameCommand,
  parseFrameMessage,
  parseRelayed,
  parseReport,
  parseWake,
  parseWatchedNotice,
} from './messages';
import { maxCallTextLength, maxStackLength } from './page-events';

const carried = { place: 'request header', name: 'Authorization', text: 'Bearer x' } as const;
const call = { api: 'fetch', method: 'GET', url: 'https://api.test/', carried: [carried] } as const;
const guards = {
  parseBackgroundRequest,
  parseFrameCommand,
  parseFrameMessage,
  parseRelayed,
  parseWake,
  parseWatchedNotice,
};

function throwing(): never {
  throw new Error('no');
}

const revoked = Proxy.revocable({}, {});
revoked.revoke();

const hostile: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', Number.NaN],
  ['a string', 'start'],
  ['an array', ['start']],
  ['a function', () => ({ type: 'start' })],
  ['an empty object', {}],
  ['another type', { type: 'token' }],
  ['a type that is no string', { type: { toString: () => 'start' } }],
  ['a getter that throws', Object.defineProperty({}, 'type', { get: throwing })],
  ['a proxy that throws', new Proxy({}, { get: throwing })],
  ['a revoked proxy', revoked.proxy],
];

describe.each(Object.entries(guards))('%s', (_, guard) => {
  it.each(hostile)('refuses %s', (_, value) => {
    expect(guard(value)).toBeUndefined();
  });
});

describe('a report of the page', () => {
  const ownRoot = 'chrome-extension://abcdef/';
  const report = (value: unknown) => parseReport(JSON.stringify(value), ownRoot);

  it.each([
    ['no call', null],
    ['a list', [call]],
    ['a number', 7],
    ['a count below zero', { dropped: -1, bypassed: 0 }],
    ['half a state', { dropped: 1 }],
    ['another api', { ...call, api: 'eval' }],
    ['a URL that is no string', { ...call, url: { href: 'x' } }],
    ['a URL past the bound', { ...call, url: 'x'.repeat(maxUrlLength + 1) }],
    ['nothing carried', { ...call, carried: [] }],
    ['texts that are no list', { ...call, carried: { length: 1, 0: carried } }],
    ['too many texts', { ...call, carried: Array.from({ length: maxCarriedTexts + 1 }, () => carried) }],
    ['a place that is none', { ...call, carried: [carried, { ...carried, place: 'response body' }] }],
    ['a text past the bound', { ...call, carried: [{ ...carried, text: 'x'.repeat(maxCarriedLength + 1) }] }],
    ['a name past it', { ...call, carried: [{ ...carried, name: 'x'.repeat(maxCarriedNameLength + 1) }] }],
  ])('is refused with %s', (_, value) => {
    expect(report(value)).toBeUndefined();
  });

  it('is refused when it is no JSON', () => {
    for (const text of ['', 'call', '{"api":', `${'['.repeat(100_000)}`])
      expect(parseReport(text, ownRoot)).toBeUndefined();
  });

  it('loses a stack past the bound, and whatever else the page put in', () => {
    const forged = {
      ...call,
      carried: [{ ...carried, isCertain: true }],
      stack: `    at https://app.test/a.js:1:2\n`.padEnd(maxStackLength + 1),
      callSite: 'https://bank.test/a.js:1:2',
      origin: 'https://bank.test',
      kind: 'http',
    };
    expect(report(forged)).toEqual(call);
  });

  it.each(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'sendBeacon'] as const)(
    'is copied with the line of code that its stack names: %s',
    (api) => {
      const stack = `Error\n    at Object.apply (${ownRoot}page.js:1:9)\n    at go (https://app.test/app.js:1:2)`;
      expect(report({ ...call, api, stack })).toEqual({
        ...call,
        api,
        callSite: 'https://app.test/app.js:1:2',
      });
    },
  );

  it('may be the state of the script', () => {
    expect(report({ dropped: 7, bypassed: 2, more: 1 })).toEqual({ dropped: 7, bypassed: 2 });
  });

  it('is passed on as text, and refused when that is past the bound', () => {
    const message = { type: 'call', text: 'x'.repeat(maxCallTextLength) };
    expect(parseFrameMessage({ ...message, extra: 1 })).toEqual(message);
    expect(parseFrameMessage({ type: 'call', text: `${message.text}x` })).toBeUndefined();
    expect(parseFrameMessage({ type: 'call', text: { length: 1 } })).toBeUndefined();
  });
});

describe('a reading of storage', () => {
  const entry = { key: 'k', value: 'v' };
  const storage = { type: 'storage', area: 'cookie', entries: [entry], leftOut: 0 };

  it.each([
    ['another area', { ...storage, area: 'indexedDB' }],
    ['entries that are no list', { ...storage, entries: { length: 1, 0: entry } }],
    ['too many entries', { ...storage, entries: Array.from({ length: maxStorageEntries + 1 }, () => entry) }],
    ['a count that is none', { ...storage, leftOut: -1 }],
    ['a list whose items throw', { ...storage, entries: Object.defineProperty([], '0', { get: throwing }) }],
  ])('is refused with %s', (_, value) => {
    expect(parseFrameMessage(value)).toBeUndefined();
  });

  it.each(['localStorage', 'sessionStorage', 'cookie', 'IndexedDB'])('may be of %s', (area) => {
    expect(parseFrameMessage({ ...storage, area })).toEqual({ ...storage, area });
  });

  it('loses the entries that are none, and counts them', () => {
    const entries = [null, 7, { key: 'k' }, { key: 7, value: 'v' }, { ...entry, extra: 1 }];
    expect(parseFrameMessage({ ...storage, entries, leftOut: 2 })).toEqual({ ...storage, leftOut: 6 });
  });
});

it('a count of dropped calls is a whole number', () => {
  expect(parseFrameMessage({ type: 'dropped', count: 1.5 })).toBeUndefined();
  expect(parseFrameMessage({ type: 'dropped', count: Number.POSITIVE_INFINITY })).toBeUndefined();
  expect(parseFrameMessage({ type: 'dropped', count: 3 })).toEqual({ type: 'dropped', count: 3 });
});

it.each(['hello', 'ping'] as const)('a frame may say %s', (type) => {
  expect(parseFrameMessage({ type })).toEqual({ type });
});

it.each(['start', 'stop', 'pong'] as const)('a frame may be told %s', (type) => {
  expect(parseFrameCommand({ type })).toEqual({ type });
});

describe('a request to the background', () => {
  it.each([
    { type: 'watch' },
    { type: 'watch', origin: '<all_urls>' },
    { type: 'watch', origin: 'https://*.test' },
    { type: 'unwatch', origin: 'https://app.test/path' },
    { type: 'open-watch-page', origin: 'javascript:alert(1)' },
    { type: 'wake-tab', tabId: '7' },
    { type: 'wake-tab', tabId: -1 },
  ])('is refused as %j', (value) => {
    expect(parseBackgroundRequest(value)).toBeUndefined();
  });

  it.each([
    { type: 'watch', origin: 'http://localhost:3000' },
    { type: 'unwatch', origin: 'https://app.test' },
    { type: 'open-watch-page', origin: 'https://app.test' },
    { type: 'wake-tab', tabId: 1_832_558_856 },
    { type: 'list-watched' },
  ])('is taken as %j', (value) => {
    expect(parseBackgroundRequest({ ...value, extra: 1 })).toEqual(value);
  });
});

it('a notice of watched origins is refused when one of them is none', () => {
  expect(parseWatchedNotice({ type: 'watched', origins: ['https://app.test', 'null'] })).toBeUndefined();
  const notice = { type: 'watched', origins: ['https://app.test'] };
  expect(parseWatchedNotice(notice)).toEqual(notice);
});

it('a relayed message is refused when what it carries is', () => {
  const relayed = {
    type: 'relayed',
    tabId: 1,
    frameId: 0,
    origin: 'https://app.test',
    message: { type: 'ping' },
  };
  expect(parseRelayed(relayed)).toEqual(relayed);
  expect(parseRelayed({ ...relayed, message: { type: 'start' } })).toBeUndefined();
  expect(parseRelayed({ ...relayed, origin: 'null' })).toBeUndefined();
});

it('only http and https origins, written as browsers write them, can be watched', () => {
  expect(
    ['null', 'file://', 'https://app.test/', 'https://App.test', 'https://app.test:443'].filter(isOrigin),
  ).toEqual([]);
  expect(isOrigin('http://127.0.0.1:8080')).toBe(true);
});
