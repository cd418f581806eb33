import { createHash } from 'node:crypto';
import {
  api,
  apiCors,
  app,
  allowApp,
  bearer,
  clientId,
  makeJwks,
  noStore,
  opaque,
  openOrigin,
  signToken,
  type Provider,
  type Recording,
} from './recording.fixture';
import { profile, signInWith } from './sign-in.fixture';

const kid = 'key-1';
const hashAll = (text: string) => createHash('sha256').update(text).digest('base64url');
/** RFC 7638. */
const hashJwk = (jwk: object) => hashAll(JSON.stringify(jwk));

/** An app embedded in Shopify's admin: App Bridge passes a new session token for each request. */
function recordShopify(recording: Recording): void {
  for (const count of [1, 2]) {
    const now = recording.now();
    const token = signToken(
      { alg: 'HS256', typ: 'JWT' },
      {
        iss: 'https://shop-1.myshopify.com/admin',
        dest: 'https://shop-1.myshopify.com',
        aud: clientId,
        sub: '1',
        exp: now + 60,
        nbf: now,
        iat: now,
        jti: `jti-${count}`,
        sid: 'sid-1',
        sig: 'sig-1',
      },
    );
    recording.call({
      url: `${app}/api/products?id_token=${token}&shop=shop-1.myshopify.com&embedded=1`,
      page: 'https://admin.shopify.com/store/shop-1/apps/shop',
      responseHtml: '<p>',
    });
    recording.call({ url: `${app}/api/products`, headers: bearer(token), responseJson: [] });
    recording.look();
    recording.wait(60);
  }
}

/** Proxies that sign in users before the app: a cookie at the edge, a header at the app. */
function recordCloudflare(recording: Recording): void {
  const now = recording.now();
  const token = signToken(
    { alg: 'RS256', kid },
    {
      aud: ['4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2'],
      email: 'user-1@shop.com',
      exp: now + 86_400,
      iat: now,
      nbf: now,
      iss: 'https://shop.cloudflareaccess.com',
      type: 'app',
      identity_nonce: 'n1',
      sub: 'user-1',
      country: 'DE',
    },
  );
  recording.call({
    url: `${app}/cdn-cgi/access/authorized?nonce=1`,
    status: 302,
    responseHeaders: {
      Location: '/',
      'Cache-Control': 'private, max-age=0, no-store, no-cache, must-revalidate, post-check=0, pre-check=0',
    },
    setCookies: [
      `CF_Authorization=${token}; Path=/; Secure; Expires=Tue, 22 Sep 2026 12:00:00 GMT; HttpOnly; SameSite=None`,
    ],
  });
  recording.call({ url: `${app}/`, headers: { Cookie: `CF_Authorization=${token}` }, responseHtml: '<p>' });
  recording.call({
    url: 'http://10.0.0.5:8080/',
    page: '',
    headers: { 'Cf-Access-Jwt-Assertion': token, 'X-Forwarded-Proto': 'https' },
    responseHtml: '<p>',
  });
  recording.look();
}

/** A GitHub App, a Google service account and a client assertion: servers that sign their own tokens. */
function recordServers(recording: Recording): void {
  const now = recording.now();
  const githubApp = signToken({ alg: 'RS256', typ: 'JWT' }, { iat: now - 60, exp: now + 540, iss: '123456' });
  recording.call({
    url: 'https://api.github.com/app/installations/1/access_tokens',
    page: '',
    method: 'POST',
    headers: bearer(githubApp),
    status: 201,
    responseHeaders: { ...openOrigin, 'Cache-Control': 'no-cache' },
    responseJson: { token: opaque('ghs') },
  });
  const google = signToken(
    { alg: 'RS256', typ: 'JWT', kid },
    {
      iss: 'web@shop-1.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      aud: 'https://oauth2.googleapis.com/token',
      exp: now + 3_600,
      iat: now,
    },
  );
  recording.call({
    url: 'https://oauth2.googleapis.com/token',
    page: '',
    form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: google },
    responseHeaders: { 'Cache-Control': 'private' },
    responseJson: { access_token: `ya29.${opaque('access')}`, expires_in: 3_599, token_type: 'Bearer' },
  });
  const assertion = signToken(
    { alg: 'RS256', typ: 'JWT', 'x5t#S256': opaque('x5t') },
    {
      aud: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token',
      exp: now + 600,
      iss: clientId,
      jti: 'jti-1',
      nbf: now,
      sub: clientId,
      iat: now,
    },
  );
  recording.call({
    url: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token',
    page: '',
    form: {
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    },
    responseHeaders: noStore,
    responseJson: { token_type: 'Bearer', expires_in: 3_599, access_token: opaque('access', 100) },
  });
  recording.look();
}

