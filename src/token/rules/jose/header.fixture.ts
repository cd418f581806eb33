import { encode, makeEncryptedToken, makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest } from '../requests/request.fixture';
import { makeVerdict } from '../verdict.fixture';

const claims = { iss: 'https://id.test', sub: 'alice', exp: 1_790_000_000 };
const signature = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const jwk = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };

function withHeader(header: object): string {
  return makeToken({ alg: 'HS256', typ: 'JWT', ...header }, claims);
}

function withKid(kid: unknown): { token: string } {
  return { token: withHeader({ kid }) };
}

export const headerCases: readonly RuleCase[] = [
  {
    rule: 'HDR-JWK-EMBEDDED',
    fires: { token: withHeader({ jwk }) },
    silent: [
      // A proof of possession contains its key.
      { token: withHeader({ jwk, typ: 'openid4vci-proof+jwt' }) },
      // A request for a new account (RFC 8555 §7.3).
      {
        token: makeToken(
          { alg: 'ES256', jwk, nonce: 'n', url: 'https://acme.test/new-account' },
          { contact: [] },
        ),
      },
    ],
  },
  {
    rule: 'HDR-JWK-PRIVATE',
    fires: { token: withHeader({ jwk: { ...jwk, d: 'AQAB' }, typ: 'dpop+jwt' }) },
    silent: { token: withHeader({ jwk, typ: 'dpop+jwt' }) },
  },
  {
    rule: 'HDR-JKU',
    fires: { token: withHeader({ jku: 'https://id.test/keys' }) },
    silent: { token: withHeader({ kid: 'https' }) },
  },
  {
    rule: 'HDR-JKU-OFF-ORIGIN',
    fires: { token: withHeader({ jku: 'https://id.test@evil.test/keys' }) },
    silent: [
      { token: withHeader({ jku: 'https://id.test/keys?version=2' }) },
      { token: withHeader({ jku: 'https://keys.id.test/keys' }) },
      // SAP's issuer calls itself by a local name.
      {
        token: makeToken(
          { alg: 'RS256', jku: 'https://shop.authentication.eu10.hana.ondemand.com/token_keys' },
          { iss: 'http://shop.localhost:8080/uaa/oauth/token' },
        ),
      },
      {
        token: makeToken(
          { alg: 'HS256', jku: 'https://localhost:8443/keys' },
          { iss: 'https://localhost:8443/realms/shop' },
        ),
      },
      {
        token: makeToken(
          { alg: 'HS256', x5u: 'https://certs.shop.com/realms//one.pem' },
          { iss: 'https://id.shop.com' },
        ),
      },
    ],
  },
  {
    rule: 'HDR-X5U',
    fires: { token: withHeader({ x5u: 'https://id.test/certificate' }) },
    silent: { token: withHeader({ x5t: 'AAAA' }) },
  },
  {
    rule: 'HDR-X5C',
    fires: { token: withHeader({ x5c: ['AAAA'] }) },
    silent: { token: withHeader({ 'x5t#S256': 'AAAA' }) },
  },
  {
    rule: 'HDR-CRIT-UNKNOWN',
    fires: { token: withHeader({ crit: ['exp'], exp: 1 }) },
    silent: { token: withHeader({ crit: ['b64'], b64: true }) },
  },
  {
    rule: 'HDR-CRIT-BAD',
    fires: { token: withHeader({ crit: ['alg'] }) },
    silent: { token: withHeader({ crit: ['b64'], b64: true }) },
  },
  {
    rule: 'HDR-B64-FALSE',
    fires: { token: `${encode({ alg: 'HS256', typ: 'JWT', b64: false, crit: ['b64'] })}.{}.${signature}` },
    // A JWS that isn't a JWT can have an unencoded payload.
    silent: { token: `${encode({ alg: 'HS256', b64: false, crit: ['b64'] })}.hello.${signature}` },
  },
  {
    rule: 'HDR-B64-NO-CRIT',
    fires: { token: withHeader({ b64: false }) },
    silent: { token: withHeader({ b64: true, crit: ['b64'] }) },
  },
  {
    rule: 'HDR-TYP-CONFLICT',
    fires: { token: withHeader({ typ: 'logout+jwt' }), context: { request: makeRequest() } },
    silent: { token: withHeader({ typ: 'at+jwt' }), context: { request: makeRequest() } },
  },
  {
    rule: 'HDR-CTY',
    fires: { token: makeToken({ alg: 'HS256' }, makeToken()) },
    silent: { token: makeToken({ alg: 'HS256', cty: 'JWT' }, makeToken()) },
  },
  {
    rule: 'HDR-UNPROTECTED',
    fires: {
      token: JSON.stringify({ payload: encode(claims), header: { alg: 'HS256', kid: 'one' }, signature }),
    },
    // Each recipient of an encrypted token has its own algorithm there, which RFC 7516 §7.2.1 allows.
    silent: {
      token: JSON.stringify({
        protected: encode({ enc: 'A256GCM' }),
        recipients: [{ header: { alg: 'RSA-OAEP' }, encrypted_key: 'AAAA' }],
        iv: 'AAAA',
        ciphertext: 'AAAA',
        tag: 'AAAA',
      }),
    },
  },
  {
    rule: 'HDR-NESTED-URL',
    fires: { token: withHeader({ url: 'http://169.254.169.254/' }) },
    silent: [
      { token: withHeader({ jku: 'https://id.test/keys' }) },
      // Copies of claims (RFC 7519 §5.3).
      {
        token: withHeader({ iss: 'https://id.test', aud: 'https://api.test', sub: 'https://id.test/alice' }),
      },
      { token: makeEncryptedToken({ alg: 'dir', enc: 'A256GCM', iss: 'https://shop.eu.auth0.com/' }) },
      { token: makeToken({ alg: 'ES256', kid: 'k', nonce: 'n', url: 'https://acme.test/order' }, {}) },
    ],
  },
  {
    rule: 'HDR-KID-PATH',
    fires: withKid('../../dev/null'),
    silent: [
      withKid('keys/2024-01'),
      // Standard base64 that begins with a slash by chance.
      withKid('/9TzGkqLx0mVb3eR7wYc+A5hUdJ='),
      withKid('/OsXq2vJzNbKfWdTyGhLmRpEuC8aVi4'),
      withKid('https://id.test/keys/v1%2e2'),
    ],
  },
  {
    rule: 'HDR-KID-SQL',
    fires: withKid("x' UNION SELECT 'a';--"),
    silent: [
      // In base64url, two hyphens can be adjacent by chance.
      withKid('NzbLsXh8uDCcd--6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'),
      withKid("alice's key"),
      withKid('key;1'),
      withKid('prod--eu/one'),
      withKid('"main" or 2'),
      withKid('Credit Union, Select 3'),
      withKid('"main";'),
    ],
  },
  {
    rule: 'HDR-KID-CMD',
    fires: withKid('key | sleep 10'),
    silent: [
      withKid('key & sleep'),
      withKid('key;1'),
      withKid('auth0|id'),
      withKid('eu|prod|2024'),
      withKid('a`b'),
      withKid('R&&D'),
    ],
  },
  {
    rule: 'HDR-KID-LDAP-URL',
    fires: withKid('*)(uid=*'),
    silent: [
      withKid('did:example:123#key-1'),
      withKid('https://keys.vault.azure.net/keys/signing/0123456789abcdef'),
      withKid('Signing key (2024)'),
      withKid('CORP\\signer'),
      withKid('key*'),
    ],
  },
  {
    rule: 'HDR-KID-SHAPE',
    fires: withKid(''),
    silent: withKid('k'.repeat(256)),
  },
  {
    rule: 'HDR-KID-UNKNOWN',
    fires: {
      token: makeToken({ alg: 'RS256', kid: 'new' }, claims),
      context: { jwks: { keys: [{ kty: 'RSA', kid: 'old' }] } },
    },
    silent: [
      {
        token: makeToken({ alg: 'RS256', kid: 'old' }, claims),
        context: { jwks: { keys: [{ kty: 'RSA', kid: 'old' }] } },
      },
      // The issuer verifies its own refresh tokens, with a secret that isn't published.
      {
        token: makeToken({ alg: 'HS512', kid: 'own' }, { typ: 'Refresh' }),
        context: { jwks: { keys: [{ kty: 'RSA', kid: 'old' }] } },
      },
      // A set of another issuer was pasted.
      {
        ...withKid('old'),
        context: { verdict: makeVerdict({ status: 'unchecked', reason: 'kid_not_in_set' }) },
      },
    ],
  },
];
