import { generateKeyPairSync } from 'node:crypto';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { describe, expect, it } from 'vitest';
import { encode } from '../../token.fixture';
import { check, claims, outcome, tamper } from '../check.fixture';
import { ed25519, p256, privatePem, publicPem, signToken } from '../keys.fixture';

const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
const ed448 = generateKeyPairSync('ed448');
/** The order of secp256k1 (SEC 2 §2.4.1). */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const curve = (...curves: readonly string[]) => ({ code: 'key_need_public', params: [{ anyOf: curves }] });

describe('an algorithm that WebCrypto lacks', () => {
  it.each([
    ['ES256K', secp256k1],
    ['Ed448', ed448],
    ['EdDSA', ed448],
  ])('%s verifies with its key in every form, and no other payload', async (alg, pair) => {
    const token = signToken({ alg }, claims, pair.privateKey);
    for (const key of [
      publicPem(pair.publicKey),
      privatePem(pair.privateKey),
      JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
      JSON.stringify({ keys: [pair.publicKey.export({ format: 'jwk' })] }),
    ]) {
      expect(await outcome(token, key)).toBe('valid signature_matches');
      expect(await outcome(tamper(token), key)).toBe('invalid signature_mismatch');
    }
  });

  it('ES256K verifies with the larger and with the smaller S', async () => {
    const token = signToken({ alg: 'ES256K' }, claims, secp256k1.privateKey);
    const [header, payload, third = ''] = token.split('.');
    const signature = Buffer.from(third, 'base64url');
    const s = ORDER - BigInt(`0x${signature.subarray(32).toString('hex')}`);
    const other = Buffer.concat([
      signature.subarray(0, 32),
      Buffer.from(s.toString(16).padStart(64, '0'), 'hex'),
    ]);
    const turned = `${header}.${payload}.${other.toString('base64url')}`;
    expect(turned).not.toBe(token);
    expect(await outcome(turned, publicPem(secp256k1.publicKey))).toBe('valid signature_matches');
  });

  it.each([
    ['ES256K', p256, curve('secp256k1')],
    ['ES256', secp256k1, curve('P-256')],
    ['Ed448', ed25519, curve('Ed448')],
    ['Ed25519', ed448, curve('Ed25519')],
    ['EdDSA', p256, curve('Ed25519', 'Ed448')],
    ['ML-DSA-44', ed448, { code: 'key_need_public', params: ['ML-DSA-44'] }],
  ])('%s rejects a key of another curve', async (alg, pair, needs) => {
    const token = `${encode({ alg })}.${encode(claims)}.AAAA`;
    const verdict = await check(token, publicPem(pair.publicKey));
    expect(verdict).toMatchObject({ status: 'unchecked', reason: 'key_wrong_kind' });
    expect(verdict.params[2]).toEqual(needs);
  });
});

describe('ML-DSA', () => {
  const sets = { 'ML-DSA-44': ml_dsa44, 'ML-DSA-65': ml_dsa65, 'ML-DSA-87': ml_dsa87 };
  it.each(Object.entries(sets))('%s verifies with its JWK, and no other payload', async (alg, set) => {
    const { publicKey, secretKey } = set.keygen(new Uint8Array(32).fill(3));
    const signed = `${encode({ alg })}.${encode(claims)}`;
    const signature = Buffer.from(set.sign(Buffer.from(signed), secretKey)).toString('base64url');
    const jwk = { kty: 'AKP', alg, pub: Buffer.from(publicKey).toString('base64url') };
    expect(await check(`${signed}.${signature}`, jwk)).toMatchObject({
      status: 'valid',
      warnings: [],
      key: { kind: 'AKP', size: alg },
    });
    expect(await outcome(tamper(`${signed}.${signature}`), jwk)).toBe('invalid signature_mismatch');
    const other = alg === 'ML-DSA-44' ? 'ML-DSA-65' : 'ML-DSA-44';
    expect(await outcome(`${signed}.${signature}`, { ...jwk, alg: other })).toBe('unchecked key_unreadable');
  });
});
