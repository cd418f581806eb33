import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpExchanges, makeHttp } from '../protocol/exchange.fixture';
import { writeExchanges } from './write-file';
import { writeHarEntry } from './har-write';

type Kind =
  'string' | 'number' | 'boolean' | 'date' | 'optional string' | 'optional boolean' | 'optional date' | Shape;
interface Shape {
  readonly [member: string]: Kind | readonly [Shape];
}

/** The members that HAR 1.2 requires: http://www.softwareishard.com/blog/har-12-spec/ */
const field: Shape = { name: 'string', value: 'string' };
const cookie: Shape = {
  ...field,
  path: 'optional string',
  domain: 'optional string',
  expires: 'optional date',
  httpOnly: 'optional boolean',
  secure: 'optional boolean',
};
const entryShape: Shape = {
  startedDateTime: 'date',
  time: 'number',
  request: {
    method: 'string',
    url: 'string',
    httpVersion: 'string',
    cookies: [cookie],
    headers: [field],
    queryString: [field],
    headersSize: 'number',
    bodySize: 'number',
  },
  response: {
    status: 'number',
    statusText: 'string',
    httpVersion: 'string',
    cookies: [cookie],
    headers: [field],
    content: { size: 'number', mimeType: 'string', text: 'optional string' },
    redirectURL: 'string',
    headersSize: 'number',
    bodySize: 'number',
  },
  cache: {},
  timings: { send: 'number', wait: 'number', receive: 'number' },
};
const harShape: Shape = {
  log: {
    version: 'string',
    creator: { name: 'string', version: 'string' },
    pages: [{}],
    entries: [entryShape],
  },
};

function problemsOf(value: unknown, kind: Kind | readonly [Shape], path = '$'): string[] {
  if (Array.isArray(kind)) {
    if (!Array.isArray(value)) return [path];
    return value.flatMap((item, index) => problemsOf(item, kind[0] as Shape, `${path}[${index}]`));
  }
  if (typeof kind === 'object') {
    if (typeof value !== 'object' || value === null) return [path];
    return Object.entries(kind).flatMap(([name, member]) =>
      problemsOf((value as Record<string, unknown>)[name], member, `${path}.${name}`),
    );
  }
  if (kind.startsWith('optional ') && value === undefined) return [];
  const isValid = kind.endsWith('date')
    ? typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
    : typeof value === kind.replace('optional ', '') && !(value === -1 && path.endsWith('size'));
  return isValid ? [] : [path];
}

const written = (facts: Parameters<typeof makeHttp>[0]) =>
  JSON.parse(JSON.stringify(writeHarEntry(makeHttp(facts)))) as unknown;

describe('writeHarEntry', () => {
  it('writes valid HAR 1.2 for any exchange', () => {
    fc.assert(
      fc.property(fc.array(httpExchanges), (list) => {
        const text = [...writeExchanges({ exchanges: list }, 'har', { version: '1.2.3', savedAtMs: 0 })].join(
          '',
        );
        const har = JSON.parse(text) as { log: object };
        expect(problemsOf(har, harShape)).toEqual([]);
        expect(har.log).toMatchObject({
          version: '1.2',
          creator: { name: 'JWT DevTools', version: '1.2.3' },
        });
      }),
    );
  });

  it('writes a valid time for an invalid one', () => {
    for (const atMs of [Number.NaN, Infinity, 1e300]) {
      expect(problemsOf(written({ sentAtMs: atMs, answeredAtMs: atMs }), entryShape)).toEqual([]);
    }
    expect(written({ sentAtMs: 5, answeredAtMs: 1 })).toMatchObject({ time: 0 });
  });

  it('writes the cookies with their flags, and the headers', () => {
    const headers = [
      {
        name: 'set-cookie',
        value: 'a=1; HttpOnly; secure; Path=/x; Domain=.app.test; SameSite=Lax; Max-Age=1',
      },
      { name: 'Set-Cookie', value: 'b=2=3; Expires=Thu, 01 Jan 2026 00:00:00 GMT\nc' },
      { name: 'Set-Cookie', value: 'd=; Expires=soon' },
    ];
    expect(
      written({
        requestHeaders: [{ name: 'cookie', value: 'a=1; b="2=3" ;; c;' }],
        responseHeaders: headers,
      }),
    ).toMatchObject({
      request: {
        cookies: [
          { name: 'a', value: '1' },
          { name: 'b', value: '"2=3"' },
          { name: '', value: 'c' },
        ],
      },
      response: {
        headers,
        cookies: [
          {
            name: 'a',
            value: '1',
            path: '/x',
            domain: '.app.test',
            httpOnly: true,
            secure: true,
            sameSite: 'Lax',
          },
          { name: 'b', value: '2=3', expires: '2026-01-01T00:00:00.000Z', httpOnly: false, secure: false },
          { name: '', value: 'c' },
          { name: 'd', value: '' },
        ],
      },
    });
  });

  it('writes the query, the target of a redirect and both bodies', () => {
    expect(
      written({
        url: 'https://app.test/?a=1&b=%20x+y&c#a=2?d=3',
        requestHeaders: [{ name: 'content-type', value: 'text/plain' }],
        responseHeaders: [{ name: 'location', value: '/next' }],
        requestBody: { text: 'sent', mimeType: '', truncated: false },
        responseBody: { text: '\u20ac', mimeType: 'text/html', truncated: false },
      }),
    ).toMatchObject({
      request: {
        queryString: [
          { name: 'a', value: '1' },
          { name: 'b', value: ' x y' },
          { name: 'c', value: '' },
        ],
        postData: { mimeType: 'text/plain', text: 'sent' },
      },
      response: { redirectURL: '/next', content: { size: 3, mimeType: 'text/html', text: '\u20ac' } },
    });
  });

  it('writes no body if none was read, and no custom members if HAR has members for everything', () => {
    const entry = written({ requestBody: { text: '', mimeType: 'a/b', truncated: false } });
    expect(entry).not.toHaveProperty('request.postData');
    expect(entry).toHaveProperty('response.content', { size: 0, mimeType: '' });
    expect(entry).not.toHaveProperty('_jwtDevtools');
    expect(entry).not.toHaveProperty('_webSocketMessages');
  });

  it("writes the messages in Chrome's format", () => {
    const messages = [
      { direction: 'sent', atMs: 1_234, text: 'a', truncated: false },
      { direction: 'received', atMs: 1_235, text: 'b', truncated: true },
    ] as const;
    expect(written({ messages })).toMatchObject({
      _webSocketMessages: [
        { type: 'send', time: 1.234, opcode: 1, data: 'a' },
        { type: 'receive', time: 1.235, opcode: 1, data: 'b' },
      ],
      _jwtDevtools: { cutMessages: [1] },
    });
  });
});
