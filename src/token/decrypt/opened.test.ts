import { createPrivateKey } from 'node:crypto';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSecret, curves, otherRsa, rsa, smallRsa } from '../sign/keys.fixture';
import { sign } from '../sign/sign';
import { changeHeader, expectToken, makeJwe, open } from '../sign/token.fixture';
import { encode } from '../token.fixture';
import { encryptContent } from './algorithms/content';
import { readPlaintext } from './plaintext';
import { makeRaw } from './raw.fixture';

const wrap = { alg: 'A128KW', enc: 'A128GCM' };
const secret = createSecret(16);

describe('decrypt returns', () => {
  it('claims, with a warning that they are unsigned if anyone could encrypt them', async () => {
    const token = await makeJwe({ alg: 'RSA-OAEP', enc: 'A256GCM' }, rsa.publicText);
    expect(await open(token, rsa.text)).toMatchObject({
      status: 'decrypted',
      reason: 'decrypted',
      claims: { sub: 'alice' },
      warnings: ['JWE-NO-INNER-SIG'],
      recipient: 0,
      key: { form: 'jwk', kind: 'RSA', size: 'RSA 2048', candidates: 1 },
      params: ['RSA-OAEP', 'A256GCM', { facts: ['RSA 2048'] }],
    });
    expect((await open(await makeJwe(wrap, secret.text), secret.text)).warnings).toEqual([]);
  });

  it('a nested token, without the warning', async () => {
    const inner = expectToken(await sign({ alg: 'ES256' }, { sub: 'alice' }, curves['P-256'].text));
    const header = { alg: 'ECDH-ES', enc: 'A128GCM', cty: 'JWT' };
    const decryption = await open(await makeJwe(header, curves['P-256'].text, inner), curves['P-256'].text);
    expect(decryption).toMatchObject({
      status: 'decrypted',
      warnings: [],
      token: { kind: 'jws', raw: inner, claims: { sub: 'alice' } },
    });
    expect(decryption).not.toHaveProperty('claims');
  });

  it('text and bytes that are neither claims nor a token', async () => {
    for (const content of ['text', '"a JSON string"', Uint8Array.of(255)]) {
      const decryption = await open(
        await makeJwe({ ...wrap, cty: 'JWT' }, secret.text, content),
        secret.text,
      );
      expect(decryption.status).toBe('decrypted');
      expect(decryption).not.toHaveProperty('claims');
      expect(decryption).not.toHaveProperty('token');
    }
  });

  it('the content of JSON serialization only with its additional data', async () => {
    const protectedText = encode({ alg: 'dir', enc: 'A128GCM' });
    const content = { cekLength: 16, ivLength: 12, tagLength: 16 };
    const aad = new TextEncoder().encode(`${protectedText}.QUFE`);
    const iv = new Uint8Array(12);
    const encrypted = await encryptContent(content, new Uint8Array(16).fill(7), iv, new Uint8Array(3), aad);
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
    const jwe = {
      protected: protectedText,
      iv: text(iv),
      ciphertext: text(encrypted.ciphertext),
      tag: text(encrypted.tag),
    };
    expect(await open(JSON.stringify({ ...jwe, aad: 'QUFE' }), secret.text)).toMatchObject({
      status: 'decrypted',
    });
    for (const other of [jwe, { ...jwe, aad: 'QUFF' }]) {
      expect(await open(JSON.stringify(other), secret.text)).toMatchObject({ status: 'failed' });
    }
  });

  it('content that inflates up to the limit, with a warning', async () => {
    const small = await open(
      await makeRaw({ zip: 'DEF' }, deflateRawSync(Buffer.alloc(250_000))),
      secret.text,
    );
    expect(small).toMatchObject({ status: 'decrypted', warnings: ['JWE-ZIP', 'JWE-ZIP-BOMB'] });
    expect(small.plaintext).toHaveLength(250_000);
    const noise = crypto.getRandomValues(new Uint8Array(60_000));
    const large = Buffer.concat([noise, noise, noise, noise, noise, noise]);
    const big = await open(await makeRaw({ zip: 'DEF' }, deflateRawSync(large, { level: 0 })), secret.text);
    expect(big).toMatchObject({ status: 'decrypted', warnings: ['JWE-ZIP', 'JWE-ZIP-BOMB'] });
    const plain = await open(await makeRaw({ zip: 'DEF' }, deflateRawSync('{"sub":"alice"}')), secret.text);
    expect(plain).toMatchObject({ status: 'decrypted', warnings: ['JWE-ZIP'], claims: { sub: 'alice' } });
    // JJWT's format.
    const wrapped = await open(await makeRaw({ zip: 'DEF' }, deflateSync('{"sub":"alice"}')), secret.text);
    expect(wrapped).toMatchObject({ status: 'decrypted', warnings: ['JWE-ZIP'], claims: { sub: 'alice' } });
  });

  it('claims that are not UTF-8, in the encoding they are probably in', async () => {
    const claims = Buffer.from('{"name":"J\xFCrgen"}', 'latin1');
    const decryption = await open(await makeRaw({}, claims), secret.text);
    expect(decryption).toMatchObject({
      status: 'decrypted',
      claims: { name: 'Jürgen' },
      plaintextForm: { encoding: 'windows-1252', problem: 'not_utf8', offset: 10 },
    });
    expect(readPlaintext(decryption)).toBe('{"name":"Jürgen"}');
    expect(await open(await makeRaw({}, Buffer.from('{"a":1}')), secret.text)).not.toHaveProperty(
      'plaintextForm',
    );
  });

  it('content for a shared key in any encoding that fits', async () => {
    const bytes = Buffer.from(Array.from({ length: 16 }, (_, index) => 240 + index));
    const key = JSON.stringify({ kty: 'oct', k: bytes.toString('base64url') });
    const token = await makeJwe(wrap, key);
    for (const [encoding, text] of [
      ['base64url', bytes.toString('base64url')],
      ['base64', bytes.toString('base64')],
      ['hex', bytes.toString('hex')],
    ] as const) {
      expect(await open(token, text)).toMatchObject({
        status: 'decrypted',
        key: { form: 'secret', secretEncoding: encoding, size: { code: 'key_label_secret', params: [128] } },
      });
    }
    const text = 'sixteen letters.';
    const ofText = await makeJwe(wrap, JSON.stringify({ kty: 'oct', k: encode(text) }));
    expect(await open(ofText, `${text}\n`)).toMatchObject({ key: { secretEncoding: 'utf-8' } });
  });

  it('content for the key with the kid of the token, otherwise for any of the right type', async () => {
    const keys = [
      rsa.jwk,
      { ...createSecret(16, 9).jwk, kid: 'one' },
      { ...secret.jwk, kid: 'two' },
      { ...createSecret(32).jwk, kid: 'three' },
    ];
    const set = JSON.stringify({ keys });
    const named = await makeJwe({ ...wrap, kid: 'two' }, secret.text);
    expect(await open(named, set)).toMatchObject({ status: 'decrypted', key: { kid: 'two', candidates: 1 } });
    const unnamed = await makeJwe(wrap, secret.text);
    expect(await open(unnamed, set)).toMatchObject({
      status: 'decrypted',
      key: { kid: 'two', candidates: 2 },
    });
  });

  it('content for one of multiple recipients, and reports which', async () => {
    const recipients = [
      { header: { alg: 'unknown' }, encrypted_key: 'AAAA' },
      { header: { alg: 'RSA-OAEP' }, encrypted_key: 'AAAA' },
      { header: { alg: 'A128KW', kid: 'third' }, encrypted_key: '' },
    ];
    // The protected header has only the content encryption, as in RFC 7516 appendix A.4.
    const { wrapKey } = (await import('./algorithms/native-aes')).nativeAes;
    const cek = crypto.getRandomValues(new Uint8Array(16));
    const kek = new Uint8Array(16).fill(7);
    const protectedText = encode({ enc: 'A128GCM' });
    const content = { cekLength: 16, ivLength: 12, tagLength: 16 };
    const iv = new Uint8Array(12);
    const aad = new TextEncoder().encode(protectedText);
    const encrypted = await encryptContent(content, cek, iv, new TextEncoder().encode('{}'), aad);
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
    const third = { ...recipients[2], encrypted_key: text(await wrapKey(kek, cek)) };
    const jwe = JSON.stringify({
      protected: protectedText,
      recipients: [...recipients.slice(0, 2), third],
      iv: text(iv),
      ciphertext: text(encrypted.ciphertext),
      tag: text(encrypted.tag),
    });
    expect(await open(jwe, secret.text)).toMatchObject({ status: 'decrypted', recipient: 2 });
    expect(await open(jwe, JSON.stringify({ keys: [otherRsa.jwk, secret.jwk] }))).toMatchObject({
      status: 'decrypted',
      recipient: 2,
    });
    expect(await open(jwe, otherRsa.text)).toMatchObject({ status: 'failed', recipient: 1 });
  });

  it('a result for many iterations after the user agreed', { timeout: 60_000 }, async () => {
    const key = createSecret(32).text;
    const token = await makeJwe({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 1_200_000 }, key);
    expect(await open(token, key)).toMatchObject({ status: 'decrypted', warnings: [] });
    const high = changeHeader(token, (header) => Object.assign(header, { p2c: 1_200_001 }));
    expect(await open(high, key, { allowHighP2c: true })).toMatchObject({
      status: 'failed',
      reason: 'key_mismatch',
      warnings: ['JWE-P2C-HIGH'],
    });
  });
});

