import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { check, claims, hs256, secret } from '../check.fixture';
import { certificate, ed25519, p256, privatePem, publicPem, rsa, signToken } from '../keys.fixture';

describe('an HMAC with the bytes of a public key', () => {
  const pem = publicPem(rsa.publicKey);
  const jwk = JSON.stringify(rsa.publicKey.export({ format: 'jwk' }));
  const pkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const der = rsa.publicKey.export({ type: 'spki', format: 'der' });

  it.each([
    ['the PEM', pem, pem],
    ['the PEM without its last line break', pem, pem.trimEnd()],
    ['the PEM with CRLF', pem, pem.replaceAll('\n', '\r\n')],
    ['the PEM, pasted on one line', pem.replaceAll('\n', '\\n'), pem],
    ['the DER', pem, der],
    ['the DER in base64', pem, der.toString('base64')],
    ['the PKCS#1 PEM', pem, pkcs1],
    ['the PEM of a PKCS#1 PEM', pkcs1, pem],
    ['the JWK', jwk, jwk],
    ['the PEM of a JWK', jwk, pem],
    ['the PEM of a set', `{"keys":[${jwk}]}`, pem],
    ['the PEM of a private key', privatePem(rsa.privateKey), pem],
    ['the PEM of an EC key', publicPem(p256.publicKey), publicPem(p256.publicKey)],
    [
      'the PEM of an Ed25519 JWK',
      JSON.stringify(ed25519.publicKey.export({ format: 'jwk' })),
      publicPem(ed25519.publicKey),
    ],
    ['a certificate', certificate, certificate],
    ['the key of a certificate', certificate, publicPem(createPublicKey(certificate))],
  ])('%s is reported, and not verified', async (_, pasted, bytes) => {
    const verdict = await check(signToken({ alg: 'HS256' }, claims, bytes), pasted);
    expect(verdict).toMatchObject({
      status: 'unchecked',
      reason: 'key_wrong_kind',
      warnings: ['HMAC-KEY-IS-PUBLIC'],
      notes: [{ code: 'public_key_as_secret' }],
    });
  });

  it("isn't reported for another HMAC, or with the text of a private key", async () => {
    const text = privatePem(rsa.privateKey);
    for (const token of [hs256, signToken({ alg: 'HS256' }, claims, text)]) {
      expect(await check(token, text)).toMatchObject({ reason: 'key_wrong_kind', warnings: [] });
    }
  });
});

describe('an HMAC with the empty secret', () => {
  it.each(['HS256', 'HS384', 'HS512'])('%s is reported with any key', async (alg) => {
    const token = signToken({ alg }, claims, '');
    for (const [key, reason] of [
      ['', 'no_key'],
      [secret, 'signature_mismatch'],
      [publicPem(rsa.publicKey), 'key_wrong_kind'],
    ]) {
      expect(await check(token, key)).toMatchObject({
        reason,
        warnings: expect.arrayContaining(['HMAC-EMPTY-SECRET']) as unknown,
        notes: [{ code: 'empty_secret_matches' }],
      });
    }
  });

  it("isn't reported for an HMAC with another secret", async () => {
    expect((await check(hs256, '')).warnings).toEqual([]);
    expect((await check(hs256, `${secret}x`)).warnings).toEqual([]);
  });

  it('matches an empty JWK, with a warning', async () => {
    const token = signToken({ alg: 'HS256' }, claims, '');
    expect(await check(token, { kty: 'oct', k: '' })).toMatchObject({
      status: 'valid',
      warnings: ['HMAC-SHORT-KEY', 'HMAC-EMPTY-SECRET'],
    });
  });
});

describe('a guessable secret', () => {
  const phrase = 'Correct-Horse-Battery-Staple-2024-2024';

  it('is reported if the signature matches', async () => {
    const verdict = await check(signToken({ alg: 'HS256' }, claims, phrase), phrase);
    expect(verdict).toMatchObject({ status: 'valid', warnings: ['HMAC-LOW-ENTROPY'] });
  });

  it("isn't reported if the signature doesn't match", async () => {
    expect((await check(hs256, phrase)).warnings).toEqual([]);
  });

  it.each([
    ['random text', 'q7Vd0mK2xR9sT4hW8bN1cY6zJ3pLfG5e'],
    ['hexadecimal text', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['base64 text', '3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs='],
  ])("isn't reported for %s", async (_, random) => {
    expect((await check(signToken({ alg: 'HS256' }, claims, random), random)).warnings).toEqual([]);
  });
});
