import { describe, expect, it, vi } from 'vitest';
import { maxReportedLength, maxReportedTexts, maxHeadersRead } from '../protocol/limits';
import { createCallReader, type CallFacts } from './call-arguments';

const document = {
  get baseURI() {
    return 'https://app.test/spa/';
  },
};
const world = { Headers, Request, URL, document } as unknown as Window & typeof globalThis;
const reader = createCallReader(world);
const token = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';
const authorization = `Bearer ${token}`;

/** The facts with the texts as a list. */
function listed(facts: CallFacts | undefined) {
  if (facts === undefined) return undefined;
  const { method, url, texts } = facts;
  return { method, url, texts: JSON.parse(`[${texts.json}]`) as unknown[], leftOut: texts.leftOut };
}
const header = (name: string, text = authorization) => ({ kind: 'request header', name, text });
const readFetch = (...args: readonly unknown[]) => listed(reader.readFetch(args));

describe('readFetch', () => {
  it.each([
    ['nothing', []],
    ['no init', ['https://api.test/']],
    ['null', ['https://api.test/', null]],
    ['other headers', ['https://api.test/', { headers: { Accept: '*/*', Authorization: 'Basic dXNlcjpw' } }]],
    ["a header that isn't a string", ['https://api.test/', { headers: { Authorization: 7 } }]],
    ['headers that are a string', ['https://api.test/', { headers: `Authorization: ${token}` }]],
    ['a list without pairs', ['https://api.test/', { headers: ['authorization', 7, null] }]],
    ['a data URL', [`data:text/plain,${token}`]],
  ] as const)('returns undefined for %s', (_, args) => {
    expect(readFetch(...args)).toBeUndefined();
  });

  it.each([
    ['an object', { 'X-Token': authorization }, 'X-Token'],
    [
      'pairs',
      [
        ['accept', '*/*'],
        ['x-token', authorization],
      ],
      'x-token',
    ],
    ['Headers', new Headers({ 'X-Token': authorization }), 'x-token'],
  ])('reads a header of any name if the headers are %s', (_, headers, name) => {
    expect(readFetch('/me?x=1', { method: 'put', headers })).toEqual({
      method: 'PUT',
      url: 'https://app.test/me?x=1',
      texts: [header(name)],
      leftOut: 0,
    });
  });

  it('reads the URL', () => {
    const url = `https://app.test/me?access_token=${token}`;
    const texts = [{ kind: 'request url', name: '', text: `/me?access_token=${token}` }];
    expect(readFetch(`/me?access_token=${token}`)).toEqual({ method: 'GET', url, texts, leftOut: 0 });
    expect(readFetch(new URL(url))).toMatchObject({ url, texts: [{ text: url }] });
    expect(readFetch(new Request(url))).toMatchObject({ url, texts: [{ text: url }] });
  });

  it('reads a Request, and members of init override it', () => {
    const request = new Request('https://api.test/me', { method: 'POST', headers: { authorization } });
    const texts = [header('authorization')];
    expect(readFetch(request)).toMatchObject({ method: 'POST', url: 'https://api.test/me', texts });
    const other = { method: 'PATCH', headers: { authorization: `${token}2` } };
    expect(readFetch(request, other)).toMatchObject({
      method: 'PATCH',
      url: 'https://api.test/me',
      texts: [header('authorization', `${token}2`)],
    });
    expect(readFetch('https://api.test/other', request)).toMatchObject({ method: 'POST', texts });
    expect(readFetch(new (class extends Request {})(request))).toMatchObject({ texts });
  });

  it('reads a URL object', () => {
    const url = new URL('https://api.test/me');
    expect(readFetch(url, { headers: { authorization } })?.url).toBe('https://api.test/me');
  });

  it('reads an init that inherits its members', () => {
    const init: unknown = Object.create({ headers: { authorization }, method: 'DELETE' });
    expect(readFetch('/', init)).toMatchObject({ method: 'DELETE', texts: [header('authorization')] });
  });

  it('limits headers, texts and length', () => {
    const many = Object.fromEntries(
      Array.from({ length: maxHeadersRead + 5 }, (_, index) => [`x-${index}`, token]),
    );
    const read = readFetch('/', { headers: many });
    expect(read?.texts.length).toBe(maxReportedTexts);
    expect(read?.leftOut).toBe(maxHeadersRead + 5 - maxReportedTexts);
    expect(readFetch('/', { headers: new Headers(many) })?.leftOut).toBe(read?.leftOut);
    expect(readFetch('/', { headers: Object.entries(many) })).toEqual(read);
    expect(readFetch(`/?${'x'.repeat(maxReportedLength)}`)).toEqual({
      method: 'GET',
      url: '',
      texts: [],
      leftOut: 1,
    });
  });

  it('never returns a truncated token', () => {
    const long = `${token}, "${token}${'A'.repeat(maxReportedLength)}`;
    expect(readFetch('/', { headers: { long } })?.texts).toEqual([header('long', `${token}, `)]);
    expect(readFetch('/', { headers: { long: long.slice(long.indexOf('"') + 1) } })).toMatchObject({
      texts: [],
      leftOut: 1,
    });
  });

  it('has no side effects: calls no getter, consumes no iterator, converts nothing to text', () => {
    const touched = vi.fn();
    const init = Object.defineProperty({}, 'headers', { get: touched, enumerable: true });
    const headers = Object.defineProperty({}, 'Authorization', { get: touched, enumerable: true });
    const iterator = (function* () {
      touched();
      yield ['authorization', authorization];
    })();
    const input = { toString: touched };
    readFetch('/', init);
    readFetch('/', { headers });
    readFetch('/', { headers: iterator });
    readFetch(input, { headers: { authorization } });
    expect(touched).not.toHaveBeenCalled();
    expect([...iterator]).toEqual([['authorization', authorization]]);
  });

  it('leaves an unusual method unchanged', () => {
    expect(readFetch('/', { method: 'patch', headers: { authorization } })?.method).toBe('patch');
  });

  it("leaves a URL that can't be resolved unchanged", () => {
    expect(readFetch('http://[', { headers: { authorization } })?.url).toBe('http://[');
  });
});

