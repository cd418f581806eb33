import { Buffer } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../traffic';
import { maxBodyLength } from '../protocol/limits';
import { makeHttp } from '../protocol/exchange.fixture';
import { describeContent, describeSending, parseHarEntry } from './har';
import { writeHarEntry } from './har-write';

const context = { readAtMs: 1_700_000_000_000 };
const parse = (entry: unknown) => parseHarEntry(entry, 'id-1', context);
const request = { method: 'GET', url: 'https://api.test/me', headers: [] };

/** An entry of Chromium's DevTools for a request over HTTP/2. */
const chromeEntry = {
  _initiator: { type: 'script' },
  _resourceType: 'fetch',
  startedDateTime: '2026-03-01T10:00:00.250Z',
  time: 41.5,
  request: {
    method: 'POST',
    url: 'https://api.test/token',
    httpVersion: 'http/2.0',
    headers: [
      { name: ':authority', value: 'api.test' },
      { name: ':path', value: '/token' },
      { name: 'authorization', value: 'Bearer abc' },
      { name: 'cookie', value: 'a=1; b=2' },
    ],
    cookies: [{ name: 'a', value: '1' }],
    postData: {
      mimeType: 'application/x-www-form-urlencoded',
      text: 'grant_type=refresh_token&refresh_token=abc',
      params: [{ name: 'grant_type', value: 'refresh_token' }],
    },
  },
  response: {
    status: 200,
    statusText: '',
    headers: [
      { name: ':status', value: '200' },
      { name: 'set-cookie', value: 'sid=x; HttpOnly' },
    ],
    content: { size: 20, mimeType: 'application/json' },
    redirectURL: '',
  },
};

/** An entry of Firefox's toolbox. */
const firefoxEntry = {
  startedDateTime: '2026-03-01T11:00:00.250+01:00',
  time: 12,
  request: {
    method: 'GET',
    url: 'https://api.test/me',
    httpVersion: 'HTTP/2',
    headers: [{ name: 'Authorization', value: 'Bearer abc' }],
    cookies: [],
  },
  response: {
    status: 200,
    statusText: 'OK',
    headers: [{ name: 'content-type', value: 'application/json; charset=utf-8' }],
    content: { mimeType: 'application/json; charset=utf-8', size: 4, encoding: 'base64', text: 'e30=' },
    redirectURL: '',
  },
};

describe('parseHarEntry with invalid entries', () => {
  const notEntries = [undefined, null, 7, 'entry', [], {}, { request: null }, { request: { url: 7 } }];

  it.each(notEntries)('returns undefined for %j', (entry) => {
    expect(parse(entry)).toBeUndefined();
  });

  it('returns undefined if reading the entry throws', () => {
    const throwing = {
      get request(): never {
        throw new Error('no');
      },
    };
    expect(parse(throwing)).toBeUndefined();
  });
});

describe('an entry of Chrome', () => {
  it('is read without the HTTP/2 pseudo-headers', () => {
    expect(parse(chromeEntry)).toEqual({
      kind: 'http',
      id: 'id-1',
      sentAtMs: Date.parse('2026-03-01T10:00:00.250Z'),
      answeredAtMs: Date.parse('2026-03-01T10:00:00.250Z') + 41.5,
      method: 'POST',
      url: 'https://api.test/token',
      requestHeaders: [
        { name: 'authorization', value: 'Bearer abc' },
        { name: 'cookie', value: 'a=1; b=2' },
      ],
      responseHeaders: [{ name: 'set-cookie', value: 'sid=x; HttpOnly' }],
      requestBody: {
        text: 'grant_type=refresh_token&refresh_token=abc',
        mimeType: 'application/x-www-form-urlencoded',
        truncated: false,
      },
      source: 'network log',
      status: 200,
      statusText: '',
    });
  });

  it('gets the body that was read separately', () => {
    const responseBody = { text: '{"access_token":"x"}', mimeType: 'application/json', truncated: false };
    expect(parseHarEntry(chromeEntry, 'id-1', { ...context, responseBody })?.responseBody).toEqual(
      responseBody,
    );
  });

  it('has the error if there was no response', () => {
    const failed = { request, response: { status: 0, statusText: '', _error: 'net::ERR_FAILED' } };
    expect(parse(failed)).toMatchObject({ status: 0, statusText: 'net::ERR_FAILED' });
  });
});

describe('an entry of Firefox', () => {
  it('is read with its base64 content', () => {
    expect(parse(firefoxEntry)).toMatchObject({
      sentAtMs: Date.parse('2026-03-01T10:00:00.250Z'),
      requestHeaders: [{ name: 'Authorization', value: 'Bearer abc' }],
      responseBody: { text: '{}', mimeType: 'application/json; charset=utf-8', truncated: false },
    });
  });

  it('describes its content as base64', () => {
    expect(describeContent(firefoxEntry)).toEqual({
      url: 'https://api.test/me',
      mimeType: 'application/json; charset=utf-8',
      isBase64: true,
      isCompressed: false,
      sizeBytes: 4,
      isShownMedia: false,
    });
  });
});

