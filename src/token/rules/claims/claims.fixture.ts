import { makeToken } from '../../token.fixture';
import type { Case, RuleCase } from '../case.fixture';
import { makeRequest } from '../requests/request.fixture';
import type { CheckContext } from '../rule';

const now = 1_790_000_000;
const hour = 3600;
const day = 24 * hour;

function withClaims(claims: object, context: CheckContext = {}): Case {
  return { token: makeToken({ alg: 'HS256', typ: 'JWT' }, claims), context: { atSeconds: now, ...context } };
}

/** Types that a token states itself: in the header or in the claim `typ`. */
const headerTypes = { 'access token': 'at+jwt', 'DPoP proof': 'dpop+jwt', 'logout token': 'logout+jwt' };
const claimTypes = { 'ID token': 'ID', 'refresh token': 'Refresh', 'session token': 'Serialized-ID' };

function as(
  type: keyof typeof headerTypes | keyof typeof claimTypes,
  claims: object,
  context: CheckContext = {},
): Case {
  const [typ, named] =
    type in headerTypes
      ? [headerTypes[type as keyof typeof headerTypes], {}]
      : ['JWT', { typ: claimTypes[type as keyof typeof claimTypes] }];
  return {
    token: makeToken({ alg: 'HS256', typ }, { ...named, ...claims }),
    context: { atSeconds: now, ...context },
  };
}

const accepted = (sentAtSeconds: number, status: number): CheckContext => ({
  requests: [makeRequest({ sentAtSeconds, status })],
});

export const timeCases: readonly RuleCase[] = [
  {
    rule: 'CLM-EXP-MISSING',
    fires: as('access token', { sub: 'alice' }),
    // Keycloak's offline tokens don't expire.
    silent: as('refresh token', { sub: 'alice', typ: 'Offline' }),
  },
  {
    rule: 'CLM-EXPIRED',
    fires: withClaims({ exp: now - 61 }),
    silent: withClaims({ exp: now - 60 }),
  },
  {
    rule: 'CLM-EXPIRED-ACCEPTED',
    fires: withClaims({ exp: now }, accepted(now + 61, 200)),
    silent: withClaims({ exp: now }, accepted(now + 61, 401)),
  },
  {
    rule: 'CLM-LIFETIME',
    fires: as('access token', { iat: now, exp: now + 2 * day }),
    silent: as('access token', { iat: now, exp: now + hour }),
  },
  {
    rule: 'CLM-NBF-FUTURE',
    fires: withClaims({ nbf: now + 61 }),
    silent: withClaims({ nbf: now + 60 }),
  },
  {
    rule: 'CLM-IAT-FUTURE',
    fires: withClaims({ iat: now + 61 }),
    // It had been issued when it was sent.
    silent: withClaims({ iat: now + 61 }, { request: makeRequest({ sentAtSeconds: now + 10 }) }),
  },
  {
    rule: 'CLM-IAT-MISSING',
    fires: as('ID token', { sub: 'alice' }),
    silent: as('session token', { sub: 'alice' }),
  },
  {
    rule: 'CLM-TIME-ORDER',
    fires: withClaims({ iat: now, exp: now }),
    silent: [
      // Keycloak writes 0 if there is no time.
      withClaims({ iat: now, exp: now + 1, nbf: 0 }),
      // Valid from the time when the account was created.
      withClaims({ iat: now, exp: now + 1, nbf: now - 400 * day }),
    ],
  },
  {
    rule: 'CLM-TIME-MS',
    fires: withClaims({ exp: now * 1000 }),
    silent: withClaims({ exp: now, updated_at: now * 1000 }),
  },
  {
    rule: 'CLM-TIME-TYPE',
    fires: withClaims({ exp: String(now) }),
    // Auth0 writes a date here.
    silent: withClaims({ exp: now, updated_at: '2026-01-01T00:00:00Z' }),
  },
  {
    rule: 'CLM-AUTH-OLD',
    fires: as('ID token', { iat: now, auth_time: now - 361 }, { authorizationRequest: { max_age: '300' } }),
    silent: as('ID token', { iat: now, auth_time: now - 360 }, { authorizationRequest: { max_age: '300' } }),
  },
];

