import { describe, expect, it } from 'vitest';
import {
  addEvent,
  isStream,
  isWorthHolding,
  makeExchange,
  maxPlainBodyLength,
  maxRequestBodyLength,
  type ObservedRequest,
} from './web-request-facts';
import { maxHeaderFields, parseStoredRequest } from '../protocol/web-request-messages';

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

describe('what is no request of a web page, or none to be told of', () => {
  it.each([
    ['nothing', undefined],
    ['without an id', { ...chrome, requestId: 7 }],
    ['of an extension to itself', { ...chrome, url: 'chrome-extension://abc/panel.html' }],
    ["an extension's", { ...chrome, initiator: 'chrome-extension://abc' }],
    ["an extension's in Firefox", { ...chrome, originUrl: 'moz-extension://abc/page.html' }],
    ['of a private window in Firefox', { ...chrome, incognito: true }],
    ["DevTools' own", { ...chrome, initiator: 'devtools://devtools' }],
    ['what throws when it is read', Object.defineProperty({}, 'url', { get: () => expect.fail() })],
  ])('%s', (_, details) => {
    expect(addEvent('begun', details)).toBeUndefined();
  });
});

describe('whose it is', () => {
  it('is the page that made it, as either browser tells', () => {
    expect(factsOf({})).toMatchObject({ owner: 'https://app.test', target: 'https://api.test' });
    const firefox = { initiator: undefined, originUrl: 'https://app.test/worker.js' };
    expect(exchangeOf(firefox).pageUrl).toBe('https://app.test/worker.js');
    expect(exchangeOf({ ...firefox, documentUrl: 'https://app.test/home' }).pageUrl).toBe(
      'https://app.test/home',
    );
  });

  it('is the document itself where a tab goes to one, wherever it was asked from', () => {
    expect(factsOf({ type: 'main_frame' }).owner).toBe('https://api.test');
  });

  it('is its target where nothing says who made it', () => {
    expect(factsOf({ initiator: undefined }).owner).toBe('https://api.test');
    expect(factsOf({ initiator: 'null' })).toMatchObject({ owner: 'https://api.test' });
    expect(exchangeOf({ initiator: 'null' })).not.toHaveProperty('pageUrl');
  });

  it('takes the handshake of a WebSocket for a request of its http origin', () => {
    expect(factsOf({ url: 'wss://api.test/socket' }).target).toBe('https://api.test');
  });

  it('is a worker that belongs to no tab, or a page', () => {
    expect(exchangeOf({ tabId: -1 }).sender).toBe('shared or service worker');
    expect(exchangeOf({}).sender).toBe('page');
  });
});

describe('the body', () => {
  const bodyOf = (requestBody: unknown) => exchangeOf({ requestBody }).requestBody;

  it('is absent without one, and for rubbish', () => {
    expect(bodyOf(undefined)).toBeUndefined();
    expect(bodyOf({ error: 'unknown' })).toBeUndefined();
    expect(bodyOf({ raw: 1, formData: 'x' })).toBeUndefined();
  });

  it('is what was sent, with the type that the headers name', () => {
    const sent = factsOf({ requestBody: { raw: [{ bytes: bytesOf('{"a":"é') }, { bytes: bytesOf('"}') }] } });
    const whole = factsOf(
      { requestHeaders: [{ name: 'Content-Type', value: 'application/json' }] },
      'sent',
      sent,
    );
    expect(makeExchange(whole, 'web-0').requestBody).toEqual({
      text: '{"a":"é"}',
      mimeType: 'application/json',
      truncated: false,
    });
  });

  it('is written as a form where the browser tells its fields', () => {
    expect(bodyOf({ formData: { grant_type: ['refresh_token'], scope: ['a b', 'c'] } })).toEqual({
      text: 'grant_type=refresh_token&scope=a+b&scope=c',
      mimeType: 'application/x-www-form-urlencoded',
      truncated: false,
    });
  });

  it('leaves out files, and says so', () => {
    const body = bodyOf({ raw: [{ bytes: bytesOf('a') }, { file: 'photo.png' }] });
    expect(body).toEqual({ text: 'a', mimeType: '', truncated: true, gap: 'upload' });
    expect(bodyOf({ formData: { file: [new ArrayBuffer(1)], a: ['b'] } })).toMatchObject({
      text: 'a=b',
      truncated: true,
    });
  });

  it('has its first and its last part where it is longer than the limit, over several parts', () => {
    // Of two bytes each: as text they take half of the room that they take as bytes.
    const long = `${token} ${'é'.repeat(maxRequestBodyLength)}`;
    const body = bodyOf({ raw: [{ bytes: bytesOf(long) }, { bytes: bytesOf('behind') }] });
    expect(body).toMatchObject({ truncated: true });
    expect(body?.text).toMatch(/é$/);
    expect(long.startsWith(body?.text ?? '-')).toBe(true);
    expect(body?.gap).toBe('middle');
    expect(body?.end).toMatch(/^é+behind$/);
  });

  it('is not kept where it is long and carries nothing', () => {
    const long = '-'.repeat(maxPlainBodyLength + 1);
    expect(bodyOf({ raw: [{ bytes: bytesOf(long) }] })).toEqual({ text: '', mimeType: '', truncated: true });
    expect(bodyOf({ raw: [{ bytes: bytesOf(long.slice(1)) }] })).toMatchObject({ text: long.slice(1) });
  });
});

