import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchanges, makeHttp } from '../protocol/exchange.fixture';
import { parseOwnExchange } from './own-json';

const http = makeHttp({
  sender: 'other tab',
  pageUrl: 'https://app.test/',
  requestBody: { text: 'a', mimeType: 'b', truncated: false },
  grant: { type: 'password', parameters: ['client_id'] },
  messages: [{ direction: 'sent', atMs: 1, text: 'a', truncated: false }],
  isRedacted: true,
});
const reading = {
  kind: 'storage',
  id: 'a',
  readAtMs: 1,
  origin: 'https://app.test',
  area: 'IndexedDB',
  entries: [{ key: 'a', value: 'b' }],
  leftOut: 2,
};
const report = {
  kind: 'page-report',
  id: 'a',
  reportedAtMs: 1,
  origin: 'https://app.test',
  api: 'WebSocket',
  method: '',
  url: '',
  texts: [{ kind: 'message sent', name: '', text: 'a' }],
  callSite: 'https://app.test/app.js:1:1',
};

describe('parseOwnExchange', () => {
  it("rejects values that aren't exchanges", () => {
    for (const value of [undefined, null, 1, 'http', [], {}, { kind: 'other' }, { kind: ['http'] }]) {
      expect(parseOwnExchange(value, 'id')).toBeUndefined();
    }
  });

  const wrong: readonly (readonly [object, object])[] = [
    ...[
      { sentAtMs: '1' },
      { sentAtMs: Number.NaN },
      { answeredAtMs: 9e15 },
      { method: 1 },
      { url: undefined },
      { status: -1 },
      { status: 200.5 },
      { statusText: null },
      { sender: 'someone' },
      { pageUrl: 1 },
      { isRedacted: 'yes' },
      { requestHeaders: {} },
      { responseHeaders: [{ name: 'a' }] },
      { requestBody: 'a' },
      { grant: { type: 1, parameters: [] } },
      { grant: { type: 'a'.repeat(201), parameters: [] } },
      { grant: { type: 'a', parameters: [1] } },
      { grant: { type: 'a', parameters: Array(11).fill('b') } },
      { responseBody: { text: 'a', mimeType: 'b' } },
      { messages: [{ direction: 'up', atMs: 1, text: 'a', truncated: false }] },
      { messages: [{ direction: 'sent', atMs: '1', text: 'a', truncated: false }] },
      { messages: [{ direction: 'sent', atMs: 1, text: 'a' }] },
    ].map((members) => [http, members] as const),
    ...[
      { readAtMs: null },
      { origin: 1 },
      { area: 'disk' },
      { entries: [{ key: 'a' }] },
      { entries: undefined },
      { leftOut: 'many' },
    ].map((members) => [reading, members] as const),
    ...[
      { reportedAtMs: Infinity },
      { origin: undefined },
      { api: 'eval' },
      { method: null },
      { url: 1 },
      { texts: [{ kind: 'response body', name: '', text: 'a' }] },
      { texts: 'a' },
      { callSite: 1 },
    ].map((members) => [report, members] as const),
  ];

  it.each(wrong)('rejects an exchange with an invalid member: %#', (exchange, members) => {
    expect(parseOwnExchange(exchange, 'id')).toBeDefined();
    expect(parseOwnExchange({ ...exchange, ...members }, 'id')).toBeUndefined();
  });

  it('returns what was written, with the given ID and the source "file", without unknown members', () => {
    for (const exchange of [http, reading, report]) {
      const source = exchange.kind === 'http' ? { source: 'file' } : {};
      expect(parseOwnExchange({ ...exchange, extra: 1 }, 'id')).toStrictEqual({
        ...exchange,
        ...source,
        id: 'id',
      });
    }
  });

  it('reads the member names of version 1', () => {
    const { isRedacted: _, ...request } = { ...http, isRedacted: true };
    expect(parseOwnExchange({ ...request, ['withheld']: true }, 'id')).toMatchObject({ isRedacted: true });
    const { texts, ...call } = report;
    const old = texts.map(({ kind, ...text }) => ({ ['place']: kind, ...text }));
    expect(parseOwnExchange({ ...call, ['carried']: old }, 'id')).toStrictEqual({ ...report, id: 'id' });
  });

  it('keeps the first and the last part of a body over the limit', () => {
    const requestBody = { text: 'a'.repeat(5 * 1024 * 1024), mimeType: '', truncated: false };
    expect(parseOwnExchange({ ...http, requestBody }, 'id')).toMatchObject({
      requestBody: {
        text: 'a'.repeat(2 * 1024 * 1024),
        end: 'a'.repeat(2 * 1024 * 1024),
        truncated: true,
        gap: 'middle',
      },
    });
  });

  it('never throws', () => {
    const members = fc.dictionary(
      fc.constantFrom(...new Set([http, reading, report].flatMap((exchange) => Object.keys(exchange)))),
      fc.anything(),
    );
    fc.assert(
      fc.property(
        exchanges,
        members,
        (exchange, changes) => void parseOwnExchange({ ...exchange, ...changes }, 'id'),
      ),
    );
  });
});
