import {
  app,
  bearer,
  clientId,
  hashText,
  makeJwks,
  noStore,
  opaque,
  openOrigin,
  signToken,
  type Recording,
  type Provider,
} from './recording.fixture';
import { recordSignIn } from './sign-in.fixture';

const kid = 'key-1';
const profile = { name: 'User 1', given_name: 'User', picture: 'https://lh3.googleusercontent.com/a/1' };
const googleHeaders = {
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  Pragma: 'no-cache',
  Expires: 'Mon, 01 Jan 1990 00:00:00 GMT',
  Vary: 'Origin, X-Origin, Referer',
};

const makeGoogleToken = (now: number, more: object) =>
  signToken(
    { alg: 'RS256', kid, typ: 'JWT' },
    {
      iss: 'https://accounts.google.com',
      azp: `${clientId}.apps.googleusercontent.com`,
      aud: `${clientId}.apps.googleusercontent.com`,
      sub: '100000000000000000001',
      email: 'user-1@gmail.com',
      email_verified: true,
      ...profile,
      iat: now,
      exp: now + 3_600,
      ...more,
    },
  );

/** The session of an app with its own backend: its token is in a cookie that scripts can't read. */
function startSession(recording: Recording, path: string, form: Record<string, string>): void {
  const now = recording.now();
  const session = signToken({ alg: 'HS256', typ: 'JWT' }, { sub: 'user-1', iat: now, exp: now + 86_400 });
  recording.call({
    url: `${app}${path}`,
    form,
    status: 302,
    responseHeaders: { Location: '/', 'Cache-Control': 'no-store' },
    setCookies: [`__Host-session=${session}; Path=/; Max-Age=86400; Secure; HttpOnly; SameSite=Lax`],
  });
  for (const next of ['/', '/orders'])
    recording.call({
      url: `${app}${next}`,
      headers: { Cookie: `__Host-session=${session}` },
      responseHtml: '<p>Shop',
    });
}

function recordOneTap(recording: Recording): void {
  recording.call({
    url: 'https://www.googleapis.com/oauth2/v3/certs',
    responseHeaders: { 'Cache-Control': 'public, max-age=19000' },
    responseJson: makeJwks('RS256', kid),
  });
  const now = recording.now();
  const credential = makeGoogleToken(now, { nbf: now - 300, jti: 'jti-1' });
  startSession(recording, '/auth/google', { credential, g_csrf_token: opaque('csrf', 16) });
  recording.look();
}

/** A server exchanges the code, so there is no page and the client secret is where it belongs. */
function recordGoogleServer(recording: Recording): void {
  const access = `ya29.${opaque('access', 100)}`;
  const idToken = makeGoogleToken(recording.now(), { at_hash: hashText(access), hd: 'shop.com' });
  recording.call({
    url: 'https://oauth2.googleapis.com/token',
    page: '',
    form: {
      client_id: `${clientId}.apps.googleusercontent.com`,
      client_secret: opaque('client secret', 20),
      code: opaque('code'),
      grant_type: 'authorization_code',
      redirect_uri: `${app}/callback`,
    },
    responseHeaders: googleHeaders,
    responseJson: {
      access_token: access,
      expires_in: 3_599,
      id_token: idToken,
      scope: 'openid email',
      token_type: 'Bearer',
    },
  });
  recording.look();
}

function recordApple(recording: Recording): void {
  const now = recording.now();
  const nonce = opaque('nonce', 16);
  const state = opaque('state', 16);
  const code = opaque('code');
  const parameters = new URLSearchParams({
    client_id: 'com.shop.web',
    redirect_uri: `${app}/auth/apple`,
    response_type: 'code id_token',
    response_mode: 'form_post',
    scope: 'name email',
    state,
    nonce,
  });
  recording.call({
    url: `https://appleid.apple.com/auth/authorize?${parameters}`,
    page: app,
    responseHtml: '<p>',
  });
  const idToken = signToken(
    { kid, alg: 'RS256' },
    {
      iss: 'https://appleid.apple.com',
      aud: 'com.shop.web',
      exp: now + 86_400,
      iat: now,
      sub: '000001.0123456789abcdef.0001',
      nonce,
      c_hash: hashText(code),
      email: 'abc1@privaterelay.appleid.com',
      email_verified: true,
      is_private_email: true,
      auth_time: now,
      nonce_supported: true,
    },
  );
  startSession(recording, '/auth/apple', { state, code, id_token: idToken });
  recording.look();
}