describe('what makes it worth its place', () => {
  it('is not that it was made', () => {
    const answered = factsOf(
      { statusCode: 200, responseHeaders: [{ name: 'etag', value: 'x' }] },
      'completed',
    );
    expect(isWorthHolding(answered)).toBe(false);
  });

  it.each([
    ['a URL', 'begun', { url: `https://api.test/?token=${token}` }],
    ['a body', 'begun', { requestBody: { raw: [{ bytes: bytesOf(token) }] } }],
    ['a form', 'begun', { requestBody: { formData: { a: [token] } } }],
    ['a request header', 'sent', { requestHeaders: [{ name: 'X-Anything', value: token }] }],
    ['an answered header', 'answered', { responseHeaders: [{ name: 'Set-Cookie', value: `a=${token}` }] }],
    ['a redirect', 'redirected', { responseHeaders: [{ name: 'Location', value: `/#${token}` }] }],
  ] as const)('is a token in %s', (_, event, details) => {
    expect(isWorthHolding(factsOf(details, event))).toBe(true);
  });

  it.each([401, 403])('is a refusal with %i', (statusCode) => {
    expect(isWorthHolding(factsOf({ statusCode }, 'completed'))).toBe(true);
  });
});

describe('the answer', () => {
  it('is told with its time, status and headers', () => {
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

  it('never stands before the request, whatever the clock did', () => {
    const sent = factsOf({});
    expect(factsOf({ timeStamp: 5 }, 'completed', sent).answeredAtMs).toBe(1_000.25);
  });

  it('leaves out header values that are not text, and counts them', () => {
    const headers = [{ name: 'a', binaryValue: [1] }, { name: 'b', value: 'c' }, undefined];
    const facts = factsOf({ responseHeaders: headers }, 'answered');
    expect(facts).toMatchObject({ responseHeaders: [{ name: 'b', value: 'c' }], leftOut: { answered: 2 } });
    // The end tells the same headers again.
    expect(factsOf({ responseHeaders: headers }, 'completed', facts).leftOut).toEqual({
      sent: 0,
      answered: 2,
    });
  });

  it('leaves out header fields past the bound of what is read again, and counts them', () => {
    const headers = Array.from({ length: maxHeaderFields + 3 }, () => ({ name: 'a', value: '' }));
    const facts = factsOf({ responseHeaders: headers }, 'answered');
    expect(facts.leftOut.answered).toBe(3);
    const { tabId, owner } = facts;
    expect(
      parseStoredRequest(JSON.stringify({ tabId, owner, exchange: makeExchange(facts, 'web-1') })),
    ).toBeDefined();
  });

  it('that failed says why, and keeps what had come', () => {
    const failed = { error: 'net::ERR_ABORTED', timeStamp: 2_000 };
    expect(factsOf(failed, 'failed')).toMatchObject({ status: 0, statusText: 'net::ERR_ABORTED' });
    const answered = factsOf({ statusCode: 200, statusLine: 'HTTP/1.1 200 OK' }, 'answered');
    expect(factsOf(failed, 'failed', answered)).toMatchObject({ status: 200, statusText: 'OK' });
  });

  it('of which the beginning was not heard says that nothing is known of what was sent', () => {
    expect(makeExchange(factsOf({ statusCode: 401 }, 'completed'), 'web-0').withheld).toBe(true);
    expect(makeExchange(factsOf({}, 'sent'), 'web-0')).not.toHaveProperty('withheld');
  });

  it('that goes on as long as the page likes is told from one that ends', () => {
    const typed = (value: string) =>
      factsOf({ responseHeaders: [{ name: 'Content-Type', value }] }, 'answered');
    expect(isStream(typed('text/event-stream; charset=utf-8'))).toBe(true);
    expect(isStream(typed('text/html'))).toBe(false);
    expect(isStream(factsOf({ statusCode: 101 }, 'answered'))).toBe(true);
  });
});
