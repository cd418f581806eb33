import { describe, expect, it } from 'vitest';
import { check, decode, decrypt, describeKeyText, encrypt, sign, verify } from '.';
import { quoteValue } from './quote-value';
import { encode, makeToken } from './token.fixture';

const hostile = { toString: 1, valueOf: 1 };

describe("a value that can't be converted to a string", () => {
  it('is shown as brackets', () => {
    expect([hostile, [hostile], { toString: hostile }, Object.create(null)].map(quoteValue)).toEqual([
      '{…}',
      '[…]',
      '{…}',
      '{…}',
    ]);
    expect([undefined, null, true, -0.5, 1n, 'a\u202Eb\n', 'x'.repeat(100)].map(quoteValue)).toEqual([
      'undefined',
      'null',
      'true',
      '-0.5',
      '1',
      'ab ',
      `${'x'.repeat(60)}…`,
    ]);
  });

  it("doesn't suppress a rule", () => {
    const rulesOf = (text: string) => check(decode(text)).map(({ rule }) => rule);
    expect(rulesOf(makeToken({ alg: 'HS256', jku: hostile }))).toContain('HDR-JKU-OFF-ORIGIN');
    expect(rulesOf(makeToken({ alg: hostile }))).toContain('ALG-MISSING');
    expect(rulesOf(makeToken({ alg: 'HS256', crit: [hostile] }))).toContain('HDR-CRIT-UNKNOWN');
  });

  it('as zip is not supported', async () => {
    const jwe = `${encode({ alg: 'dir', enc: 'A128GCM', zip: hostile })}..AAAA.AAAA.AAAA`;
    expect(await decrypt(decode(jwe), 'key')).toMatchObject({
      status: 'unchecked',
      reason: 'zip_unsupported',
    });
  });

  it('as the type of a key is unreadable', async () => {
    const set = JSON.stringify({ keys: [{ kty: hostile }] });
    expect(await describeKeyText(set)).toMatchObject({ problem: 'key_unreadable' });
    expect(await verify(decode(makeToken()), set)).toMatchObject({ reason: 'key_unreadable' });
  });

  it('as an algorithm or compression creates no token', async () => {
    expect(await sign({ alg: hostile }, '{}', 'key')).toMatchObject({ problem: 'alg_unsupported' });
    expect(await encrypt({ alg: hostile, enc: 'A128GCM' }, '{}', 'key')).toMatchObject({
      problem: 'alg_unsupported',
    });
    expect(await encrypt({ alg: 'dir', enc: hostile }, '{}', 'key')).toMatchObject({
      problem: 'enc_unsupported',
    });
    expect(await encrypt({ alg: 'dir', enc: 'A128GCM', zip: hostile }, '{}', 'key')).toMatchObject({
      problem: 'zip_unsupported',
    });
  });
});