describe('an incomplete or invalid entry', () => {
  it('has the time when it was read if it has none', () => {
    expect(parse({ request })).toMatchObject({ sentAtMs: context.readAtMs, answeredAtMs: context.readAtMs });
    expect(parse({ request, startedDateTime: 'yesterday', time: -1 })).toMatchObject({
      answeredAtMs: context.readAtMs,
    });
  });

  it('has status 0 and no headers if its response is missing', () => {
    expect(parse({ request: { url: 'testloadimpact' } })).toMatchObject({
      method: 'GET',
      status: 0,
      requestHeaders: [],
      responseHeaders: [],
    });
  });

  it('drops invalid headers', () => {
    const headers = [
      null,
      7,
      { name: 'A' },
      { value: 'x' },
      { name: 7, value: 'x' },
      { name: 'B', value: 'y' },
    ];
    expect(parse({ request: { ...request, headers } })?.requestHeaders).toEqual([{ name: 'B', value: 'y' }]);
  });

  it('gets a Location header if only redirectURL has the target', () => {
    const response = { status: 302, headers: [], redirectURL: 'https://app.test/#id_token=x' };
    expect(parse({ request, response })?.responseHeaders).toEqual([
      { name: 'Location', value: 'https://app.test/#id_token=x' },
    ]);
    const headers = [{ name: 'location', value: '/there' }];
    expect(parse({ request, response: { ...response, headers } })?.responseHeaders).toEqual(headers);
  });

  it('encodes fields without their text as a form', () => {
    const postData = {
      mimeType: 'multipart/form-data',
      params: [{ name: 'a b', value: 'c&d' }, { name: 'file', fileName: 'x.bin' }, null],
    };
    expect(parse({ request: { ...request, postData } })?.requestBody).toEqual({
      text: 'a+b=c%26d',
      mimeType: 'application/x-www-form-urlencoded',
      truncated: false,
    });
  });

  it('takes the type of a request body from the header if postData has none', () => {
    const headers = [{ name: 'Content-Type', value: 'application/problem+json' }];
    expect(parse({ request: { ...request, headers, postData: { text: '{}' } } })?.requestBody?.mimeType).toBe(
      'application/problem+json',
    );
  });

  it('keeps the first and the last part of a body over the limit', () => {
    const postData = { mimeType: 'text/plain', text: `a${'x'.repeat(maxBodyLength)}z` };
    const body = parse({ request: { ...request, postData } })?.requestBody;
    expect(body).toMatchObject({ truncated: true, gap: 'middle' });
    expect([body?.text.length, body?.end?.length]).toEqual([maxBodyLength / 2, maxBodyLength / 2]);
    expect([body?.text[0], body?.end?.at(-1)]).toEqual(['a', 'z']);
  });

  it.each([
    ['header', (long: string) => ({ ...request, headers: [{ name: 'Authorization', value: long }] })],
    ['URL', (long: string) => ({ ...request, url: `https://api.test/?token=${long}` })],
  ])(
    'keeps a %s complete that is too long to be searched, so that the search counts it',
    (_, requestWith) => {
      const header = Buffer.from('{"alg":"HS256"}').toString('base64url');
      const exchange = parse({ request: requestWith(`${header}.e30.${'s'.repeat(3 * 1024 * 1024)}`) });
      const log = createLog();
      if (exchange !== undefined) log.record(exchange);
      expect(log.rows()).toEqual([]);
      expect(log.counts().truncated).toBeGreaterThan(0);
    },
  );

  it('leaves out the body of an image', () => {
    const response = {
      status: 200,
      content: { mimeType: 'image/png', text: 'iVBORw0KGgo=', encoding: 'base64' },
    };
    expect(parse({ request, response })?.responseBody).toMatchObject({ text: '', gap: 'media' });
  });
});

describe('describeSending', () => {
  it('returns no URL and no time for an invalid entry', () => {
    for (const entry of [undefined, 7, {}, { request: { url: 7 }, startedDateTime: 'soon' }]) {
      expect(describeSending(entry)).toEqual({ url: '', sentAtMs: undefined });
    }
  });

  it('returns the URL and the time', () => {
    const entry = { startedDateTime: '2026-03-01T10:00:00Z', request: { url: 'https://api.test/me' } };
    expect(describeSending(entry)).toEqual({
      url: 'https://api.test/me',
      sentAtMs: Date.UTC(2026, 2, 1, 10),
    });
  });
});

