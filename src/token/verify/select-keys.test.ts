import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MAX_CANDIDATE_KEYS } from '../limits';
import { encode } from '../token.fixture';
import { check, claims, es256, hs256, outcome, p256Jwk, rs256, secret, tamper } from './check.fixture';
import { ed25519, otherP256, p256, rsa, signToken } from './keys.fixture';

describe('a JWK for another use', () => {
  it.each([
    ['its use', { use: 'enc' }, 'KEY-USE'],
    ['its key_ops', { key_ops: ['deriveKey'] }, 'KEY-USE'],
    ['its alg', { alg: 'ECDH-ES' }, 'KEY-ALG-MISMATCH'],
    ['its misspelled alg', { alg: 'ES521' }, 'KEY-ALG-MISMATCH'],
  ])('according to %s makes a token valid with a warning, but never invalid', async (_, members, warning) => {
    expect(await check(es256, { ...p256Jwk, ...members })).toMatchObject({
      status: 'valid',
      warnings: [warning],
    });
    expect(await check(tamper(es256), { ...p256Jwk, ...members })).toMatchObject({
      status: 'unchecked',
      reason: 'key_not_for_this',
      warnings: [warning],
    });
  });

  it('is reported with its members', async () => {
    const { params } = await check(tamper(es256), { ...p256Jwk, use: 'enc', alg: 'ECDH-ES' });
    expect(params[0]).toEqual(['"alg": "ECDH-ES"', '"use": "enc"']);
  });

  it("isn't reported if EdDSA and Ed25519 mean the same key", async () => {
    const jwk = {
      ...ed25519.publicKey.export({ format: 'jwk' }),
      alg: 'Ed25519',
      use: 'sig',
      key_ops: ['verify'],
    };
    expect((await check(signToken({ alg: 'EdDSA' }, claims, ed25519.privateKey), jwk)).warnings).toEqual([]);
  });
});

describe('a cached key', () => {
  it('is reused for each algorithm and for each token', async () => {
    const keyText = JSON.stringify(rsa.publicKey.export({ format: 'jwk' }));
    const tokens = ['RS256', 'PS256', 'RS512'].map((alg) => signToken({ alg }, claims, rsa.privateKey));
    for (const token of [...tokens, ...tokens]) {
      const verdict = await check(token, keyText);
      expect(verdict).toMatchObject({ status: 'valid', warnings: [] });
      expect(verdict.params[0]).toBe(
        JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).alg,
      );
      expect(await outcome(tamper(token), keyText)).toBe('invalid signature_mismatch');
    }
  });
});

