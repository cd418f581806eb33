import { makeEncryptedToken, makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest } from '../requests/request.fixture';
import { makeVerdict } from '../verdict.fixture';

const claims = { sub: 'alice', exp: 1_790_000_000 };
const plain = makeToken();

function sign(alg: string, bytes: readonly number[]): string {
  return makeToken({ alg }, claims, Buffer.from(bytes).toString('base64url'));
}

const one = [...Array.from({ length: 31 }, () => 0), 1];
const zero = Array.from({ length: 32 }, () => 0);
const derSignature = [0x30, 0x44, 0x02, 0x20, ...one, 0x02, 0x20, ...one];
const forGraph = { aud: '00000003-0000-0000-c000-000000000000', sub: 'alice' };
const invalid = makeVerdict({ status: 'invalid', reason: 'signature_mismatch' });

export const algorithmCases: readonly RuleCase[] = [
  {
    rule: 'ALG-NONE',
    fires: { token: makeToken({ alg: 'none' }, claims, '') },
    silent: { token: plain },
  },
  {
    rule: 'ALG-NONE-CASE',
    fires: { token: makeToken({ alg: 'nOnE ' }, claims, '') },
    silent: { token: makeToken({ alg: 'none' }, claims, '') },
  },
  {
    rule: 'ALG-MISSING',
    fires: { token: makeToken({ typ: 'JWT', alg: 256 }) },
    // Text that isn't a token has no header that could lack an `alg`.
    silent: { token: 'hello' },
  },
  {
    rule: 'ALG-UNKNOWN',
    fires: { token: makeToken({ alg: 'ES521' }) },
    silent: { token: makeToken({ alg: 'ML-DSA-44' }) },
  },
  {
    rule: 'ALG-WRONG-KIND',
    fires: { token: makeToken({ alg: 'RSA-OAEP' }) },
    silent: { token: makeEncryptedToken() },
  },
  {
    rule: 'ALG-DEPRECATED',
    fires: { token: sign('EdDSA', [...one, ...one]) },
    silent: { token: sign('Ed25519', [...one, ...one]) },
  },
  {
    rule: 'ALG-HMAC-PUBLIC-ISSUER',
    fires: { token: makeToken({ alg: 'HS256' }, { ...claims, iss: 'https://accounts.google.com' }) },
    // Issuer and receiver have the same owner.
    silent: {
      token: makeToken({ alg: 'HS256' }, { ...claims, iss: 'https://id.shop.test' }),
      context: { request: makeRequest() },
    },
  },
  {
    rule: 'ALG-NOT-ADVERTISED',
    fires: {
      token: plain,
      context: { discovery: { id_token_signing_alg_values_supported: ['RS256', 'ES256'] } },
    },
    silent: {
      token: plain,
      context: {
        discovery: {
          id_token_signing_alg_values_supported: ['RS256'],
          userinfo_signing_alg_values_supported: ['HS256'],
        },
      },
    },
  },
  {
    rule: 'SIG-EMPTY',
    fires: { token: makeToken({ alg: 'RS256' }, claims, '') },
    silent: { token: makeToken({ alg: 'none' }, claims, '') },
  },
  {
    rule: 'SIG-ON-NONE',
    fires: { token: makeToken({ alg: 'none' }) },
    silent: { token: makeToken({ alg: 'none' }, claims, '') },
  },
  {
    rule: 'SIG-LENGTH',
    fires: { token: sign('ES256', [...one, ...one, 0]) },
    silent: [
      // In ASN.1 it has another length, which another rule reports.
      { token: sign('ES256', derSignature) },
      // An RSA key of 2056 bits.
      {
        token: sign(
          'RS256',
          Array.from({ length: 257 }, () => 1),
        ),
      },
    ],
  },
  {
    rule: 'SIG-ECDSA-DER',
    fires: { token: sign('ES256', derSignature) },
    silent: { token: sign('ES256', [0x30, ...one.slice(1), ...one]) },
  },
  {
    rule: 'SIG-ECDSA-ZERO',
    fires: { token: sign('ES256', [...one, ...zero]) },
    silent: { token: sign('ES256', [...one, ...one]) },
  },
  {
    rule: 'SIG-NOT-VERIFIED',
    fires: { token: plain },
    silent: [
      { token: plain, context: { verdict: makeVerdict() } },
      // No key can verify them, which other rules report.
      { token: makeToken({ alg: 'none' }, claims, '') },
      { token: makeToken({ alg: 'none' }) },
      { token: makeToken({ alg: 'RS256' }, claims, '') },
    ],
  },
  {
    rule: 'SIG-INVALID',
    fires: { token: plain, context: { verdict: invalid } },
    // Graph's own tokens never match, which another rule reports.
    silent: { token: makeToken({ alg: 'RS256', nonce: 'n' }, forGraph), context: { verdict: invalid } },
  },
  {
    rule: 'SIG-GRAPH-NONCE',
    fires: {
      token: makeToken({ alg: 'RS256', nonce: 'n' }, forGraph),
      context: { verdict: makeVerdict({ status: 'unchecked', reason: 'graph_only' }) },
    },
    silent: { token: makeToken({ alg: 'RS256' }, forGraph), context: { verdict: invalid } },
  },
];
