import { expect, it, vi } from 'vitest';
import { decode, searchTokens } from '../../token';
import { readContext } from '../answers/token-context';
import { createLog } from '../log/log';
import {
  makeBearer,
  makeBody,
  makeHeaders,
  makeHttp,
  makeReading,
  makeReport,
  makeToken,
} from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';

// The real search runs. The spy counts the calls.
vi.mock('../../token', { spy: true });

it('texts that cannot contain a token are not searched', () => {
  findSightings(
    makeHttp({
      requestHeaders: makeHeaders({
        'User-Agent': 'Mozilla/5.0 (X11)',
        Cookie: 'sid=0123456789abcdef; theme=dark',
      }),
      responseHeaders: makeHeaders({ 'Content-Type': 'text/html', ETag: '"5f3-1a2b3c4d5e"' }),
      responseBody: makeBody('<p>they keep every key</p>', 'text/html'),
    }),
  );
  expect(searchTokens).not.toHaveBeenCalled();
  findSightings(makeBearer(makeToken()));
  expect(searchTokens).toHaveBeenCalledTimes(1);
});

it('a text that is exactly a known token is neither searched nor decoded again', () => {
  const token = makeToken();
  const log = createLog();
  log.record(makeBearer(token));
  vi.mocked(searchTokens).mockClear();
  const stream = makeBearer(token, { status: 101 });
  const message = { direction: 'sent', atMs: 1, text: token, truncated: false } as const;
  for (const exchange of [
    makeBearer(token),
    makeHttp({ requestHeaders: makeHeaders({ 'X-Other': token, 'X-Scheme': `bearer ${token}` }) }),
    makeHttp({ url: `https://api.test/?access_token=${token}` }),
    makeHttp({ requestHeaders: makeHeaders({ Cookie: `theme=dark; session=${token}` }) }),
    makeHttp({ responseHeaders: makeHeaders({ 'Set-Cookie': `session=${token}; Path=/` }) }),
    makeReading({ jwt: token }),
    makeReport(token),
    stream,
  ]) {
    log.record(exchange);
  }
  log.amend({ ...stream, messages: [message] });
  readContext(log, 1);
  expect(searchTokens).not.toHaveBeenCalled();
  expect(decode).not.toHaveBeenCalled();
  expect(log.rows()).toMatchObject([{ requests: 6, sightings: 11 }]);
});

it('an equal header is searched once', () => {
  const log = createLog();
  const requestHeaders = makeHeaders({
    'X-Wrapped': JSON.stringify({ token: makeToken() }),
    'X-Bad': 'eyJhbGciOiJIUzI1NiJ9',
  });
  for (let index = 0; index < 3; index += 1) log.record(makeHttp({ requestHeaders }));
  log.record(makeHttp({ requestHeaders: requestHeaders.toReversed() }));
  const calls = vi.mocked(searchTokens).mock.calls.length;
  log.record(makeHttp({ requestHeaders }));
  expect(vi.mocked(searchTokens).mock.calls.length).toBe(calls);
  expect(log.rows()).toMatchObject([{ requests: 5, sightings: 5 }]);
});

it('a script that cannot contain a token is not searched, even if it has base64', () => {
  const script = `window.hash = "${btoa('not a token, only some text')}";`;
  const search = (text: string, mimeType = 'text/javascript') => {
    vi.mocked(searchTokens).mockClear();
    findSightings(makeHttp({ responseBody: makeBody(text, mimeType) }));
    return vi.mocked(searchTokens).mock.calls.length;
  };
  expect(search(script)).toBe(0);
  expect(search(script, 'text/html')).toBe(1);
  const token = makeToken();
  for (const wrapped of [
    token,
    btoa(token),
    btoa(`a${token}`),
    btoa(`ab${token}`),
    encodeURIComponent(token),
  ]) {
    expect(search(`${script} const a = "${wrapped}";`)).toBeGreaterThan(0);
  }
});
