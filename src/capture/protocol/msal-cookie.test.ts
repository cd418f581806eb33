import { describe, expect, it } from 'vitest';
import { findMsalCookie, parseMsalKey, withoutMsalKey } from './msal-cookie';
import { makeMsalCookie } from './msal.fixture';

const { id, key, bytes, value, text } = makeMsalCookie();

describe('findMsalCookie', () => {
  it('finds only the cookie with exactly this name, and the first one', () => {
    for (const other of [
      '',
      'a=1',
      'msal.cache.encryption2=x',
      `xmsal.cache.encryption=x`,
      'msal.cache.encryption',
    ])
      expect(findMsalCookie(other)).toBe('');
    expect(findMsalCookie(`a=1; ${text}; msal.cache.encryption=other`)).toBe(value);
  });
});

describe('parseMsalKey', () => {
  const encode = (cookie: unknown) => encodeURIComponent(JSON.stringify(cookie));

  it.each([
    '',
    '%',
    'null',
    '7',
    '"text"',
    '[]',
    encode({ id }),
    encode({ key }),
    encode({ id: 7, key }),
    encode({ id, key: { length: 43 } }),
    encode({ id, key: 'not base64!' }),
    encode({ id, key: key.slice(0, 40) }),
    encode({ id, key: `${key}AAAA` }),
    encode({ id, key, more: 'x'.repeat(5_000) }),
    '%22'.repeat(500_000),
  ])('is undefined for another value: %#', (other) => {
    expect(parseMsalKey(other)).toBeUndefined();
  });

  it('reads ID and key, encoded or not', () => {
    expect(parseMsalKey(value)).toEqual({ id, bytes });
    expect(parseMsalKey(JSON.stringify({ id, key }))).toEqual({ id, bytes });
  });
});

describe('withoutMsalKey', () => {
  it('returns the same headers if the cookie is in none', () => {
    const headers = [{ name: 'Cookie', value: 'a=1; msal.interaction.status=x' }];
    expect(withoutMsalKey(headers)).toBe(headers);
  });

  it.each([
    ['Cookie', `a=1; ${text}; b=2`, 'a=1; msal.cache.encryption=[removed by JWT DevTools]; b=2'],
    ['cookie', text, 'msal.cache.encryption=[removed by JWT DevTools]'],
    ['Set-Cookie', `a=1\n${text}; Path=/`, 'a=1\nmsal.cache.encryption=[removed by JWT DevTools]; Path=/'],
  ])('removes its value and nothing else: %s', (name, before, after) => {
    const other = { name: 'Accept', value: '*/*' };
    expect(withoutMsalKey([other, { name, value: before }])).toEqual([other, { name, value: after }]);
  });

  it('takes linear time', () => {
    const long = `${text};`.repeat(20_000);
    const [header] = withoutMsalKey([{ name: 'Cookie', value: long }]);
    expect(header?.value).not.toContain(key);
  });
});
