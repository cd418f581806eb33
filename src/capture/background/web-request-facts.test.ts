import { describe, expect, it } from 'vitest';
import { addEvent, isStream, isWorthStoring, makeExchange, type ObservedRequest } from './web-request-facts';
import { makeMsalCookie } from '../protocol/msal.fixture';
import { parseStoredRequest } from '../protocol/web-request-messages';
import { maxPlainBodyLength, maxRequestBodyLength } from './limits';
import { maxHeaderFields } from '../protocol/limits';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
const bytesOf = (text: string) => new TextEncoder().encode(text).buffer;

const chrome = {
  requestId: '7',
  tabId: 3,
  method: 'GET',
  url: 'https://api.test/orders',
  initiator: 'https://app.test',
  type: 'xmlhttprequest',
  timeStamp: 1_000.25,
};

function factsOf(details: object, event: Parameters<typeof addEvent>[0] = 'begun', before?: ObservedRequest) {
  const facts = addEvent(event, { ...chrome, ...details }, before);
  if (facts === undefined) throw new Error('no request');
  return facts;
}

const exchangeOf = (details: object) => makeExchange(factsOf(details), 'web-0');

describe('addEvent ignores', () => {
  it.each([
    ['nothing', undefined],
    ['a request without an ID', { ...chrome, requestId: 7 }],
    ["an extension's request to itself", { ...chrome, url: 'chrome-extension://abc/panel.html' }],
    ["an extension's request", { ...chrome, initiator: 'chrome-extension://abc' }],
    ["an extension's request in Firefox", { ...chrome, originUrl: 'moz-extension://abc/page.html' }],
    ['a request of a private window in Firefox', { ...chrome, incognito: true }],
    ['a request of DevTools', { ...chrome, initiator: 'devtools://devtools' }],
    ['details that throw when they are read', Object.defineProperty({}, 'url', { get: () => expect.fail() })],
  ])('%s', (_, details) => {
    expect(addEvent('begun', details)).toBeUndefined();
  });
});

describe('the owner of a request', () => {
  it("is the page that made it, in either browser's format", () => {
    expect(factsOf({})).toMatchObject({ owner: 'https://app.test', target: 'https://api.test' });
    const firefox = { initiator: undefined, originUrl: 'https://app.test/worker.js' };
    expect(exchangeOf(firefox).pageUrl).toBe('https://app.test/worker.js');
    expect(exchangeOf({ ...firefox, documentUrl: 'https://app.test/home' }).pageUrl).toBe(
      'https://app.test/home',
    );
  });

  it('is the document itself for a top-level navigation', () => {
    expect(factsOf({ type: 'main_frame' }).owner).toBe('https://api.test');
  });

  it('is the target if the initiator is unknown', () => {
    expect(factsOf({ initiator: undefined }).owner).toBe('https://api.test');
    expect(factsOf({ initiator: 'null' })).toMatchObject({ owner: 'https://api.test' });
    expect(exchangeOf({ initiator: 'null' })).not.toHaveProperty('pageUrl');
  });

  it('treats a WebSocket handshake as a request to its http origin', () => {
    expect(factsOf({ url: 'wss://api.test/socket' }).target).toBe('https://api.test');
  });

  it('is a worker without a tab, or a page', () => {
    expect(exchangeOf({ tabId: -1 }).sender).toBe('shared or service worker');
    expect(exchangeOf({}).sender).toBe('page');
  });
});

describe('the request body', () => {
  const bodyOf = (requestBody: unknown) => exchangeOf({ requestBody }).requestBody;

  it('is absent if there is none, and for invalid values', () => {
    expect(bodyOf(undefined)).toBeUndefined();
    expect(bodyOf({ error: 'unknown' })).toBeUndefined();
    expect(bodyOf({ raw: 1, formData: 'x' })).toBeUndefined();
  });

  it('is what was sent, with the type from the headers', () => {
    const sent = factsOf({ requestBody: { raw: [{ bytes: bytesOf('{"a":"é') }, { bytes: bytesOf('"}') }] } });
    const entire = factsOf(
      { requestHeaders: [{ name: 'Content-Type', value: 'application/json' }] },
      'sent',
      sent,
    );
    expect(makeExchange(entire, 'web-0').requestBody).toEqual({
      text: '{"a":"é"}',
      mimeType: 'application/json',
      truncated: false,
    });
  });

  it('is encoded as a form if the browser reports its fields', () => {
    expect(bodyOf({ formData: { grant_type: ['refresh_token'], scope: ['a b', 'c'] } })).toEqual({
      text: 'grant_type=refresh_token&scope=a+b&scope=c',
      mimeType: 'application/x-www-form-urlencoded',
      truncated: false,
    });
  });

  it('leaves out files, and has a gap', () => {
    const body = bodyOf({ raw: [{ bytes: bytesOf('a') }, { file: 'photo.png' }] });
    expect(body).toEqual({ text: 'a', mimeType: '', truncated: true, gap: 'upload' });
    expect(bodyOf({ formData: { file: [new ArrayBuffer(1)], a: ['b'] } })).toMatchObject({
      text: 'a=b',
      truncated: true,
    });
  });

  it('has its first and its last part if it exceeds the limit, across several parts', () => {
    // Two bytes per character: as text it's half as long as in bytes.
    const long = `${token} ${'é'.repeat(maxRequestBodyLength)}`;
    const body = bodyOf({ raw: [{ bytes: bytesOf(long) }, { bytes: bytesOf('behind') }] });
    expect(body).toMatchObject({ truncated: true });
    expect(body?.text).toMatch(/é$/);
    expect(long.startsWith(body?.text ?? '-')).toBe(true);
    expect(body?.gap).toBe('middle');
    expect(body?.end).toMatch(/^é+behind$/);
  });

  it("isn't kept if it's long and has no token-shaped text", () => {
    const long = '-'.repeat(maxPlainBodyLength + 1);
    expect(bodyOf({ raw: [{ bytes: bytesOf(long) }] })).toEqual({ text: '', mimeType: '', truncated: true });
    expect(bodyOf({ raw: [{ bytes: bytesOf(long.slice(1)) }] })).toMatchObject({ text: long.slice(1) });
  });
});

