import { describe, expect, it, vi } from 'vitest';
import { createCallReader } from './page-calls';

const document = { baseURI: 'https://app.test/spa/' };
const world = { Headers, Request, URL, document } as unknown as Window & typeof globalThis;
const reader = createCallReader(world);
const authorization = 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln';

describe('what fetch is given', () => {
  it.each([
    ['nothing', []],
    ['no init', ['https://api.test/']],
    ['null', ['https://api.test/', null]],
    ['other headers', ['https://api.test/', { headers: { Accept: '*/*' } }]],
    ['a header that is no string', ['https://api.test/', { headers: { Authorization: 7 } }]],
    ['headers that are a string', ['https://api.test/', { headers: 'Authorization: x' }]],
    ['a list of no pairs', ['https://api.test/', { headers: ['authorization', 7, null] }]],
  ] as const)('has no Authorization header in %s', (_, args) => {
    expect(reader.readFetch(args)).toBeUndefined();
  });

  it.each([
    ['an object', { Authorization: authorization }],
    ['an object in another case', { aUTHORIZATION: authorization }],
    [
      'pairs',
      [
        ['accept', '*/*'],
        ['authorization', authorization],
      ],
    ],
    ['Headers', new Headers({ Authorization: authorization })],
  ])('is read when the headers are %s', (_, headers) => {
    expect(reader.readFetch(['/me?x=1', { method: 'put', headers }])).toEqual({
      method: 'PUT',
      url: 'https://app.test/me?x=1',
      authorization,
    });
  });

  it('is read from a Request, and what stands beside it goes before it', () => {
    const request = new Request('https://api.test/me', { method: 'POST', headers: { authorization } });
    expect(reader.readFetch([request])).toEqual({
      method: 'POST',
      url: 'https://api.test/me',
      authorization,
    });
    const other = { method: 'PATCH', headers: { authorization: 'Bearer other' } };
    expect(reader.readFetch([request, other])).toEqual({
      method: 'PATCH',
      url: 'https://api.test/me',
      authorization: 'Bearer other',
    });
    expect(reader.readFetch(['https://api.test/other', request])).toMatchObject({
      method: 'POST',
      authorization,
    });
  });

  it('is read with a URL object', () => {
    const url = new URL('https://api.test/me');
    expect(reader.readFetch([url, { headers: { authorization } }])?.url).toBe('https://api.test/me');
  });

  it('is read from an init that inherits its members', () => {
    const init: unknown = Object.create({ headers: { authorization }, method: 'DELETE' });
    expect(reader.readFetch(['/', init])).toMatchObject({ method: 'DELETE', authorization });
  });

  it('is left untouched: no getter is called, no iterator used up, nothing turned into text', () => {
    const touched = vi.fn();
    const init = Object.defineProperty({}, 'headers', { get: touched, enumerable: true });
    const headers = Object.defineProperty({}, 'Authorization', { get: touched, enumerable: true });
    const iterator = (function* () {
      touched();
      yield ['authorization', authorization];
    })();
    const input = { toString: touched };
    reader.readFetch(['/', init]);
    reader.readFetch(['/', { headers }]);
    reader.readFetch(['/', { headers: iterator }]);
    reader.readFetch([input, { headers: { authorization } }]);
    expect(touched).not.toHaveBeenCalled();
    expect([...iterator]).toEqual([['authorization', authorization]]);
  });

  it('names a method that is none of the usual ones as it was given', () => {
    expect(reader.readFetch(['/', { method: 'patch', headers: { authorization } }])?.method).toBe('patch');
  });

  it('keeps a URL that cannot be resolved as it was given', () => {
    expect(reader.readFetch(['http://[', { headers: { authorization } }])?.url).toBe('http://[');
  });
});

describe('what XMLHttpRequest is given', () => {
  it('is nothing when it was opened before it was watched, or given no Authorization header', () => {
    const request = {};
    reader.noteHeader(request, ['Authorization', authorization]);
    expect(reader.readSend(request)).toBeUndefined();
    reader.noteOpen(request, ['GET', '/me']);
    reader.noteHeader(request, ['Accept', '*/*']);
    expect(reader.readSend(request)).toBeUndefined();
  });

  it('is read when it is sent', () => {
    const request = {};
    reader.noteOpen(request, ['get', new URL('https://api.test/me')]);
    reader.noteHeader(request, ['authorization', authorization]);
    expect(reader.readSend(request)).toEqual({ method: 'GET', url: 'https://api.test/me', authorization });
  });

  it('holds both values of a header that is set twice, and none after it was opened again', () => {
    const request = {};
    reader.noteOpen(request, ['GET', '/me']);
    reader.noteHeader(request, ['Authorization', 'a']);
    reader.noteHeader(request, ['authorization', 'b']);
    expect(reader.readSend(request)?.authorization).toBe('a, b');
    reader.noteOpen(request, ['GET', '/me']);
    expect(reader.readSend(request)).toBeUndefined();
  });
});
