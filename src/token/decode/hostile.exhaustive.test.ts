import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkLifetime,
  decode,
  describeTokenType,
  explainMissing,
  findTokens,
  maxTokensFound,
  receivedText,
  verify,
} from '..';
import { exactText } from '../json/exact-text';
import { findJsonText, locate } from '../json/locate';
import { parseExactJson } from '../json/parse-exact';
import { maxTokenLength } from '../limits';
import { openDisclosures } from '../sd-jwt/open-disclosures';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { isFilled } from '../param.fixture';

const header = encode({ alg: 'HS256' });
const jwk = JSON.stringify({ kty: 'EC', crv: 'P-256', x: encode('x'.repeat(32)), y: encode('y'.repeat(32)) });

/** Expects every function of the room to return consistent values for any input. */
async function expectConsistentResults(text: string, key: string): Promise<void> {
  const token = decode(text);
  expect(token.raw).toBe(text);
  if (token.kind === 'malformed') {
    expect(token.offset).toBeGreaterThanOrEqual(0);
    expect(token.offset).toBeLessThanOrEqual(text.length);
    expect(isFilled(token.params)).toBe(true);
  } else if (token.kind !== 'sd-jwt' && token.serialization === 'compact') {
    expect(findTokens(text).map((found) => found.raw)).toEqual([text]);
  }
  if (token.kind === 'jws' || token.kind === 'sd-jwt') {
    expect((token.claims === undefined) !== (token.payloadProblem === undefined)).toBe(true);
    checkLifetime(token.claims, 1_790_000_000);
    for (const name of Object.keys(token.claims ?? {}))
      expectRange(text, locate(token, 'claims', [name])?.value);
    const read = parseExactJson(token.payload);
    expect('problem' in read).toBe(
      token.claims === undefined && token.payloadProblem?.reason !== 'payload_not_object',
    );
  }
  if (token.kind === 'sd-jwt') {
    const { disclosures } = await openDisclosures(token);
    expect(disclosures).toHaveLength(token.disclosures.length);
  }
  describeTokenType(token);
  let last = 0;
  for (const { raw, source, path, token: found } of findTokens(text)) {
    expect(found.raw).toBe(raw);
    expect(source.start).toBeGreaterThanOrEqual(last);
    expect(source.end).toBeLessThanOrEqual(text.length);
    if (path.length === 0 && !/[\s\p{Cf}]/u.test(text))
      expect(text.slice(source.start, source.end)).toBe(receivedText(found));
    last = source.start;
  }
  expect(explainMissing(text).reason).not.toBe('');
  expect((await verify(token, key)).status).not.toBe('valid');
}

function expectRange(
  text: string,
  range: { readonly start: number; readonly end: number } | undefined,
): void {
  expect(range?.start).toBeLessThan(range?.end ?? -1);
  expect(range?.end).toBeLessThanOrEqual(text.length);
}

/** Hostile text: pieces of tokens, wrappings and unusual characters, in any order. */
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
        '{"payload":"',
        '","signature":""}',
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

const [protectedText, payload, signature] = makeToken({ alg: 'ES256' }, { _sd: ['x'], 'é"': 1 }).split('.');
const disclosing = { disclosures: [encode(['salt', 'name', 1])], kb_jwt: makeToken() };

/** Valid tokens in JSON serialization. */
const serialized = [
  { protected: protectedText, payload, signature, header: { kid: 'one' } },
  {
    payload,
    signatures: [
      { protected: protectedText, signature, header: disclosing },
      { header: { alg: 'x' }, signature },
    ],
  },
  {
    protected: encode({ enc: 'A128GCM' }),
    recipients: [{ header: { alg: 'dir' } }, { header: { alg: 'x' }, encrypted_key: 'AAAA' }],
    iv: '',
    ciphertext: 'AAAA',
    tag: '',
    aad: 'AAAA',
  },
].map((token) => JSON.stringify(token));

/** A valid token with some characters changed, duplicated or removed. */
const mutated = fc
  .tuple(
    fc.constantFrom(
      makeToken(),
      makeEncryptedToken(),
      makeToken('{ "alg":"none"}', 'text', ''),
      `${makeToken({ alg: 'ES256' }, { _sd: ['x'] })}~${encode(['salt', 'name', 1])}~${makeToken()}`,
      ...serialized,
    ),
    fc.array(fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 2 })), { minLength: 1, maxLength: 3 }),
  )
  .map(([token, changes]) =>
    changes.reduce((text, [at, other]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + other + text.slice(index + 1);
    }, token),
  );

