import { describe, expect, it } from 'vitest';
import { makeToken } from '../token.fixture';
import { findTokens } from './find-tokens';

const [protectedText, payload, signature] = makeToken(
  { alg: 'HS256' },
  { sub: 'alice' },
  'A'.repeat(43),
).split('.');
const flattened = { payload, protected: protectedText, signature };
const general = {
  payload,
  signatures: [{ protected: protectedText, header: { b: true, c: null }, signature }],
};

/** JSON as Python prints it. */
function printPython(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('"', "'")
    .replaceAll('true', 'True')
    .replaceAll('null', 'None')
    .replace(/([:,])/g, '$1 ');
}

describe('a token in JSON serialization as an object in code', () => {
  it.each([
    ['Python', printPython(flattened), flattened],
    ['Python, in general serialization', printPython(general), general],
    ['Python, with bytes', printPython(flattened).replaceAll(": '", ": b'"), flattened],
    ['Ruby', JSON.stringify(flattened).replaceAll('":', '"=>'), flattened],
    [
      'JavaScript',
      JSON.stringify(flattened)
        .replace(/"(\w+)":/g, '$1: ')
        .replaceAll('"', "'"),
      flattened,
    ],
    ['JavaScript with double quotes', JSON.stringify(flattened).replace(/"(\w+)":/g, '$1: '), flattened],
  ])('of %s is found', (_, text, token) => {
    for (const [before, after] of [
      ['', ''],
      ['jws = ', '\n'],
      ["it's ", " isn't"],
    ] as const) {
      const found = findTokens(before + text + after);
      expect(found).toMatchObject([
        {
          token: { kind: 'jws', claims: { sub: 'alice' } },
          source: { start: before.length, end: before.length + text.length },
          notes: [{ code: 'object_rewritten' }],
        },
      ]);
      expect(JSON.parse(found[0]?.raw ?? '')).toEqual(token);
    }
  });

  it('has no such note if it is JSON', () => {
    expect(findTokens(JSON.stringify(flattened))).toMatchObject([{ notes: [] }]);
  });

  it("isn't found without a signature, or with a broken header", () => {
    for (const value of [
      { payload, protected: protectedText },
      { payload, protected: 'eyJhbGciOiJub25lI', signature },
    ]) {
      expect(findTokens(printPython(value))).toEqual([]);
    }
  });
});
