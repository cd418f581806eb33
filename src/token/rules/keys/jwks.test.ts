import { describe, expect, it } from 'vitest';
import { findSharedFactor, readRsaNumbers } from './jwks';

const makeKey = (bytes: number, kid: string) => ({
  kty: 'RSA',
  e: 'AQAB',
  n: Buffer.alloc(bytes, kid).toString('base64url'),
  kid,
});

describe('RSA numbers that are longer than any in use', () => {
  it("aren't checked by their beginning", () => {
    // Truncated, both numbers are even.
    const keys = [makeKey(2048, 'n'), makeKey(2048, 'p')];
    expect(keys.map(readRsaNumbers)).toEqual([undefined, undefined]);
    expect(findSharedFactor(keys)).toBeUndefined();
  });

  it('are read up to 8192 bits', () => {
    expect(readRsaNumbers(makeKey(1024, 'n'))?.bits).toBe(8191);
  });
});
