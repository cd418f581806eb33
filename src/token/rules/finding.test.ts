import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { check } from './check';
import { makeRequest } from './requests/request.fixture';
import type { CheckContext } from './rule';

const now = 1_790_000_000;
const jwk = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };

function find(rule: string, token: string, context?: CheckContext) {
  return check(decode(token), context).find((finding) => finding.rule === rule);
}

describe('the location of a finding', () => {
  it('is the header for HTML in the header', () => {
    expect(find('JSON-HTML', makeToken({ alg: 'HS256', note: '<script>' }))?.at).toBe('header.note');
    expect(find('JSON-HTML', makeToken({ alg: 'HS256' }, { note: '<script>' }))?.at).toBe('claims.note');
  });

  it.each(['CLM-SCOPE-WIDE', 'CLM-PRIV'])('is the claim with the scope: %s', (rule) => {
    const findIn = (claims: object) => find(rule, makeToken({ alg: 'HS256' }, claims))?.at;
    expect(findIn({ scope: 'openid', scp: ['*'] })).toBe('claims.scp');
    expect(findIn({ scope: '*', scp: ['openid'] })).toBe('claims.scope');
  });
});

describe('the severity of a finding', () => {
  it("is lower for a DPoP proof without a key than for its owner's private key", () => {
    const rate = (header: object) =>
      find('DPOP-JWK', makeToken({ alg: 'ES256', typ: 'dpop+jwt', ...header }))?.severity;
    expect([{}, { jwk: { ...jwk, d: 'AQAB' } }, { jwk }].map(rate)).toEqual(['medium', 'high', undefined]);
  });

  it('is lower for a missing ephemeral key than for a private or invalid one', () => {
    const epk = { kty: 'EC', crv: 'P-256', x: encode('x'.repeat(32)), y: encode('y'.repeat(32)) };
    const rate = (header: object) =>
      find('JWE-EPK', makeEncryptedToken({ alg: 'ECDH-ES', enc: 'A256GCM', ...header }))?.severity;
    expect([{}, { epk: { ...epk, d: 'AQAB' } }, { epk: { ...epk, x: 'AA' } }, { epk }].map(rate)).toEqual([
      'medium',
      'high',
      'high',
      undefined,
    ]);
  });

  it('is higher for a token that had expired when it was sent', () => {
    const token = makeToken({ alg: 'HS256' }, { exp: now - 100 });
    expect(find('CLM-EXPIRED', token, { atSeconds: now })?.severity).toBe('info');
    const request = makeRequest({ sentAtSeconds: now });
    expect(find('CLM-EXPIRED', token, { atSeconds: now, request })?.severity).toBe('medium');
  });

  it('is low for a logout token that lacks only its type', () => {
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    const rate = (claims: object) =>
      find('LGT-RULES', makeToken({ alg: 'HS256', typ: 'JWT' }, { events, jti: 'j', ...claims }))?.severity;
    expect(rate({ sub: 'alice' })).toBe('low');
    expect(rate({ sub: 'alice', nonce: 'n' })).toBe('high');
  });
});

describe('the length of a signature', () => {
  const rate = (alg: string, bytes: number) =>
    find('SIG-LENGTH', makeToken({ alg }, {}, Buffer.alloc(bytes, 1).toString('base64url')))?.params;

  it.each(['RS256', 'PS512'])('is wrong for %s only if the RSA key is too small', (alg) => {
    expect(rate(alg, 255)).toEqual([alg, '≥ 256', 255]);
    expect([256, 257, 384, 513].map((bytes) => rate(alg, bytes))).toEqual(Array(4).fill(undefined));
  });
});

describe('a narrower rule', () => {
  it('still reports a token in the query of a redirect', () => {
    const token = makeToken();
    const responseHeaders = [{ name: 'location', value: `https://shop.test/?token=${token}` }];
    const request = makeRequest({ location: 'response location', name: 'token', responseHeaders });
    expect(find('TR-REDIRECT', token, { request })).toBeDefined();
  });

  it('still reports a content that was too large to decompress', () => {
    const token = makeEncryptedToken({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' });
    const decryption = { status: 'failed', reason: 'inflate_too_large', params: [], warnings: [] } as const;
    expect(find('JWE-ZIP-BOMB', token, { decryption })).toBeDefined();
  });
});

describe('an invalid number of requests', () => {
  it.each([5n, new Date(5), [5], Infinity])("isn't a repeated DPoP proof: %s", (timesSeen) => {
    const token = makeToken({ alg: 'ES256', typ: 'dpop+jwt', jwk });
    expect(find('DPOP-REPLAY', token, { timesSeen: timesSeen as number })).toBeUndefined();
  });
});
