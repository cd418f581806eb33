import { CompactEncrypt, compactDecrypt, importJWK } from 'jose';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { encrypt } from './encrypt';
import { createSecret, curves, rsa, smallRsa, type TestKey } from './keys.fixture';
import { expectToken, makeJwe, open } from './token.fixture';

const encs = ['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512'];
const cekLengths: Readonly<Record<string, number>> = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  'A128CBC-HS256': 32,
  'A192CBC-HS384': 48,
  'A256CBC-HS512': 64,
};

/** Every key management algorithm with a key for it; jose supports neither RSA1_5 nor X448. */
const managements: readonly (readonly [string, string, TestKey])[] = [
  ...['RSA1_5', 'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'].map(
    (alg) => [alg, 'RSA', rsa] as const,
  ),
  ...[16, 24, 32].flatMap((length) => [
    [`A${length * 8}KW`, 'oct', createSecret(length)] as const,
    [`A${length * 8}GCMKW`, 'oct', createSecret(length)] as const,
  ]),
  ...['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'].flatMap((alg) =>
    (['P-256', 'P-384', 'P-521', 'X25519', 'X448'] as const).map(
      (curve) => [alg, curve, curves[curve]] as const,
    ),
  ),
  ...['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'].map(
    (alg) => [alg, 'password', createSecret(20)] as const,
  ),
];

describe('encrypt uses jose for', () => {
  const encryptWithJose = vi.spyOn(CompactEncrypt.prototype, 'encrypt');
  afterAll(() => encryptWithJose.mockRestore());

  for (const [alg, kind, key] of managements) {
    const canJose = alg !== 'RSA1_5' && kind !== 'X448';
    it(`${canJose ? '' : 'not '}${alg} with ${kind}`, async () => {
      encryptWithJose.mockClear();
      const token = expectToken(await encrypt({ alg, enc: 'A128GCM', zip: 'DEF' }, 'text', key.text));
      const made = await encryptWithJose.mock.results[0]?.value.catch(() => undefined);
      expect(made === token).toBe(canJose);
    });
  }
});

describe('encrypt rejects', () => {
  const plaintext = 'text';

  it('unknown algorithms, and `none`', async () => {
    expect(await encrypt({ alg: 'none', enc: 'A128GCM' }, plaintext, rsa.text)).toMatchObject({
      problem: 'alg_unsupported',
      params: ['none'],
    });
    expect(await encrypt({ alg: 'constructor', enc: 'A128GCM' }, plaintext, rsa.text)).toMatchObject({
      problem: 'alg_unsupported',
    });
    expect(await encrypt({ alg: 'RSA-OAEP', enc: 'A128' }, plaintext, rsa.text)).toMatchObject({
      problem: 'enc_unsupported',
    });
    expect(await encrypt({ alg: 'RSA-OAEP', enc: 'A128GCM', zip: 'GZ' }, plaintext, rsa.text)).toMatchObject({
      problem: 'zip_unsupported',
    });
  });

  it('a key that is missing, unreadable, of another type or of another length', async () => {
    const header = { alg: 'A128KW', enc: 'A128GCM' };
    expect(await encrypt(header, plaintext, ' ')).toMatchObject({ problem: 'no_key' });
    expect(await encrypt(header, plaintext, '{"keys":[]}')).toMatchObject({ problem: 'set_empty' });
    expect(await encrypt(header, plaintext, '{"kty":"oct"}')).toMatchObject({ problem: 'key_unreadable' });
    expect(await encrypt(header, plaintext, rsa.text)).toMatchObject({ problem: 'key_wrong_kind' });
    expect(await encrypt(header, plaintext, createSecret(32).text)).toMatchObject({
      problem: 'key_wrong_kind',
      params: [
        { facts: [{ code: 'key_label_secret', params: [256] }] },
        'A128KW',
        { code: 'key_need_secret_bits', params: [128] },
      ],
    });
    expect(await encrypt({ alg: 'ECDH-ES', enc: 'A128GCM' }, plaintext, curves.Ed25519.text)).toMatchObject({
      problem: 'key_wrong_kind',
    });
    expect(await encrypt(header, plaintext, 'x'.repeat(2_000_000))).toMatchObject({
      problem: 'key_too_long',
    });
  });

  it('invalid or too many iterations, party information that is not base64url, and a token that is too long', async () => {
    const header = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' };
    for (const p2c of [0, -1, 1.5, '4096', null, 2 ** 33]) {
      expect(await encrypt({ ...header, p2c }, plaintext, 'password')).toMatchObject({
        problem: 'header_invalid',
        params: ['p2c'],
      });
    }
    expect(await encrypt({ ...header, p2c: 2 ** 31 }, plaintext, 'password')).toMatchObject({
      problem: 'p2c_too_high',
    });
    const agreement = { alg: 'ECDH-ES', enc: 'A128GCM', apu: '*' };
    expect(await encrypt(agreement, plaintext, curves.X25519.text)).toMatchObject({
      problem: 'header_invalid',
      params: ['apu'],
    });
    const long = new Uint8Array(1_048_576);
    expect(await encrypt({ alg: 'dir', enc: 'A128GCM' }, long, createSecret(16).text)).toMatchObject({
      problem: 'too_long',
    });
  });

  it('an RSA key that is too short for the content', async () => {
    const making = await encrypt({ alg: 'RSA-OAEP-512', enc: 'A128GCM' }, plaintext, smallRsa.text);
    expect(making).toMatchObject({ problem: 'key_unreadable' });
  });
});

