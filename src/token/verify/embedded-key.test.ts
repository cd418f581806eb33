import { describe, expect, it } from 'vitest';
import { check, claims, p256Jwk, secret, tamper } from './check.fixture';
import { certificate, certificateKey, otherP256, p256, publicPem, rsa, signToken } from './keys.fixture';

const otherJwk = otherP256.publicKey.export({ format: 'jwk' });
const x5c = [certificate.replace(/-----.*-----|\n/g, '')];
const own = signToken({ alg: 'ES256', jwk: p256Jwk }, claims, p256.privateKey);

describe('a token with an embedded key and no pasted key', () => {
  it('is not verified although it matches, and reports the key', async () => {
    const verdict = await check(own, '');
    expect(verdict).toMatchObject({
      status: 'unchecked',
      reason: 'own_key_matches',
      key: { form: 'embedded', size: 'P-256' },
    });
  });

  it('is not verified by the first certificate of its own chain', async () => {
    const token = signToken({ alg: 'ES256', x5c }, claims, certificateKey);
    expect(await check(token, '')).toMatchObject({
      status: 'unchecked',
      reason: 'own_key_matches',
      key: { form: 'x5c', certificates: [{ subject: 'CN=token.test' }] },
    });
  });

  it('is invalid if the embedded key does not match', async () => {
    const verdict = await check(tamper(own), '');
    expect(verdict).toMatchObject({ status: 'invalid', reason: 'signature_mismatch' });
    expect(verdict.params[1]).toEqual({ facts: ['P-256'] });
  });

  it.each([
    ['a secret', { alg: 'HS256', jwk: { kty: 'oct', k: Buffer.from(secret).toString('base64url') } }, secret],
    [
      'a key of another type',
      { alg: 'ES256', jwk: rsa.publicKey.export({ format: 'jwk' }) },
      p256.privateKey,
    ],
    ['an invalid key', { alg: 'ES256', jwk: 'x' }, p256.privateKey],
    ['an invalid certificate', { alg: 'ES256', x5c: ['AAAA'] }, p256.privateKey],
    ['an empty chain', { alg: 'ES256', x5c: [] }, p256.privateKey],
  ])('is not checked with %s in the header', async (_, header, key) => {
    expect(await check(signToken(header, claims, key), '')).toMatchObject({
      status: 'unchecked',
      reason: 'no_key',
    });
  });

  it.each(['dpop+jwt', 'application/dpop+jwt', 'openid4vci-proof+jwt'])(
    'notes that a %s contains its key by design',
    async (typ) => {
      const proof = signToken({ alg: 'ES256', typ, jwk: p256Jwk }, claims, p256.privateKey);
      expect((await check(proof, '')).notes).toMatchObject([{ code: 'own_key_expected' }]);
      expect((await check(own, '')).notes).toBeUndefined();
    },
  );

  it('keeps a private key in the header out of the verdict', async () => {
    const jwk = p256.privateKey.export({ format: 'jwk' });
    const verdict = await check(signToken({ alg: 'ES256', jwk }, claims, p256.privateKey), '');
    expect(verdict.reason).toBe('own_key_matches');
    expect(JSON.stringify(verdict)).not.toContain(jwk.d);
  });
});

describe('a token with an embedded key and a pasted key', () => {
  it('is invalid if only the embedded key matches, with a note', async () => {
    expect(await check(own, otherJwk)).toMatchObject({
      status: 'invalid',
      reason: 'signature_mismatch',
      notes: [{ code: 'own_key_matches' }],
    });
    expect((await check(tamper(own), otherJwk)).notes).toBeUndefined();
  });

  it('is valid if both keys are the same', async () => {
    expect(await check(own, p256Jwk)).toMatchObject({ status: 'valid', key: { form: 'jwk' } });
  });
});

describe('a key address in the header', () => {
  it.each([
    ['jku', 'HDR-JKU'],
    ['x5u', 'HDR-X5U'],
  ])('%s is reported and never fetched', async (name, rule) => {
    const header = { alg: 'ES256', [name]: 'https://keys.test/set' };
    const token = signToken(header, claims, p256.privateKey);
    for (const key of ['', publicPem(p256.publicKey), publicPem(otherP256.publicKey)]) {
      const { warnings, notes } = await check(token, key);
      expect(warnings).toEqual([rule]);
      expect(notes).toEqual([{ code: 'keys_at_address', params: ['https://keys.test/set'] }]);
    }
  });
});
