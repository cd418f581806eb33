import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createHmacSha256Check } from './hmac-sha256';

function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', key).update(message).digest());
}

/** Bytes of every value, no two of them the same text. */
function makeBytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 167 + length * 31 + seed * 97) & 0xff);
}

describe('HMAC-SHA-256 of one message under many keys', () => {
  it('does not come to what another key or another message gives', () => {
    const [key, message] = [makeBytes(20, 1), makeBytes(300, 2)];
    const check = createHmacSha256Check(message, hmac(key, message));
    expect(check(makeBytes(20, 3))).toBe(false);
    expect(check(key.slice(1))).toBe(false);
    expect(createHmacSha256Check(message.slice(1), hmac(key, message))(key)).toBe(false);
    for (const length of [0, 4, 31]) {
      expect(createHmacSha256Check(message, hmac(key, message).subarray(0, length))(key)).toBe(false);
    }
    for (const at of [0, 15, 31]) {
      const other = hmac(key, message).map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(createHmacSha256Check(message, other)(key)).toBe(false);
    }
  });

  it('comes to what Node gives, for messages and keys of every length around a block', () => {
    const lengths = Array.from({ length: 200 }, (_, index) => index);
    for (const length of lengths) {
      const message = makeBytes(length, 1);
      const keys = [length, 0, 63, 64, 65, 300].map((size) => makeBytes(size, 2));
      for (const key of keys) {
        const check = createHmacSha256Check(message, hmac(key, message));
        expect([length, key.length, check(key)]).toEqual([length, key.length, true]);
      }
    }
  });

  it('is not disturbed by the keys that were tried before', () => {
    const [key, message] = [makeBytes(10, 1), makeBytes(1_000, 2)];
    const check = createHmacSha256Check(message, hmac(key, message));
    const tried = [makeBytes(200, 3), key, makeBytes(0, 4), makeBytes(64, 5), key];
    expect(tried.map(check)).toEqual([false, true, false, false, true]);
  });

  it('reads a signature that stands amid other bytes', () => {
    const [key, message] = [makeBytes(10, 1), makeBytes(50, 2)];
    const around = new Uint8Array([9, ...hmac(key, message), 9]);
    expect(createHmacSha256Check(message, around.subarray(1, 33))(key)).toBe(true);
  });
});
