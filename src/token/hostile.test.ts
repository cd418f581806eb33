import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLifetime, decode, describeUse, explainMissing, findTokens, MAX_TOKENS_FOUND, verify } from '.';
import { encode, makeEncryptedToken, makeToken } from './token.fixture';

const header = encode({ alg: 'HS256' });
const jwk = JSON.stringify({ kty: 'EC', crv: 'P-256', x: encode('x'.repeat(32)), y: encode('y'.repeat(32)) });

/** Whatever it is given, the room answers with values that hold together. */
async function expectAnswers(text: string, key: string): Promise<void> {
  const token = decode(text);
  expect(token.raw).toBe(text);
  if (token.kind === 'malformed') {
    expect(token.offset).toBeGreaterThanOrEqual(0);
    expect(token.offset).toBeLessThanOrEqual(text.length);
    expect(token.sentence).not.toMatch(/undefined|NaN/);
  } else {
    expect(findTokens(text).map((found) => found.raw)).toEqual([text]);
  }
  if (token.kind === 'jws') {
    expect((token.claims === undefined) !== (token.payloadProblem === undefined)).toBe(true);
    checkLifetime(token.claims, 1_790_000_000);
  }
  describeUse(token);
  let last = 0;
  for (const { raw, source, path, token: found } of findTokens(text)) {
    expect(found.raw).toBe(raw);
    expect(source.start).toBeGreaterThanOrEqual(last);
    expect(source.end).toBeLessThanOrEqual(text.length);
    if (path.length === 0 && !/[\s\p{Cf}]/u.test(text))
      expect(text.slice(source.start, source.end)).toBe(raw);
    last = source.start;
  }
  expect(explainMissing(text).sentence).not.toBe('');
  expect((await verify(token, key)).status).not.toBe('valid');
}

/** Text as a hostile page would put it: pieces of tokens, wrappings and odd characters, in any order. */
const pieces = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        header,
        makeToken(),
        makeEncryptedToken(),
        encode(makeToken()),
        JSON.stringify({ a: makeToken() }),
        'eyJ',
        'ew',
        'ZXlK',
        '.',
        '..',
        '...',
        '…',
        '~',
        '%2E',
        '%252E',
        '=',
        '+',
        '/',
        '"',
        "'",
        '\\',
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        'Bearer ',
        'Authorization: ',
        '&quot;',
        '\n',
        ' ',
        '\u200B',
        '\uFEFF',
        '\u00A0',
        '\uD800',
        '__proto__',
        '-----BEGIN PUBLIC KEY-----',
        '-----END PUBLIC KEY-----',
        '\\n',
        jwk,
        '{"keys":[',
        '"kty":"oct"',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** A lawful token with some of its characters changed, doubled or taken out. */
const mutated = fc
  .tuple(
    fc.constantFrom(makeToken(), makeEncryptedToken(), makeToken('{ "alg":"none"}', 'text', '')),
    fc.array(fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 2 })), { minLength: 1, maxLength: 3 }),
  )
  .map(([token, changes]) =>
    changes.reduce((text, [at, other]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + other + text.slice(index + 1);
    }, token),
  );

describe('hostile text', () => {
  it('is answered without a throw, whatever it is', async () => {
    await fc.assert(fc.asyncProperty(pieces, pieces, expectAnswers), { numRuns: 1500 });
  });

  it('is answered without a throw when it is almost a token', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, (text) => expectAnswers(text, 'secret')),
      { numRuns: 1500 },
    );
  });

  it('is answered without a throw when claims and header are any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.json(),
        fc.dictionary(fc.constantFrom('alg', 'crit', 'kid', 'b64', 'typ', 'enc'), fc.jsonValue()),
        (claims, head) => expectAnswers(makeToken({ alg: 'ES256', ...head }, claims), jwk),
      ),
      { numRuns: 500 },
    );
  });
});

/** The best of three runs, in milliseconds: what else the machine does only ever adds. */
function time(work: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const start = process.hrtime.bigint();
      work();
      return Number(process.hrtime.bigint() - start) / 1e6;
    }),
  );
}

const full = 1_000_000;
const growth = 16;