describe('a set of keys', () => {
  const other = otherP256.publicKey.export({ format: 'jwk' });
  const rsaJwk = rsa.publicKey.export({ format: 'jwk' });

  it('is searched by kid only', async () => {
    const keys = [
      { ...other, kid: 'two' },
      { ...p256Jwk, kid: 'one' },
    ];
    expect((await check(es256, { keys })).key).toMatchObject({ form: 'jwks', kid: 'one', candidates: 1 });
    const swapped = [
      { ...other, kid: 'one' },
      { ...p256Jwk, kid: 'two' },
    ];
    expect(await outcome(es256, { keys: swapped })).toBe('invalid signature_mismatch');
  });

  it('is searched by type if it has no kids, trying each key', async () => {
    const keys = [rsaJwk, other, { kty: 'oct', k: 'AA' }, { kty: 'AKP' }, null, p256Jwk];
    expect(await check(es256, { keys })).toMatchObject({ status: 'valid', key: { candidates: 2 } });
    expect((await check(tamper(es256), { keys })).key).toEqual({ form: 'jwks', kind: 'EC', candidates: 2 });
  });

  it('can make a token valid by a key without a kid if it lacks the kid of the token, but never invalid', async () => {
    const keys = [{ ...other, kid: 'two' }, p256Jwk];
    const named = signToken({ alg: 'ES256', kid: 'one' }, claims, p256.privateKey);
    expect(await check(named, { keys })).toMatchObject({ status: 'valid' });
    expect(await check(tamper(named), { keys })).toMatchObject({
      status: 'unchecked',
      reason: 'kid_not_in_set',
    });
  });

  it('is searched by type for a token without kid', async () => {
    const keys = [
      { ...rsaJwk, kid: 'a' },
      { ...p256Jwk, kid: 'b' },
    ];
    expect(await check(rs256, { keys })).toMatchObject({ status: 'valid', key: { kid: 'a', candidates: 1 } });
  });

  it.each(['x5t', 'x5t#S256'])('is searched by %s only', async (name) => {
    const named = signToken({ alg: 'ES256', [name]: 'AAAA' }, claims, p256.privateKey);
    const right = [
      { ...other, [name]: 'BBBB' },
      { ...p256Jwk, [name]: 'AAAA' },
    ];
    expect(await check(named, { keys: right })).toMatchObject({ status: 'valid', key: { candidates: 1 } });
    const swapped = [
      { ...other, [name]: 'AAAA' },
      { ...p256Jwk, [name]: 'BBBB' },
    ];
    expect(await outcome(named, { keys: swapped })).toBe('invalid signature_mismatch');
    const unnamed = [{ ...other, [name]: 'BBBB' }, p256Jwk];
    expect(await outcome(named, { keys: unnamed })).toBe('valid signature_matches');
  });

  it('has both keys tried if a kid is duplicate, the matching type first', async () => {
    const keys = [
      { ...p256Jwk, kid: 'one', use: 'enc' },
      { ...other, kid: 'one' },
      { ...p256Jwk, kid: 'one' },
    ];
    expect(await check(es256, { keys })).toMatchObject({ status: 'valid', warnings: ['JWKS-DUP-KID'] });
  });

  it('provides only its secrets for HS', async () => {
    const keys = [rsaJwk, { kty: 'oct', k: encode(secret) }];
    expect(await check(hs256, { keys })).toMatchObject({
      status: 'valid',
      key: { kind: 'oct', candidates: 1 },
    });
  });

  it('is searched up to the limit, and never makes a token invalid if it is longer', async () => {
    const keys = [...Array.from({ length: MAX_CANDIDATE_KEYS }, () => other), p256Jwk];
    expect(await outcome(es256, { keys })).toBe('unchecked too_many_keys');
    expect(await outcome(es256, { keys: keys.slice(1) })).toBe('valid signature_matches');
  });

  it('provides its other keys if one is unreadable', async () => {
    const keys = [{ ...p256Jwk, y: p256Jwk.x }, p256Jwk];
    expect(await outcome(es256, { keys })).toBe('valid signature_matches');
  });
});

describe('a key that is not on its curve', () => {
  it('is never used, and is reported', async () => {
    expect(await check(es256, { ...p256Jwk, y: p256Jwk.x })).toMatchObject({
      status: 'unchecked',
      reason: 'key_unreadable',
      warnings: ['KEY-POINT'],
    });
    // With the point of order 1 as the key, this signature matches every token.
    const identity = Buffer.from('01'.padEnd(64, '0'), 'hex');
    const forged = `${encode({ alg: 'EdDSA' })}.${encode(claims)}.${Buffer.concat([identity, Buffer.alloc(32)]).toString('base64url')}`;
    expect(
      await check(forged, { kty: 'OKP', crv: 'Ed25519', x: identity.toString('base64url') }),
    ).toMatchObject({
      status: 'unchecked',
      reason: 'key_unreadable',
      warnings: ['KEY-POINT'],
    });
  });
});

describe('the key of a verdict', () => {
  it('has the thumbprint of RFC 7638', async () => {
    const { crv, kty, x, y } = p256Jwk;
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    expect((await check(es256, { ...p256Jwk, kid: 'k', alg: 'ES256' })).key).toEqual({
      form: 'jwk',
      kind: 'EC',
      kid: 'k',
      alg: 'ES256',
      size: 'P-256',
      thumbprint,
      candidates: 1,
    });
  });

  it('has a truncated kid if it is hostile', async () => {
    const { params } = await check(es256, { ...p256Jwk, kid: `\u202E${'<img onerror>'.repeat(1000)}` });
    expect(JSON.stringify(params).length).toBeLessThan(200);
    expect(JSON.stringify(params)).not.toContain('\u202E');
  });
});
