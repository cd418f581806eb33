import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainMissing } from './explain/explain-missing';
import { maxTokensFound } from '../limits';
import { encode, makeToken } from '../token.fixture';
import { finish } from '../steps';
import { findTokens, searchTokens } from './find-tokens';
import { isFilled } from '../param.fixture';

const header = encode({ alg: 'HS256' });
const token = makeToken({ alg: 'none' }, {}, '');

/** The result of a search is consistent for any text. */
function expectConsistent(text: string): void {
  let last = 0;
  for (const { raw, source, path, token: found, notes } of findTokens(text)) {
    expect(found.raw).toBe(raw);
    expect(source.start).toBeGreaterThanOrEqual(last);
    expect(source.end).toBeGreaterThan(source.start);
    expect(source.end).toBeLessThanOrEqual(text.length);
    if (path.length + notes.length === 0) expect(text.slice(source.start, source.end)).toBe(raw);
    for (const { params } of notes) expect(isFilled(params)).toBe(true);
    last = source.start;
  }
  expect(isFilled(explainMissing(text).params)).toBe(true);
}

const pieces = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        header,
        token,
        makeToken(),
        encode(makeToken()),
        JSON.stringify({ a: makeToken() }),
        'eyJ',
        'ew0K',
        'ICB7',
        '%65%79',
        '%2E',
        '%252E',
        '%7B%22',
        '&#46;',
        '&period;',
        '&amp;',
        '.',
        '..',
        '~',
        'name.0=',
        'name.1=',
        'name__0=',
        'name__1=',
        'jwt_hp=',
        'jwt_s=',
        '; ',
        'Cookie: ',
        'base64-',
        '{"signature":"',
        '"payload":"',
        '{"ciphertext":"',
        '"signatures":[',
        '"',
        '\\"',
        '\\',
        '\\n',
        '\\u0065',
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '=',
        '+',
        '/',
        '…',
        '\n',
        ' ',
        '\u200B',
        '\uD800',
        'é',
        '\u{1F511}',
        'A'.repeat(60),
      ),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

