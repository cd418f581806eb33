import { describe, expect, it } from 'vitest';
import { listSetCookies, parseCookieAttributes, parseSetCookie } from './set-cookie';

const attributesOf = (line: string) => Object.fromEntries(parseCookieAttributes(parseSetCookie(line)));

describe('Set-Cookie parsing', () => {
  it('trims white space around the name and the value', () => {
    expect(parseSetCookie('sid = abc ; Path=/')).toMatchObject({ name: 'sid', value: 'abc' });
    expect(parseSetCookie('sid=a=b')).toEqual({ name: 'sid', value: 'a=b', attributesText: '' });
  });

  it('accepts a value without a name', () => {
    expect(parseSetCookie('abc; Secure')).toMatchObject({ name: '', value: 'abc' });
    expect(parseSetCookie('=abc')).toMatchObject({ name: '', value: 'abc' });
  });

  it('reads attribute names in any case and uses the last duplicate', () => {
    expect(attributesOf('a=1; PATH=/x;secure ; SameSite = Lax; Path=/y')).toEqual({
      path: '/y',
      secure: '',
      samesite: 'Lax',
    });
    expect(attributesOf('a=1')).toEqual({ '': '' });
  });

  it('splits headers that a log concatenated with line breaks', () => {
    const headers = [
      { name: 'Set-Cookie', value: 'a=1; Path=/\nb=2' },
      { name: 'X-Other', value: 'c=3' },
      { name: 'set-cookie', value: 'd=4' },
    ];
    expect(listSetCookies(headers).map(({ name, value }) => name + value)).toEqual(['a1', 'b2', 'd4']);
  });

  it('limits the number of cookies and attributes', () => {
    const value = Array.from({ length: 5_000 }, (_, index) => `c${index}=1`).join('\n');
    expect(
      listSetCookies([
        { name: 'Set-Cookie', value },
        { name: 'Set-Cookie', value },
      ]),
    ).toHaveLength(1_000);
    expect(
      parseCookieAttributes(parseSetCookie(`a=1${'; x=1; y=2'.repeat(10_000)}; last=1`)).has('last'),
    ).toBe(false);
  });
});
