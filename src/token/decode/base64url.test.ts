import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  decodeBase64url,
  decodeLeniently,
  decodeStrictly,
  findBase64urlProblem,
  findOtherCharacter,
} from './base64url';

/** Like `Uint8Array.fromBase64`, which Node 20 lacks: it ignores padding, white space and unused bits (ECMA-262). */
function fromBase64(text: string): Uint8Array {
  const letters = text.replace(/[ \t\n\f\r]/g, '').replace(/={1,2}$/, '');
  if (/[^\w-]/.test(letters) || letters.length % 4 === 1) throw new SyntaxError('not base64url');
  return new Uint8Array(Buffer.from(letters, 'base64url'));
}

/** Base64url letters, and characters that are easily confused with them. */
const letters = fc.string({
  unit: fc.constantFrom(...'AQgwzZ09-_', ...'+/= \n\t.~é\u{1F600}\uD800'),
  maxLength: 12,
});
const bytes = fc.uint8Array({ maxLength: 40 });

afterEach(() => vi.unstubAllGlobals());

describe('base64url', () => {
  it('is decoded only if it is strict', () => {
    fc.assert(
      fc.property(letters, (text) => {
        const isStrict = findOtherCharacter(text) === -1 && findBase64urlProblem(text) === undefined;
        expect(decodeStrictly(text) !== undefined).toBe(isStrict);
        if (isStrict) expect(Buffer.from(decodeBase64url(text)).toString('base64url')).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it('round-trips any bytes', () => {
    fc.assert(
      fc.property(bytes, (any) => {
        const text = Buffer.from(any).toString('base64url');
        expect(decodeBase64url(text)).toEqual(any);
        const read = decodeStrictly(text);
        expect(typeof read === 'string' ? Buffer.from(read, 'latin1') : Buffer.from(read ?? [])).toEqual(
          Buffer.from(any),
        );
        expect(typeof read === 'string').toBe(any.every((byte) => byte < 0x80));
      }),
    );
  });

  it('decodes ASCII text of any length', () => {
    for (const length of [65_535, 65_536, 65_537, 200_000]) {
      const text = 'a'.repeat(length);
      const read = decodeStrictly(Buffer.from(text).toString('base64url')) ?? '';
      expect(typeof read === 'string' ? read : new TextDecoder().decode(read)).toBe(text);
    }
  });

  it('leniently decodes the standard alphabet, truncated text, and text up to a foreign character', () => {
    expect([...decodeLeniently('-_+/')]).toEqual([0xfb, 0xff, 0xbf]);
    expect([...decodeLeniently('AQIDB')]).toEqual([1, 2, 3]);
    expect([...decodeLeniently('AQID$AQID')]).toEqual([1, 2, 3]);
  });
});

describe('a runtime with Uint8Array.fromBase64', () => {
  it('decodes the same tokens as a runtime without it', async () => {
    const { decode } = await import('./decode');
    const called = vi.fn(fromBase64);
    vi.resetModules();
    vi.stubGlobal('Uint8Array', Object.assign(class extends Uint8Array {}, { fromBase64: called }));
    const { decode: decodeNatively } = await import('./decode');
    vi.unstubAllGlobals();
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    fc.assert(
      fc.property(
        fc.oneof(
          letters,
          bytes.map((any) => Buffer.from(any).toString('base64url')),
        ),
        letters,
        (payload, signature) => {
          const text = `${header}.${payload}.${signature}`;
          expect(structuredClone(decodeNatively(text))).toEqual(structuredClone(decode(text)));
        },
      ),
      { numRuns: 2000 },
    );
    expect(called).toHaveBeenCalled();
  });
});
