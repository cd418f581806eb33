import { describe, expect, it } from 'vitest';
import { matchPattern } from './match-pattern';

describe('matchPattern', () => {
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
  ])('returns undefined for %j', (origin) => {
    expect(matchPattern(origin, 'chrome')).toBeUndefined();
    expect(matchPattern(origin, 'firefox')).toBeUndefined();
  });

  it('includes the port for Chrome, where patterns without one match every port', () => {
    expect(matchPattern('http://localhost:3000', 'chrome')).toBe('http://localhost:3000/*');
    expect(matchPattern('https://app.test', 'chrome')).toBe('https://app.test:443/*');
    expect(matchPattern('http://app.test', 'chrome')).toBe('http://app.test:80/*');
  });

  it('omits the port for Firefox, which rejects ports', () => {
    expect(matchPattern('http://localhost:3000', 'firefox')).toBe('http://localhost/*');
    expect(matchPattern('https://app.test', 'firefox')).toBe('https://app.test/*');
  });

  it('keeps the brackets of an IPv6 address', () => {
    expect(matchPattern('http://[::1]:3000', 'chrome')).toBe('http://[::1]:3000/*');
  });
});
