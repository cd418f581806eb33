import { makeEncryptedToken, makeToken } from '../../token.fixture';
import type { CertificateSummary } from '../../keys/key';
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
const rsa = { kty: 'RSA', e: 'AQAB', n, kid: 'one' };

function certificate(notAfterSeconds: number): CertificateSummary {
  return {
    subject: 'CN=id.test',
    issuer: 'CN=id.test',
    serialNumber: '01',
    notBeforeSeconds: 1_700_000_000,
    notAfterSeconds,
    x5t: '',
    x5tS256: '',
  };
}

const certify = (notAfterSeconds: number) =>
  ({
    form: 'certificate',
    kind: 'RSA',
    candidates: 1,
    certificates: [certificate(notAfterSeconds)],
  }) as const;
const certified = certify(1_800_000_000);
const withCertificate = (notAfterSeconds: number) => makeVerdict({ key: certify(notAfterSeconds) });

export const keyCases: readonly RuleCase[] = [
  {
    rule: 'HMAC-EMPTY-SECRET',
    fires: { token: signedWithSecret, context: { verdict: makeWarning('HMAC-EMPTY-SECRET') } },
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
    rule: 'HMAC-SHORT-KEY',
    fires: { token: signedWithSecret, context: { verdict: makeWarning('HMAC-SHORT-KEY') } },
    silent: [
      { token: signedWithSecret, context: { verdict: makeVerdict() } },
      // The secret isn't the token's.
      { token: signedWithSecret, context: { verdict: makeMismatch('HMAC-SHORT-KEY') } },
      // Without the length that the algorithm needs, there's nothing to compare.
      { token: signed, context: { verdict: makeWarning('HMAC-SHORT-KEY') } },
    ],
  },
  {
    rule: 'HMAC-LOW-ENTROPY',
    fires: { token: signedWithSecret, context: { verdict: makeWarning('HMAC-LOW-ENTROPY') } },
    silent: { token: signedWithSecret, context: { verdict: makeVerdict() } },
  },
  {
    rule: 'HMAC-KEY-IS-PUBLIC',
    fires: { token: signedWithSecret, context: { publicKeyAsSecret: true } },
    silent: { token: signedWithSecret, context: { verdict: makeVerdict() } },
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
      { token: signed, context: { verdict: makeMismatch('KEY-ALG-MISMATCH') } },
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
      { token: signed, context: { verdict: makeMismatch('KEY-USE') } },
    ],
  },
  {
    rule: 'KEY-RSA-SMALL',
    fires: { token: signed, context: { jwks: { keys: [{ ...rsa, n: toBase64url(p) }] } } },
    silent: [
      { token: signed, context: { jwks: { keys: [{ ...rsa, n: toBase64url(2n ** 2047n) }] } } },
      { token: signed, context: { verdict: makeMismatch('KEY-RSA-SMALL') } },
    ],
  },
  {
    rule: 'KEY-RSA-EXPONENT',
    fires: { token: signed, context: { jwks: { keys: [{ ...rsa, e: 'Aw' }] } } },
    silent: [
      { token: signed, context: { jwks: { keys: [rsa] } } },
      { token: signed, context: { verdict: makeMismatch('KEY-RSA-EXPONENT') } },
    ],
  },
  {
    rule: 'KEY-ROCA',
    fires: { token: signed, context: { verdict: makeWarning('KEY-ROCA') } },
    silent: [
      { token: signed, context: { verdict: makeVerdict() } },
      { token: signed, context: { verdict: makeMismatch('KEY-ROCA') } },
    ],
  },
  {
    rule: 'KEY-SHARED-MODULUS',
    fires: {
      token: signed,
      context: {
        jwks: {
          keys: [
            { ...rsa, n: toBase64url(p * s) },
            { ...rsa, n: toBase64url(p * r), kid: 'two' },
          ],
        },
      },
    },
    silent: [
      // One key, listed once for each algorithm.
      { token: signed, context: { jwks: { keys: [rsa, { ...rsa, alg: 'PS256' }] } } },
      // One key under its old and its new name.
      { token: signed, context: { jwks: { keys: [rsa, { ...rsa, kid: 'two' }] } } },
      { token: signed, context: { verdict: makeMismatch('KEY-SHARED-MODULUS') } },
    ],
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
      { token: signed, context: { verdict: makeMismatch('KEY-POINT') } },
    ],
  },
  {
    rule: 'KEY-PRIVATE-PASTED',
    fires: { token: signed, context: { verdict: makeWarning('KEY-PRIVATE-PASTED') } },
    silent: [
      // Decryption needs the private key.
      { token: makeEncryptedToken(), context: { verdict: makeWarning('KEY-PRIVATE-PASTED') } },
      { token: signed, context: { verdict: makeMismatch('KEY-PRIVATE-PASTED') } },
    ],
  },
  {
    rule: 'JWKS-PRIVATE',
    fires: { token: signed, context: { jwks: { keys: [{ ...rsa, d: 'AQAB' }] } } },
    silent: [
      { token: signed, context: { jwks: { keys: [rsa] } } },
      // A set of another signer was pasted.
      { token: signed, context: { verdict: makeMismatch('JWKS-PRIVATE') } },
    ],
  },
  {
    rule: 'JWKS-MIXED',
    fires: { token: signed, context: { jwks: { keys: [rsa, { kty: 'oct', k: 'AQAB', kid: 'two' }] } } },
    silent: [
      { token: signed, context: { jwks: { keys: [rsa, { kty: 'EC', kid: 'two' }] } } },
      { token: signed, context: { verdict: makeMismatch('JWKS-MIXED') } },
    ],
  },
  {
    rule: 'JWKS-DUP-KID',
    fires: { token: signed, context: { jwks: { keys: [rsa, { ...rsa, n: toBase64url(q * r) }] } } },
    silent: [
      // RFC 7517 §4.5: keys of other types can share a `kid`.
      { token: signed, context: { jwks: { keys: [rsa, { kty: 'EC', kid: 'one' }] } } },
      { token: signed, context: { verdict: makeMismatch('JWKS-DUP-KID') } },
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
      { token: makeToken({ alg: 'RS256' }), context: { verdict: makeMismatch('JWKS-NO-KID') } },
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
      // The certificate can't be read, so nothing was compared.
      { token: signed, context: { verdict: makeWarning('X5C-MISMATCH') } },
      { token: signed, context: { verdict: { ...makeMismatch('X5C-MISMATCH'), key: certified } } },
    ],
  },
  {
    rule: 'X5C-DATES',
    fires: { token: signed, context: { atSeconds: 1_790_000_000, verdict: withCertificate(1_789_999_999) } },
    silent: { token: signed, context: { atSeconds: 1_790_000_000, verdict: withCertificate(1_790_000_000) } },
  },
  {
    rule: 'X5T-SHA1',
    fires: { token: makeToken({ alg: 'RS256', x5t: 'AAAA' }) },
    silent: { token: makeToken({ alg: 'RS256', x5t: 'AAAA', 'x5t#S256': 'AAAA' }) },
  },
];
