import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDelivery } from '../protocol/delivery';
import { parseHarEntry } from './har';
import { readHarDelivery } from './har-delivery';

const page = 'http://app.test';
/** The page's own headers, and those that Chrome adds when the request has a connection. */
const ownHeaders = [
  { name: 'Authorization', value: 'Bearer a' },
  { name: 'Referer', value: `${page}/` },
  { name: 'User-Agent', value: 'Chrome' },
];
const wireHeaders = [...ownHeaders, { name: 'Host', value: 'api.test' }];
const http2Headers = [...ownHeaders, { name: ':authority', value: 'api.test' }];

interface ChromeEntry {
  readonly entry?: object;
  readonly request?: object;
  readonly response?: object;
}

/** A fetch of the page's own process without a response, as Chromium 156 writes it. */
function chrome({ entry, request, response }: ChromeEntry): object {
  return {
    _resourceType: 'fetch',
    pageref: 'page_1',
    time: 12,
    timings: { blocked: 12, send: 0, wait: 0 },
    request: { method: 'GET', url: `${page}/orders`, headers: ownHeaders, headersSize: -1, ...request },
    response: { status: 0, headers: [], bodySize: -1, _fetchedViaServiceWorker: false, ...response },
    ...entry,
  };
}
const failed = (_error: string, more: ChromeEntry = {}) => chrome({ ...more, response: { _error } });
const onWire = { request: { headers: wireHeaders } };
const elsewhere = { url: 'http://api.test/orders' };
const worker = { entry: { pageref: undefined } };

const notSent = (reason: string, error?: string) => ({
  state: 'not sent',
  reason,
  ...(error !== undefined && { error }),
});
const unknown = (error: string) => ({ state: 'unknown', error });

