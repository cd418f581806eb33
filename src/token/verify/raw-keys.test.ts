import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { check, claims, outcome, tamper } from './check.fixture';
import { ed25519, p256, p384, p521, rsa, signToken } from './keys.fixture';

const ed448 = generateKeyPairSync('ed448');
const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
const member = (key: typeof p256.publicKey, name: 'x' | 'd') =>
  Buffer.from(String(key.export({ format: 'jwk' })[name]), 'base64url');

const keys = [
  ['an Ed25519 key', 'EdDSA', ed25519, member(ed25519.publicKey, 'x'), false],
  ['an Ed25519 key', 'Ed25519', ed25519, member(ed25519.publicKey, 'x'), false],
  ['an Ed25519 seed', 'EdDSA', ed25519, member(ed25519.privateKey, 'd'), true],
  ['an Ed448 seed', 'Ed448', ed448, member(ed448.privateKey, 'd'), true],
  ['a P-256 private key', 'ES256', p256, member(p256.privateKey, 'd'), true],
  ['a P-384 private key', 'ES384', p384, member(p384.privateKey, 'd'), true],
  ['a P-521 private key', 'ES512', p521, member(p521.privateKey, 'd'), true],
  ['a secp256k1 private key', 'ES256K', secp256k1, member(secp256k1.privateKey, 'd'), true],
] as const;

describe('the bare bytes of a key', () => {
  it.each(keys)('as %s verify a token of %s in every encoding', async (_, alg, pair, bytes, isPrivate) => {
    const token = signToken({ alg, kid: 'a' }, claims, pair.privateKey);
    const hex = bytes.toString('hex');
    for (const text of [
      hex,
      hex.toUpperCase(),
      `0x${hex}`,
      bytes.toString('base64'),
      bytes.toString('base64url'),
      ` ${bytes.toString('base64')}\n`,
      `PUBLIC_KEY=${bytes.toString('base64')}`,
      `"${hex}"`,
    ]) {
      const verdict = await check(token, text);
      expect(verdict).toMatchObject({
        status: 'valid',
        warnings: isPrivate ? ['KEY-PRIVATE-PASTED'] : [],
        key: { form: 'point' },
      });
      if (isPrivate) expect(JSON.stringify(verdict)).not.toContain(bytes.toString('base64url'));
      expect(await check(tamper(token), text)).toMatchObject({
        status: 'unchecked',
        reason: 'key_wrong_kind',
      });
    }
  });

  it("aren't tried for an algorithm of another type, and stay a secret for HMAC", async () => {
    const { x = '' } = ed25519.publicKey.export({ format: 'jwk' });
    expect(await outcome(signToken({ alg: 'RS256' }, claims, rsa.privateKey), x)).toBe(
      'unchecked key_wrong_kind',
    );
    expect(await outcome(signToken({ alg: 'HS256' }, claims, x), x)).toBe('valid signature_matches');
  });

  it('of small order verify nothing', async () => {
    const identity = Buffer.from('01'.padEnd(64, '0'), 'hex');
    const [header, payload] = signToken({ alg: 'EdDSA' }, claims, ed25519.privateKey).split('.');
    const signature = Buffer.concat([identity, Buffer.alloc(32)]).toString('base64url');
    expect(await outcome(`${header}.${payload}.${signature}`, identity.toString('hex'))).toBe(
      'unchecked key_wrong_kind',
    );
  });
});
