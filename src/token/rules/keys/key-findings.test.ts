import { describe, expect, it } from 'vitest';
import { decode } from '../../decode/decode';
import { makeToken } from '../../token.fixture';
import { check } from '../check';
import type { CheckContext } from '../rule';
import { makeMismatch, makeVerdict } from '../verdict.fixture';

function find(rule: string, token: string, context?: CheckContext) {
  return check(decode(token), context).find((finding) => finding.rule === rule);
}

describe('a finding about keys', () => {
  const rsa = { kty: 'RSA', kid: 'one', e: 'AQAB', n: 'A'.repeat(342) };
  const token = makeToken({ alg: 'RS256', kid: 'one' });

  it('is reported for private members only if the set was captured', () => {
    const jwks = { keys: [{ ...rsa, d: 'AQAB' }] };
    expect(find('JWKS-PRIVATE', token, { jwks, jwksUrl: 'https://id.test/keys' })?.severity).toBe('high');
    expect(find('JWKS-PRIVATE', token, { jwks })).toBeUndefined();
  });

  it('is reported for a broken exponent, but not for a small odd one', () => {
    const withExponent = (e: string) =>
      find('KEY-RSA-EXPONENT', token, { jwks: { keys: [{ ...rsa, e }] } })?.severity;
    expect(['AQ', 'Ag', 'Aw', 'EQ', 'AQAA', 'AQAB'].map(withExponent)).toEqual([
      'high',
      'high',
      undefined,
      undefined,
      'high',
      undefined,
    ]);
  });

  it('is high for an RSA key of a size that has been factored', () => {
    const withBytes = (bytes: number) =>
      find('KEY-RSA-SMALL', token, {
        jwks: { keys: [{ ...rsa, n: Buffer.alloc(bytes, 255).toString('base64url') }] },
      })?.severity;
    expect([64, 128, 255, 256].map(withBytes)).toEqual(['high', 'medium', 'medium', undefined]);
  });

  it("isn't reported for a key or a secret that the user provides", () => {
    const warnings = (
      'KEY-ROCA KEY-RSA-SMALL KEY-RSA-EXPONENT KEY-POINT KEY-USE KEY-ALG-MISMATCH KEY-PRIVATE-PASTED ' +
      'KEY-SHARED-MODULUS JWKS-PRIVATE JWKS-DUP-KID JWKS-NO-KID X5C-MISMATCH HMAC-SHORT-KEY HMAC-LOW-ENTROPY ' +
      'HMAC-KEY-IS-PUBLIC'
    ).split(' ');
    for (const raw of [token, makeToken({ alg: 'HS256', kid: 'one' }, { typ: 'Serialized-ID', exp: 1 })]) {
      const before = check(decode(raw));
      for (const verdict of [makeVerdict({ warnings }), makeMismatch(...warnings)])
        expect(check(decode(raw), { verdict })).toEqual(before);
    }
  });
});
