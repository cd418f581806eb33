import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeToken } from '../token.fixture';
import { claims, hs256, p256Jwk, rs256, secret, tamper } from './check.fixture';
import type { KeySet } from './key-set';
import { otherP256, p256, rsa, signToken } from './keys.fixture';
import { verifyWithKeySets } from './verify-with-key-sets';

const host = 'id.test';
const key = { ...p256Jwk, kid: 'one' };
const otherKey = { ...otherP256.publicKey.export({ format: 'jwk' }), kid: 'two' };
const rsaKey = { ...rsa.publicKey.export({ format: 'jwk' }) };
const token = signToken({ alg: 'ES256', kid: 'one' }, claims, p256.privateKey);
const withoutKid = signToken({ alg: 'ES256' }, claims, p256.privateKey);

const makeSet = (keys: readonly object[], more: Partial<KeySet> = {}): KeySet => ({
  text: JSON.stringify({ keys }),
  origin: 'captured',
  host,
  isIssuers: true,
  ...more,
});
const foreign = (keys: readonly object[], more: Partial<KeySet> = {}) =>
  makeSet(keys, { host: 'evil.test', isIssuers: false, ...more });

async function outcome(raw: string, ...sets: readonly KeySet[]): Promise<string> {
  const { status, reason } = await verifyWithKeySets(decode(raw), sets);
  return `${status} ${reason}`;
}

describe("the issuer's own set", () => {
  it('makes a token valid, and the verdict has the host', async () => {
    const verdict = await verifyWithKeySets(decode(token), [makeSet([otherKey, key])]);
    expect(verdict).toMatchObject({
      status: 'valid',
      reason: 'signature_matches',
      keySet: { origin: 'captured', host },
      notes: [{ code: 'issuer_keys_captured', params: [host] }],
    });
  });

  it('makes a changed token invalid if it has the kid of the token', async () => {
    const verdict = await verifyWithKeySets(decode(tamper(token)), [makeSet([key])]);
    expect(verdict).toMatchObject({ status: 'invalid', variant: 'signature_mismatch_issuer' });
    expect(await outcome(tamper(token), makeSet([otherKey]), makeSet([key]))).toMatch(/^invalid/);
  });

  it("makes a token invalid whose signature isn't made as its algorithm defines", async () => {
    const text = `${encode({ alg: 'ES256', kid: 'one' })}.${encode(claims)}`;
    const signed = sign('SHA-512', Buffer.from(text), { key: p256.privateKey, dsaEncoding: 'ieee-p1363' });
    const verdict = await verifyWithKeySets(decode(`${text}.${signed.toString('base64url')}`), [
      makeSet([key]),
    ]);
    expect(verdict).toMatchObject({ status: 'invalid', variant: 'signature_mismatch_other' });
    expect(verdict.notes?.map(({ code }) => code)).toContain('other_hash_matches');
  });

  it.each([
    ['has no key with the kid', tamper(token), [otherKey], 'kid_not_in_set'],
    ['has no kids', tamper(token), [p256Jwk], 'issuer_keys_mismatch'],
    ['has one key, and the token no kid', tamper(withoutKid), [p256Jwk], 'issuer_keys_mismatch'],
    ['has a key with a kid, and the token none', tamper(withoutKid), [key], 'issuer_keys_mismatch'],
    ['has a key of another type', tamper(rs256), [key], 'key_wrong_kind'],
    ['is empty', tamper(token), [], 'set_empty'],
  ])('that %s does not make a token invalid: keys are rotated', async (_, raw, keys, reason) => {
    expect(await outcome(raw, makeSet(keys))).toBe(`unchecked ${reason}`);
  });

  it('makes a token without a kid valid', async () => {
    expect(await outcome(withoutKid, makeSet([otherKey, key]))).toBe('valid signature_matches');
    expect(await outcome(rs256, makeSet([rsaKey]))).toBe('valid signature_matches');
  });

  it('makes a token with an empty signature invalid', async () => {
    expect(await outcome(makeToken({ alg: 'ES256' }, claims, ''), makeSet([key]))).toBe(
      'invalid signature_empty',
    );
  });

  it('that matches counts more than an older one that does not', async () => {
    const rotated = makeSet([{ ...otherKey, kid: 'one' }]);
    expect(await outcome(token, rotated, makeSet([key], { origin: 'fetched' }))).toBe(
      'valid signature_matches',
    );
  });

  it('is never used for an HMAC: a published secret proves nothing', async () => {
    const published = { kty: 'oct', k: Buffer.from(secret).toString('base64url') };
    expect(await outcome(hs256, makeSet([published]))).toBe('unchecked no_key');
    expect(await outcome(hs256, foreign([published]))).toBe('unchecked no_key');
  });
});

describe("a set that isn't known to be the issuer's", () => {
  it('never makes a token valid, even if its key matches', async () => {
    expect(await verifyWithKeySets(decode(token), [foreign([key])])).toMatchObject({
      status: 'unchecked',
      reason: 'other_key_matches',
      params: ['ES256', 'evil.test'],
      keySet: { host: 'evil.test' },
    });
    expect(await verifyWithKeySets(decode(token), [foreign([key], { origin: 'file' })])).toMatchObject({
      status: 'unchecked',
      variant: 'file_key_matches',
    });
  });

  it('never makes a token invalid', async () => {
    expect(await outcome(tamper(token), foreign([key]))).toBe('unchecked no_key');
  });

  it("does not change the verdict of the issuer's set", async () => {
    const forged = signToken({ alg: 'ES256', kid: 'one' }, claims, otherP256.privateKey);
    const impostor = foreign([{ ...otherKey, kid: 'one' }]);
    expect(await outcome(forged, impostor, makeSet([key]))).toBe('invalid signature_mismatch');
    expect(await outcome(token, impostor, makeSet([key]))).toBe('valid signature_matches');
    expect(await outcome(forged, impostor, makeSet([otherKey]))).toBe('unchecked other_key_matches');
  });
});

it.each([
  ['jwk', { jwk: p256Jwk }],
  ['jku', { jku: 'https://id.test/jwks' }],
])('a key that the token specifies in %s never counts', async (_, header) => {
  const raw = signToken({ alg: 'ES256', ...header }, claims, p256.privateKey);
  expect(await outcome(raw)).toMatch(/^unchecked/);
  expect(await outcome(raw, makeSet([otherKey]))).toMatch(/^unchecked/);
});
