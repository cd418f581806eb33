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

/** Runs every rule. `check` catches exceptions, which is right for users and would hide every bug from a test. */
function runRules(text: string, context: CheckContext): void {
  const subject = createSubject(decode(text), context);
  for (const rule of rules) rule.find(subject);
}

const million = 1_000_000;
/** Many times the duration on a busy machine; quadratic work on these inputs would take hours. */
const LIMIT = { timeout: 60_000 };

describe('a hostile token', () => {
  it('never makes a rule throw, whatever its text', LIMIT, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => runRules(text, {})));
  });

  it('never makes a rule throw, whatever its header and claims', LIMIT, () => {
    const names =
      'alg enc typ cty kid jwk jku x5u x5c x5t crit b64 zip p2c p2s epk iss sub aud exp nbf iat jti azp nonce scope act cnf events email roles user_metadata _sd _sd_alg htm htu'.split(
        ' ',
      );
    const object = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 12 });
    fc.assert(
      fc.property(object, object, fc.constantFrom('HS256', 'ES256', 'none', 'dir'), (header, claims, alg) => {
        runRules(makeToken({ ...header, alg }, claims), { atSeconds: 1_790_000_000 });
        runRules(makeToken({ alg, ...header }, claims), {});
        runRules(makeEncryptedToken({ enc: 'A256GCM', ...header, alg }), { decryption: { claims } as never });
      }),
      { numRuns: 300 },
    );
  });

  it('never makes a rule throw if one character is changed', LIMIT, () => {
    const tokens = cases.flatMap(({ fires, silent }) => [fires, silent].flat());
    fc.assert(
      fc.property(
        fc.constantFrom(...tokens),
        fc.nat(),
        fc.string({ maxLength: 2 }),
        ({ token, context }, position, text) => {
          const at = position % Math.max(1, token.length);
          runRules(token.slice(0, at) + text + token.slice(at + 1), context ?? {});
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is checked in linear time', LIMIT, () => {
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

  // A regular expression that backtracks would take hours for each of these.
  const repetitions = [
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
  it.each(repetitions)('is checked in linear time if its texts repeat %j', LIMIT, (repetition) => {
    const text = repetition.repeat(100_000).slice(0, 100_000);
    const names = 'kid typ cty jku x5u url zip signer iss sub aud scope email role password note htm _sd_alg';
    for (const name of names.split(' ')) {
      for (const token of [
        makeToken({ alg: 'HS256', [name]: text }),
        makeToken({ alg: 'HS256' }, { [name]: text }),
      ]) {
        expect(decode(token).kind).toBe('jws');
        runRules(token, { atSeconds: 1 });
      }
    }
    runRules(makeToken({ alg: text }, { [text]: text }), { atSeconds: 1 });
  });
});

describe('an invalid context', () => {
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