/** Services that take their token in a URL: a video call over WebSocket, an embedded dashboard, a link in an email. */
function recordUrls(recording: Recording): void {
  const now = recording.now();
  const livekit = signToken(
    { alg: 'HS256' },
    {
      exp: now + 21_600,
      iss: 'API1',
      name: 'User 1',
      nbf: now,
      sub: 'user-1',
      video: { room: 'room-1', canPublish: true },
    },
  );
  recording.call({ url: `${app}/api/livekit`, json: { room: 'room-1' }, responseJson: { token: livekit } });
  recording.call({ url: `wss://shop-1.livekit.cloud/rtc?access_token=${livekit}&sdk=js`, status: 101 });
  const dashboard = signToken(
    { alg: 'HS256', typ: 'JWT' },
    { resource: { dashboard: 1 }, params: {}, exp: now + 600, iat: now },
  );
  recording.call({
    url: `https://metabase.shop.com/embed/dashboard/${dashboard}`,
    page: `${app}/reports`,
    responseHtml: '<p>',
  });
  recording.call({
    url: `https://metabase.shop.com/api/embed/dashboard/${dashboard}`,
    page: `https://metabase.shop.com/embed/dashboard/${dashboard}`,
    responseJson: {},
  });
  const link = signToken(
    { alg: 'HS256', typ: 'JWT' },
    { sub: 'user-1', purpose: 'verify-email', iat: now, exp: now + 86_400 },
  );
  recording.call({
    url: `${app}/verify-email?token=${link}`,
    page: `${app}/verify-email?token=${link}`,
    responseHtml: '<p>',
  });
  recording.call({ url: `${app}/api/verify-email`, json: { token: link }, responseJson: { ok: true } });
  recording.look();
}

/** DPoP (RFC 9449) with a nonce, and a back-channel logout. */
function recordDpop(recording: Recording): void {
  const now = recording.now();
  const issuer = 'https://login.shop.com';
  const [jwk] = (
    makeJwks('ES256', kid) as {
      keys: { kid?: string; alg?: string; use?: string; kty: string; crv: string; x: string; y: string }[];
    }
  ).keys;
  const { kty = '', crv = '', x = '', y = '' } = jwk ?? {};
  const prove = (method: string, url: string, more: object = {}) =>
    signToken(
      { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } },
      {
        jti: opaque(`${method} ${url} ${recording.now()}`, 12),
        htm: method,
        htu: url,
        iat: recording.now(),
        ...more,
      },
    );
  const jkt = hashJwk({ crv, kty, x, y });
  const access = signToken(
    { typ: 'at+jwt', alg: 'ES256', kid },
    {
      iss: issuer,
      sub: 'user-1',
      aud: api,
      client_id: clientId,
      scope: 'orders',
      jti: 'jti-1',
      iat: now,
      exp: now + 300,
      cnf: { jkt },
    },
  );
  const form = {
    grant_type: 'authorization_code',
    code: 'c',
    client_id: clientId,
    code_verifier: opaque('verifier'),
  };
  recording.call({
    url: `${issuer}/token`,
    form,
    headers: { DPoP: prove('POST', `${issuer}/token`) },
    status: 400,
    responseHeaders: { ...allowApp, ...noStore, 'DPoP-Nonce': 'nonce-1' },
    responseJson: { error: 'use_dpop_nonce' },
  });
  recording.wait(1);
  recording.call({
    url: `${issuer}/token`,
    form,
    headers: { DPoP: prove('POST', `${issuer}/token`, { nonce: 'nonce-1' }) },
    responseHeaders: { ...allowApp, ...noStore },
    responseJson: { access_token: access, token_type: 'DPoP', expires_in: 300 },
  });
  for (const path of ['orders', 'orders/1'])
    recording.call({
      url: `${api}/${path}`,
      headers: {
        Authorization: `DPoP ${access}`,
        DPoP: prove('GET', `${api}/${path}`, { ath: hashAll(access) }),
      },
      responseHeaders: apiCors,
      responseJson: [],
    });
  const logout = signToken(
    { typ: 'logout+jwt', alg: 'ES256', kid },
    {
      iss: issuer,
      aud: clientId,
      iat: recording.now(),
      exp: recording.now() + 120,
      jti: 'jti-2',
      sub: 'user-1',
      sid: 'sid-1',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    },
  );
  recording.call({
    url: `${app}/backchannel-logout`,
    page: '',
    form: { logout_token: logout },
    responseHeaders: { 'Cache-Control': 'no-store' },
  });
  recording.look();
}

