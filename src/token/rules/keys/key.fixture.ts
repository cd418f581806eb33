import { makeEncryptedToken, makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeMismatch, makeVerdict, makeWarning } from '../verdict.fixture';

const signedWithSecret = makeToken();
const signed = makeToken({ alg: 'RS256', kid: 'one' });

function toBase64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}

/** Not primes, but two products share a factor and two don't, which is all that is checked. */
const [p, q, r, s] = [2n ** 1024n - 1n, 2n ** 1023n + 1n, 2n ** 1025n + 3n, 2n ** 1031n + 9n];
const n = toBase64url(p * q);
/** A power of the flawed generator's base has its fingerprint. */
const weakModulus = toBase64url(65_537n ** 128n);
const rsa = { kty: 'RSA', e: 'AQAB', n, kid: 'one' };

/** Two keys of a set with a common factor. */
const share = (kid?: string) => ({
  jwks: {
    keys: [
      { ...rsa, n: toBase64url(p * s) },
      { ...rsa, n: toBase64url(p * r), kid },
    ],
  },
});

export const keyCases: readonly RuleCase[] = [
  {
    rule: 'HMAC-EMPTY-SECRET',
    fires: {
      token: signedWithSecret,
      context: { verdict: makeVerdict({ notes: [{ code: 'empty_secret_matches', params: [] }] }) },
    },
    silent: [
      { token: signedWithSecret, context: { verdict: makeVerdict() } },
      // An empty secret that was pasted and doesn't match.
      { token: signedWithSecret, context: { verdict: makeMismatch('HMAC-EMPTY-SECRET') } },
    ],
  },
  {
    rule: 'HMAC-KNOWN-SECRET',
    fires: { token: signedWithSecret, context: { knownSecret: true } },
    // A list was tried, but none of its secrets matched.
    silent: { token: signedWithSecret, context: { knownSecret: false, verdict: makeVerdict() } },
  },
  {
    rule: 'HMAC-KEY-IS-PUBLIC',
    fires: { token: signedWithSecret, context: { publicKeyAsSecret: true } },
    silent: [
      { token: signedWithSecret, context: { verdict: makeVerdict() } },
      // A key that was pasted isn't necessarily published.
      { token: signedWithSecret, context: { verdict: makeMismatch('HMAC-KEY-IS-PUBLIC') } },
      { token: signed, context: { publicKeyAsSecret: true } },
    ],
  },
  {
    rule: 'KEY-TYPE-MISMATCH',
    fires: {
      token: makeToken({ alg: 'HS256', kid: 'one' }),
      context: { jwks: { keys: [rsa] } },
    },
    silent: [
      { token: signed, context: { jwks: { keys: [rsa] } } },
      // A key of another issuer was pasted.
      {
        token: signed,
        context: { verdict: makeVerdict({ status: 'unchecked', reason: 'key_wrong_kind' }) },
      },
      { token: makeToken({ alg: 'ES999', kid: 'one' }), context: { jwks: { keys: [rsa] } } },
      // A shared secret with the same name verified it.
      {
        token: makeToken({ alg: 'HS256', kid: 'one' }),
        context: {
          jwks: { keys: [rsa] },
          verdict: makeVerdict({ key: { form: 'secret', kind: 'oct', candidates: 1 } }),
        },
      },
    ],
  },
  {
    rule: 'KEY-ALG-MISMATCH',
    fires: { token: signed, context: { jwks: { keys: [{ ...rsa, alg: 'PS256' }] } } },
    silent: [
      // Entra's keys have no `alg`.
      { token: signed, context: { jwks: { keys: [rsa] } } },
      { token: signed, context: { verdict: makeWarning('KEY-ALG-MISMATCH') } },
    ],
  },
  {
    rule: 'KEY-USE',
    fires: { token: signed, context: { jwks: { keys: [{ ...rsa, use: 'enc' }] } } },
    silent: [
      {
        token: makeEncryptedToken({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: 'one' }),
        context: { jwks: { keys: [{ ...rsa, use: 'enc' }] } },
      },
      { token: signed, context: { verdict: makeWarning('KEY-USE') } },
    ],
  },
  {
    rule: 'KEY-RSA-SMALL',
    fires: { token: signed, context: { jwks: { keys: [{ ...rsa, n: toBase64url(p) }] } } },
    silent: [
      { token: signed, context: { jwks: { keys: [{ ...rsa, n: toBase64url(2n ** 2047n) }] } } },
      { token: signed, context: { verdict: makeWarning('KEY-RSA-SMALL') } },
    ],
  },
  {
    rule: 'KEY-RSA-EXPONENT',
    fires: { token: signed, context: { jwks: { keys: [{ ...rsa, e: 'AQ' }] } } },
    silent: [
      // Padding prevents the known attacks on 3.
      { token: signed, context: { jwks: { keys: [{ ...rsa, e: 'Aw' }] } } },
      { token: signed, context: { jwks: { keys: [rsa] } } },
      { token: signed, context: { verdict: makeWarning('KEY-RSA-EXPONENT') } },
    ],
  },
  {
    rule: 'KEY-ROCA',
    fires: { token: signed, context: { jwks: { keys: [{ ...rsa, n: weakModulus }] } } },
    silent: [
      { token: signed, context: { jwks: { keys: [rsa] } } },
      { token: signed, context: { verdict: makeWarning('KEY-ROCA') } },
    ],
  },
  {
    rule: 'KEY-SHARED-MODULUS',
    variant: 'named',
    fires: { token: signed, context: share('two') },
    silent: [
      // One key, listed once for each algorithm.
      { token: signed, context: { jwks: { keys: [rsa, { ...rsa, alg: 'PS256' }] } } },
      // One key under its old and its new name.
      { token: signed, context: { jwks: { keys: [rsa, { ...rsa, kid: 'two' }] } } },
      { token: signed, context: { verdict: makeWarning('KEY-SHARED-MODULUS') } },
    ],
  },
  {
    rule: 'KEY-SHARED-MODULUS',
    variant: 'unnamed',
    fires: { token: signed, context: share() },
    silent: { token: signed, context: { jwks: { keys: [rsa, { ...rsa, kid: undefined }] } } },
  },
  {
    rule: 'KEY-POINT',
    fires: {
      token: makeToken({ alg: 'ES256', kid: 'one' }),
      context: { jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'one' }] } },
    },
    silent: [
      {
        token: makeToken({ alg: 'ES256', kid: 'one' }),
        context: {
          jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43), kid: 'one' }] },
        },
      },
      // A key that was copied incompletely.
      { token: signed, context: { verdict: makeWarning('KEY-POINT') } },
    ],
  },
  {
    rule: 'JWKS-PRIVATE',
    fires: {
      token: signed,
      context: { jwks: { keys: [{ ...rsa, d: 'AQAB' }] }, jwksUrl: 'https://id.test/keys' },
    },
    silent: [
      { token: signed, context: { jwks: { keys: [rsa] }, jwksUrl: 'https://id.test/keys' } },
      // Nobody published it.
      { token: signed, context: { jwks: { keys: [{ ...rsa, d: 'AQAB' }] } } },
      { token: signed, context: { verdict: makeWarning('JWKS-PRIVATE') } },
    ],
  },
  {
    rule: 'JWKS-DUP-KID',
    fires: { token: signed, context: { jwks: { keys: [rsa, { ...rsa, n: toBase64url(q * r) }] } } },
    silent: [
      // RFC 7517 §4.5: keys of other types can share a `kid`.
      { token: signed, context: { jwks: { keys: [rsa, { kty: 'EC', kid: 'one' }] } } },
      { token: signed, context: { verdict: makeWarning('JWKS-DUP-KID') } },
    ],
  },
  {
    rule: 'JWKS-NO-KID',
    fires: {
      token: makeToken({ alg: 'RS256' }),
      context: { jwks: { keys: [rsa, { kty: 'EC', kid: 'two' }] } },
    },
    silent: [
      { token: makeToken({ alg: 'RS256' }), context: { jwks: { keys: [rsa] } } },
      // A secret isn't in the set.
      { token: makeToken({ alg: 'HS256' }), context: { jwks: { keys: [rsa, { kty: 'EC', kid: 'two' }] } } },
      { token: makeEncryptedToken(), context: { jwks: { keys: [rsa, { kty: 'EC', kid: 'two' }] } } },
      { token: makeToken({ alg: 'RS256' }), context: { verdict: makeWarning('JWKS-NO-KID') } },
    ],
  },
  {
    rule: 'X5C-MISMATCH',
    fires: {
      token: makeToken({ alg: 'RS256', kid: 'one', x5t: 'AAAA' }),
      context: { jwks: { keys: [{ ...rsa, x5t: 'BBBB' }] } },
    },
    silent: [
      {
        token: makeToken({ alg: 'RS256', kid: 'one', x5t: 'AAAA' }),
        context: { jwks: { keys: [{ ...rsa, x5t: 'AAAA' }] } },
      },
      // The certificate of a key that was pasted.
      { token: signed, context: { verdict: makeWarning('X5C-MISMATCH') } },
    ],
  },
];
