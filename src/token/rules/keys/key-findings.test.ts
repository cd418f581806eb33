import { describe, expect, it } from 'vitest';
import { decode } from '../../decode/decode';
import { makeToken } from '../../token.fixture';
import { check } from '../check';
import type { CheckContext } from '../rule';
import { makeMismatch, makeVerdict, makeWarning } from '../verdict.fixture';

function find(rule: string, token: string, context?: CheckContext) {
  return check(decode(token), context).find((finding) => finding.rule === rule);
}

describe('a finding about keys', () => {
  const rsa = { kty: 'RSA', kid: 'one', e: 'AQAB', n: 'A'.repeat(342) };
  const token = makeToken({ alg: 'RS256', kid: 'one' });

  it('is high for private members only if the set was captured', () => {
    const jwks = { keys: [{ ...rsa, d: 'AQAB' }] };
    expect(find('JWKS-PRIVATE', token, { jwks, jwksUrl: 'https://id.test/keys' })?.severity).toBe('high');
    expect(find('JWKS-PRIVATE', token, { jwks })?.severity).toBe('medium');
    expect(find('JWKS-PRIVATE', token, { verdict: makeWarning('JWKS-PRIVATE') })?.severity).toBe('medium');
  });

  it('is less severe for a small odd exponent than for a broken one', () => {
    const withExponent = (e: string) =>
      find('KEY-RSA-EXPONENT', token, { jwks: { keys: [{ ...rsa, e }] } })?.severity;
    expect(['AQ', 'Ag', 'Aw', 'EQ', 'AQAA', 'AQAB'].map(withExponent)).toEqual([
      'high',
      'high',
      'medium',
      'medium',
      'high',
      undefined,
    ]);
  });

  it("includes the problems of the token's own key, if it matches", () => {
    const verdict = makeVerdict({
      status: 'unchecked',
      reason: 'own_key_matches',
      warnings: ['KEY-ROCA'],
    });
    expect(find('KEY-ROCA', token, { verdict })).toBeDefined();
    expect(find('KEY-ROCA', token, { verdict: { ...verdict, reason: 'no_key' } })).toBeUndefined();
  });

  it('reports an empty secret that matches even though another key was pasted', () => {
    const verdict = {
      ...makeMismatch('HMAC-EMPTY-SECRET'),
      notes: [{ code: 'empty_secret_matches', params: [] }] as const,
    };
    expect(find('HMAC-EMPTY-SECRET', makeToken(), { verdict })).toBeDefined();
  });

  it('reports a certificate that differs from its key', () => {
    const certificates = [
      {
        subject: 'CN=a',
        issuer: 'CN=a',
        serialNumber: '01',
        notBeforeSeconds: 0,
        notAfterSeconds: 1,
        x5t: '',
        x5tS256: '',
      },
    ];
    const verdict = makeVerdict({
      warnings: ['X5C-MISMATCH'],
      key: { form: 'jwk', kind: 'RSA', candidates: 1, certificates },
    });
    expect(find('X5C-MISMATCH', token, { verdict })).toBeDefined();
  });
});
