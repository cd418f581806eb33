import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
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

  const signers = {
    'a load balancer': 'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/x/1',
    'a load balancer in China': 'arn:aws-cn:elasticloadbalancing:cn-north-1:1:loadbalancer/app/x/1',
    'a load balancer for governments':
      'arn:aws-us-gov:elasticloadbalancing:us-gov-west-1:1:loadbalancer/app/x/1',
    'Verified Access': 'arn:aws:ec2:us-east-1:123456789012:verified-access-instance/vai-abc123',
  };

  it.each(Object.entries(signers))('reads "exp" from the header of a token from %s', (_, signer) => {
    const header = { alg: 'ES256', signer, iss: 'https://id.test', exp: now + 60 };
    expect(checkLifetime({ sub: 'a' }, now, header)).toEqual({
      state: 'expires in',
      seconds: 60,
      expiresAtSeconds: now + 60,
      isFromHeader: true,
    });
    expect(checkLifetime({ sub: 'a', iat: now - 9 }, now + 90, header)).toMatchObject({
      state: 'expired',
      issuedAtSeconds: now - 9,
    });
    expect(checkLifetime({ exp: now - 1 }, now, header)).not.toHaveProperty('isFromHeader');
    expect(checkLifetime({ sub: 'a' }, now, { ...header, exp: 'soon' })).toMatchObject({
      state: 'unknown',
      problem: 'exp_not_a_number',
    });
  });

  it('knows the header of decoded AWS claims, so that no caller can forget it', () => {
    // Case g19.
    const token = decode(
      'eyJ0eXAiOiJKV1QiLCJraWQiOiI2YzJkLWh1bnQiLCJhbGciOiJFUzI1NiIsImlzcyI6Imh0dHBzOi8vY29nbml0by1pZHAuZXUtY2VudHJhbC0xLmFtYXpvbmF3cy5jb20vZXUtY2VudHJhbC0xX3giLCJjbGllbnQiOiJhYmMiLCJzaWduZXIiOiJhcm46YXdzOmVsYXN0aWNsb2FkYmFsYW5jaW5nOmV1LWNlbnRyYWwtMToxOmxvYWRiYWxhbmNlci9hcHAveC8xIiwiZXhwIjoxNzkwMDAzNjAwfQ.eyJzdWIiOiJ1c2VyLTEiLCJlbWFpbCI6Imh1bnRAZXhhbXBsZS50ZXN0In0.wag7mG5nJveWj6LF9Yap4r247lleLp8NMT6_pS93OKQ2rH-W0_1zaDn9YCfCOHXJnVM8xWU9Da1qFt_N1OOsgQ',
    );
    const claims = token.kind === 'jws' ? token.claims : undefined;
    expect(checkLifetime(claims, 1_790_003_000)).toMatchObject({
      state: 'expires in',
      seconds: 600,
      isFromHeader: true,
    });
    expect(checkLifetime({ ...claims }, 1_790_003_000)).toEqual({ state: 'never expires' });
  });

  it.each([
    ['no signer', { exp: 1 }],
    ['another service as signer', { exp: 1, signer: 'arn:aws:ec2:us-east-1:1:instance/i-1' }],
    ['a signer that only contains the service', { exp: 1, signer: 'x arn:aws:elasticloadbalancing:' }],
    ['a signer that is not text', { exp: 1, signer: { arn: 'arn:aws:elasticloadbalancing:' } }],
  ])('ignores "exp" in the header of a signed token with %s', (_, header) => {
    expect(checkLifetime({ sub: 'a' }, now, header)).toEqual({ state: 'never expires' });
  });

  it('reads the times of an encrypted token from the header until it is decrypted (RFC 7519 §5.3)', () => {
    const header = { alg: 'dir', enc: 'A256GCM', uat: now - 5, iat: now - 10, exp: now + 60 };
    expect(checkLifetime(undefined, now, header)).toEqual({
      state: 'expires in',
      seconds: 60,
      issuedAtSeconds: now - 10,
      expiresAtSeconds: now + 60,
      isFromHeader: true,
    });
    expect(checkLifetime(undefined, now, { ...header, nbf: now + 5 })).toMatchObject({
      state: 'not valid for',
    });
    expect(checkLifetime({ exp: now }, now, header)).toMatchObject({ state: 'expired', seconds: 0 });
    expect(checkLifetime({}, now, header)).toEqual({ state: 'never expires' });
  });

  it('is unknown for an encrypted token whose header has other times than "exp"', () => {
    expect(checkLifetime(undefined, now, { enc: 'A256GCM', iat: now })).toEqual({
      state: 'unknown',
      problem: 'no_claims',
      issuedAtSeconds: now,
      isFromHeader: true,
    });
    expect(checkLifetime(undefined, now, { alg: 'HS256', exp: now })).toEqual({
      state: 'unknown',
      problem: 'no_claims',
    });
  });

  it('ignores inherited members', () => {
    expect(checkLifetime(Object.create({ exp: 1 }) as Record<string, unknown>, now).state).toBe(
      'never expires',
    );
  });
});
