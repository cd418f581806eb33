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

const { pageUrl: _, ...onServer } = makeRequest();

export const timeCases: readonly RuleCase[] = [
  {
    rule: 'CLM-EXP-MISSING',
    fires: as('access token', { sub: 'alice' }),
    silent: [
      // Keycloak's offline tokens don't expire.
      as('refresh token', { sub: 'alice', typ: 'Offline' }),
      // The cookie of a server's session.
      withClaims({ sub: 'alice' }, { cookie: { name: '__client', httpOnly: true } }),
      {
        token: makeToken(
          { alg: 'ES256', exp: now, signer: 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/b' },
          { sub: 'alice' },
        ),
      },
    ],
  },
  {
    rule: 'CLM-EXPIRED',
    fires: withClaims({ exp: now - 61 }),
    silent: withClaims({ exp: now - 60 }),
  },
  {
    rule: 'CLM-EXPIRED-2XX',
    fires: withClaims({ exp: now }, accepted(now + 301, 200)),
    silent: [
      withClaims({ exp: now }, accepted(now + 301, 401)),
      // Libraries allow for clocks that differ by five minutes.
      withClaims({ exp: now }, accepted(now + 300, 200)),
      // A preflight request.
      withClaims(
        { exp: now },
        { requests: [makeRequest({ method: 'OPTIONS', sentAtSeconds: now + 900, status: 200 })] },
      ),
      // The logout endpoint accepts an expired hint.
      withClaims(
        { exp: now },
        {
          requests: [
            makeRequest({
              location: 'url query',
              name: 'id_token_hint',
              sentAtSeconds: now + 900,
              status: 200,
            }),
          ],
        },
      ),
    ],
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
    rule: 'CLM-ISS-HTTP',
    fires: withClaims({ iss: 'http://id.shop.com' }),
    silent: [
      withClaims({ iss: 'http://localhost:8080/realms/shop' }),
      withClaims({ iss: 'http://id.corp/realms/shop' }),
      withClaims({ iss: 'http://adfs.shop.com/adfs/services/trust' }),
    ],
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
    rule: 'HOST-LOOKALIKE',
    // The first letter is Cyrillic.
    fires: withClaims({ iss: 'https://аccounts.google.com' }),
    silent: [
      withClaims({ iss: 'https://bücher.example', aud: ['https://例え.jp', 'bücher.example'] }),
      withClaims({ iss: 'https://straße.example', aud: 'https://ελλάς.gr' }),
      // Not a host.
      withClaims({ iss: 'https://my_host:x/realm', note: 'http://-a-.ö/' }),
    ],
  },
  {
    rule: 'CLM-AUD-MISSING',
    fires: { token: makeToken({ alg: 'RS256' }, { iss: 'https://id.shop.com', typ: 'Bearer', azp: 'app' }) },
    silent: [
      // Cognito's access tokens have none.
      {
        token: makeToken(
          { alg: 'RS256' },
          { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a', token_use: 'access' },
        ),
      },
      // Django: one service signs and verifies.
      withClaims({ token_type: 'access', user_id: 1 }),
      // A server's own session.
      withClaims({ sub: 'alice' }),
      // Another rule lists what RFC 9068 requires.
      as('access token', { iss: 'https://id.shop.com' }),
    ],
  },
  {
    rule: 'CLM-AUD-WIDE',
    variant: 'generic',
    fires: withClaims({ aud: ['https://*'] }),
    silent: [
      // The default audience of Keycloak.
      withClaims({ aud: 'account' }),
      // ZITADEL lists the clients of a project.
      withClaims({ aud: ['1', '2', '3', '4', '5', '6'] }),
    ],
  },
  {
    rule: 'CLM-AUD-WIDE',
    variant: 'empty',
    fires: withClaims({ aud: [] }),
    silent: withClaims({ sub: 'alice' }),
  },
  {
    rule: 'CLM-AUD-FOREIGN',
    fires: as('access token', { aud: 'https://api.other.com' }, { request: makeRequest() }),
    silent: [
      as('access token', { aud: 'https://shop.test' }, { request: makeRequest() }),
      // A name, not a host: Okta's default, and Entra's.
      as('access token', { aud: 'api://default' }, { request: makeRequest() }),
    ],
  },
  {
    rule: 'CLM-AZP',
    variant: 'missing',
    fires: as('ID token', { aud: ['one', 'two'] }),
    silent: as('ID token', { aud: ['one', 'two'], azp: 'one' }),
  },
  {
    rule: 'CLM-AZP',
    variant: 'other',
    fires: as('ID token', { aud: 'one', azp: 'two' }),
    // Google puts the app in azp and the server in aud.
    silent: as('ID token', { iss: 'accounts.google.com', aud: 'server', azp: 'app' }),
  },
  {
    rule: 'CLM-JTI-MISSING',
    fires: as('access token', { sub: 'alice' }),
    // Entra uses another name.
    silent: as('access token', { sub: 'alice', uti: 'one' }),
  },
  {
    rule: 'CLM-TYPE',
    variant: 'boolean',
    fires: withClaims({ email_verified: 'true' }),
    silent: [
      withClaims({ iss: 'https://appleid.apple.com', email_verified: 'true' }),
      // AWS load balancers.
      {
        token: makeToken(
          { alg: 'ES256', signer: 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/b' },
          { email_verified: 'false' },
        ),
      },
    ],
  },
  {
    rule: 'CLM-TYPE',
    variant: 'string',
    fires: withClaims({ sub: 7 }),
    // Auth0, IdentityServer, Supabase and .NET.
    silent: withClaims({
      sub: '7',
      updated_at: '2026-01-01T00:00:00Z',
      scope: ['openid', 'orders'],
      amr: [{ method: 'password', timestamp: now }],
      name: null,
      roles: 'admin',
      groups: 'one',
    }),
  },
  {
    rule: 'CLM-TYPE',
    variant: 'object',
    fires: withClaims({ cnf: 'key' }),
    silent: withClaims({ cnf: {} }),
  },
  {
    rule: 'CLM-TYPE',
    variant: 'strings',
    fires: withClaims({ aud: [1] }),
    silent: withClaims({ aud: ['1'] }),
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
    silent: [
      withClaims({ order: '4111 1111 1111 1112', id: 1234567890123456 }),
      // The number of an account has the check digit of a card by chance.
      withClaims({ sub: '4111111111111111', user_id: 4111111111111111 }),
    ],
  },
  {
    rule: 'CLM-SECRET',
    variant: 'name',
    fires: withClaims({ user: { password: 'hunter2' } }),
    silent: [
      withClaims({ password: true, key: '-----BEGIN PUBLIC KEY-----' }),
      withClaims({ otp: '1', pin: 'Berlin' }),
    ],
  },
  {
    rule: 'CLM-SECRET',
    variant: 'form',
    fires: withClaims({ payments: `sk_live_${'A1'.repeat(12)}` }),
    // Google's browser keys are in every page that uses them. Concatenated, so that secret scanners don't report it.
    silent: withClaims({
      maps: `AIza${'Sy'.repeat(17)}0`,
      // The ID of an AWS access key, which isn't the secret one.
      aws: `AKIA${'A1'.repeat(8)}`,
    }),
  },
  {
    rule: 'CLM-HASH',
    fires: withClaims({ password: '$2b$12$abcdefghijklmnopqrstuv' }),
    silent: withClaims({ at_hash: '5f4dcc3b5aa765d61d8327deb882cf99' }),
  },
  {
    rule: 'CLM-EMAIL-UNVERIFIED',
    fires: as('ID token', { email: 'alice@shop.com', email_verified: false }),
    silent: [
      // Microsoft Entra and LINE don't have the claim.
      as('ID token', { email: 'alice@shop.com' }),
      withClaims({
        iss: 'https://ref.supabase.co/auth/v1',
        email: 'alice@shop.com',
        email_verified: false,
        user_metadata: { email_verified: true },
      }),
    ],
  },
  {
    rule: 'CLM-PRIV',
    fires: withClaims({ realm_access: { roles: ['user', 'admin'] } }),
    silent: withClaims({ is_admin: false, roles: ['administration-reader'] }),
  },
  {
    rule: 'CLM-SERVICE-ROLE',
    fires: withClaims({ iss: 'supabase', ref: 'abc', role: 'service_role' }, { request: makeRequest() }),
    silent: [
      // The public key of the same project is intended for pages.
      withClaims({ iss: 'supabase', ref: 'abc', role: 'anon' }, { request: makeRequest() }),
      // A server's own request, in a file that was opened.
      withClaims({ iss: 'supabase', ref: 'abc', role: 'service_role' }, { request: onServer }),
      // Supabase's own console shows it.
      withClaims(
        { iss: 'supabase', ref: 'abc', role: 'service_role' },
        { request: makeRequest({ location: 'response body', pageUrl: 'https://supabase.com/dashboard' }) },
      ),
      // Everyone has the key of local development.
      withClaims({ iss: 'supabase-demo', role: 'service_role' }, { request: makeRequest() }),
      // A cluster's dashboard, and a job of a CI service.
      withClaims(
        { iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:a:b' },
        { request: makeRequest() },
      ),
      withClaims(
        { iss: 'https://token.actions.githubusercontent.com', repository: 'a/b' },
        { request: onServer },
      ),
    ],
  },
  {
    rule: 'CLM-USER-META',
    fires: withClaims({ user_metadata: { role: 'editor' } }),
    silent: withClaims({ app_metadata: { role: 'editor' }, user_metadata: { name: 'Alice' } }),
  },
  {
    rule: 'CLM-NESTED-TOKEN',
    fires: withClaims({ inner: makeToken() }),
    silent: [
      withClaims({ sid: 'sess_0123456789abcdef', file: 'example.com.txt' }),
      // A presentation consists of credentials.
      withClaims({ vp: { verifiableCredential: [makeToken()] } }),
    ],
  },
  {
    rule: 'CLM-OVERAGE',
    fires: withClaims({ hasgroups: true }),
    silent: withClaims({ groups: ['one'] }),
  },
  {
    rule: 'CLM-HEADER-DUP',
    fires: { token: makeToken({ alg: 'HS256', iss: 'one' }, { iss: 'two' }) },
    silent: { token: makeToken({ alg: 'HS256', iss: 'one' }, { iss: 'one' }) },
  },
];
