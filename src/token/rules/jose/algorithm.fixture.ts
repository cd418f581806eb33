import { makeEncryptedToken, makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest } from '../requests/request.fixture';

const claims = { sub: 'alice', exp: 1_790_000_000 };
const plain = makeToken();

function sign(alg: string, bytes: readonly number[]): string {
  return makeToken({ alg }, claims, Buffer.from(bytes).toString('base64url'));
}

const one = [...Array.from({ length: 31 }, () => 0), 1];
const zero = Array.from({ length: 32 }, () => 0);
const derSignature = [0x30, 0x44, 0x02, 0x20, ...one, 0x02, 0x20, ...one];
const forGraph = { aud: '00000003-0000-0000-c000-000000000000', sub: 'alice' };
const idToken = makeToken({ alg: 'HS256' }, { ...claims, typ: 'ID' });

export const algorithmCases: readonly RuleCase[] = [
  {
    rule: 'ALG-NONE',
    fires: { token: makeToken({ alg: 'none' }, claims, '') },
    silent: [
      { token: plain },
      // OpenID Connect Core 1.0 §6.1.
      { token: makeToken({ alg: 'none', typ: 'oauth-authz-req+jwt' }, { client_id: 'app' }, '') },
    ],
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
    rule: 'ALG-HMAC-PUBLIC-ISSUER',
    fires: { token: makeToken({ alg: 'HS256' }, { ...claims, iss: 'https://accounts.google.com' }) },
    silent: [
      // Supabase's own project signs with a shared secret, and its tokens are sent to an app's own server.
      {
        token: makeToken({ alg: 'HS256' }, { ...claims, iss: 'https://ref.supabase.co/auth/v1' }),
        context: { request: makeRequest() },
      },
      { token: makeToken({ alg: 'HS256' }, { ...claims, iss: 'https://shop.eu.auth0.com/' }) },
    ],
  },
  {
    rule: 'ALG-NOT-ADVERTISED',
    fires: {
      token: idToken,
      context: { discovery: { id_token_signing_alg_values_supported: ['RS256', 'ES256'] } },
    },
    silent: [
      { token: idToken, context: { discovery: { id_token_signing_alg_values_supported: ['HS256'] } } },
      // No member lists the algorithms of access tokens and refresh tokens.
      { token: plain, context: { discovery: { id_token_signing_alg_values_supported: ['RS256'] } } },
    ],
  },
  {
    rule: 'SIG-EMPTY',
    fires: { token: makeToken({ alg: 'RS256' }, claims, '') },
    silent: { token: makeToken({ alg: 'none' }, claims, '') },
  },
  {
    rule: 'SIG-LENGTH',
    variant: 'fixed',
    fires: { token: sign('ES256', [...one, ...one, 0]) },
    // In ASN.1 it has another length, which another rule reports.
    silent: { token: sign('ES256', derSignature) },
  },
  {
    rule: 'SIG-LENGTH',
    variant: 'rsa',
    fires: { token: sign('RS256', Array(128).fill(1)) },
    // An RSA key of 2056 bits.
    silent: { token: sign('RS256', Array(257).fill(1)) },
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
    rule: 'SIG-GRAPH-NONCE',
    fires: { token: makeToken({ alg: 'RS256', nonce: 'n' }, forGraph) },
    silent: [
      { token: makeToken({ alg: 'RS256' }, forGraph) },
      { token: makeToken({ alg: 'RS256', nonce: 'n' }, { ...forGraph, aud: 'api://mine' }) },
    ],
  },
];
