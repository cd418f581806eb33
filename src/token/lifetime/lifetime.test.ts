import { describe, expect, it } from 'vitest';
import { checkLifetime } from './lifetime';

const now = 1_790_000_000;

describe('checkLifetime', () => {
  it.each([
    ['no claims', undefined, 'no_claims'],
    ['exp as text', { exp: '1790000000' }, 'exp_not_a_number'],
    ['exp as null', { exp: null }, 'exp_not_a_number'],
    ['exp as NaN', { exp: Number.NaN }, 'exp_not_a_number'],
    ['exp in milliseconds', { exp: now * 1000 }, 'exp_in_milliseconds'],
    ['exp beyond any date', { exp: 1e20 }, 'exp_out_of_range'],
    ['an infinite exp', { exp: Infinity }, 'exp_out_of_range'],
    ['exp before 1970', { exp: -1 }, 'exp_out_of_range'],
    ['nbf as text', { exp: now + 60, nbf: 'now' }, 'nbf_not_a_number'],
    ['nbf in milliseconds', { nbf: now * 1000 }, 'nbf_in_milliseconds'],
  ])('is unknown with %s', (_, claims, problem) => {
    expect(checkLifetime(claims, now)).toMatchObject({ state: 'unknown', problem });
  });

  it('reads the end of the year 9999 as seconds, and a time in 2001 as milliseconds', () => {
    expect(checkLifetime({ exp: 253_402_300_799 }, now)).toMatchObject({ state: 'expires in' });
    expect(checkLifetime({ exp: Date.UTC(2001, 8, 10) }, now)).toMatchObject({
      problem: 'exp_in_milliseconds',
    });
  });

  it('is unknown without a time to compare with', () => {
    expect(checkLifetime({ exp: now }, Number.NaN)).toEqual({
      state: 'unknown',
      problem: 'time_unknown',
      expiresAtSeconds: now,
    });
  });

  it('is expired at the second of exp, not after it (RFC 7519 §4.1.4)', () => {
    expect(checkLifetime({ exp: now }, now)).toEqual({ state: 'expired', seconds: 0, expiresAtSeconds: now });
    expect(checkLifetime({ exp: now }, now - 0.5)).toMatchObject({ state: 'expires in', seconds: 0.5 });
    expect(checkLifetime({ exp: now }, now + 90)).toMatchObject({ state: 'expired', seconds: 90 });
  });

  it('starts at the second of nbf (RFC 7519 §4.1.5)', () => {
    expect(checkLifetime({ nbf: now, exp: now + 60 }, now - 1)).toMatchObject({
      state: 'not valid for',
      seconds: 1,
    });
    expect(checkLifetime({ nbf: now, exp: now + 60 }, now)).toMatchObject({
      state: 'expires in',
      seconds: 60,
    });
  });

  it('is expired regardless of nbf', () => {
    expect(checkLifetime({ exp: now, nbf: now + 60 }, now)).toMatchObject({ state: 'expired' });
    expect(checkLifetime({ exp: now, nbf: 'x' }, now)).toMatchObject({ state: 'expired' });
  });

  it('never expires without exp, and reports iat', () => {
    expect(checkLifetime({ iat: now }, now)).toEqual({ state: 'never expires', issuedAtSeconds: now });
    expect(checkLifetime({ iat: 'x' }, now)).toEqual({ state: 'never expires' });
  });

  it('ignores inherited members', () => {
    expect(checkLifetime(Object.create({ exp: 1 }) as Record<string, unknown>, now).state).toBe(
      'never expires',
    );
  });
});
