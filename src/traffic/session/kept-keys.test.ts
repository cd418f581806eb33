import { describe, expect, it } from 'vitest';
import { parseKeptKey, parseKeptKeys } from './kept-keys';
import { maxKeptKeys } from './limits';

const number = 'a'.repeat(43);
const thumbprint = number;
const scope = { kind: 'issuer', value: 'https://id.test/' } as const;
const ec = { kty: 'EC', crv: 'P-256', x: number, y: number };
const make = (jwk: object, more: object = {}) => ({
  thumbprint,
  jwk: JSON.stringify(jwk),
  scope,
  name: 'Staging',
  ...more,
});

describe('parseKeptKey', () => {
  it.each([
    ec,
    { ...ec, alg: 'ES256', kid: 'https://id.test/keys/1' },
    { kty: 'RSA', n: 'b'.repeat(342), e: 'AQAB' },
    { kty: 'OKP', crv: 'Ed25519', x: number },
    { kty: 'AKP', pub: 'c'.repeat(2_592), alg: 'ML-DSA-65' },
  ])('accepts a public key', (jwk) => {
    expect(parseKeptKey(make(jwk))).toEqual(make(jwk));
  });

  it.each(
    [
      ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv', 'x5c', 'D', 'ext', '__proto__'].map(
        (name) => JSON.parse(`${JSON.stringify(ec).slice(0, -1)},"${name}":"c2VjcmV0"}`) as object,
      ),
      { kty: 'oct', k: 'c2VjcmV0' },
      { kty: 'oct' },
      { kty: 'toString' },
      { kty: 'EC', crv: 'P-256', x: number },
      { ...ec, x: 'a'.repeat(101) },
      { ...ec, x: 'a secret!' },
      { ...ec, x: { d: 'c2VjcmV0' } },
      { ...ec, kid: '-----BEGIN PRIVATE KEY-----' },
      { ...ec, kid: '{"k":"c2VjcmV0"}' },
      { ...ec, kid: 'eyJhbGciOiJIUzI1NiJ9.e30.' },
      { ...ec, kid: 'x'.repeat(501) },
      { ...ec, alg: 'a secret' },
    ].flat(),
  )('rejects %j', (jwk) => {
    expect(parseKeptKey(make(jwk))).toBeUndefined();
  });

  it.each([
    { name: '-----BEGIN PRIVATE KEY-----' },
    { name: 'eyJhbGciOiJIUzI1NiJ9.e30.' },
    { name: 'line\nbreak' },
    { name: 'x'.repeat(101) },
    { name: undefined },
    { scope: { kind: 'token', value: 'a.b.c' } },
    { scope: { kind: 'issuer', value: 'eyJhbGciOiJIUzI1NiJ9.e30.' } },
    { scope: { kind: 'all', value: 'x' } },
    { scope: undefined },
    { thumbprint: 'short' },
    { jwk: 'not JSON' },
    { jwk: ec },
    { jwk: JSON.stringify([ec]) },
    { jwk: `"${'x'.repeat(10_001)}"` },
  ])('rejects a key with %j', (more) => {
    expect(parseKeptKey(make(ec, more))).toBeUndefined();
  });

  it('copies only known members', () => {
    expect(parseKeptKey(make(ec, { privateText: 'c2VjcmV0' }))).toEqual(make(ec));
  });
});

describe('parseKeptKeys', () => {
  it('leaves out invalid keys, and limits their number', () => {
    expect(parseKeptKeys([make(ec), { jwk: '{}' }, null])).toEqual([make(ec)]);
    expect(parseKeptKeys(Array.from({ length: maxKeptKeys + 1 }, () => make(ec)))).toHaveLength(maxKeptKeys);
    for (const value of [undefined, {}, 'keys']) expect(parseKeptKeys(value)).toEqual([]);
  });
});