describe('hostile text', () => {
  it('never causes an exception', async () => {
    await fc.assert(fc.asyncProperty(pieces, pieces, expectConsistentResults), { numRuns: 1000 });
  }, 60_000);

  it('never causes an exception if it is almost a token', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, (text) => expectConsistentResults(text, 'secret')),
      { numRuns: 1000 },
    );
  }, 60_000);

  it('never causes an exception if it is almost a token in JSON serialization', async () => {
    const member = fc.constantFrom(
      'protected',
      'payload',
      'signature',
      'signatures',
      'header',
      'ciphertext',
      'recipients',
      'unprotected',
      'aad',
      'iv',
      'tag',
      'encrypted_key',
      'disclosures',
      'kb_jwt',
      'alg',
      'enc',
      'b64',
      'crit',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('', 'AAAA', encode({ alg: 'none' }), 'b64', false, null, 1),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(member, tie('tree')),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(member, tree), (token) =>
        expectConsistentResults(JSON.stringify(token), 'secret'),
      ),
      { numRuns: 500 },
    );
  }, 60_000);

  it('never causes an exception if claims and header are arbitrary JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.json(),
        fc.dictionary(fc.constantFrom('alg', 'crit', 'kid', 'b64', 'typ', 'enc'), fc.jsonValue()),
        (claims, head) => expectConsistentResults(makeToken({ alg: 'ES256', ...head }, claims), jwk),
      ),
      { numRuns: 500 },
    );
  }, 60_000);
});

const full = 1_000_000;
const listed = 100_000;
const signatures = { payload: '', signatures: Array.from({ length: listed }, () => ({ signature: '' })) };
const recipients = { ciphertext: '', recipients: Array.from({ length: listed }, () => ({})) };

/**
 * Texts of about a million characters. The tests don't measure time: on these, quadratic work would exceed the time
 * limit of a test on any machine.
 */
const shapes: readonly (readonly [string, string])[] = [
  ['one letter', 'a'.repeat(full)],
  ['one segment', `eyJ${'A'.repeat(full)}`],
  ['dots', '.'.repeat(full)],
  ['a hundred thousand dots', '.'.repeat(listed)],
  ['header starts', 'eyJ'.repeat(full / 3)],
  ['header starts with dots', 'eyJ.'.repeat(full / 4)],
  ['headers with dots', `${header}.`.repeat(full / 21)],
  ['header starts with encoded dots', 'eyJ%2E'.repeat(full / 6)],
  ['an encoded token without end', `${header}%2E${'A%2E'.repeat(full / 4)}`],
  ['base64 of header starts', 'ZXlK'.repeat(full / 4)],
  ['base64 of base64', encode(encode(encode('eyJ'.repeat(full / 8))))],
  ['a token with a long payload', `${header}.${'A'.repeat(full)}.`],
  ['a token of nested lists', makeToken({ alg: 'none' }, '['.repeat(full / 2), '')],
  ['a token of closed nested lists', makeToken({ alg: 'none' }, '['.repeat(listed) + ']'.repeat(listed), '')],
  ['a token of lists side by side', makeToken({ alg: 'none' }, `[${'[],'.repeat(full / 6)}1]`, '')],
  ['a token of one long number', makeToken({ alg: 'none' }, `{"exp":${'9'.repeat(full / 2)}}`, '')],
  [
    'a token of one long string of escapes',
    makeToken({ alg: 'none' }, `{"a":"${'\\'.repeat(full / 4)}"}`, ''),
  ],
  ['a token with one name repeated', makeToken({ alg: 'none' }, `{${'"a":1,'.repeat(full / 12)}"a":1}`, '')],
  ['a header of nested lists', makeToken(`{"alg":${'['.repeat(listed)}${']'.repeat(listed)}}`, {}, '')],
  ['a header of nested objects', makeToken('{"a":'.repeat(full / 8), {}, '')],
  ['nested lists', '['.repeat(full)],
  ['nested lists around a token', `${'['.repeat(full / 2)}"${makeToken()}"${']'.repeat(full / 2)}`],
  ['nested objects', '{"payload":'.repeat(full / 11)],
  [
    'nested JSON strings',
    JSON.stringify(JSON.stringify(JSON.stringify({ a: `${makeToken()}"\\`.repeat(full / 500) }))),
  ],
  ['tokens', `${makeToken({ alg: 'none' }, {}, '')},`.repeat(full / 32)],
  [
    'tokens in JSON',
    JSON.stringify(Array.from({ length: full / 32 }, () => makeToken({ alg: 'none' }, {}, ''))),
  ],
  ['base64 in which many headers might begin', 'eyJ/'.repeat(full / 4)],
  ['URL-encoded text in which many headers might begin', 'eyJ%2D'.repeat(full / 6)],
  ['tildes behind a token', `${makeToken()}${'~'.repeat(full)}`],
  ['a hundred thousand disclosures', `${makeToken()}${'~WyJhIiwxXQ'.repeat(90_000)}~`],
  ['a hundred thousand signatures', JSON.stringify(signatures)],
  ['a hundred thousand recipients', JSON.stringify(recipients)],
  ['a JSON serialization with a long payload', JSON.stringify({ payload: 'A'.repeat(full), signature: '$' })],
  [
    'a JSON serialization of escapes',
    `{"payload":"${'\\u0041'.repeat(full / 6)}$","signature":"","header":{"alg":"x"}}`,
  ],
  ['quotes', '"'.repeat(full)],
  ['backslashes', `"${'\\'.repeat(full)}`],
  ['entities', '&quot;'.repeat(full / 6)],
  ['schemes', 'Bearer '.repeat(full / 7)],
  ['white space', `${header}.${' '.repeat(full)}.`],
  ['line breaks', `${'\n'.repeat(full)}a.b.c`],
  ['invisible characters', 'a\u200B'.repeat(full / 2)],
  ['tokens with invisible characters', `${makeToken({ alg: 'none' }, {}, '')}\u200B,`.repeat(full / 33)],
  ['ellipses', `${header}${'…'.repeat(full)}`],
  ['padding', `${header}.${'='.repeat(full)}`],
  ['PEM beginnings', '-----BEGIN A-----'.repeat(full / 17)],
];