describe('readSend', () => {
  it('returns undefined if the request was opened before, or has no token-shaped text', () => {
    const request = {};
    reader.noteHeader(request, ['Authorization', authorization]);
    expect(reader.readSend(request)).toBeUndefined();
    reader.noteOpen(request, ['GET', '/me']);
    reader.noteHeader(request, ['Accept', '*/*']);
    expect(reader.readSend(request)).toBeUndefined();
  });

  it("returns the request's facts", () => {
    const request = {};
    reader.noteOpen(request, ['get', new URL('https://api.test/me')]);
    reader.noteHeader(request, ['authorization', authorization]);
    expect(listed(reader.readSend(request))).toEqual({
      method: 'GET',
      url: 'https://api.test/me',
      texts: [header('authorization')],
      leftOut: 0,
    });
  });

  it("returns both values of a header that is set twice, and none after it's opened again", () => {
    const request = {};
    reader.noteOpen(request, ['GET', '/me']);
    reader.noteHeader(request, ['X-Token', token]);
    reader.noteHeader(request, ['x-token', `${token}2`]);
    expect(listed(reader.readSend(request))?.texts).toEqual([
      header('X-Token', token),
      header('x-token', `${token}2`),
    ]);
    reader.noteOpen(request, ['GET', '/me']);
    expect(reader.readSend(request)).toBeUndefined();
  });

  it('reads the URL', () => {
    const request = {};
    reader.noteOpen(request, ['GET', `/me?t=${token}`]);
    expect(listed(reader.readSend(request))).toMatchObject({ texts: [{ kind: 'request url' }] });
  });
});
