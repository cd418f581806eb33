import { expect, it, vi } from 'vitest';
import { searchTokens } from '../../token';
import { makeBearer, makeBody, makeHeaders, makeHttp, makeToken } from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';

// The real search runs; the spy counts how often it is asked.
vi.mock('../../token', { spy: true });

it('the search is not asked of texts in which no token can stand', () => {
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

it('the search is not asked of a script in which no token can stand, though it has some base64', () => {
  const script = `window.hash = "${btoa('no token, just some text')}";`;
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