describe('a text of a million characters', () => {
  it.each(shapes)(
    'is processed in linear time: %s',
    (_, text) => {
      for (const large of [text, text.slice(0, maxTokenLength)]) {
        const token = decode(large);
        expect(token.raw.length).toBe(large.length);
        describeTokenType(token);
        findJsonText(token, 'claims');
        locate(token, 'claims', ['a', 0]);
      }
      findTokens(text);
      expect(explainMissing(text).reason).not.toBe('');
    },
    30_000,
  );

  it.each(shapes)(
    'is parsed exactly or rejected: %s',
    (_, text) => {
      exactText(text);
      const token = decode(text);
      for (const json of [text, 'payload' in token ? (token.payload ?? '') : '']) {
        const read = parseExactJson(json);
        if ('problem' in read) expect(read.offset).toBeLessThanOrEqual(json.length);
        else expect(read.value.at.end).toBeLessThanOrEqual(json.length);
      }
    },
    30_000,
  );

  it('opens only the disclosures in the token', async () => {
    const digests = Array.from({ length: listed }, (_, index) => index.toString(36));
    const token = decode(`${makeToken({ alg: 'ES256' }, { _sd: digests })}${'~WyJhIiwxXQ'.repeat(2_000)}~`);
    if (token.kind !== 'sd-jwt') throw new Error(`decoded as ${token.kind}`);
    const { undisclosed, disclosures } = await openDisclosures(token);
    expect([undisclosed.length, disclosures.length]).toEqual([listed, 2_000]);
  }, 30_000);

  it.each([
    ['URL-encoded letters', `eyJ${'%2Da'.repeat(4 * full)}`],
    ['disclosures', `${makeToken()}${'~a'.repeat(4 * full)}`],
  ])('never overflows the stack: %s', (_, text) => {
    expect(() => findTokens(text)).not.toThrow();
  });

  it('finds no more tokens than the limit, in JSON and in other text', () => {
    const token = makeToken({ alg: 'none' }, { sub: 'a'.repeat(600) }, '');
    const texts = Array.from({ length: maxTokensFound + 1 }, () => token);
    expect(findTokens(JSON.stringify(texts))).toHaveLength(maxTokensFound);
  }, 30_000);

  it.each([
    ...shapes,
    [
      'PEM blocks that never match',
      `${'-----BEGIN A-----'.repeat(full / 34)}${'-----END A-----'.repeat(full / 34)}`,
    ],
    ['keys', `{"keys":[${`${jwk},`.repeat(full / 200)}${jwk}]}`],
  ] as const)(
    'is checked as a key in linear time: %s',
    async (_, text) => {
      const token = decode(makeToken({ alg: 'ES256' }, {}, encode('x'.repeat(64))));
      expect((await verify(token, text)).status).not.toBe('valid');
    },
    30_000,
  );
});