const folder = '../shared/vectors/har';
const isThere = existsSync(folder);
describe.skipIf(!isThere)(`HARs of other tools${isThere ? '' : `: skipped, ${folder} is absent`}`, () => {
  const files = isThere ? readdirSync(folder).filter((name) => name.endsWith('.har')) : [];

  it.each(files)('reads every entry of %s', (name) => {
    const { log } = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as { log: { entries: unknown[] } };
    const exchanges = log.entries.map(parse);
    expect(exchanges.every((exchange) => exchange !== undefined)).toBe(true);
    for (const exchange of exchanges) {
      expect(structuredClone(exchange)).toEqual(exchange);
      expect(Number.isFinite(exchange?.answeredAtMs)).toBe(true);
    }
  });

  it('keeps the text and headers of a sign-in in full.har', () => {
    const { log } = JSON.parse(readFileSync(`${folder}/full.har`, 'utf8')) as { log: { entries: unknown[] } };
    expect(parse(log.entries[0])).toMatchObject({
      method: 'POST',
      url: 'https://httpbin.org/post',
      requestHeaders: [{ name: 'Accept', value: 'application/json' }],
      requestBody: { text: '92n2nf093n', mimeType: 'application/x-www-urlencoded' },
    });
  });

  it('adds the cookies of add.har to the headers', () => {
    const { log } = JSON.parse(readFileSync(`${folder}/add.har`, 'utf8')) as { log: { entries: unknown[] } };
    const names = parse(log.entries[0])?.requestHeaders.map(({ name }) => name);
    expect(names).toContain('Cookie');
  });
});

describe('the sender of a request', () => {
  /** A request of a dedicated worker, as Chromium 156 reports it. */
  const ofWorker = {
    _resourceType: 'fetch',
    request: { ...request, headersSize: -1 },
    response: { status: 200, _fetchedViaServiceWorker: false },
  };

  it('is a dedicated worker if Chrome omits the page and the sent headers', () => {
    expect(parse(ofWorker)?.sender).toBe('dedicated worker');
  });

  it.each([
    ['the page', { ...ofWorker, pageref: 'page_1' }],
    ['a frame of another process', { ...ofWorker, request: { ...request, headersSize: 500 } }],
    ['a frame with a cached response', { ...ofWorker, _fromCache: 'disk' }],
    [
      'a frame with a response from a service worker',
      { ...ofWorker, response: { status: 200, _fetchedViaServiceWorker: true } },
    ],
    [
      'a frame whose request failed',
      { ...ofWorker, response: { status: 0, _fetchedViaServiceWorker: false } },
    ],
    ['a frame that reads its own data', { ...ofWorker, request: { url: 'data:,x', headersSize: -1 } }],
    ["Firefox, whose entries don't contain it", firefoxEntry],
  ])("isn't set for %s", (_, entry) => {
    expect(parse(entry)).not.toHaveProperty('sender');
  });

  const withHeaders = (...headers: { name: string; value: string }[]) =>
    parse({ request: { ...request, headers } });

  it.each(['null', 'about:client', 'javascript:0', ''])('has no page URL for %j', (value) => {
    expect(withHeaders({ name: 'Referer', value }, { name: 'Origin', value })).not.toHaveProperty('pageUrl');
  });

  it('has the page URL from Referer, otherwise from Origin', () => {
    const origin = { name: 'Origin', value: 'https://app.test' };
    expect(withHeaders(origin)?.pageUrl).toBe('https://app.test');
    expect(withHeaders(origin, { name: 'referer', value: 'https://app.test/a' })?.pageUrl).toBe(
      'https://app.test/a',
    );
  });

  it('has the source "network log" by default, or that of the context', () => {
    expect(parse({ request })?.source).toBe('network log');
    expect(parseHarEntry({ request }, 'id', { ...context, source: 'file' })?.source).toBe('file');
  });
});

describe('a response that may be forged by a service worker', () => {
  const responseFrom = (serverIPAddress?: string, isOfServiceWorker?: boolean) => ({
    request,
    ...(serverIPAddress !== undefined && { serverIPAddress }),
    response: { status: 200, _fetchedViaServiceWorker: isOfServiceWorker },
  });

  afterEach(() => vi.unstubAllGlobals());

  it('is marked by Chrome', () => {
    vi.stubGlobal('__BROWSER__', 'chrome');
    expect(parse(responseFrom('', true))?.mayBeForged).toBe(true);
    expect(parse(responseFrom('', false))).not.toHaveProperty('mayBeForged');
  });

  it('has no server address in Firefox', () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    expect(parse(responseFrom())?.mayBeForged).toBe(true);
    expect(parse(responseFrom('127.0.0.1'))).not.toHaveProperty('mayBeForged');
  });

  it('is still marked in a saved file', () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    const saved = writeHarEntry({ ...makeHttp(), mayBeForged: true });
    expect(parseHarEntry(saved, 'id', { ...context, source: 'file' })?.mayBeForged).toBe(true);
    const other = writeHarEntry(makeHttp());
    expect(parseHarEntry(other, 'id', { ...context, source: 'file' })).not.toHaveProperty('mayBeForged');
  });
});
