import {
  allowApp,
  api,
  clientId,
  makeJwe,
  noStore,
  opaque,
  openOrigin,
  type Provider,
} from './recording.fixture';
import { profile, signInWith } from './sign-in.fixture';

const rotated = (_: number, count: number) => `v1.${opaque(`refresh ${count}`)}`;

export const identityServices: readonly Provider[] = [
  {
    name: 'Auth0',
    record: signInWith({
      issuer: 'https://shop.eu.auth0.com/',
      authorize: '/authorize',
      token: '/oauth/token',
      jwks: '/.well-known/jwks.json',
      userinfo: '/userinfo',
      scope: 'openid profile email offline_access read:orders',
      lifetime: 86_400,
      access: () => ({
        sub: 'auth0|user-1',
        aud: [api, 'https://shop.eu.auth0.com/userinfo'],
        scope: 'openid profile email offline_access read:orders',
        azp: clientId,
      }),
      id: () => ({
        ...profile,
        nickname: 'user-1',
        picture: 'https://s.gravatar.com/avatar/1',
        updated_at: '2026-09-21T11:00:00.000Z',
        aud: clientId,
        sub: 'auth0|user-1',
        sid: 'sid-1',
      }),
      refresh: rotated,
      tokenHeaders: {
        ...allowApp,
        ...noStore,
        'Access-Control-Expose-Headers': 'X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset',
        'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
      },
      store(recording, { access, id, refresh }) {
        recording.store('localStorage', {
          [`@@auth0spajs@@::${clientId}::${api}::openid profile email offline_access read:orders`]:
            JSON.stringify({ body: { access_token: access, refresh_token: refresh, client_id: clientId } }),
          [`@@auth0spajs@@::${clientId}::@@user@@`]: JSON.stringify({ id_token: id }),
        });
      },
    }),
  },
  {
    name: 'Okta',
    record: signInWith({
      issuer: 'https://shop.okta.com/oauth2/default',
      authorize: '/v1/authorize',
      token: '/v1/token',
      jwks: '/v1/keys',
      userinfo: '/v1/userinfo',
      scope: 'openid profile email offline_access',
      lifetime: 3_600,
      accessHeader: { typ: undefined },
      idHeader: { typ: undefined },
      access: (now) => ({
        ver: 1,
        jti: 'AT.1.oar',
        aud: 'api://default',
        cid: clientId,
        uid: '00u1',
        scp: ['openid', 'profile', 'email', 'offline_access'],
        auth_time: now - 5,
        sub: 'user-1@shop.com',
      }),
      id: (now) => ({
        sub: '00u1',
        ...profile,
        ver: 1,
        aud: clientId,
        jti: 'ID.1',
        amr: ['pwd', 'mfa'],
        idp: '00o1',
        preferred_username: 'user-1@shop.com',
        auth_time: now - 5,
      }),
      hasAtHash: true,
      refresh: rotated,
      tokenHeaders: {
        ...allowApp,
        'Cache-Control': 'no-cache, no-store',
        Pragma: 'no-cache',
        Expires: '0',
        'Referrer-Policy': 'strict-origin-when-cross-origin',
      },
      setCookies: [
        'JSESSIONID=A1; Path=/; Secure; HttpOnly',
        'sid=""; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/',
      ],
      store(recording, { access, id, refresh }) {
        recording.store('localStorage', {
          'okta-token-storage': JSON.stringify({
            accessToken: { accessToken: access, tokenType: 'Bearer' },
            idToken: { idToken: id },
            refreshToken: { refreshToken: refresh },
          }),
        });
      },
    }),
  },
  {
    name: 'Amazon Cognito',
    record: signInWith({
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool1',
      authorize: 'https://shop.auth.eu-west-1.amazoncognito.com/oauth2/authorize',
      token: 'https://shop.auth.eu-west-1.amazoncognito.com/oauth2/token',
      jwks: '/.well-known/jwks.json',
      userinfo: 'https://shop.auth.eu-west-1.amazoncognito.com/oauth2/userInfo',
      scope: 'openid email profile',
      lifetime: 3_600,
      accessHeader: { typ: undefined },
      idHeader: { typ: undefined },
      access: (now) => ({
        sub: 'user-1',
        client_id: clientId,
        version: 2,
        token_use: 'access',
        scope: 'openid profile email',
        auth_time: now,
        jti: 'jti-1',
        origin_jti: 'origin-1',
        event_id: 'event-1',
        username: 'user-1',
      }),
      id: (now) => ({
        ...profile,
        sub: 'user-1',
        aud: clientId,
        'cognito:username': 'user-1',
        'cognito:groups': ['customers'],
        token_use: 'id',
        auth_time: now,
        jti: 'jti-2',
        origin_jti: 'origin-1',
        event_id: 'event-1',
      }),
      hasAtHash: true,
      // Its refresh token doesn't change unless rotation is enabled.
      refresh: () => makeJwe({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' }, 900, 256),
      tokenHeaders: {
        ...openOrigin,
        'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
        Pragma: 'no-cache',
        Expires: '0',
      },
      setCookies: ['XSRF-TOKEN=1; Path=/; Secure; HttpOnly; SameSite=Lax'],
      store(recording, { access, id = '', refresh = '' }) {
        const prefix = `CognitoIdentityServiceProvider.${clientId}`;
        recording.store('localStorage', {
          [`${prefix}.user-1.accessToken`]: access,
          [`${prefix}.user-1.idToken`]: id,
          [`${prefix}.user-1.refreshToken`]: refresh,
        });
      },
    }),
  },
  {
    name: 'Salesforce',
    record: signInWith({
      issuer: 'https://shop.my.salesforce.com',
      authorize: '/services/oauth2/authorize',
      token: '/services/oauth2/token',
      jwks: '/id/keys',
      userinfo: '/services/oauth2/userinfo',
      scope: 'api openid refresh_token',
      lifetime: 1_800,
      accessHeader: { tnk: 'core/prod/00D1', ver: '1.0', tty: 'sfdc-core-token' },
      access: (now) => ({
        scp: 'api openid refresh_token',
        aud: ['https://shop.my.salesforce.com'],
        sub: 'uid:005000000000001',
        nbf: now - 15,
        mty: 'oauth',
        sfi: 'session-1',
        roles: [],
        client_id: clientId,
      }),
      id: () => ({
        ...profile,
        aud: clientId,
        sub: 'https://login.salesforce.com/id/00D1/0051',
        zoneinfo: 'Europe/Berlin',
      }),
      hasAtHash: true,
      refresh: () => opaque('refresh', 48),
      tokenHeaders: { ...openOrigin, 'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private' },
      setCookies: [
        'BrowserId=B1; domain=.salesforce.com; path=/; expires=Tue, 21-Sep-2027 12:00:00 GMT; Max-Age=31536000',
      ],
      calls: 'https://shop.my.salesforce.com/services/data/v60.0/query',
      apiHeaders: { 'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private' },
    }),
  },
];
