import { constants, createPrivateKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { PrivateJwk } from '../keys/key';
import { createSecret, curves, otherRsa, rsa, smallRsa } from '../sign/keys.fixture';
import { makeJwe, open } from '../sign/token.fixture';
import { agree } from './algorithms/agreement';
import { loadAes } from './algorithms/load-aes';
import { agreeByLibrary } from './algorithms/library-agreement';
import { libraryAes } from './algorithms/library-aes';
import { decryptByLibrary, encryptByLibrary } from './algorithms/library-rsa';
import { nativeAes } from './algorithms/native-aes';
import { decryptRsa, encryptRsa } from './algorithms/rsa';

const jwkOf = (key: { readonly jwk: unknown }) => key.jwk as PrivateJwk;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

describe('AES of the library and of the runtime', () => {
  for (const length of [16, 24, 32]) {
    it(`decrypt what the other encrypted with ${length * 8} bits`, async () => {
      const key = random(length);
      const [iv, block, text, aad] = [random(12), random(16), random(100), random(9)];
      for (const [one, other] of [
        [nativeAes, libraryAes],
        [libraryAes, nativeAes],
      ] as const) {
        const encrypted = await one.encryptGcm(key, iv, text, aad);
        expect(encrypted.tag).toHaveLength(16);
        expect(await other.decryptGcm(key, iv, encrypted, aad)).toEqual(text);
        const padded = await one.encryptCbc(key, block, text);
        expect(await other.decryptCbc(key, block, padded)).toEqual(text);
        const wrapped = await one.wrapKey(key, text.slice(0, 48));
        expect(await other.unwrapKey(key, wrapped)).toEqual(text.slice(0, 48));
      }
    });
  }

  for (const [name, aes] of [
    ['library', libraryAes],
    ['runtime', nativeAes],
  ] as const) {
    it(`decrypt nothing that was changed (${name})`, async () => {
      const key = random(32);
      const encrypted = await aes.encryptGcm(key, random(12), random(20), random(3));
      expect(await aes.decryptGcm(key, random(12), encrypted, random(3))).toBeUndefined();
      expect(await aes.decryptCbc(key, random(16), random(15))).toBeUndefined();
      for (const length of [0, 8, 15, 24, 40])
        expect(await aes.unwrapKey(key, random(length))).toBeUndefined();
    });
  }

  it('are selected by what the runtime supports', async () => {
    expect(await loadAes(random(24))).toBe(nativeAes);
    const importKey = crypto.subtle.importKey.bind(crypto.subtle);
    // Simulates Chromium, which lacks 192-bit AES.
    const spy = vi
      .spyOn(crypto.subtle, 'importKey')
      .mockImplementation(((...args: Parameters<typeof importKey>) =>
        args[1] instanceof Uint8Array && args[1].length === 24
          ? Promise.reject(new DOMException('192-bit AES keys are not supported', 'OperationError'))
          : importKey(...args)) as typeof importKey);
    try {
      expect(await loadAes(random(24))).toBe(libraryAes);
      expect(await loadAes(random(32))).toBe(nativeAes);
      for (const [alg, enc] of [
        ['A192KW', 'A192GCM'],
        ['A192GCMKW', 'A256GCM'],
        ['A192KW', 'A256CBC-HS512'],
      ] as const) {
        const key = createSecret(24).text;
        expect(await open(await makeJwe({ alg, enc }, key), key)).toMatchObject({ status: 'decrypted' });
      }
    } finally {
      spy.mockRestore();
    }
  });
});

describe('key agreement of the library and of the runtime', () => {
  for (const name of ['X25519', 'X448'] as const) {
    it(`has the same secret on ${name}`, async () => {
      const own = jwkOf(curves[name]);
      const secret = agreeByLibrary(own, own);
      expect(secret).toBeInstanceOf(Uint8Array);
      expect(await agree(own, own)).toEqual(secret);
    });

    it(`reports which key is invalid on ${name}`, () => {
      const own = jwkOf(curves[name]);
      expect(agreeByLibrary({ ...own, d: 'AAAA' }, own)).toBe('private key');
      expect(agreeByLibrary(own, { ...own, x: 'AAAA' })).toBe('public key');
      const zero = Buffer.alloc(name === 'X448' ? 56 : 32).toString('base64url');
      expect(agreeByLibrary(own, { ...own, x: zero })).toBe('public key');
    });
  }
});

describe('RSA of the library and of the runtime', () => {
  const cek = random(64);

  it('decrypt what the other encrypted', async () => {
    for (const hash of ['SHA-1', 'SHA-256', 'SHA-384'] as const) {
      const jwk = jwkOf(rsa);
      const byLibrary = encryptByLibrary(jwk, hash, cek);
      expect(await decryptRsa(jwk, hash, byLibrary as Uint8Array<ArrayBuffer>)).toEqual(cek);
      const byRuntime = await encryptRsa(jwk, hash, cek);
      expect(decryptByLibrary(jwk, hash, byRuntime as Uint8Array<ArrayBuffer>)).toEqual(cek);
    }
  });

  it('agree with OpenSSL on PKCS#1 v1.5', async () => {
    const key = createPrivateKey({ key: { ...rsa.jwk }, format: 'jwk' });
    const theirs = new Uint8Array(publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, cek));
    expect(await decryptRsa(jwkOf(rsa), undefined, theirs)).toEqual(cek);
    const ours = (await encryptRsa(jwkOf(rsa), undefined, cek)) as Uint8Array;
    // Newer versions no longer remove this padding: 00 02, at least eight bytes that are not zero, 00, and the key.
    const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ours);
    expect(block.toString('hex')).toMatch(
      new RegExp(`^0002(?:(?!00)..){189}00${Buffer.from(cek).toString('hex')}$`),
    );
  });

  it('accept a key without its primes, which runtimes reject (RFC 7518 §6.3.2)', async () => {
    const { kty, n, e, d } = rsa.jwk;
    const bare = JSON.stringify({ kty, n, e, d });
    for (const alg of ['RSA-OAEP', 'RSA-OAEP-256', 'RSA1_5']) {
      const token = await makeJwe({ alg, enc: 'A128GCM' }, rsa.publicText);
      expect(await open(token, bare)).toMatchObject({ status: 'decrypted' });
    }
  });

  it('decrypt nothing with another key, another length or another padding', () => {
    for (const hash of [undefined, 'SHA-256'] as const) {
      const encrypted = encryptByLibrary(jwkOf(rsa), hash, cek.slice(0, 16)) as Uint8Array<ArrayBuffer>;
      const opened = decryptByLibrary(jwkOf(otherRsa), hash, encrypted);
      expect(opened instanceof Uint8Array && opened.length === 16).toBe(false);
      expect(decryptByLibrary(jwkOf(rsa), hash, encrypted.slice(1))).toBeUndefined();
      expect(decryptByLibrary(jwkOf(smallRsa), hash, encrypted)).toBeUndefined();
    }
  });

  it('reject numbers that are longer than those of any key', () => {
    const huge = 'f'.repeat(100_000);
    const { n = '', d = '' } = jwkOf(rsa);
    const block = new Uint8Array(256).fill(1);
    expect(decryptByLibrary({ kty: 'RSA', n, d: huge }, undefined, block)).toBe('unreadable');
    expect(decryptByLibrary({ kty: 'RSA', n: huge, d }, undefined, block)).toBe('unreadable');
    expect(decryptByLibrary({ kty: 'RSA', n }, undefined, block)).toBe('unreadable');
    expect(encryptByLibrary({ kty: 'RSA', n, e: huge }, undefined, cek)).toBe('unreadable');
    expect(encryptByLibrary({ kty: 'RSA', n: '', e: 'AQAB' }, undefined, cek)).toBe('unreadable');
  });
});
