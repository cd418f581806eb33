import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ed25519, p256, p521, rsa } from '../verify/keys.fixture';
import { readKeys } from './read-keys';
import { isRoca } from './roca';

async function findProblems(pasted: unknown): Promise<{ key: readonly string[]; set: readonly string[] }> {
  const reading = await readKeys(JSON.stringify(pasted));
  if ('problem' in reading) throw new Error(reading.params.join());
  return { key: reading.keys.flatMap(({ problems }) => problems), set: reading.problems };
}

const encodeNumber = (number: bigint) => {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex').toString('base64url');
};
const rsaJwk = rsa.publicKey.export({ format: 'jwk' });
const p256Jwk = p256.publicKey.export({ format: 'jwk' });
const okp = (crv: string, hex: string) => ({
  kty: 'OKP',
  crv,
  x: Buffer.from(hex, 'hex').toString('base64url'),
});

describe('an RSA key', () => {
  it.each([
    ['1', 1n],
    ['3', 3n],
    ['65536', 65536n],
    ['even and large', 65538n],
  ])('with the exponent %s is reported', async (_, e) => {
    expect((await findProblems({ ...rsaJwk, e: encodeNumber(e) })).key).toEqual(['KEY-RSA-EXPONENT']);
  });

  it('with the usual exponent or a larger odd one is not reported', async () => {
    expect((await findProblems(rsaJwk)).key).toEqual([]);
    expect((await findProblems({ ...rsaJwk, e: encodeNumber(65539n) })).key).toEqual([]);
  });

  it('with the fingerprint of ROCA is reported', async () => {
    // One more than a multiple of every small prime: its residue modulo each of them is 65537^0.
    const primorial = isPrimeTo(167).reduce((product, prime) => product * BigInt(prime), 1n);
    const modulus = primorial * (1n << 1830n) + 1n;
    expect(isRoca(modulus)).toBe(true);
    expect(isRoca(modulus + 2n)).toBe(false);
    expect((await findProblems({ ...rsaJwk, n: encodeNumber(modulus) })).key).toEqual(['KEY-ROCA']);
  });
});

function isPrimeTo(last: number): readonly number[] {
  return Array.from({ length: last + 1 }, (_, number) => number).filter(
    (number) =>
      number > 1 &&
      !Array.from({ length: number - 2 }, (_, index) => index + 2).some((d) => number % d === 0),
  );
}

describe('a point', () => {
  it.each([
    ['off its curve', { ...p256Jwk, y: p256Jwk.x }],
    ['of zeros', { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) }],
    ['of another length', { ...p256Jwk, x: p256Jwk.x?.slice(0, -4) }],
    ['of Ed25519 that is not on the curve', okp('Ed25519', '02'.padEnd(64, '0'))],
    ['of Ed25519 of small order', okp('Ed25519', '01'.padEnd(64, '0'))],
    ['of Ed25519 of another length', okp('Ed25519', '01'.padEnd(62, '0'))],
    ['of Ed448 of small order', okp('Ed448', '01'.padEnd(114, '0'))],
    ['of X25519 that is zero', okp('X25519', '00'.repeat(32))],
    ['of X25519 that is one', okp('X25519', '01'.padEnd(64, '0'))],
    [
      'of X25519 of order 8',
      okp('X25519', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'),
    ],
    ['of X448 that is zero', okp('X448', '00'.repeat(56))],
  ])('%s is reported', async (_, jwk) => {
    expect((await findProblems(jwk)).key).toEqual(['KEY-POINT']);
  });

  it('on its curve is not reported', async () => {
    const pairs = [p256, p521, ed25519, generateKeyPairSync('x25519'), generateKeyPairSync('x448')];
    for (const { publicKey } of pairs) {
      expect((await findProblems(publicKey.export({ format: 'jwk' }))).key).toEqual([]);
    }
  });
});

describe('a set', () => {
  it.each([
    ['JWKS-PRIVATE', [p256.privateKey.export({ format: 'jwk' })]],
    ['JWKS-PRIVATE', [{ kty: 'oct', k: 'AAAA' }]],
    [
      'JWKS-MIXED',
      [
        { ...p256Jwk, kid: 'a' },
        { kty: 'oct', k: 'AAAA', kid: 'b' },
      ],
    ],
    [
      'JWKS-DUP-KID',
      [
        { ...p256Jwk, kid: 'a' },
        { ...p256Jwk, kid: 'a' },
      ],
    ],
    ['JWKS-NO-KID', [{ ...p256Jwk, kid: 'a' }, rsaJwk]],
  ])('has %s', async (rule, keys) => {
    expect((await findProblems({ keys })).set).toContain(rule);
  });

  it('of one key, or of multiple keys with different kids, has no problems', async () => {
    expect((await findProblems({ keys: [p256Jwk] })).set).toEqual([]);
    const keys = [
      { ...p256Jwk, kid: 'a' },
      { ...rsaJwk, kid: 'a' },
      { ...rsaJwk, kid: 'b' },
    ];
    expect((await findProblems({ keys })).set).toEqual([]);
    expect((await findProblems(p256.privateKey.export({ format: 'jwk' }))).set).toEqual([]);
  });

  it("isn't read if its moduli are too long for any runtime", async () => {
    // Euclid's algorithm would take minutes on these.
    const n = (index: number) => Buffer.alloc(70_000, index + 1).toString('base64url');
    const keys = Array.from({ length: 10 }, (_, index) => ({ kty: 'RSA', e: 'AQAB', n: n(index) }));
    const tooLarge = { code: 'key_problem_modulus_large', params: [559_993, 16_384] };
    expect(await readKeys(JSON.stringify({ keys }))).toEqual({
      problem: 'key_unreadable',
      params: [{ code: 'key_problem_set_unreadable', params: [tooLarge] }],
    });
    const longest = { kty: 'RSA', e: 'AQAB', n: Buffer.alloc(2048, 255).toString('base64url') };
    expect(await readKeys(JSON.stringify(longest))).toHaveProperty('keys');
  });

  it('has KEY-SHARED-MODULUS for two keys with a common prime factor', async () => {
    const { p = '' } = rsa.privateKey.export({ format: 'jwk' });
    const { q = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      format: 'jwk',
    });
    const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
    const other = { kty: 'RSA', e: 'AQAB', n: encodeNumber(number(p) * number(q)), kid: 'b' };
    expect((await findProblems({ keys: [{ ...rsaJwk, kid: 'a' }, other] })).set).toEqual([
      'KEY-SHARED-MODULUS',
    ]);
    const unlike = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    expect(
      (
        await findProblems({
          keys: [
            { ...rsaJwk, kid: 'a' },
            { ...unlike, kid: 'b' },
          ],
        })
      ).set,
    ).toEqual([]);
  });
});
