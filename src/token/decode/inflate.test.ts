import { deflateRawSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate } from './inflate';
import { maxInflatedLength } from '../limits';

const json = JSON.stringify(
  Array.from({ length: 900 }, (_, id) => ({ id, name: `user-${(id * 7919) % 997}` })),
);
const noise = Uint8Array.from({ length: 20_000 }, (_, at) => (at * at * 31 + (at >> 3) * 17) & 255);

const bits = (...fields: readonly (readonly [value: number, count: number])[]) => {
  const bytes: number[] = [];
  let at = 0;
  for (const [value, count] of fields) {
    for (let bit = 0; bit < count; bit += 1, at += 1) {
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (((value >> bit) & 1) << (at & 7));
    }
  }
  return Uint8Array.from(bytes);
};

describe('inflate', () => {
  it.each([
    ['nothing', ''],
    ['one character', '{'],
    ['a run', 'x'.repeat(100_000)],
    ['JSON', json],
    ['bytes that do not repeat', noise],
  ])('restores %s from every kind of block', (_, content) => {
    const bytes = new Uint8Array(Buffer.from(content));
    for (const level of [0, 1, 6, 9]) {
      for (const strategy of [
        constants.Z_DEFAULT_STRATEGY,
        constants.Z_HUFFMAN_ONLY,
        constants.Z_RLE,
        constants.Z_FIXED,
      ]) {
        const inflated = inflate(new Uint8Array(deflateRawSync(bytes, { level, strategy })), 200_000);
        expect(typeof inflated === 'string' ? inflated : Buffer.from(inflated).equals(bytes)).toBe(true);
      }
    }
  });

  it('returns everything up to the limit, and nothing of what is longer', () => {
    const zeros = (length: number) => inflate(new Uint8Array(deflateRawSync(Buffer.alloc(length))));
    expect(zeros(maxInflatedLength)).toHaveLength(maxInflatedLength);
    expect(zeros(maxInflatedLength + 1)).toBe('too large');
    expect(zeros(50_000_000)).toBe('too large');
  });

  it.each([
    ['is empty', Uint8Array.of()],
    ['is text', Buffer.from('{"sub":"alice"}')],
    ['has a block of a reserved type', bits([1, 1], [3, 2], [0, 13])],
    ['has a stored block with a wrong length', Uint8Array.of(1, 5, 0, 0, 0, 1, 2, 3, 4, 5)],
    ['has a stored block that is cut', Uint8Array.of(1, 5, 0, 250, 255, 1, 2)],
    ['repeats what is before its beginning', bits([1, 1], [1, 2], [0b1000000, 7], [0, 5], [0, 7])],
    ['has a reserved length code', bits([1, 1], [1, 2], [0b01100011, 8], [0, 20])],
    ['has codes that repeat before there is one', bits([1, 1], [2, 2], [0, 14], [1, 3], [0, 40])],
    [
      'has too many codes of one length',
      bits([1, 1], [2, 2], [0, 10], [15, 4], ...Array.from({ length: 19 }, () => [1, 3] as const)),
    ],
    ['is followed by other bytes', Buffer.concat([deflateRawSync('a'), Buffer.from('b')])],
  ])('is broken if the content %s', (_, bytes) => {
    expect(inflate(new Uint8Array(bytes))).toBe('broken');
  });

  it('is broken wherever the content is cut', () => {
    const complete = new Uint8Array(deflateRawSync(json));
    for (let end = 0; end < complete.length; end += 7)
      expect(inflate(complete.subarray(0, end))).toBe('broken');
  });

  it('stops soon at blocks that contain nothing but codes', () => {
    // A dynamic block with an end-of-block code and one distance code, as written by zlib for a single byte.
    const block = (isLast: number) =>
      [
        [isLast, 1],
        [2, 2],
        [0, 5],
        [0, 5],
        [14, 4],
        [0, 3],
        [0, 3],
        [1, 3],
        ...Array.from({ length: 14 }, () => [0, 3]),
        [1, 3],
        [1, 1],
        [127, 7],
        [1, 1],
        [107, 7],
        [0, 1],
        [0, 1],
        [0, 1],
      ] as [number, number][];
    const blocks = bits(...Array.from({ length: 3_000 }, () => block(0)).flat(), ...block(1));
    expect(inflate(blocks)).toBe('too large');
  });
});
