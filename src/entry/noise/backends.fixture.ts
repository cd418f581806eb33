import { encode } from '../../token/token.fixture';
import {
  api,
  apiCors,
  app,
  bearer,
  makeJwks,
  opaque,
  openOrigin,
  signToken,
  type Recording,
  type Provider,
} from './recording.fixture';

const kid = 'key-1';

export function callApi(recording: Recording, token: string, status = 200): void {
  recording.call({
    url: `${api}/orders`,
    headers: bearer(token),
    status,
    responseHeaders: {
      ...apiCors,
      ...(status === 401 && { 'WWW-Authenticate': 'Bearer error="invalid_token"' }),
    },
    responseJson: {},
  });
}

function recordFirebase(recording: Recording): void {
  const issuer = 'https://securetoken.google.com/shop-1';
  const headers = {
    'Access-Control-Allow-Origin': app,
    'Access-Control-Expose-Headers':
      'Cache-Control,Content-Encoding,Content-Type,Date,Expires,Pragma,Server,Transfer-Encoding,Vary',
    'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
    Pragma: 'no-cache',
    Vary: 'Origin, X-Origin, Referer',
  };
  const key = '?key=AIzaSyA1';
  const refreshToken = opaque('refresh', 150);
  const issue = (now: number, authTime: number) =>
    signToken(
      { alg: 'RS256', kid, typ: 'JWT' },
      {
        name: 'User 1',
        iss: issuer,
        aud: 'shop-1',
        auth_time: authTime,
        user_id: 'user-1',
        sub: 'user-1',
        iat: now,
        exp: now + 3_600,
        email: 'user-1@shop.com',
        email_verified: false,
        firebase: { identities: { email: ['user-1@shop.com'] }, sign_in_provider: 'password' },
      },
    );
  const store = (accessToken: string) =>
    recording.store('IndexedDB', {
      'firebaseLocalStorageDb/firebaseLocalStorage/firebase:authUser:AIzaSyA1:[DEFAULT]': JSON.stringify({
        fbase_key: 'firebase:authUser:AIzaSyA1:[DEFAULT]',
        value: { uid: 'user-1', stsTokenManager: { refreshToken, accessToken, expirationTime: 1 } },
      }),
    });
  const start = recording.now();
  const first = issue(start, start);
  recording.call({
    url: `https://identitytoolkit.googleapis.com/v1/accounts:signInWithPassword${key}`,
    json: { returnSecureToken: true, email: 'user-1@shop.com', password: 'p', clientType: 'CLIENT_TYPE_WEB' },
    responseHeaders: headers,
    responseJson: {
      kind: 'k',
      localId: 'user-1',
      idToken: first,
      registered: true,
      refreshToken,
      expiresIn: '3600',
    },
  });
  recording.call({
    url: `https://identitytoolkit.googleapis.com/v1/accounts:lookup${key}`,
    json: { idToken: first },
    responseHeaders: headers,
    responseJson: { users: [] },
  });
  store(first);
  recording.call({
    url: 'https://firestore.googleapis.com/google.firestore.v1.Firestore/Listen/channel?VER=8',
    headers: bearer(first),
    responseHeaders: { 'Access-Control-Allow-Origin': app, 'Cache-Control': 'no-cache, no-store' },
    responseJson: {},
  });
  callApi(recording, first);
  recording.look();
  recording.wait(3_650);
  callApi(recording, first, 401);
  const second = issue(recording.now(), start);
  recording.call({
    url: `https://securetoken.googleapis.com/v1/token${key}`,
    form: { grant_type: 'refresh_token', refresh_token: refreshToken },
    responseHeaders: headers,
    responseJson: {
      access_token: second,
      expires_in: '3600',
      token_type: 'Bearer',
      refresh_token: refreshToken,
      id_token: second,
      user_id: 'user-1',
      project_id: '1',
    },
  });
  store(second);
  callApi(recording, second);
  recording.look();
}