export const otherServices: readonly Provider[] = [
  { name: 'Shopify', record: recordShopify },
  { name: 'Cloudflare Access', record: recordCloudflare },
  { name: 'Servers', record: recordServers },
  { name: 'Tokens in URLs', record: recordUrls },
  { name: 'DPoP', record: recordDpop },
  {
    name: 'Duende IdentityServer',
    record: signInWith({
      issuer: 'https://localhost:5001',
      authorize: '/connect/authorize',
      token: '/connect/token',
      jwks: '/.well-known/openid-configuration/jwks',
      userinfo: '/connect/userinfo',
      scope: 'openid profile api1 offline_access',
      lifetime: 3_600,
      page: 'https://localhost:5173/',
      calls: 'https://localhost:6001/identity',
      accessHeader: { typ: 'at+jwt' },
      access: (now) => ({
        nbf: now,
        aud: 'https://localhost:5001/resources',
        scope: ['openid', 'profile', 'api1', 'offline_access'],
        amr: ['pwd'],
        client_id: clientId,
        sub: '1',
        auth_time: now,
        idp: 'local',
        sid: 'sid-1',
        jti: 'jti-1',
      }),
      id: (now) => ({
        nbf: now,
        aud: clientId,
        amr: ['pwd'],
        sid: 'sid-1',
        sub: '1',
        auth_time: now,
        idp: 'local',
      }),
      hasAtHash: true,
      refresh: (_, count) => opaque(`refresh ${count}`),
      tokenHeaders: {
        'Access-Control-Allow-Origin': 'https://localhost:5173',
        'Cache-Control': 'no-store, no-cache, max-age=0',
        Pragma: 'no-cache',
      },
    }),
  },
  {
    name: 'PingOne',
    record: signInWith({
      issuer: 'https://auth.pingone.eu/11111111-2222-3333-4444-555555555555/as',
      authorize: '/authorize',
      token: '/token',
      jwks: '/jwks',
      userinfo: '/userinfo',
      scope: 'openid profile',
      lifetime: 3_600,
      accessHeader: { typ: undefined },
      calls: 'https://api.pingone.eu/v1/me',
      idHeader: { typ: undefined },
      access: () => ({
        client_id: clientId,
        sub: 'user-1',
        aud: ['https://api.pingone.eu'],
        env: '1',
        org: '1',
        scope: 'openid profile',
        'p1.rid': 'r1',
        sid: 's1',
      }),
      id: (now) => ({
        ...profile,
        sub: 'user-1',
        aud: clientId,
        acr: 'Single_Factor',
        amr: ['pwd'],
        auth_time: now,
        env: '1',
        org: '1',
        'p1.region': 'EU',
        sid: 's1',
        preferred_username: 'user-1',
      }),
      hasAtHash: true,
      tokenHeaders: {
        ...openOrigin,
        'Cache-Control': 'no-cache, no-store',
        Pragma: 'no-cache',
        Vary: 'Origin, Access-Control-Request-Method',
      },
    }),
  },
  {
    name: 'Logto',
    record: signInWith({
      issuer: 'https://shop.logto.app/oidc',
      authorize: '/auth',
      token: '/token',
      jwks: '/jwks',
      userinfo: '/me',
      scope: 'openid profile offline_access',
      lifetime: 3_600,
      alg: 'ES256',
      accessHeader: { typ: 'at+jwt' },
      access: () => ({ jti: 'jti-1', sub: 'user1', scope: '', client_id: clientId, aud: api }),
      id: () => ({
        sub: 'user1',
        name: null,
        picture: null,
        username: 'user-1',
        updated_at: 1_789_991_000_000,
        created_at: 1_700_000_000_000,
        aud: clientId,
      }),
      hasAtHash: true,
      refresh: (_, count) => opaque(`refresh ${count}`),
      tokenHeaders: { ...openOrigin, ...noStore },
      store: (recording, { id = '', refresh = '' }) =>
        recording.store('localStorage', {
          [`logto:${clientId}:idToken`]: id,
          [`logto:${clientId}:refreshToken`]: refresh,
        }),
    }),
  },
  {
    name: 'FusionAuth',
    record: signInWith({
      issuer: 'https://shop.fusionauth.io',
      authorize: '/oauth2/authorize',
      token: '/oauth2/token',
      jwks: '/.well-known/jwks.json',
      userinfo: '/oauth2/userinfo',
      scope: 'openid offline_access',
      lifetime: 3_600,
      accessHeader: { gty: ['authorization_code'] },
      access: (now) => ({
        aud: clientId,
        sub: 'user-1',
        jti: 'jti-1',
        authenticationType: 'PASSWORD',
        applicationId: clientId,
        roles: ['user'],
        sid: 'sid-1',
        auth_time: now,
        tid: 't1',
        scope: 'openid offline_access',
        email: 'user-1@shop.com',
        email_verified: true,
        preferred_username: 'user-1',
      }),
      id: (now) => ({
        ...profile,
        aud: clientId,
        sub: 'user-1',
        jti: 'jti-2',
        authenticationType: 'PASSWORD',
        applicationId: clientId,
        roles: ['user'],
        auth_time: now,
        tid: 't1',
      }),
      hasAtHash: true,
      refresh: () => opaque('refresh'),
      tokenHeaders: { ...allowApp, 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    }),
  },
];