function recordSlack(recording: Recording): void {
  const now = recording.now();
  const access = `xoxp-${opaque('access')}`;
  const idToken = signToken(
    { typ: 'JWT', alg: 'RS256', kid },
    {
      iss: 'https://slack.com',
      sub: 'U0R7MFMJM',
      aud: '25259531569.1115258246291',
      exp: now + 300,
      iat: now,
      auth_time: now,
      nonce: 'nonce-1',
      at_hash: hashText(access),
      'https://slack.com/team_id': 'T0R7GR529',
      'https://slack.com/user_id': 'U0R7MFMJM',
      email: 'user-1@shop.com',
      email_verified: true,
      date_email_verified: 1_700_000_000,
      locale: 'en-US',
      ...profile,
    },
  );
  recording.call({
    url: 'https://slack.com/api/openid.connect.token',
    page: '',
    form: {
      client_id: clientId,
      client_secret: opaque('client secret', 16),
      code: 'c',
      grant_type: 'authorization_code',
    },
    responseHeaders: {
      ...openOrigin,
      'Cache-Control': 'private, no-cache, no-store, must-revalidate',
      Pragma: 'no-cache',
      Expires: 'Sat, 26 Jul 1997 05:00:00 GMT',
    },
    setCookies: [
      'b=1; expires=Thu, 21-Sep-2028 12:00:00 GMT; Max-Age=63072000; path=/; domain=.slack.com; secure; HttpOnly; SameSite=None',
    ],
    responseJson: { ok: true, access_token: access, token_type: 'Bearer', id_token: idToken },
  });
  recording.look();
}

/** LINE's front-end framework: its ID token is signed with ES256, and its access token is opaque. */
function recordLine(recording: Recording): void {
  const now = recording.now();
  const access = opaque('access', 100);
  const idToken = signToken(
    { kid, typ: 'JWT', alg: 'ES256' },
    {
      iss: 'https://access.line.me',
      sub: 'U00000000000000000000000000000001',
      aud: '1234567890',
      exp: now + 3_600,
      iat: now,
      nonce: 'nonce-1',
      amr: ['linesso'],
      ...profile,
      email: 'user-1@shop.com',
    },
  );
  recording.call({
    url: 'https://api.line.me/oauth2/v2.1/token',
    form: {
      grant_type: 'authorization_code',
      client_id: '1234567890',
      code: 'c',
      code_verifier: opaque('verifier'),
    },
    responseHeaders: { ...openOrigin, 'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate' },
    responseJson: {
      access_token: access,
      expires_in: 43_200,
      id_token: idToken,
      scope: 'openid profile',
      token_type: 'Bearer',
    },
  });
  recording.store('localStorage', { 'LIFF_STORE:1234567890-abc:IDToken': idToken });
  recording.call({
    url: 'https://api.line.me/v2/profile',
    headers: bearer(access),
    responseHeaders: openOrigin,
    responseJson: {},
  });
  recording.call({ url: `${app}/api/line`, headers: bearer(idToken), responseJson: { ok: true } });
  recording.look();
}

export const socialSignIns: readonly Provider[] = [
  { name: 'Google One Tap', record: recordOneTap },
  { name: 'Google, on a server', record: recordGoogleServer },
  { name: 'Apple', record: recordApple },
  { name: 'Slack', record: recordSlack },
  { name: 'LINE', record: recordLine },
  {
    name: 'Twitch',
    record: (recording) =>
      recordSignIn(recording, {
        issuer: 'https://id.twitch.tv/oauth2',
        authorize: '/authorize',
        token: '/token',
        jwks: '/keys',
        userinfo: '/userinfo',
        scope: 'openid user:read:email',
        lifetime: 14_400,
        idHeader: { typ: 'JWT' },
        id: () => ({
          aud: clientId,
          azp: clientId,
          sub: '100000001',
          preferred_username: 'user1',
          picture: 'https://static-cdn.jtvnw.net/1.png',
        }),
        refresh: () => opaque('refresh', 38),
        tokenHeaders: { ...openOrigin, ...noStore },
        calls: 'https://api.twitch.tv/helix/users',
        apiHeaders: openOrigin,
      }),
  },
];