describe('hostile text', () => {
  it('is searched and explained without an exception, whatever it contains', () => {
    fc.assert(fc.property(pieces, expectConsistent), { numRuns: 4000 });
  });

  it('has the same result wherever its chunks end, with any characters beyond ASCII', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 40 }),
        fc.constantFrom('a ', '\u00E9', '\u20AC ', '\u{1F511}', '\uD800'),
        (shift, filler) => {
          const before = filler.repeat(16_384 / filler.length - 100 + shift);
          const text = `${before} ${makeToken()} ${filler.repeat(9000)},${makeToken()}`;
          expect(findTokens(text).map(({ source }) => text.slice(source.start, source.end))).toEqual([
            makeToken(),
            makeToken(),
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });

  // Quadratic work would exceed the time limit of a test.
  it.each<readonly [string, () => string]>([
    ['header starts with dots', () => 'eyJ.'.repeat(2_000_000)],
    ['long header starts with dots', () => 'eyJhbGciOiJIUzI.'.repeat(500_000)],
    ['headers with dots', () => `${header}.`.repeat(200_000)],
    ['headers with slashes', () => `${header}/`.repeat(200_000)],
    ['headers with plus signs', () => `${header}+`.repeat(200_000)],
    ['headers with equals signs', () => `${header}=`.repeat(200_000)],
    ['header starts without dots', () => 'ey'.repeat(8_000_000)],
    ['header starts with one dot', () => `${'eyJ'.repeat(5_000_000)}.`],
    ['encoded dots', () => '%2E'.repeat(1_000_000)],
    ['headers with encoded dots', () => `${header}%2E`.repeat(60_000)],
    ['encoded header starts', () => '%65%79'.repeat(500_000)],
    ['entities', () => `${header}&#46;`.repeat(60_000)],
    ['quotes', () => '"'.repeat(1_000_000)],
    ['quotes around headers', () => `"${header}"`.repeat(200_000)],
    ['backslashes', () => `"${'\\'.repeat(1_000_000)}${token}"`],
    ['strings with escapes', () => `[${`"${header}.\\n",`.repeat(40_000)}0]`],
    ['braces before signatures', () => `{"signature":"${'A'.repeat(20)}",`.repeat(200_000)],
    ['signatures without a brace', () => `"signature":"${'A'.repeat(20)}",`.repeat(200_000)],
    ['nested signatures', () => `x${`{"signature":"${'A'.repeat(20)}","a":`.repeat(100_000)}`],
    ['lists', () => `x [${'['.repeat(1_000_000)}"signature":"${'A'.repeat(20)}"`],
    [
      'chunks of cookies',
      () => Array.from({ length: 100_000 }, (_, index) => `n.${index}=${header}`).join('; '),
    ],
    [
      'first chunks of cookies',
      () => Array.from({ length: 100_000 }, (_, index) => `n${index}.0=${header}`).join('; '),
    ],
    [
      'chunks of cookies in a table',
      () => Array.from({ length: 100_000 }, (_, index) => `n.${index}\t${header}`).join('\n'),
    ],
    [
      'first chunks of cookies in JSON',
      () => JSON.stringify(Array.from({ length: 60_000 }, () => ({ name: 'n.0', value: header }))),
    ],
    ['names of chunks in JSON', () => `"a.0":"${header}",${'"a.0",'.repeat(300_000)}`],
    ['values after the name of a chunk', () => `"a.0",${'"value":"'.repeat(200_000)}`],
    ['halves of cookies', () => `jwt_hp=${header}.${header}; jwt_s=AA; `.repeat(50_000)],
    ['equals signs', () => `a.0=${'='.repeat(1_000_000)}`],
    ['base64 of base64', () => [1, 2, 3, 4, 5].reduce((text) => encode(text), `${token} `.repeat(20_000))],
    ['base64 after slashes', () => `/${encode('some text that goes on ')}`.repeat(50_000)],
    ['line breaks', () => '\n'.repeat(1_000_000)],
    ['lines of letters', () => 'abc\n'.repeat(400_000)],
    ['lines that begin as a token', () => `${header}\n`.repeat(60_000)],
    ['lines that begin as headers and have no dot', () => '/eyJ=eyJ/eyJ=eyJ\n'.repeat(60_000)],
    ['lines with equals signs', () => '=a=\n'.repeat(400_000)],
    ['invisible characters', () => 'a\u200B'.repeat(1_000_000)],
    ['tildes', () => `${token}${'~a'.repeat(500_000)}`],
    ['a long text of 32 MB in capitals', () => 'ABCDEFGHIJKLMNOPQRST '.repeat(1_500_000)],
  ])('of %s is searched and explained in time', (_, make) => {
    const text = make();
    expect(() => [findTokens(text), explainMissing(text)]).not.toThrow();
  });

  it('returns at most as many tokens as the limit', () => {
    const token = makeToken({ alg: 'HS256' }, { sub: 'a'.repeat(600) });
    expect(findTokens(`${token},`.repeat(maxTokensFound + 1))).toHaveLength(maxTokensFound);
  });
});

describe('a megabyte of valid tokens', () => {
  const tokens = Array.from({ length: 1_200 }, (_, id) => ({
    id,
    token: makeToken({ alg: 'RS256' }, { sub: `user-${id}`, roles: 'a'.repeat(280) }, 'A'.repeat(342)),
  }));
  const json = JSON.stringify(tokens);

  it.each([
    ['in JSON', json],
    ['in JSON in a JSON string', JSON.stringify({ body: json })],
    ['in JSON in two JSON strings', JSON.stringify({ outer: JSON.stringify({ body: json }) })],
    ['in lines', tokens.map(({ token }) => token).join('\n')],
    // RFC 2045 §6.8: lines of 76 characters.
    ['in base64 in lines, as in mail', Buffer.from(json).toString('base64').replace(/.{76}/g, '$&\r\n')],
  ])('is searched to its end: %s', (_name, text) => {
    const { found, isCut } = finish(searchTokens(text));
    expect([found.length, isCut]).toEqual([tokens.length, false]);
  });

  it('is searched to its end: 300 kB of base64 in lines', () => {
    const some = tokens.slice(0, 270);
    const text = Buffer.from(JSON.stringify(some)).toString('base64').replace(/.{76}/g, '$&\n');
    const { found, isCut } = finish(searchTokens(text));
    expect([found.length, isCut]).toEqual([some.length, false]);
  });
});