describe('isWorthStoring', () => {
  it('is false for an ordinary request', () => {
    const completed = factsOf(
      { statusCode: 200, responseHeaders: [{ name: 'etag', value: 'x' }] },
      'completed',
    );
    expect(isWorthStoring(completed)).toBe(false);
  });

  it.each([
    ['a URL', 'begun', { url: `https://api.test/?token=${token}` }],
    ['a body', 'begun', { requestBody: { raw: [{ bytes: bytesOf(token) }] } }],
    ['a form', 'begun', { requestBody: { formData: { a: [token] } } }],
    ['a request header', 'sent', { requestHeaders: [{ name: 'X-Anything', value: token }] }],
    ['a response header', 'responded', { responseHeaders: [{ name: 'Set-Cookie', value: `a=${token}` }] }],
    ['a redirect', 'redirected', { responseHeaders: [{ name: 'Location', value: `/#${token}` }] }],
  ] as const)('is true for a token in %s', (_, event, details) => {
    expect(isWorthStoring(factsOf(details, event))).toBe(true);
  });

  it.each([401, 403])('is true for a rejection with %i', (statusCode) => {
    expect(isWorthStoring(factsOf({ statusCode }, 'completed'))).toBe(true);
  });
});

describe('the response', () => {
  it('has its time, status and headers', () => {
    const sent = factsOf({ requestHeaders: [{ name: 'A', value: 'b' }] }, 'sent');
    const details = {
      timeStamp: 1_020.5,
      statusCode: 404,
      statusLine: 'HTTP/1.1 404 Not Found',
      responseHeaders: [{ name: 'C', value: 'd' }],
    };
    expect(makeExchange(factsOf(details, 'completed', sent), 'web-9')).toEqual({
      kind: 'http',
      id: 'web-9',
      sentAtMs: 1_000.25,
      answeredAtMs: 1_020.5,
      method: 'GET',
      url: 'https://api.test/orders',
      requestHeaders: [{ name: 'A', value: 'b' }],
      responseHeaders: [{ name: 'C', value: 'd' }],
      status: 404,
      statusText: 'Not Found',
      source: 'web request',
      sender: 'page',
      pageUrl: 'https://app.test',
    });
  });

  it('is never earlier than the request, even if the clock changed', () => {
    const sent = factsOf({});
    expect(factsOf({ timeStamp: 5 }, 'completed', sent).answeredAtMs).toBe(1_000.25);
  });

  it("leaves out header values that aren't text, and counts them", () => {
    const headers = [{ name: 'a', binaryValue: [1] }, { name: 'b', value: 'c' }, undefined];
    const facts = factsOf({ responseHeaders: headers }, 'responded');
    expect(facts).toMatchObject({ responseHeaders: [{ name: 'b', value: 'c' }], leftOut: { received: 2 } });
    // The end reports the same headers again.
    expect(factsOf({ responseHeaders: headers }, 'completed', facts).leftOut).toEqual({
      sent: 0,
      received: 2,
    });
  });

  it('leaves out header fields over the limit, and counts them', () => {
    const headers = Array.from({ length: maxHeaderFields + 3 }, () => ({ name: 'a', value: '' }));
    const facts = factsOf({ responseHeaders: headers }, 'responded');
    expect(facts.leftOut.received).toBe(3);
    const { tabId, owner } = facts;
    expect(
      parseStoredRequest(JSON.stringify({ tabId, owner, exchange: makeExchange(facts, 'web-1') })),
    ).toBeDefined();
  });

  it('has the error if it failed, and keeps what was received', () => {
    const failed = { error: 'net::ERR_ABORTED', timeStamp: 2_000 };
    expect(factsOf(failed, 'failed')).toMatchObject({ status: 0, statusText: 'net::ERR_ABORTED' });
    const begun = factsOf({ statusCode: 200, statusLine: 'HTTP/1.1 200 OK' }, 'responded');
    expect(factsOf(failed, 'failed', begun)).toMatchObject({ status: 200, statusText: 'OK' });
  });

  it("marks the credentials as redacted if the start of the request wasn't reported", () => {
    expect(makeExchange(factsOf({ statusCode: 401 }, 'completed'), 'web-0').isRedacted).toBe(true);
    expect(makeExchange(factsOf({}, 'sent'), 'web-0')).not.toHaveProperty('isRedacted');
  });

  it('is recognized as a stream', () => {
    const typed = (value: string) =>
      factsOf({ responseHeaders: [{ name: 'Content-Type', value }] }, 'responded');
    expect(isStream(typed('text/event-stream; charset=utf-8'))).toBe(true);
    expect(isStream(typed('text/html'))).toBe(false);
    expect(isStream(factsOf({ statusCode: 101 }, 'responded'))).toBe(true);
  });
});

it("has no key of MSAL's cache, which browsers send with each request", () => {
  const { key, text } = makeMsalCookie();
  const requestHeaders = [{ name: 'Cookie', value: `sid=${token}; ${text}; a=1` }];
  const exchange = makeExchange(factsOf({ requestHeaders }, 'sent'), 'web-0');
  expect(JSON.stringify(exchange)).not.toContain(key);
  expect(exchange.requestHeaders[0]?.value).toMatch(/^sid=.*; msal\.cache\.encryption=\[removed .*\]; a=1$/);
});
