import { describe, expect, it } from 'vitest';
import { maxCallTextLength, maxStorageEntries } from './limits';
import {
  parseFrameCommand,
  parseFrameMessage,
  parseRelayed,
  parseStorageQuery,
  parseStoredAreas,
  parseWake,
} from './messages';
import { isOrigin, parseBackgroundRequest, parseWatchedNotice } from './watch-messages';

const guards = {
  parseBackgroundRequest,
  parseFrameCommand,
  parseFrameMessage,
  parseRelayed,
  parseStorageQuery,
  parseStoredAreas,
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
  ["a type that isn't a string", { type: { toString: () => 'start' } }],
  ['a getter that throws', Object.defineProperty({}, 'type', { get: throwing })],
  ['a proxy that throws', new Proxy({}, { get: throwing })],
  ['a revoked proxy', revoked.proxy],
];

describe.each(Object.entries(guards))('%s', (_, guard) => {
  it.each(hostile)('rejects %s', (_, value) => {
    expect(guard(value)).toBeUndefined();
  });
});

describe('a call message', () => {
  it("contains the text, and is rejected if it's over the length limit", () => {
    const message = { type: 'call', text: 'x'.repeat(maxCallTextLength) };
    expect(parseFrameMessage({ ...message, extra: 1 })).toEqual(message);
    expect(parseFrameMessage({ type: 'call', text: `${message.text}x` })).toBeUndefined();
    expect(parseFrameMessage({ type: 'call', text: { length: 1 } })).toBeUndefined();
  });
});

it('drops areas of a storage that are not valid, and those over their number', () => {
  const area = { type: 'storage', area: 'cookie', entries: [], leftOut: 0 };
  const origin = 'https://app.test';
  const parse = (areas: unknown) => parseStoredAreas({ type: 'stored-areas', origin, areas })?.areas;
  expect(parse([area, { ...area, leftOut: -1 }, null])).toEqual([area]);
  expect(parse(Array.from({ length: 9 }, () => area))).toHaveLength(4);
  expect(parse({ length: 1 })).toBeUndefined();
  expect(parseStoredAreas({ type: 'stored-areas', origin: 'app.test', areas: [] })).toBeUndefined();
});

describe('a storage message', () => {
  const entry = { key: 'k', value: 'v' };
  const storage = { type: 'storage', area: 'cookie', entries: [entry], leftOut: 0 };

  it.each([
    ['another area', { ...storage, area: 'indexedDB' }],
    ["entries that aren't an array", { ...storage, entries: { length: 1, 0: entry } }],
    ['too many entries', { ...storage, entries: Array.from({ length: maxStorageEntries + 1 }, () => entry) }],
    ['an invalid count', { ...storage, leftOut: -1 }],
    ['a list whose items throw', { ...storage, entries: Object.defineProperty([], '0', { get: throwing }) }],
  ])('is rejected with %s', (_, value) => {
    expect(parseFrameMessage(value)).toBeUndefined();
  });

  it.each(['localStorage', 'sessionStorage', 'cookie', 'IndexedDB'])('is accepted for %s', (area) => {
    expect(parseFrameMessage({ ...storage, area })).toEqual({ ...storage, area });
  });

  it('drops invalid entries, and counts them', () => {
    const entries = [null, 7, { key: 'k' }, { key: 7, value: 'v' }, { ...entry, extra: 1 }];
    expect(parseFrameMessage({ ...storage, entries, leftOut: 2 })).toEqual({ ...storage, leftOut: 6 });
  });
});

it('a count of dropped calls is an integer', () => {
  expect(parseFrameMessage({ type: 'dropped', count: 1.5 })).toBeUndefined();
  expect(parseFrameMessage({ type: 'dropped', count: Number.POSITIVE_INFINITY })).toBeUndefined();
  expect(parseFrameMessage({ type: 'dropped', count: 3 })).toEqual({ type: 'dropped', count: 3 });
});

it.each(['hello', 'ping'] as const)('accepts %s from a frame', (type) => {
  expect(parseFrameMessage({ type })).toEqual({ type });
});

it.each(['start', 'stop', 'pong'] as const)('accepts %s for a frame', (type) => {
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
  ])('is rejected: %j', (value) => {
    expect(parseBackgroundRequest(value)).toBeUndefined();
  });

  it.each([
    { type: 'watch', origin: 'http://localhost:3000' },
    { type: 'unwatch', origin: 'https://app.test' },
    { type: 'open-watch-page', origin: 'https://app.test' },
    { type: 'wake-tab', tabId: 1_832_558_856 },
    { type: 'list-watched' },
  ])('is accepted: %j', (value) => {
    expect(parseBackgroundRequest({ ...value, extra: 1 })).toEqual(value);
  });
});

it("rejects a notice of watched origins if one of them isn't an origin", () => {
  expect(parseWatchedNotice({ type: 'watched', origins: ['https://app.test', 'null'] })).toBeUndefined();
  const notice = { type: 'watched', origins: ['https://app.test'] };
  expect(parseWatchedNotice(notice)).toEqual(notice);
});

it("rejects a relayed message if the frame's message is invalid", () => {
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

it('only http and https origins in serialized form can be watched', () => {
  expect(
    ['null', 'file://', 'https://app.test/', 'https://App.test', 'https://app.test:443'].filter(isOrigin),
  ).toEqual([]);
  expect(isOrigin('http://127.0.0.1:8080')).toBe(true);
});
