import { describe, expect, it } from 'vitest';
import { matchPattern } from './match-pattern';

describe('the match pattern of an origin', () => {
  it.each([
    'null',
    '',
    'file://',
    'chrome-extension://abc',
    'about:blank',
    'https://app.test/',
    'https://app.test/path',
    'https://user@app.test',
    'HTTPS://APP.TEST',
    'https://*',
    'https://*.test',
    'https://',
  ])('does not exist for %j', (origin) => {
    expect(matchPattern(origin, 'chrome')).toBeUndefined();
    expect(matchPattern(origin, 'firefox')).toBeUndefined();
  });

  it('names the port for Chrome, whose patterns otherwise mean every port', () => {
    expect(matchPattern('http://localhost:3000', 'chrome')).toBe('http://localhost:3000/*');
    expect(matchPattern('https://app.test', 'chrome')).toBe('https://app.test:443/*');
    expect(matchPattern('http://app.test', 'chrome')).toBe('http://app.test:80/*');
  });

  it('leaves the port out for Firefox, which refuses ports', () => {
    expect(matchPattern('http://localhost:3000', 'firefox')).toBe('http://localhost/*');
    expect(matchPattern('https://app.test', 'firefox')).toBe('https://app.test/*');
  });

  it('keeps the brackets of an IPv6 address', () => {
    expect(matchPattern('http://[::1]:3000', 'chrome')).toBe('http://[::1]:3000/*');
  });
});
