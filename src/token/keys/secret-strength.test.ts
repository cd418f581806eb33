import { describe, expect, it } from 'vitest';
import { estimateBits, STRONG_BITS } from './secret-strength';

function estimate(secret: string): number | undefined {
  return estimateBits(new TextEncoder().encode(secret));
}

describe('estimateBits', () => {
  it.each([
    'secret',
    'your-256-bit-secret',
    'a-string-secret-at-least-256-bits-long',
    'correct horse battery staple again and again',
    'Password123Password123Password123Password123',
    'abcdefghijklmnopqrstuvwxyz0123456789',
    '11111111111111111111111111111111111111111111111111',
    'MyCompany-Production-Secret-2024-01-01',
    '0123456789abcdef0123456789abcdef',
  ])('is less than strong for %s', (secret) => {
    expect(estimate(secret)).toBeLessThan(STRONG_BITS);
  });

  it.each([
    // From a random generator: 32 bytes in base64url, in base64 and in hexadecimal.
    'kR3tq0bYw1ZfP9cXvN7sGm2LhJ8uQeA5oTdI4yVxKzE',
    'mF9/1hT3+Qw7Zr0yK5cXbN2sVgJ8uLeA4oPdI6tRxHk=',
    '9f3c1a7be05d4826c3f19ab07e5d2c8460bf1e97d3a4528cf60e1b7d94a3c582',
  ])('is strong for %s', (secret) => {
    expect(estimate(secret)).toBeGreaterThanOrEqual(STRONG_BITS);
  });

  it('is undefined for bytes that are not text', () => {
    expect(estimateBits(Uint8Array.of(0, 1, 2))).toBeUndefined();
    expect(estimateBits(new Uint8Array())).toBeUndefined();
  });
});