describe('decrypt reverses encrypt for', { timeout: 60_000 }, () => {
  for (const [alg, kind, key] of managements) {
    it(`${alg} with ${kind} and every content encryption`, async () => {
      for (const enc of encs) {
        const token = await makeJwe({ alg, enc, p2c: 1000 }, key.publicText);
        const { status, claims, key: used } = await open(token, key.text);
        expect([enc, status, claims]).toEqual([enc, 'decrypted', { sub: 'alice' }]);
        expect(used?.kind).toBe(key.jwk['kty']);
      }
    });
  }

  it('dir with every content encryption', async () => {
    for (const enc of encs) {
      const key = createSecret(cekLengths[enc] ?? 0);
      expect(await open(await makeJwe({ alg: 'dir', enc }, key.text), key.text)).toMatchObject({
        status: 'decrypted',
      });
    }
  });

  it('compressed, with party information, empty, and binary', async () => {
    const secret = createSecret(16);
    const zipped = await makeJwe(
      { alg: 'A128KW', enc: 'A128GCM', zip: 'DEF' },
      secret.text,
      'a'.repeat(5000),
    );
    expect(zipped.length).toBeLessThan(500);
    expect((await open(zipped, secret.text)).plaintext).toHaveLength(5000);
    const header = { alg: 'ECDH-ES', enc: 'A128GCM', apu: 'QWxpY2U', apv: 'Qm9i' };
    const agreed = await makeJwe(header, curves['P-256'].publicText);
    expect(await open(agreed, curves['P-256'].text)).toMatchObject({ status: 'decrypted' });
    for (const bytes of [new Uint8Array(), Uint8Array.of(0, 255, 128)]) {
      const token = await makeJwe({ alg: 'A128KW', enc: 'A128CBC-HS256' }, secret.text, bytes);
      expect((await open(token, secret.text)).plaintext).toEqual(bytes);
    }
  });

  it('600,000 iterations by default', async () => {
    const token = await makeJwe({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' }, 'password');
    const decryption = await open(token, 'password');
    expect(decryption).toMatchObject({ status: 'decrypted', warnings: [] });
  });
});

describe('another implementation agrees on', { timeout: 60_000 }, () => {
  const shared = managements.filter(([alg, kind]) => alg !== 'RSA1_5' && kind !== 'X448');
  const options = {
    keyManagementAlgorithms: shared.map(([alg]) => alg),
    maxPBES2Count: 10_000,
  };

  for (const [alg, kind, key] of shared) {
    it(`${alg} with ${kind}: jose decrypts ours, and we decrypt jose's`, async () => {
      for (const enc of encs) {
        const token = await makeJwe({ alg, enc, p2c: 1000 }, key.publicText, 'ours');
        const own = await importJWK({ ...key.jwk }, alg);
        const opened = await compactDecrypt(token, own, options);
        expect(new TextDecoder().decode(opened.plaintext)).toBe('ours');

        const other = await importJWK(JSON.parse(key.publicText) as Record<string, string>, alg);
        const theirs = await new CompactEncrypt(new TextEncoder().encode('theirs'))
          .setProtectedHeader({ alg, enc })
          .encrypt(other);
        const { plaintext } = await open(theirs, key.text);
        expect(new TextDecoder().decode(plaintext)).toBe('theirs');
      }
    });
  }

  it('dir and DEF', async () => {
    const key = createSecret(32);
    const token = expectToken(
      await encrypt({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }, 'x'.repeat(99), key.text),
    );
    const own = await importJWK({ ...key.jwk }, 'dir');
    expect((await compactDecrypt(token, own)).plaintext).toHaveLength(99);
  });
});