function recordSupabase(recording: Recording, isInCookie: boolean): void {
  const origin = 'https://abcdefghijklmnopqrst.supabase.co';
  const anon = signToken(
    { alg: 'HS256', typ: 'JWT' },
    { iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon', iat: 1_700_000_000, exp: 2_015_575_990 },
  );
  // Its servers send no Cache-Control header.
  const headers = { ...openOrigin, 'sb-gateway-version': '1', 'cf-cache-status': 'DYNAMIC' };
  const issue = (now: number) =>
    signToken(
      { alg: 'ES256', kid, typ: 'JWT' },
      {
        iss: `${origin}/auth/v1`,
        sub: 'user-1',
        aud: 'authenticated',
        exp: now + 3_600,
        iat: now,
        email: 'user-1@shop.com',
        phone: '',
        app_metadata: { provider: 'email', providers: ['email'] },
        user_metadata: {
          email: 'user-1@shop.com',
          email_verified: true,
          phone_verified: false,
          sub: 'user-1',
        },
        role: 'authenticated',
        aal: 'aal1',
        amr: [{ method: 'password', timestamp: now }],
        session_id: 'session-1',
        is_anonymous: false,
      },
    );
  const request = (grant: string, json: object, token: string) =>
    recording.call({
      url: `${origin}/auth/v1/token?grant_type=${grant}`,
      json,
      headers: { apikey: anon, ...bearer(anon) },
      responseHeaders: headers,
      setCookies: [
        '__cf_bm=1; path=/; expires=Mon, 21-Sep-26 12:30:00 GMT; domain=.supabase.co; HttpOnly; Secure; SameSite=None',
      ],
      responseJson: {
        access_token: token,
        token_type: 'bearer',
        expires_in: 3_600,
        expires_at: recording.now() + 3_600,
        refresh_token: 'abcdefghijkl',
        user: { id: 'user-1', email: 'user-1@shop.com' },
      },
    });
  const use = (token: string, status = 200) =>
    recording.call({
      url: `${origin}/rest/v1/orders?select=*`,
      headers: { apikey: anon, ...bearer(token) },
      status,
      responseHeaders: {
        ...headers,
        ...(status === 401 && { 'WWW-Authenticate': 'Bearer error="invalid_token"' }),
      },
      responseJson: [],
    });
  const store = (token: string) => {
    const session = { access_token: token, refresh_token: 'abcdefghijkl', token_type: 'bearer', user: {} };
    const name = 'sb-abcdefghijklmnopqrst-auth-token';
    if (!isInCookie) return recording.store('localStorage', { [name]: JSON.stringify(session) });
    const value = `base64-${encode(session)}`;
    recording.call({
      url: `${app}/orders`,
      headers: { Cookie: `${name}=${value}` },
      responseHtml: '<p>Shop',
      setCookies: [`${name}=${value}; Path=/; Max-Age=34560000; SameSite=Lax`],
    });
    recording.store('cookie', { [name]: value });
  };
  recording.call({
    url: `${origin}/auth/v1/.well-known/jwks.json`,
    responseHeaders: openOrigin,
    responseJson: makeJwks('ES256', kid, { key_ops: ['verify'] }),
  });
  const first = issue(recording.now());
  request('password', { email: 'user-1@shop.com', password: 'p', gotrue_meta_security: {} }, first);
  store(first);
  use(first);
  recording.look();
  recording.wait(3_650);
  use(first, 401);
  const second = issue(recording.now());
  request('refresh_token', { refresh_token: 'abcdefghijkl' }, second);
  store(second);
  use(second);
  recording.look();
}

export const backends: readonly Provider[] = [
  { name: 'Firebase', record: recordFirebase },
  { name: 'Supabase', record: (recording) => recordSupabase(recording, false) },
  { name: 'Supabase, in a cookie', record: (recording) => recordSupabase(recording, true) },
];
