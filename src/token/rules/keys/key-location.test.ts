import { describe, expect, it } from 'vitest';
import { decode } from '../../decode/decode';
import { makeEncryptedToken, makeToken } from '../../token.fixture';
import { check } from '../check';

const iss = 'https://id.shop.com/realm';

function isReported(header: object): boolean {
  return check(decode(makeToken({ alg: 'RS256', ...header }, { iss }))).some(
    ({ rule }) => rule === 'HDR-JKU-OFF-ORIGIN',
  );
}

describe('an address of keys in a token', () => {
  it.each([
    'http://id.shop.com/keys',
    'https://evil.com/keys',
    'https://me@id.shop.com/keys',
    'https://:word@id.shop.com/keys',
    'https://127.0.0.1/keys',
    'https://[::1]/keys',
    'https://keys.localhost/',
    'https://id.shop.com/out?to=https%3A%2F%2Fevil.com',
    'https://id.shop.com/out?to=//evil.com',
    'https://id.shop.com//evil.com/keys',
    'https://id.shop.com/keys/https://evil.com',
    'file:///etc/keys',
    'keys',
    7,
  ])("isn't accepted as the issuer's: %s", (address) => {
    expect(isReported({ jku: address })).toBe(true);
    expect(isReported({ x5u: address })).toBe(true);
  });

  it("isn't reported on the issuer's host", () => {
    expect(isReported({ jku: 'https://id.shop.com/realm/keys?version=2' })).toBe(false);
  });
});

describe('an address in another header parameter', () => {
  const hasNested = (token: string) => check(decode(token), {}).some(({ rule }) => rule === 'HDR-NESTED-URL');
  const jwe = { alg: 'dir', enc: 'A256GCM' };
  const signer = 'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/x/1';

  it.each([
    [
      'the issuer of an encrypted token (RFC 7519 §5.3)',
      makeEncryptedToken({ ...jwe, iss: 'https://shop.auth0.com/' }),
    ],
    ['its audience', makeEncryptedToken({ ...jwe, aud: ['https://api.shop.com', 'https://b.shop.com'] })],
    ['its subject', makeEncryptedToken({ ...jwe, sub: 'https://shop.com/users/1' })],
    ['the issuer of an AWS load balancer', makeToken({ alg: 'ES256', signer, iss, exp: 1 }, { sub: 'a' })],
  ])("isn't reported: %s", (_, token) => {
    expect(hasNested(token)).toBe(false);
  });

  it.each([
    ['an encrypted token', makeEncryptedToken({ ...jwe, iss, hook: 'http://169.254.169.254/' })],
    ['a member of its issuer', makeEncryptedToken({ ...jwe, issuer: 'https://shop.com' })],
    ['an AWS load balancer', makeToken({ alg: 'ES256', signer, client: 'http://10.0.0.1/' }, { sub: 'a' })],
  ])('is reported in a token that has other addresses than those: %s', (_, token) => {
    expect(hasNested(token)).toBe(true);
  });
});

describe('"exp" and "iss" in the header of an AWS load balancer', () => {
  it('are checked as if they were claims', () => {
    const signer = 'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/x/1';
    const token = decode(makeToken({ alg: 'ES256', signer, iss, exp: 1_000 }, { sub: 'a' }));
    const rules = (atSeconds: number) => check(token, { atSeconds }).map(({ rule }) => rule);
    expect(rules(10_000)).toContain('CLM-EXPIRED');
    expect(rules(900)).not.toContain('CLM-EXPIRED');
    for (const rule of ['CLM-EXP-MISSING', 'CLM-ISS-MISSING']) expect(rules(900)).not.toContain(rule);
  });
});
