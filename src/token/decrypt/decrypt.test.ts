import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { createSecret, curves, rsa } from '../sign/keys.fixture';
import { changeHeader, makeJwe, open, toFlattened } from '../sign/token.fixture';
import { makeToken } from '../token.fixture';
import { decrypt } from './decrypt';

const wrap = { alg: 'A128KW', enc: 'A128GCM' };
const secret = createSecret(16);

describe('decrypt does not try', () => {
  it('a token that is not encrypted', async () => {
    for (const text of [makeToken(), 'none', '']) {
      expect(await decrypt(decode(text), secret.text)).toMatchObject({
        status: 'unchecked',
        reason: 'not_a_jwe',
      });
    }
  });

  it('unknown algorithms and compressions', async () => {
    const token = await makeJwe(wrap, secret.text);
    const withHeader = (members: object) =>
      open(
        changeHeader(token, (header) => Object.assign(header, members)),
        secret.text,
      );
    expect(await withHeader({ alg: 'HPKE-0' })).toMatchObject({
      reason: 'alg_unsupported',
      params: ['HPKE-0'],
    });
    expect(await withHeader({ alg: 'constructor' })).toMatchObject({ reason: 'alg_unsupported' });
    expect(await withHeader({ enc: 'C20P' })).toMatchObject({ reason: 'enc_unsupported', params: ['C20P'] });
    expect(await withHeader({ zip: 'GZ' })).toMatchObject({
      reason: 'zip_unsupported',
      warnings: ['JWE-ZIP-UNKNOWN'],
    });
    for (const crit of [['exp'], ['b64']]) {
      expect(await withHeader({ crit, b64: true })).toMatchObject({ reason: 'crit_not_understood' });
    }
    for (const crit of [[], 'exp', null, [7]]) {
      expect(await withHeader({ crit, b64: true })).toMatchObject({ reason: 'crit_not_list' });
    }
  });

  it('an unprotected compression (RFC 7516 §4.1.3)', async () => {
    const token = toFlattened(await makeJwe(wrap, secret.text));
    for (const member of ['unprotected', 'header']) {
      const moved = JSON.stringify({ ...token, [member]: { zip: 'DEF' } });
      expect(await open(moved, secret.text)).toMatchObject({
        status: 'unchecked',
        reason: 'zip_unsupported',
      });
    }
  });

  it('a token with a crit or zip in the header of another recipient', async () => {
    const { header, encrypted_key, ...token } = toFlattened(await makeJwe(wrap, secret.text)) as {
      header?: object;
      encrypted_key?: string;
    };
    const first = { ...(header && { header }), encrypted_key };
    const withSecond = (members: object) =>
      open(JSON.stringify({ ...token, recipients: [first, { header: members }] }), secret.text);
    expect(await withSecond({ kid: 'b' })).toMatchObject({ status: 'decrypted' });
    expect(await withSecond({ crit: ['exp'] })).toMatchObject({ reason: 'crit_not_understood' });
    expect(await withSecond({ zip: 'DEF' })).toMatchObject({ reason: 'zip_unsupported' });
  });

  it('a token without a key for it', async () => {
    const token = await makeJwe(wrap, secret.text);
    expect(await open(token, ' \n')).toMatchObject({ reason: 'no_key' });
    expect(await open(token, '{"keys":[]}')).toMatchObject({ reason: 'set_empty' });
    expect(await open(token, '-----BEGIN PRIVATE KEY-----')).toMatchObject({ reason: 'key_unreadable' });
    expect(await open(token, '{"issuer":"https://id.test","jwks_uri":"https://id.test/jwks"}')).toMatchObject(
      {
        reason: 'key_unreadable',
      },
    );
    expect(await open(token, 'x'.repeat(1_048_577))).toMatchObject({ reason: 'key_too_long' });
  });

  it('a key of another type, length or curve, and reports which is needed', async () => {
    const token = await makeJwe(wrap, secret.text);
    expect(await open(token, rsa.text)).toMatchObject({
      reason: 'key_wrong_kind',
      warnings: [],
      params: ['RSA 2048', 'A128KW', 'A128GCM', { code: 'key_need_secret_bits', params: [128] }],
    });
    expect(await open(token, createSecret(32).text)).toMatchObject({
      reason: 'key_wrong_kind',
      warnings: ['JWE-KEY-LENGTH'],
    });
    const agreed = await makeJwe({ alg: 'ECDH-ES', enc: 'A128GCM' }, curves['P-256'].text);
    expect(await open(agreed, curves.Ed25519.text)).toMatchObject({ reason: 'key_wrong_kind' });
    expect(await open(agreed, 'a password')).toMatchObject({ reason: 'key_wrong_kind' });
  });

  it('a public key, and reports that the private key is needed', async () => {
    const token = await makeJwe({ alg: 'RSA-OAEP', enc: 'A128GCM' }, rsa.text);
    expect(await open(token, rsa.publicText)).toMatchObject({ status: 'unchecked', reason: 'key_is_public' });
    const agreed = await makeJwe({ alg: 'ECDH-ES', enc: 'A128GCM' }, curves.X448.text);
    expect(await open(agreed, curves.X448.publicText)).toMatchObject({ reason: 'key_is_public' });
  });

  it('a token whose kid is not in the set, even if a key without a kid fails', async () => {
    const token = await makeJwe({ ...wrap, kid: 'one' }, secret.text);
    const named = { ...createSecret(16, 9).jwk, kid: 'two' };
    const unnamed = createSecret(16, 8).jwk;
    for (const keys of [[named], [named, unnamed]]) {
      expect(await open(token, JSON.stringify({ keys }))).toMatchObject({
        status: 'unchecked',
        reason: 'kid_not_in_set',
        params: ['one', keys.length],
      });
    }
    const unread = { kty: 'oct', kid: 'one' };
    expect(await open(token, JSON.stringify({ keys: [named, unread] }))).toMatchObject({
      reason: 'key_unreadable',
    });
  });

  it('more PBKDF2 iterations than the caller allowed', async () => {
    const token = await makeJwe({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 1000 }, 'password');
    for (const p2c of [1_200_001, 2 ** 31, 2 ** 32 - 1]) {
      const high = changeHeader(token, (header) => Object.assign(header, { p2c }));
      expect(await open(high, 'password')).toMatchObject({
        status: 'unchecked',
        reason: 'p2c_too_high',
        params: [p2c, 1_200_000],
        warnings: expect.arrayContaining(['JWE-P2C-HIGH']) as string[],
      });
    }
  });

  it('a token after the caller cancelled', async () => {
    const token = await makeJwe({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 1000 }, 'password');
    const signal = AbortSignal.abort();
    expect(await open(token, 'password', { signal })).toMatchObject({ reason: 'cancelled' });
    const high = changeHeader(token, (header) => Object.assign(header, { p2c: 1_500_000 }));
    const controller = new AbortController();
    const given = open(high, 'password', { signal: controller.signal, allowHighP2c: true });
    controller.abort();
    expect(await given).toMatchObject({ status: 'unchecked', reason: 'cancelled' });
  });
});
