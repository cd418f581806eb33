import { callApi } from './backends.fixture';
import {
  allowApp,
  app,
  makeJwe,
  makeJwks,
  opaque,
  openOrigin,
  signToken,
  type Recording,
  type Provider,
} from './recording.fixture';

const kid = 'key-1';

function recordClerk(recording: Recording): void {
  const issuer = 'https://clerk.shop.com';
  recording.call({
    url: `${issuer}/.well-known/jwks.json`,
    responseHeaders: openOrigin,
    responseJson: makeJwks('RS256', kid),
  });
  const client = signToken(
    { alg: 'RS256', kid, typ: 'JWT' },
    { id: 'client_1', rotating_token: opaque('rotating', 20) },
  );
  for (const minute of [0, 1]) {
    const now = recording.now();
    const token = signToken(
      { alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid, typ: 'JWT' },
      {
        azp: app,
        exp: now + 60,
        fva: [minute, -1],
        iat: now,
        iss: issuer,
        nbf: now - 10,
        sid: 'sess_1',
        sts: 'active',
        sub: 'user_1',
        v: 2,
      },
    );
    recording.call({
      method: 'POST',
      url: `${issuer}/v1/client/sessions/sess_1/tokens?__clerk_api_version=2025-04-10`,
      headers: { Cookie: `__client=${client}` },
      responseHeaders: { ...allowApp, 'Cache-Control': 'no-store' },
      setCookies: [
        `__client=${client}; Path=/; Domain=clerk.shop.com; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax`,
      ],
      responseJson: { object: 'token', jwt: token },
    });
    recording.store('cookie', { __session: token });
    recording.call({ url: `${app}/api/orders`, headers: { Cookie: `__session=${token}` }, responseJson: [] });
    callApi(recording, token);
    recording.look();
    recording.wait(40);
  }
}

function recordStytch(recording: Recording): void {
  const now = recording.now();
  const session = signToken(
    { alg: 'RS256', kid: 'jwk-live-1', typ: 'JWT' },
    {
      aud: ['project-live-1'],
      exp: now + 300,
      'https://stytch.com/session': {
        id: 'session-live-1',
        started_at: '2026-09-21T12:00:00Z',
        last_accessed_at: '2026-09-21T12:00:00Z',
        expires_at: '2026-09-28T12:00:00Z',
        attributes: { user_agent: 'Mozilla/5.0', ip_address: '192.0.2.1' },
        authentication_factors: [
          { type: 'magic_link', delivery_method: 'email', email_factor: { email_id: 'email-live-1' } },
        ],
      },
      iat: now,
      iss: 'stytch.com/project-live-1',
      nbf: now,
      sub: 'user-live-1',
    },
  );
  recording.call({
    url: 'https://web.stytch.com/sdk/v1/magic_links/authenticate',
    json: { token: opaque('link'), session_duration_minutes: 60 },
    responseHeaders: { ...allowApp, 'Cache-Control': 'no-store' },
    responseJson: { data: { session_token: opaque('session'), session_jwt: session, user: {} } },
  });
  recording.store('cookie', { stytch_session_jwt: session });
  recording.call({
    url: `${app}/orders`,
    headers: { Cookie: `stytch_session_jwt=${session}` },
    responseHtml: '<p>Shop',
  });
  recording.look();
}

function recordWorkos(recording: Recording): void {
  const now = recording.now();
  const access = signToken(
    { alg: 'RS256', kid: 'sso_oidc_key_pair_1' },
    {
      iss: 'https://api.workos.com/user_management/client_1',
      sub: 'user_1',
      sid: 'session_1',
      jti: '01J1',
      org_id: 'org_1',
      role: 'member',
      permissions: ['orders:read'],
      exp: now + 300,
      iat: now,
    },
  );
  recording.call({
    url: 'https://api.workos.com/user_management/authenticate',
    json: {
      client_id: 'client_1',
      code: opaque('code'),
      code_verifier: opaque('verifier'),
      grant_type: 'authorization_code',
    },
    responseHeaders: { ...allowApp, 'Cache-Control': 'no-store' },
    responseJson: {
      user: { id: 'user_1' },
      organization_id: 'org_1',
      access_token: access,
      refresh_token: opaque('refresh', 18),
    },
  });
  callApi(recording, access);
  recording.look();
}

/** Sessions of Auth.js: encrypted with a secret of the server. */
function recordAuthJs(recording: Recording): void {
  const name = '__Secure-authjs.session-token';
  const session = makeJwe({ alg: 'dir', enc: 'A256CBC-HS512', kid: opaque('kid') }, 400);
  const setCookies = [
    `${name}=${session}; Path=/; Expires=Wed, 21 Oct 2026 12:00:00 GMT; HttpOnly; Secure; SameSite=Lax`,
  ];
  recording.call({
    url: `${app}/api/auth/callback/github?code=c&state=s`,
    status: 302,
    responseHeaders: { Location: '/' },
    setCookies,
  });
  const headers = { Cookie: `${name}=${session}; __Host-authjs.csrf-token=1` };
  recording.call({
    url: `${app}/api/auth/session`,
    headers,
    responseHeaders: { 'Cache-Control': 'private, no-cache, no-store' },
    setCookies,
    responseJson: {},
  });
  recording.call({ url: `${app}/orders`, headers, responseHtml: '<p>Shop' });
  recording.look();
}

export const sessions: readonly Provider[] = [
  { name: 'Clerk', record: recordClerk },
  { name: 'Stytch', record: recordStytch },
  { name: 'WorkOS', record: recordWorkos },
  { name: 'Auth.js', record: recordAuthJs },
];
