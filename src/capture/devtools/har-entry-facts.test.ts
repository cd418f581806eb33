import { describe, expect, it } from 'vitest';
import { describeEntry } from './har-entry-facts';

const timings = { blocked: 1.2, dns: -1, ssl: -1, connect: -1, send: 0.1, wait: 2.4, receive: 7.5 };
const headers = (...names: string[]) => names.map((name) => ({ name, value: 'x' }));
const pending = {
  _resourceType: 'fetch',
  pageref: 'page_1',
  startedDateTime: '2026-03-01T10:00:00.250Z',
  request: {
    method: 'POST',
    url: 'https://api.test/chat',
    headers: headers('authorization'),
    headersSize: -1,
    httpVersion: '',
  },
  response: { status: 0, headers: [], headersSize: -1, _error: null },
};
const http1 = {
  ...pending,
  timings,
  request: { ...pending.request, headersSize: 601, httpVersion: 'HTTP/1.1' },
  response: { status: 200, headers: headers('Date'), headersSize: 218, _error: null },
};
const http2 = {
  ...http1,
  request: {
    ...pending.request,
    headers: headers(':authority', ':method', 'authorization'),
    httpVersion: 'http/2.0',
  },
  response: { ...http1.response, headersSize: -1 },
};

describe('describeEntry', () => {
  it.each([undefined, null, 7, {}, { request: { url: 7 } }])(
    "returns undefined if the entry isn't a request: %j",
    (entry) => {
      expect(describeEntry(entry)).toBeUndefined();
    },
  );

  it('returns undefined if reading the entry throws', () => {
    const entry = {
      get request(): never {
        throw new Error('no');
      },
    };
    expect(describeEntry(entry)).toBeUndefined();
  });

  it('is pending without a response, and failed with an error', () => {
    expect(describeEntry(pending)).toMatchObject({ isPending: true, isFailed: false, timings: '' });
    const failed = { ...pending, response: { ...pending.response, _error: 'net::ERR_FAILED' } };
    expect(describeEntry(failed)).toMatchObject({ isPending: false, isFailed: true });
    expect(describeEntry(http1)).toMatchObject({ isPending: false, isFailed: false });
  });

  it("isn't pending for a worker's script, which Chrome always lists without a response", () => {
    expect(describeEntry({ ...pending, _resourceType: 'script' })).toMatchObject({ isPending: false });
  });

  it('has the same key before and after the response, and the same timings until the end', () => {
    expect(describeEntry(http1)?.key).toBe(describeEntry(pending)?.key);
    const ended = { ...http1, time: 2_000, timings: { ...timings, receive: 900 } };
    expect(describeEntry(ended)?.timings).toBe(describeEntry(http1)?.timings);
  });

  it('has a different key for a different time, method or URL, even a very long URL', () => {
    const other = (changed: object) =>
      describeEntry({ ...pending, request: { ...pending.request, ...changed } });
    const keys = [
      describeEntry(pending)?.key,
      describeEntry({ ...pending, startedDateTime: '2026-03-01T10:00:00.251Z' })?.key,
      other({ method: 'GET' })?.key,
      other({ url: 'https://api.test/chat/2' })?.key,
      other({ url: `https://api.test/${'x'.repeat(100_000)}` })?.key,
      other({ url: `https://api.test/${'x'.repeat(100_001)}` })?.key,
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(Math.max(...keys.map((key = '') => key.length))).toBeLessThan(2_000);
  });

  it('has different keys for WebSockets that open at the same time', () => {
    const socket = (value: string) =>
      describeEntry({
        ...http1,
        _resourceType: 'websocket',
        request: { url: 'wss://api.test/live', headers: [{ name: 'Sec-WebSocket-Key', value }] },
      });
    expect(socket('a')?.key).not.toBe(socket('b')?.key);
    expect(socket('a')).toMatchObject({ isStream: true, timings: '' });
  });

  it('counts the events of a stream opened by fetch', () => {
    const stream = { ...http1, _eventSourceMessages: [{ data: 'a' }, { data: 'b' }] };
    expect(describeEntry(stream)).toMatchObject({ messages: 2, isStream: false });
  });
});

describe('the cookies of an entry', () => {
  const cookiesOf = (entry: unknown) => describeEntry(entry)?.cookies;
  const redirect = { ...http1, _resourceType: 'document', response: { ...http1.response, status: 302 } };

  it('are missing over HTTP/1.1 if the size of the headers is missing', () => {
    expect(cookiesOf(http1)).toBe('reported');
    expect(cookiesOf({ ...redirect, response: { ...redirect.response, headersSize: -1 } })).toBe('missing');
    expect(cookiesOf({ ...redirect, request: { ...redirect.request, headersSize: -1 } })).toBe('missing');
  });

  it('are missing over HTTP/2 if the request has no pseudo-headers', () => {
    expect(cookiesOf(http2)).toBe('reported');
    expect(cookiesOf({ ...http2, request: { ...http2.request, headers: [] } })).toBe('missing');
  });

  it('may be missing in an HTTP/2 redirect, unless it has some', () => {
    const moved = { ...http2, response: { ...http2.response, status: 302 } };
    expect(cookiesOf(moved)).toBe('unknown');
    const withCookie = { ...moved, response: { ...moved.response, headers: headers('set-cookie') } };
    expect(cookiesOf(withCookie)).toBe('reported');
    expect(cookiesOf({ ...moved, response: { ...moved.response, status: 304 } })).toBe('reported');
  });

  it.each([
    ['the response came from a cache', { _fromCache: 'disk' }],
    [
      'the response came from a service worker',
      { response: { status: 200, _fetchedViaServiceWorker: true } },
    ],
    ['a dedicated worker sent the request', { pageref: undefined }],
    ['no server is involved, such as for a blob URL', { request: { url: 'blob:https://a.test/1' } }],
    [
      'Chrome itself redirects',
      { response: { status: 307, headers: headers('Non-Authoritative-Reason'), headersSize: -1 } },
    ],
  ])("aren't waited for if %s", (_, changed) => {
    const provisional = { ...http1, request: { ...http1.request, headersSize: -1 } };
    expect(cookiesOf({ ...provisional, ...changed })).toBe('reported');
  });
});