export const identityCases: readonly RuleCase[] = [
  {
    rule: 'CLM-ISS-MISSING',
    fires: as('access token', { sub: 'alice' }),
    silent: as('DPoP proof', { htm: 'GET' }),
  },
  {
    rule: 'CLM-ISS-HTTP',
    fires: withClaims({ iss: 'http://id.shop.com' }),
    silent: withClaims({ iss: 'http://localhost:8080/realms/shop' }),
  },
  {
    rule: 'CLM-ISS-LOCAL',
    fires: withClaims({ iss: 'http://localhost:8080/realms/shop' }),
    silent: [
      withClaims({
        iss: 'https://kubernetes.default.svc.cluster.local',
        sub: 'system:serviceaccount:a:b',
      }),
      withClaims({ iss: 'https://8.8.8.8/realms/shop' }),
      withClaims({ iss: 'https://[2001:4860:4860::8888]/realms/shop' }),
    ],
  },
  {
    rule: 'CLM-ISS-MISMATCH',
    fires: withClaims({ iss: 'https://id.shop.com' }, { discovery: { issuer: 'https://id.shop.com/' } }),
    // Microsoft's document for all tenants has a placeholder for the tenant.
    silent: withClaims(
      { iss: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0' },
      { discovery: { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' } },
    ),
  },
  {
    rule: 'HOST-LOOKALIKE',
    // The first letter is Cyrillic.
    fires: withClaims({ iss: 'https://аccounts.google.com' }),
    silent: withClaims({ iss: 'https://bücher.example', aud: ['https://例え.jp', 'bücher.example'] }),
  },
  {
    rule: 'CLM-AUD-MISSING',
    fires: as('access token', { iss: 'https://id.shop.com' }),
    // Cognito's access tokens have none.
    silent: as('access token', {
      iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a',
      token_use: 'access',
    }),
  },
  {
    rule: 'CLM-AUD-WIDE',
    fires: withClaims({ aud: ['https://*'] }),
    // The default audience of Keycloak.
    silent: withClaims({ aud: 'account' }),
  },
  {
    rule: 'CLM-AUD-FOREIGN',
    fires: as('access token', { aud: 'https://api.other.com' }, { request: makeRequest() }),
    silent: as('access token', { aud: 'https://shop.test' }, { request: makeRequest() }),
  },
  {
    rule: 'CLM-AZP',
    fires: as('ID token', { aud: ['one', 'two'] }),
    // Google puts the app in azp and the server in aud.
    silent: as('ID token', { iss: 'accounts.google.com', aud: 'server', azp: 'app' }),
  },
  {
    rule: 'CLM-SUB-MISSING',
    fires: as('access token', { iss: 'https://id.shop.com' }),
    silent: as('logout token', { sid: 'one' }),
  },
  {
    rule: 'CLM-SUB-CLIENT',
    fires: as('access token', { sub: 'app', client_id: 'app', scope: 'openid orders' }),
    // A client's own token has the client as subject.
    silent: as('access token', { sub: 'app', client_id: 'app', scope: 'orders' }),
  },
  {
    rule: 'CLM-JTI-MISSING',
    fires: as('access token', { sub: 'alice' }),
    // Entra uses another name.
    silent: as('access token', { sub: 'alice', uti: 'one' }),
  },
  {
    rule: 'CLM-TYPE',
    fires: withClaims({ email_verified: 'true' }),
    // Apple and Supabase.
    silent: withClaims({
      iss: 'https://appleid.apple.com',
      email_verified: 'true',
      amr: [{ method: 'password', timestamp: now }],
      updated_at: '2026-01-01T00:00:00Z',
    }),
  },
];

export const contentCases: readonly RuleCase[] = [
  {
    rule: 'CLM-PII',
    fires: as('access token', { email: 'alice@shop.com' }),
    // An ID token is supposed to contain it.
    silent: as('ID token', { email: 'alice@shop.com', name: 'Alice' }),
  },
  {
    rule: 'CLM-PII-HIGH',
    fires: withClaims({ payment: { card: '4111 1111 1111 1111' } }),
    silent: withClaims({ order: '4111 1111 1111 1112', id: 1234567890123456 }),
  },
  {
    rule: 'CLM-SECRET',
    fires: withClaims({ user: { password: 'hunter2' } }),
    silent: [
      withClaims({ password: true, key: '-----BEGIN PUBLIC KEY-----' }),
      // Google's browser keys are in every page that uses them. Concatenated, so that secret scanners don't report it.
      withClaims({ maps: `AIza${'Sy'.repeat(17)}0` }),
    ],
  },
  {
    rule: 'CLM-HASH',
    fires: withClaims({ password: '$2b$12$abcdefghijklmnopqrstuv' }),
    silent: withClaims({ at_hash: '5f4dcc3b5aa765d61d8327deb882cf99' }),
  },
  {
    rule: 'CLM-INTERNAL',
    fires: withClaims({ node: 'db-1.prod.internal' }),
    silent: withClaims({ iss: 'https://id.prod.internal', version: '10.2' }),
  },
  {
    rule: 'CLM-EMAIL-UNVERIFIED',
    fires: as('ID token', { email: 'alice@shop.com' }),
    // Apple writes a string.
    silent: as('ID token', {
      iss: 'https://appleid.apple.com',
      email: 'alice@shop.com',
      email_verified: 'true',
    }),
  },
  {
    rule: 'CLM-PRIV',
    fires: withClaims({ realm_access: { roles: ['user', 'admin'] } }),
    silent: withClaims({ is_admin: false, roles: ['administration-reader'] }),
  },
  {
    rule: 'CLM-SERVICE-ROLE',
    fires: withClaims({ iss: 'supabase', ref: 'abc', role: 'service_role' }, { request: makeRequest() }),
    // The public key of the same project is intended for pages.
    silent: withClaims({ iss: 'supabase', ref: 'abc', role: 'anon' }, { request: makeRequest() }),
  },
  {
    rule: 'CLM-USER-META',
    fires: withClaims({ user_metadata: { role: 'editor' } }),
    silent: withClaims({ app_metadata: { role: 'editor' }, user_metadata: { name: 'Alice' } }),
  },
  {
    rule: 'CLM-NESTED-TOKEN',
    fires: withClaims({ inner: makeToken() }),
    silent: withClaims({ sid: 'sess_0123456789abcdef', file: 'example.com.txt' }),
  },
  {
    rule: 'CLM-SCOPE-WIDE',
    fires: withClaims({ scope: 'openid offline_access' }, { request: makeRequest() }),
    // Intended if no browser has it.
    silent: withClaims({ scope: 'openid offline_access' }),
  },
  {
    rule: 'CLM-OVERAGE',
    fires: withClaims({ hasgroups: true }),
    silent: withClaims({ groups: ['one'] }),
  },
  {
    rule: 'CLM-ACT',
    fires: withClaims({ act: { sub: 'service' } }),
    silent: withClaims({ actor: 'service' }),
  },
  {
    rule: 'CLM-HEADER-DUP',
    fires: { token: makeToken({ alg: 'HS256', iss: 'one' }, { iss: 'two' }) },
    silent: { token: makeToken({ alg: 'HS256', iss: 'one' }, { iss: 'one' }) },
  },
  {
    rule: 'CLM-BROWSER-SIZE',
    fires: as('access token', { text: 'x'.repeat(2048) }),
    silent: as('access token', { text: 'x'.repeat(2037) }),
  },
];