describe('readHarDelivery with an entry of Chrome', () => {
  it.each<[string, object, object | undefined]>([
    // Measured in Chromium 156, each with a server that logged what arrived.
    [
      'memory cache',
      chrome({ entry: { _fromCache: 'memory' }, response: { status: 200 } }),
      notSent('memory cache'),
    ],
    [
      'disk cache',
      chrome({ entry: { _fromCache: 'disk' }, response: { status: 200 } }),
      notSent('disk cache'),
    ],
    [
      'cached redirect',
      chrome({ entry: { _fromCache: 'disk' }, response: { status: 301 } }),
      notSent('disk cache'),
    ],
    ['revalidated', chrome({ ...onWire, response: { status: 304 } }), undefined],
    [
      'service worker with a cached response',
      chrome({ entry: { _fromCache: 'disk' }, response: { status: 200, _fetchedViaServiceWorker: true } }),
      notSent('service worker'),
    ],
    ['only-if-cached', failed('net::ERR_CACHE_MISS'), notSent('not cached', 'net::ERR_CACHE_MISS')],
    [
      'blocked by an extension',
      failed('net::ERR_BLOCKED_BY_CLIENT'),
      notSent('blocked by an extension', 'net::ERR_BLOCKED_BY_CLIENT'),
    ],
    [
      'blocked by an extension because of its response',
      failed('net::ERR_BLOCKED_BY_CLIENT', onWire),
      { state: 'sent' },
    ],
    [
      'redirected by an extension or HSTS',
      chrome({ response: { status: 307, statusText: 'Internal Redirect' } }),
      notSent('redirected in the browser'),
    ],
    ['unsafe port', failed('net::ERR_UNSAFE_PORT'), notSent('unsafe port', 'net::ERR_UNSAFE_PORT')],
    [
      'connection refused',
      failed('net::ERR_CONNECTION_REFUSED', { request: elsewhere }),
      notSent('connection refused', 'net::ERR_CONNECTION_REFUSED'),
    ],
    [
      'unknown host',
      failed('net::ERR_NAME_NOT_RESOLVED'),
      notSent('name not resolved', 'net::ERR_NAME_NOT_RESOLVED'),
    ],
    [
      'offline',
      failed('net::ERR_INTERNET_DISCONNECTED'),
      notSent('offline', 'net::ERR_INTERNET_DISCONNECTED'),
    ],
    [
      'certificate',
      failed('net::ERR_CERT_AUTHORITY_INVALID'),
      notSent('certificate rejected', 'net::ERR_CERT_AUTHORITY_INVALID'),
    ],
    ['no TLS', failed('net::ERR_SSL_PROTOCOL_ERROR'), notSent('failed', 'net::ERR_SSL_PROTOCOL_ERROR')],
    [
      'client certificate rejected after the request',
      failed('net::ERR_BAD_SSL_CLIENT_AUTH_CERT', onWire),
      unknown('net::ERR_BAD_SSL_CLIENT_AUTH_CERT'),
    ],
    [
      'failed preflight',
      failed('net::ERR_FAILED', { request: elsewhere }),
      notSent('preflight failed', 'net::ERR_FAILED'),
    ],
    [
      'preflight without a response',
      failed('net::ERR_EMPTY_RESPONSE', { request: elsewhere }),
      notSent('preflight failed', 'net::ERR_EMPTY_RESPONSE'),
    ],
    [
      'response without CORS headers',
      chrome({
        request: { ...elsewhere, headers: wireHeaders },
        response: { status: 200, _error: 'net::ERR_FAILED' },
      }),
      undefined,
    ],
    [
      'response blocked by ORB',
      chrome({ ...onWire, response: { status: 200, _error: 'net::ERR_BLOCKED_BY_ORB' } }),
      undefined,
    ],
    [
      'response blocked by CORP',
      chrome({ ...onWire, response: { status: 200, _error: 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin' } }),
      undefined,
    ],
    [
      'same-origin error of a service worker',
      failed('net::ERR_FAILED'),
      notSent('failed', 'net::ERR_FAILED'),
    ],
    ['aborted after it was sent', failed('net::ERR_ABORTED', onWire), { state: 'sent' }],
    [
      'aborted over HTTP/2',
      failed('net::ERR_ABORTED', { request: { headers: http2Headers } }),
      { state: 'sent' },
    ],
    [
      'aborted before or immediately after it was sent',
      failed('net::ERR_ABORTED'),
      unknown('net::ERR_ABORTED'),
    ],
    [
      'navigation to a 204',
      chrome({ ...onWire, response: { status: 204, _error: 'net::ERR_ABORTED' } }),
      undefined,
    ],
    ['no response', failed('net::ERR_EMPTY_RESPONSE', onWire), { state: 'sent' }],
    [
      'connection refused on a second attempt',
      failed('net::ERR_CONNECTION_REFUSED', onWire),
      unknown('net::ERR_CONNECTION_REFUSED'),
    ],
    ['content security policy', chrome({ entry: { _resourceType: 'image', time: 0 } }), notSent('blocked')],
    [
      'content security policy of a page that was loaded before DevTools opened',
      chrome({ entry: { pageref: undefined, time: 0 } }),
      notSent('blocked'),
    ],
    ['mixed content', chrome({ entry: { time: 0.012 } }), notSent('blocked')],
    ['script of a worker', chrome({ entry: { _resourceType: 'script', time: 0.5 } }), undefined],
    ['rejected WebSocket', chrome({ entry: { _resourceType: 'websocket', time: 0 } }), undefined],
    [
      'data: URL',
      chrome({ request: { url: 'data:text/plain,a' }, response: { status: 200 } }),
      notSent('no server'),
    ],
    ['blob: URL', chrome({ request: { url: 'blob:http://app.test/1' } }), notSent('no server')],
    [
      'a worker, sent',
      chrome({ entry: { ...worker.entry, _connectionId: '7' }, response: { status: 200 } }),
      undefined,
    ],
    [
      'a frame of another process, or of a page that was loaded before DevTools opened',
      chrome({
        ...worker,
        request: { ...elsewhere, headers: [...ownHeaders, { name: 'sec-ch-ua', value: '"Chromium"' }] },
        response: { _error: 'net::ERR_FAILED' },
      }),
      notSent('preflight failed', 'net::ERR_FAILED'),
    ],
    ['a worker, failed', failed('net::ERR_FAILED', worker), unknown('net::ERR_FAILED')],
    [
      'a worker, connection refused',
      failed('net::ERR_CONNECTION_REFUSED', worker),
      notSent('connection refused', 'net::ERR_CONNECTION_REFUSED'),
    ],
    ['a response without a connection', chrome({ response: { status: 200 } }), { state: 'unknown' }],
    [
      'a cached response with headers sent on a connection',
      chrome({ ...onWire, entry: { _fromCache: 'disk' }, response: { status: 200 } }),
      { state: 'unknown' },
    ],
  ])('%s', (_situation, entry, delivery) => {
    expect(readHarDelivery(entry)).toEqual(delivery);
    expect(parseHarEntry(entry, 'id', { readAtMs: 0 })?.delivery).toEqual(delivery);
  });

  it('gives the reason "preflight failed" only if a preflight was needed', () => {
    const simple = [{ name: 'Referer', value: `${page}/` }];
    const failedWith = (request: object) => readHarDelivery(failed('net::ERR_FAILED', { request }));
    const plain = notSent('failed', 'net::ERR_FAILED');
    const preflight = notSent('preflight failed', 'net::ERR_FAILED');
    expect(failedWith({ ...elsewhere, headers: simple })).toEqual(plain);
    expect(failedWith({ ...elsewhere, headers: simple, method: 'PUT' })).toEqual(preflight);
    const typed = (value: string) => [...simple, { name: 'Content-Type', value }];
    expect(failedWith({ ...elsewhere, headers: typed('text/plain;charset=UTF-8') })).toEqual(plain);
    expect(failedWith({ ...elsewhere, headers: typed('application/json') })).toEqual(preflight);
  });
});

/** An entry as Firefox 153 writes it: without any reason. */
function firefox(entry: object, headersSize: number, response: object): object {
  return {
    _priority: 'Normal',
    request: { method: 'GET', url: `${page}/orders`, headers: wireHeaders, headersSize },
    response: { headers: [], ...response },
    ...entry,
  };
}
const zeroTimes = { timings: { blocked: 0, send: 0, wait: 0 } };
const address = { serverIPAddress: '127.0.0.1', connection: '443' };

describe('readHarDelivery with an entry of Firefox', () => {
  it.each([
    ['sent', firefox({ ...zeroTimes, ...address }, 400, { status: 200, bodySize: 20 }), undefined],
    ['revalidated', firefox({ ...zeroTimes, ...address }, 400, { status: 304, bodySize: 20 }), undefined],
    ['memory cache', firefox({ timings: {} }, 0, { status: 200, bodySize: 0 }), notSent('memory cache')],
    ['disk cache', firefox(zeroTimes, 0, { status: 200, bodySize: 5 }), notSent('disk cache')],
    [
      'service worker',
      firefox(zeroTimes, 0, { status: 200, bodySize: 0 }),
      notSent('cache or service worker'),
    ],
    [
      'blocked, or aborted immediately',
      firefox({ timings: {} }, 0, { status: 0, bodySize: -1 }),
      notSent('blocked'),
    ],
    [
      'connection refused, or aborted after it was sent',
      firefox(zeroTimes, 400, { status: 0, bodySize: 0 }),
      undefined,
    ],
    [
      'no TLS',
      firefox({ ...zeroTimes, _securityState: 'broken' }, 390, { status: 0, bodySize: 0 }),
      undefined,
    ],
  ])('%s', (_situation, entry, delivery) => {
    expect(readHarDelivery(entry)).toEqual(delivery);
  });
});

describe('readHarDelivery with an entry of another tool', () => {
  const entry = (response: object) => ({ request: { url: page, headersSize: 0 }, response });

  it('is undefined with and without a response', () => {
    expect(readHarDelivery(entry({ status: 200, bodySize: 0 }))).toBeUndefined();
    expect(readHarDelivery(entry({ status: 0, bodySize: -1 }))).toBeUndefined();
    expect(readHarDelivery(entry({ status: '200' }))).toBeUndefined();
  });

  it("has the reason that its error implies, otherwise it's unknown", () => {
    expect(readHarDelivery(entry({ status: -1, _failureText: 'net::ERR_CONNECTION_REFUSED' }))).toEqual(
      notSent('connection refused', 'net::ERR_CONNECTION_REFUSED'),
    );
    expect(readHarDelivery(entry({ status: 0, _error: 'net::ERR_FAILED' }))).toEqual(
      unknown('net::ERR_FAILED'),
    );
  });

  it("truncates a long error, and doesn't match an error code within it", () => {
    const long = `net::ERR_UNSAFE_PORT ${'x'.repeat(10_000)}`;
    const delivery = readHarDelivery(entry({ status: 0, _error: long }));
    expect(delivery).toMatchObject({ state: 'unknown' });
    expect(JSON.stringify(delivery).length).toBeLessThan(200);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void readHarDelivery(value)));
    const hostile = Object.defineProperty({}, 'request', { get: () => expect.fail() });
    expect(readHarDelivery(hostile)).toBeUndefined();
  });
});

describe('parseDelivery', () => {
  it('accepts only the three states', () => {
    const connectionRefused = notSent('connection refused', 'net::ERR_CONNECTION_REFUSED');
    expect(parseDelivery(connectionRefused)).toEqual(connectionRefused);
    expect(parseDelivery({ state: 'sent', reason: 'offline' })).toEqual({ state: 'sent' });
    for (const value of [null, 'sent', { state: 'maybe' }, { state: 'not sent', reason: 'because' }]) {
      expect(parseDelivery(value)).toBeUndefined();
    }
    expect(parseDelivery({ state: 'unknown', error: 'x'.repeat(1_000) })).toMatchObject({
      error: 'x'.repeat(100),
    });
  });
});
