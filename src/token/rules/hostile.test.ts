import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { cases } from './cases.fixture';
import { check } from './check';
import type { CheckContext } from './rule';
import { rules } from './rules';
import { createSubject } from './subject';
import { isFilled } from '../param.fixture';

/** `check` catches what a rule throws, which is right for a person and would hide every bug from a test. */
function askAll(text: string, context: CheckContext): void {
  const subject = createSubject(decode(text), context);
  for (const rule of rules) rule.find(subject);
}

const million = 1_000_000;
/** Many times what it takes on a busy machine; quadratic work on these inputs would take hours. */
const LIMIT = { timeout: 60_000 };

describe('a hostile token', () => {
  it('makes no rule throw, whatever its text is', LIMIT, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => askAll(text, {})));
  });

  it('makes no rule throw, whatever its header and claims hold', LIMIT, () => {
    const names =
      'alg enc typ cty kid jwk jku x5u x5c x5t crit b64 zip p2c p2s epk iss sub aud exp nbf iat jti azp nonce scope act cnf events email roles user_metadata _sd _sd_alg htm htu'.split(
        ' ',
      );
    const object = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 12 });
    fc.assert(
      fc.property(object, object, fc.constantFrom('HS256', 'ES256', 'none', 'dir'), (header, claims, alg) => {
        askAll(makeToken({ ...header, alg }, claims), { atSeconds: 1_790_000_000 });
        askAll(makeToken({ alg, ...header }, claims), {});
        askAll(makeEncryptedToken({ enc: 'A256GCM', ...header, alg }), { decryption: { claims } as never });
      }),
      { numRuns: 300 },
    );
  });

  it('makes no rule throw when one of its characters is changed', LIMIT, () => {
    const tokens = cases.flatMap(({ fires, silent }) => [fires, silent]);
    fc.assert(
      fc.property(
        fc.constantFrom(...tokens),
        fc.nat(),
        fc.string({ maxLength: 2 }),
        ({ token, context }, place, text) => {
          const at = place % Math.max(1, token.length);
          askAll(token.slice(0, at) + text + token.slice(at + 1), context ?? {});
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is checked without an end to the work', LIMIT, () => {
    const hostile = [
      'eyJ.'.repeat(million / 4),
      '.'.repeat(million),
      makeToken({ alg: 'HS256' }, `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      makeToken(
        { alg: 'HS256' },
        `{${Array.from({ length: 60_000 }, (_, index) => `"${index}":0`).join(',')}}`,
      ),
      makeToken({ alg: 'HS256' }, `{${'"a":1,'.repeat(100_000)}"a":1}`),
      makeToken({ alg: 'HS256', p2c: 2 ** 31 }, { a: 'a'.repeat(600_000) }),
      makeToken({ alg: 'HS256' }, `"${'<a '.repeat(200_000)}`),
      `${makeToken()}~${`${encode('["salt","name","value"]')}~`.repeat(20_000)}`,
    ];
    for (const text of hostile) expect(check(decode(text)).length).toBeLessThanOrEqual(100);
  });

  // Each of these would take a pattern that looks back for hours.
  const runs = [
    ' ',
    '-',
    '.',
    '/',
    '\\',
    "'",
    'OR ',
    'a',
    '0',
    'A1',
    '<a',
    'at a (',
    'SELECT ',
    '10.',
    '::',
    '=',
    '%2e',
    '$',
    '{',
    'ey',
    '\u200d',
    '\u0301',
    'http://',
    '@',
  ];
  it.each(runs)('is checked at once when its texts are 100,000 times %j', LIMIT, (run) => {
    const text = run.repeat(100_000).slice(0, 100_000);
    const names = 'kid typ cty jku x5u url zip signer iss sub aud scope email role password note htm _sd_alg';
    for (const name of names.split(' ')) {
      for (const token of [
        makeToken({ alg: 'HS256', [name]: text }),
        makeToken({ alg: 'HS256' }, { [name]: text }),
      ]) {
        expect(decode(token).kind).toBe('jws');
        askAll(token, { atSeconds: 1 });
      }
    }
    askAll(makeToken({ alg: text }, { [text]: text }), { atSeconds: 1 });
  });
});

describe('a context of junk', () => {
  const junk = fc.oneof(
    fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withTypedArray: true,
    }),
    fc.record({
      keys: fc.anything({ maxDepth: 2 }),
      warnings: fc.anything(),
      claims: fc.anything(),
      url: fc.string(),
      token: fc.constant(decode(makeToken())),
    }),
  );
  const names = [
    'use',
    'atSeconds',
    'verdict',
    'decryption',
    'disclosed',
    'secret',
    'knownSecret',
    'jwks',
    'discovery',
    'request',
    'requests',
    'cookie',
    'storage',
    'storages',
    'companions',
    'authorizationRequest',
    'code',
    'timesSeen',
    'sites',
  ];

  it('never makes check throw', LIMIT, () => {
    const tokens = cases.map(({ fires }) => decode(fires.token));
    fc.assert(
      fc.property(
        fc.constantFrom(...tokens),
        fc.dictionary(fc.constantFrom(...names), junk),
        (token, context) => {
          for (const { params } of check(token, context)) expect(isFilled(params)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
