import { constants, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encode } from '../../token.fixture';
import { check, claims, secret, tamper } from '../check.fixture';
import { otherP256, p256, p384, publicPem, rsa, signText, signToken } from '../keys.fixture';

const rsaPem = publicPem(rsa.publicKey);
const rsaJwk = rsa.publicKey.export({ format: 'jwk' });

/** A token whose signature is made with another algorithm than its header's. */
function missign(alg: string, signed: string, { kid = 'a', payload = encode(claims) } = {}): string {
  const text = `${encode({ alg, kid })}.${payload}`;
  const key = alg.startsWith('HS') ? secret : rsa.privateKey;
  return `${text}.${signText(signed, text, key).toString('base64url')}`;
}

describe('a signature that is made with another algorithm', () => {
  it.each([
    ['RS256', 'PS256'],
    ['RS256', 'RS512'],
    ['RS256', 'RS384'],
    ['PS256', 'RS256'],
    ['PS384', 'PS256'],
    ['RS512', 'PS384'],
    ['HS256', 'HS512'],
    ['HS512', 'HS256'],
    ['HS384', 'HS256'],
  ])('is reported, and not valid: %s in the header, %s used', async (alg, signed) => {
    const keys = alg.startsWith('HS')
      ? [secret, Buffer.from(secret).toString('base64'), `JWT_SECRET=${secret}`]
      : [rsaPem, { keys: [{ ...rsaJwk, kid: 'a' }] }];
    for (const key of keys) {
      const { status, notes } = await check(missign(alg, signed), key);
      expect(status).toBe('invalid');
      expect(notes).toContainEqual({ code: 'other_algorithm_matches', params: [signed, alg] });
    }
  });

  it.each([
    ['ES256', 'SHA-512', 'SHA-256', p256],
    ['ES256', 'SHA-384', 'SHA-256', p256],
    ['ES384', 'SHA-256', 'SHA-384', p384],
  ] as const)('is reported for another hash of ECDSA: %s with %s', async (alg, hash, expected, key) => {
    const text = `${encode({ alg })}.${encode(claims)}`;
    const signature = sign(hash, Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    const token = `${text}.${signature.toString('base64url')}`;
    for (const keys of [
      publicPem(key.publicKey),
      `${publicPem(otherP256.publicKey)}${publicPem(key.publicKey)}`,
    ]) {
      const { status, notes } = await check(token, keys);
      expect(status).toBe('invalid');
      expect(notes).toEqual([{ code: 'other_hash_matches', params: [hash, alg, expected] }]);
    }
    expect((await check(tamper(token), publicPem(key.publicKey))).notes).toBeUndefined();
  });

  it.each([
    ['PS256', 'the longest one', 222, 32],
    ['PS256', 'that of SHA-1', 20, 32],
    ['PS384', 'that of another hash', 32, 48],
    ['PS512', 'none', 0, 64],
  ] as const)(
    'is reported for another salt of RSASSA-PSS: %s with %s',
    async (alg, _, saltLength, expected) => {
      const text = `${encode({ alg })}.${encode(claims)}`;
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      const hash = `sha${alg.slice(2)}`;
      const signature = sign(hash, Buffer.from(text), { key: rsa.privateKey, padding, saltLength });
      const token = `${text}.${signature.toString('base64url')}`;
      const { status, notes, variant } = await check(token, rsaPem);
      expect([status, variant]).toEqual(['invalid', 'signature_mismatch_other']);
      expect(notes).toEqual([{ code: 'other_salt_matches', params: [saltLength, alg, expected] }]);
      expect((await check(tamper(token), rsaPem)).notes).toBeUndefined();
    },
  );

  it('is reported instead of what the secret or an empty payload may mean', async () => {
    for (const [alg, signed, changes, expected] of [
      ['HS256', 'HS512', { kid: secret }, 'signature_length'],
      ['RS256', 'PS256', { payload: '' }, 'signature_mismatch'],
    ] as const) {
      const { reason, notes } = await check(missign(alg, signed, changes), alg === 'HS256' ? secret : rsaPem);
      expect(reason).toBe(expected);
      expect(notes).toContainEqual({ code: 'other_algorithm_matches', params: [signed, alg] });
    }
  });

  it('is reported for a key that is for that algorithm only', async () => {
    const { status, reason, notes } = await check(missign('RS256', 'PS256'), { ...rsaJwk, alg: 'PS256' });
    expect([status, reason]).toEqual(['unchecked', 'key_not_for_this']);
    expect(notes).toEqual([{ code: 'other_algorithm_matches', params: ['PS256', 'RS256'] }]);
  });

  it("isn't reported for a changed token, another key or an algorithm with one hash", async () => {
    const other = Buffer.from('another secret of more than 32 bytes').toString('hex');
    const changed = tamper(signToken({ alg: 'ES256' }, claims, p256.privateKey));
    for (const [token, key] of [
      [tamper(missign('RS256', 'PS256')), rsaPem],
      [tamper(missign('HS256', 'HS512')), secret],
      [missign('HS256', 'HS512'), other],
      [changed, publicPem(p256.publicKey)],
    ] as const) {
      const { status, notes } = await check(token, key);
      expect([status, notes]).toEqual(['invalid', undefined]);
    }
  });

  it("isn't reported for an empty signature", async () => {
    const [header, payload] = missign('HS256', 'HS512').split('.');
    const { reason, notes } = await check(`${header}.${payload}.`, secret);
    expect([reason, notes]).toEqual(['signature_empty', undefined]);
  });
});