describe('a text of a million characters', () => {
  const tokens = (size: number) => `${makeToken({ alg: 'none' }, {}, '')},`.repeat(size / 32);
  const shapes: readonly [string, (size: number) => string][] = [
    ['one letter', (size) => 'a'.repeat(size)],
    ['one segment', (size) => `eyJ${'A'.repeat(size)}`],
    ['dots', (size) => '.'.repeat(size)],
    ['header starts', (size) => 'eyJ'.repeat(size / 3)],
    ['header starts with dots', (size) => 'eyJ.'.repeat(size / 4)],
    ['headers with dots', (size) => `${header}.`.repeat(size / 21)],
    ['header starts with encoded dots', (size) => 'eyJ%2E'.repeat(size / 6)],
    ['an encoded token without end', (size) => `${header}%2E${'A%2E'.repeat(size / 4)}`],
    ['base64 of header starts', (size) => 'ZXlK'.repeat(size / 4)],
    ['base64 of base64', (size) => encode(encode(encode('eyJ'.repeat(size / 8))))],
    ['a token with a long payload', (size) => `${header}.${'A'.repeat(size - (size % 4))}.`],
    ['a token of nested lists', (size) => makeToken({ alg: 'none' }, '['.repeat(size / 2), '')],
    [
      'a token of closed nested lists',
      (size) => makeToken({ alg: 'none' }, '['.repeat(size / 4) + ']'.repeat(size / 4), ''),
    ],
    ['a header of nested objects', (size) => makeToken('{"a":'.repeat(size / 8), {}, '')],
    ['nested lists', (size) => '['.repeat(size)],
    [
      'nested lists around a token',
      (size) => `${'['.repeat(size / 2)}"${makeToken()}"${']'.repeat(size / 2)}`,
    ],
    [
      'nested JSON strings',
      (size) => JSON.stringify(JSON.stringify(JSON.stringify({ a: `${makeToken()}"\\`.repeat(size / 500) }))),
    ],
    ['tokens', tokens],
    ['tokens in JSON', (size) => JSON.stringify(tokens(size).split(','))],
    ['base64 in which many headers might begin', (size) => 'eyJ/'.repeat(size / 4)],
    ['URL-encoded text in which many headers might begin', (size) => 'eyJ%2D'.repeat(size / 6)],
    ['disclosures', (size) => `${makeToken()}${'~'.repeat(size)}`],
    ['quotes', (size) => '"'.repeat(size)],
    ['backslashes', (size) => `"${'\\'.repeat(size)}`],
    ['entities', (size) => '&quot;'.repeat(size / 6)],
    ['schemes', (size) => 'Bearer '.repeat(size / 7)],
    ['white space', (size) => `${header}.${' '.repeat(size)}.`],
    ['line breaks', (size) => `${'\n'.repeat(size)}a.b.c`],
    ['invisible characters', (size) => 'a\u200B'.repeat(size / 2)],
    [
      'tokens with invisible characters',
      (size) => `${makeToken({ alg: 'none' }, {}, '')}\u200B,`.repeat(size / 33),
    ],
    ['ellipses', (size) => `${header}${'…'.repeat(size)}`],
    ['padding', (size) => `${header}.${'='.repeat(size)}`],
    ['PEM beginnings', (size) => '-----BEGIN A-----'.repeat(size / 17)],
  ];

  it.each(shapes)(
    'of %s takes time in proportion to it',
    (_, make) => {
      for (const work of [decode, findTokens, explainMissing]) {
        const large = make(full);
        const small = make(full / growth);
        const took = time(() => work(large));
        // Linear work takes 16 times as long for 16 times the text, quadratic work 256 times.
        const factor = took < 60 ? 0 : took / time(() => work(small));
        expect(factor).toBeLessThan(8 * growth);
      }
    },
    60_000,
  );

  it.each([
    ['URL-encoded letters', `eyJ${'%2Da'.repeat(4 * full)}`],
    ['disclosures', `${makeToken()}${'~a'.repeat(4 * full)}`],
  ])('of %s overflows no stack, however long', (_, text) => {
    expect(() => findTokens(text)).not.toThrow();
  });

  it('gives no more tokens than the bound, in JSON as elsewhere', () => {
    const token = makeToken({ alg: 'none' }, {}, '');
    const texts = Array.from({ length: MAX_TOKENS_FOUND + 1 }, () => token);
    expect(findTokens(JSON.stringify(texts))).toHaveLength(MAX_TOKENS_FOUND);
  }, 20_000);

  it('is no key that keeps the check busy', async () => {
    const token = decode(makeToken({ alg: 'ES256' }, {}, encode('x'.repeat(64))));
    const keys = [
      ...shapes.map(([, make]) => make(full)),
      `${'-----BEGIN A-----'.repeat(full / 34)}${'-----END A-----'.repeat(full / 34)}`,
      `{"keys":[${`${jwk},`.repeat(full / 200)}${jwk}]}`,
    ];
    for (const key of keys) {
      const start = process.hrtime.bigint();
      const verdict = await verify(token, key);
      expect(verdict.status).toBe('unchecked');
      expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(5);
    }
  });
});
