import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSecret, curves, otherRsa, rsa } from '../sign/keys.fixture';
import { changeHeader, makeJwe, open } from '../sign/token.fixture';
import { makeRaw } from './raw.fixture';

const wrap = { alg: 'A128KW', enc: 'A128GCM' };
const secret = createSecret(16);

describe('decrypt fails', () => {
  it('with another key of the right type', async () => {
    for (const [header, right, wrong] of [
      [{ alg: 'RSA-OAEP-256', enc: 'A128GCM' }, rsa, otherRsa],
      [{ alg: 'RSA1_5', enc: 'A128CBC-HS256' }, rsa, otherRsa],
      [wrap, secret, createSecret(16, 9)],
      [{ alg: 'A128GCMKW', enc: 'A128GCM' }, secret, createSecret(16, 9)],
      [{ alg: 'dir', enc: 'A128GCM' }, secret, createSecret(16, 9)],
    ] as const) {
      expect(await open(await makeJwe(header, right.text), wrong.text)).toMatchObject({
        status: 'failed',
        reason: 'key_mismatch',
        key: { candidates: 1 },
      });
    }
    const token = await makeJwe({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 1000 }, 'password');
    expect(await open(token, 'another')).toMatchObject({ status: 'failed', reason: 'key_mismatch' });
  });

  it('if any part was changed', async () => {
    for (const header of [wrap, { alg: 'A128KW', enc: 'A128CBC-HS256' }]) {
      const token = await makeJwe(header, secret.text);
      for (const index of [1, 2, 3, 4]) {
        const parts = token.split('.');
        const bytes = Buffer.from(parts[index] ?? '', 'base64url');
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        parts[index] = bytes.toString('base64url');
        expect(await open(parts.join('.'), secret.text)).toMatchObject({
          status: 'failed',
          reason: 'key_mismatch',
        });
      }
      const spaced = changeHeader(token, (members) => Object.assign(members, { typ: 'JWT' }));
      expect(await open(spaced, secret.text)).toMatchObject({ status: 'failed', reason: 'key_mismatch' });
    }
  });

  it('for a tag or an IV of the wrong length, and reports both lengths', async () => {
    for (const [enc, part, length, params] of [
      ['A128GCM', 4, 12, [{ code: 'part_tag' }, 12, 'A128GCM', 16]],
      ['A128GCM', 2, 16, [{ code: 'part_iv' }, 16, 'A128GCM', 12]],
      ['A256CBC-HS512', 4, 16, [{ code: 'part_tag' }, 16, 'A256CBC-HS512', 32]],
      ['A256CBC-HS512', 2, 0, [{ code: 'part_iv' }, 0, 'A256CBC-HS512', 16]],
    ] as const) {
      const parts = (await makeJwe({ alg: 'A128KW', enc }, secret.text)).split('.');
      parts[part] = Buffer.alloc(length).toString('base64url');
      expect(await open(parts.join('.'), secret.text)).toMatchObject({
        status: 'failed',
        reason: 'lengths_wrong',
        params,
        warnings: ['JWE-TAG'],
      });
    }
  });

  it('for a wrapped key whose length does not fit the content encryption', async () => {
    const token = await makeJwe({ alg: 'A128KW', enc: 'A256CBC-HS512' }, secret.text);
    const parts = (await makeJwe(wrap, secret.text)).split('.');
    const [, ...rest] = token.split('.');
    rest[0] = parts[1] ?? '';
    expect(await open([token.split('.')[0], ...rest].join('.'), secret.text)).toMatchObject({
      status: 'failed',
      reason: 'lengths_wrong',
      params: [{ code: 'part_cek' }, 16, 'A256CBC-HS512', 64],
      warnings: ['JWE-KEY-LENGTH'],
    });
  });

  it('for an invalid ephemeral key', async () => {
    const zero = (length: number) => Buffer.alloc(length).toString('base64url');
    const one = (length: number) => Buffer.from([1, ...Buffer.alloc(length - 1)]).toString('base64url');
    const { d: _private, ...otherPoint } = curves['P-384'].jwk;
    const cases: readonly (readonly [keyof typeof curves, unknown])[] = [
      ['P-256', undefined],
      ['P-256', 'text'],
      ['P-256', []],
      ['P-256', curves['P-256'].jwk],
      ['P-256', otherPoint],
      ['P-256', { kty: 'EC', crv: 'P-256', x: zero(32), y: zero(32) }],
      ['P-256', { kty: 'EC', crv: 'P-256', x: zero(32) }],
      ['P-256', { kty: 'OKP', crv: 'P-256', x: zero(32) }],
      ['P-521', { kty: 'EC', crv: 'P-521', x: one(66), y: one(66) }],
      ['X25519', { kty: 'OKP', crv: 'X25519', x: zero(32) }],
      ['X25519', { kty: 'OKP', crv: 'X25519', x: one(32) }],
      ['X25519', { kty: 'OKP', crv: 'X25519', x: zero(31) }],
      ['X448', { kty: 'OKP', crv: 'X448', x: zero(56) }],
      ['X448', { kty: 'OKP', crv: 'X448', x: one(56) }],
      ['X448', { kty: 'EC', crv: 'X448', x: one(56), y: one(56) }],
    ];
    for (const [name, epk] of cases) {
      const token = await makeJwe({ alg: 'ECDH-ES+A128KW', enc: 'A128GCM' }, curves[name].text);
      const changed = changeHeader(token, (header) => Object.assign(header, { epk }));
      const { status, reason, warnings } = await open(changed, curves[name].text);
      expect([name, epk, status, reason, warnings]).toEqual([
        name,
        epk,
        'failed',
        'epk_invalid',
        ['JWE-EPK'],
      ]);
    }
  });

  it('and reports the problem with the ephemeral key', async () => {
    const { text, jwk } = curves['P-256'];
    const { d: _private, ...otherPoint } = curves['P-384'].jwk;
    const token = await makeJwe({ alg: 'ECDH-ES', enc: 'A128GCM' }, text);
    for (const [epk, problem, ...params] of [
      [undefined, 'missing'],
      [7, 'not_jwk'],
      [{ kty: 'EC' }, 'no_curve'],
      [jwk, 'private'],
      [otherPoint, 'other_curve', 'P-384', 'P-256'],
      [{ kty: 'OKP', crv: 'P-256', x: 'AAAA' }, 'not_key', 'P-256'],
      [{ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' }, 'not_point', 'P-256'],
    ] as const) {
      const changed = changeHeader(token, (header) => Object.assign(header, { epk }));
      expect((await open(changed, text)).params).toEqual([{ code: `epk_problem_${problem}`, params }]);
    }
  });

  it('for an invalid header parameter that the algorithm needs', async () => {
    const wrapped = await makeJwe({ alg: 'A128GCMKW', enc: 'A128GCM' }, secret.text);
    for (const members of [{ iv: undefined }, { tag: 7 }, { iv: '*' }, { tag: 'A' }]) {
      const changed = changeHeader(wrapped, (header) => Object.assign(header, members));
      expect(await open(changed, secret.text)).toMatchObject({ status: 'failed', reason: 'header_invalid' });
    }
    const short = changeHeader(wrapped, (header) => Object.assign(header, { tag: 'AAAA' }));
    expect(await open(short, secret.text)).toMatchObject({ reason: 'lengths_wrong', warnings: ['JWE-TAG'] });
    const derived = await makeJwe({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 1000 }, 'password');
    for (const p2c of [0, -1, 1.5, '4096', null, 2 ** 32, 1e308, [1000]]) {
      const changed = changeHeader(derived, (header) => Object.assign(header, { p2c }));
      expect(await open(changed, 'password')).toMatchObject({
        status: 'failed',
        reason: 'header_invalid',
        params: ['p2c'],
      });
    }
    const agreed = await makeJwe({ alg: 'ECDH-ES', enc: 'A128GCM' }, curves.X25519.text);
    const changed = changeHeader(agreed, (header) => Object.assign(header, { apv: { a: 1 } }));
    expect(await open(changed, curves.X25519.text)).toMatchObject({
      reason: 'header_invalid',
      params: ['apv'],
    });
  });

  it('if the content is not a deflate stream, or a truncated one', async () => {
    const deflated = deflateRawSync('a text that is long enough to be cut in two '.repeat(9));
    for (const bytes of [
      Buffer.from('text'),
      deflated.subarray(0, -4),
      Buffer.alloc(0),
      Buffer.alloc(2000, 255),
    ]) {
      expect(await open(await makeRaw({ zip: 'DEF' }, bytes), secret.text)).toMatchObject({
        status: 'failed',
        reason: 'inflate_failed',
      });
    }
  });

  it('if the content inflates beyond the limit', async () => {
    for (const length of [250_001, 1_000_000, 100_000_000]) {
      const bomb = deflateRawSync(Buffer.alloc(length));
      const decryption = await open(await makeRaw({ zip: 'DEF' }, bomb), secret.text);
      expect(decryption).toMatchObject({
        status: 'failed',
        reason: 'inflate_too_large',
        warnings: ['JWE-ZIP', 'JWE-ZIP-BOMB'],
      });
      expect(decryption).not.toHaveProperty('plaintext');
    }
  });
});
