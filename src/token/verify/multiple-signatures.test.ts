import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode } from '../token.fixture';
import { check, claims, es256, outcome, secret } from './check.fixture';
import { otherP256, p256, publicPem, rsa, signText } from './keys.fixture';

const payload = encode(claims);

function signPart(
  protectedHeader: object,
  header: object | undefined,
  alg: string,
  key: Parameters<typeof signText>[2],
) {
  const text = encode(protectedHeader);
  const signature = signText(alg, `${text}.${payload}`, key).toString('base64url');
  return { protected: text, ...(header && { header }), signature };
}

const byRsa = signPart({ alg: 'RS256' }, { kid: 'a' }, 'RS256', rsa.privateKey);
const byP256 = signPart({ alg: 'ES256' }, undefined, 'ES256', p256.privateKey);
const bySecret = signPart({ alg: 'HS256' }, undefined, 'HS256', secret);
const general = JSON.stringify({ payload, signatures: [byRsa, byP256, bySecret] });

describe('a token with multiple signatures', () => {
  it.each([
    ['an RSA key', publicPem(rsa.publicKey), 0],
    ['an EC key', publicPem(p256.publicKey), 1],
    ['a secret', secret, 2],
  ])('is valid by the one that %s matches, with verdicts on the others', async (_, key, signature) => {
    const verdict = await check(general, key);
    expect(verdict).toMatchObject({ status: 'valid', signature });
    expect(verdict.others?.map((other) => [other.signature, other.status])).toEqual(
      [0, 1, 2].filter((index) => index !== signature).map((index) => [index, 'unchecked']),
    );
    expect(verdict.notes).toContainEqual({ code: 'one_of_multiple', params: [signature + 1, 3] });
  });

  it('is invalid by the one that fits the key but does not match', async () => {
    expect(await check(general, publicPem(otherP256.publicKey))).toMatchObject({
      status: 'invalid',
      reason: 'signature_mismatch',
      signature: 1,
    });
  });

  it('is not verified if no signature fits the key', async () => {
    const two = JSON.stringify({ payload, signatures: [byRsa, bySecret] });
    expect(await check(two, publicPem(p256.publicKey))).toMatchObject({ status: 'unchecked', signature: 0 });
  });

  it('has no note on multiple signatures if it has only one', async () => {
    const verdict = await check(JSON.stringify({ payload, signatures: [byP256] }), publicPem(p256.publicKey));
    expect(verdict).toMatchObject({ status: 'valid' });
    expect(verdict.signature).toBeUndefined();
    expect(verdict.notes).toBeUndefined();
  });
});

describe('a flattened token', () => {
  it('is verified with an unprotected header', async () => {
    const signature = signText('ES256', `.${payload}`, p256.privateKey).toString('base64url');
    const token = JSON.stringify({ payload, header: { alg: 'ES256' }, signature });
    expect(await outcome(token, publicPem(p256.publicKey))).toBe('valid signature_matches');
  });

  it.each([
    ['crit', { crit: ['b64'] }, { b64: true }, 'crit_unprotected'],
    ['b64', { b64: true }, { crit: ['b64'] }, 'crit_b64'],
  ])('is not verified with an unprotected %s', async (_, header, isProtected, reason) => {
    const part = signPart({ alg: 'ES256', ...isProtected }, header, 'ES256', p256.privateKey);
    const token = JSON.stringify({ payload, ...part });
    expect(await outcome(token, publicPem(p256.publicKey))).toBe(`unchecked ${reason}`);
  });
});

describe('an SD-JWT', () => {
  it('is verified by the signature of its issuer', async () => {
    const disclosed = `${es256}~${encode(['salt', 'name', 'value'])}~`;
    expect(decode(disclosed).kind).toBe('sd-jwt');
    expect(await outcome(disclosed, publicPem(p256.publicKey))).toBe('valid signature_matches');
    expect(await outcome(disclosed, publicPem(otherP256.publicKey))).toBe('invalid signature_mismatch');
  });
});
