import { describe, expect, it } from 'vitest';
import { decode } from '../../decode/decode';
import { makeToken } from '../../token.fixture';
import { check } from '../check';

const iss = 'https://id.shop.com/realm';

function isReported(header: object): boolean {
  return check(decode(makeToken({ alg: 'RS256', ...header }, { iss }))).some(
    ({ rule }) => rule === 'HDR-JKU-OFF-ORIGIN',
  );
}

describe('an address of keys in a token', () => {
  it.each([
    'http://id.shop.com/keys',
    'https://evil.com/keys',
    'https://me@id.shop.com/keys',
    'https://:word@id.shop.com/keys',
    'https://127.0.0.1/keys',
    'https://[::1]/keys',
    'https://keys.localhost/',
    'https://id.shop.com/out?to=https%3A%2F%2Fevil.com',
    'https://id.shop.com/out?to=//evil.com',
    'https://id.shop.com//evil.com/keys',
    'https://id.shop.com/keys/https://evil.com',
    'file:///etc/keys',
    'keys',
    7,
  ])("isn't accepted as the issuer's: %s", (address) => {
    expect(isReported({ jku: address })).toBe(true);
    expect(isReported({ x5u: address })).toBe(true);
  });

  it("isn't reported on the issuer's host", () => {
    expect(isReported({ jku: 'https://id.shop.com/realm/keys?version=2' })).toBe(false);
  });
});