describe('decrypt warns', () => {
  it('about PKCS#1 v1.5 padding, few iterations and a short salt', async () => {
    const old = await makeJwe({ alg: 'RSA1_5', enc: 'A128CBC-HS256' }, rsa.text, 'text');
    expect(await open(old, rsa.text)).toMatchObject({ status: 'decrypted', warnings: ['JWE-RSA15'] });
    const header = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' };
    const few = await makeJwe({ ...header, p2c: 1000 }, 'password');
    expect((await open(few, 'password')).warnings).toEqual(['JWE-P2C-LOW']);
    // A random key needs fewer iterations than a password.
    const random = createSecret(32).text;
    expect((await open(await makeJwe({ ...header, p2c: 1000 }, random), random)).warnings).toEqual([]);
    const short = changeHeader(few, (members) => Object.assign(members, { p2s: 'AAAA' }));
    expect((await open(short, 'password')).warnings).toEqual(['JWE-P2C-LOW', 'JWE-P2S']);
  });

  it('about a small key, and a key for another use', async () => {
    const small = await makeJwe({ alg: 'RSA-OAEP', enc: 'A128GCM' }, smallRsa.text, 'text');
    expect((await open(small, smallRsa.text)).warnings).toEqual(['KEY-RSA-SMALL']);
    const token = await makeJwe(wrap, secret.text);
    const withMembers = async (members: object) =>
      (await open(token, JSON.stringify({ ...secret.jwk, ...members }))).warnings;
    expect(await withMembers({ alg: 'A128GCMKW' })).toEqual(['KEY-ALG-MISMATCH']);
    expect(await withMembers({ use: 'sig' })).toEqual(['KEY-USE']);
    expect(await withMembers({ key_ops: ['sign'] })).toEqual(['KEY-USE']);
    expect(await withMembers({ alg: 'A128KW', use: 'enc', key_ops: ['wrapKey', 'unwrapKey'] })).toEqual([]);
    const direct = await makeJwe({ alg: 'dir', enc: 'A128GCM' }, secret.text);
    const named = JSON.stringify({ ...secret.jwk, alg: 'A128GCM' });
    expect((await open(direct, named)).warnings).toEqual([]);
  });

  it('about a key in DER for another scheme', async () => {
    const token = await makeJwe({ alg: 'RSA-OAEP', enc: 'A128GCM' }, rsa.text, 'text');
    const key = createPrivateKey({ key: JSON.parse(rsa.text), format: 'jwk' });
    const der = key.export({ type: 'pkcs8', format: 'der' }).toString('hex');
    const withOid = (last: string) => der.replace('2a864886f70d010101', `2a864886f70d0101${last}`);
    expect((await open(token, withOid('07'))).warnings).toEqual([]);
    expect((await open(token, withOid('0a'))).warnings).toEqual(['KEY-ALG-MISMATCH']);
  });

  it('and tries such a key last', async () => {
    const token = await makeJwe({ ...wrap, kid: 'one' }, secret.text);
    const keys = [
      { ...secret.jwk, kid: 'one', use: 'sig' },
      { ...secret.jwk, kid: 'one', use: 'enc' },
    ];
    expect((await open(token, JSON.stringify({ keys }))).warnings).toEqual([]);
  });
});
