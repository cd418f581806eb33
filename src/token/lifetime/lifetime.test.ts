import { describe, expect, it } from 'vitest';
import { checkLifetime } from './lifetime';

const now = 1_790_000_000;

describe('a lifetime', () => {
  it.each([
    ['no claims', undefined, 'no_claims'],
    ['exp as text', { exp: '1790000000' }, 'exp_not_a_number'],
    ['exp as null', { exp: null }, 'exp_not_a_number'],
    ['exp as NaN', { exp: Number.NaN }, 'exp_not_a_number'],
    ['exp in milliseconds', { exp: now * 1000 }, 'exp_in_milliseconds'],
    ['exp beyond any date', { exp: 1e20 }, 'exp_out_of_range'],
    ['exp without end', { exp: Infinity }, 'exp_out_of_range'],
    ['exp before 1970', { exp: -1 }, 'exp_out_of_range'],
    ['nbf as text', { exp: now + 60, nbf: 'now' }, 'nbf_not_a_number'],
    ['nbf in milliseconds', { nbf: now * 1000 }, 'nbf_in_milliseconds'],
  ])('is unknown with %s', (_, claims, problem) => {
    expect(checkLifetime(claims, now)).toMatchObject({ state: 'unknown', problem });
  });

  it('takes the last second of the year 9999 for seconds, and the first tokens for milliseconds', () => {
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

  it('ends on the second of exp, not after it (RFC 7519 §4.1.4)', () => {
    expect(checkLifetime({ exp: now }, now)).toEqual({ state: 'expired', seconds: 0, expiresAtSeconds: now });
    expect(checkLifetime({ exp: now }, now - 0.5)).toMatchObject({ state: 'expires in', seconds: 0.5 });
    expect(checkLifetime({ exp: now }, now + 90)).toMatchObject({ state: 'expired', seconds: 90 });
  });

  it('begins on the second of nbf (RFC 7519 §4.1.5)', () => {
    expect(checkLifetime({ nbf: now, exp: now + 60 }, now - 1)).toMatchObject({
      state: 'not valid for',
      seconds: 1,
    });
    expect(checkLifetime({ nbf: now, exp: now + 60 }, now)).toMatchObject({
      state: 'expires in',
      seconds: 60,
    });
  });

  it('is over whatever nbf says', () => {
    expect(checkLifetime({ exp: now, nbf: now + 60 }, now)).toMatchObject({ state: 'expired' });
    expect(checkLifetime({ exp: now, nbf: 'x' }, now)).toMatchObject({ state: 'expired' });
  });

  it('has no end without exp, and keeps iat beside it', () => {
    expect(checkLifetime({ iat: now }, now)).toEqual({ state: 'never expires', issuedAtSeconds: now });
    expect(checkLifetime({ iat: 'x' }, now)).toEqual({ state: 'never expires' });
  });

  it('is not taken from a prototype', () => {
    expect(checkLifetime(Object.create({ exp: 1 }) as Record<string, unknown>, now).state).toBe(
      'never expires',
    );
  });
});
