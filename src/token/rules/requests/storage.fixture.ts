import { makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest, makeTokenResponse } from './request.fixture';
import type { CheckContext, CookieFacts, StorageFacts } from '../rule';

const DAY = 86_400;
const token = makeToken({ alg: 'RS256', typ: 'at+jwt' }, { sub: 'alice', exp: 1_790_000_000 });
const idToken = makeToken({ alg: 'RS256' }, { typ: 'ID', exp: 1_790_000_000 });
const refreshToken = makeToken({ alg: 'HS512' }, { typ: 'Refresh' });

const careful: CookieFacts = {
  name: '__Host-token',
  secure: true,
  httpOnly: true,
  sameSite: 'Lax',
  path: '/',
};

function inCookie(cookie: Partial<CookieFacts>, url = 'https://app.shop.test/'): CheckContext {
  return { cookie: { ...careful, ...cookie }, request: makeRequest({ url, location: 'response cookie' }) };
}

function stored(area: StorageFacts['area'], atSeconds = 1_790_000_000): CheckContext {
  return { storage: { area, key: 'token', origin: 'https://shop.test' }, atSeconds };
}

const { sameSite: _, ...withoutSameSite } = careful;

export const storageCases: readonly RuleCase[] = [
  {
    rule: 'CK-SECURE',
    fires: { token, context: inCookie({ secure: false }) },
    silent: { token, context: inCookie({ secure: false }, 'http://localhost:3000/') },
  },
  {
    rule: 'CK-HTTPONLY',
    fires: { token, context: inCookie({ httpOnly: false }) },
    silent: [
      { token, context: inCookie({ httpOnly: false, split: true }) },
      // Libraries set these in scripts.
      ...['__session', '__session_ab', 'sb-ref-auth-token', 'stytch_session_jwt', 'XSRF-TOKEN'].map(
        (name) => ({
          token,
          context: inCookie({ httpOnly: false, name }),
        }),
      ),
    ],
  },
  {
    rule: 'CK-SAMESITE',
    fires: { token, context: inCookie({ sameSite: 'None' }) },
    silent: [
      { token, context: inCookie({}) },
      { token, context: { cookie: withoutSameSite } },
      // The issuer's own session, which has to work inside other sites.
      {
        token: makeToken({ alg: 'HS512' }, { iss: 'https://id.test/realms/shop', typ: 'Serialized-ID' }),
        context: inCookie({ sameSite: 'None', name: 'KEYCLOAK_IDENTITY' }, 'https://id.test/'),
      },
    ],
  },
  {
    rule: 'CK-DOMAIN',
    fires: { token, context: inCookie({ domain: '.shop.test' }) },
    silent: { token, context: inCookie({ domain: 'app.shop.test' }) },
  },
  {
    rule: 'CK-PREFIX-BROKEN',
    fires: { token, context: inCookie({ path: '/api' }) },
    silent: { token, context: inCookie({ name: '__Secure-token', path: '/api' }) },
  },
  {
    rule: 'CK-SIZE',
    fires: { token, context: inCookie({ size: 4097 }) },
    silent: [
      { token, context: inCookie({ size: 4096 }) },
      // Auth.js splits its session.
      { token, context: { cookie: { name: 'a', chunks: { found: [0, 1] } } } },
    ],
  },
  {
    rule: 'CK-CHUNK',
    fires: { token, context: inCookie({ chunks: { found: [0, 1, 2], stale: true } }) },
    silent: { token, context: inCookie({ chunks: { found: [0, 1, 2] } }) },
  },
  {
    rule: 'ST-LOCAL',
    fires: { token, context: stored('localStorage') },
    silent: { token: idToken, context: stored('localStorage') },
  },
  {
    rule: 'ST-SESSION',
    fires: { token, context: stored('sessionStorage') },
    silent: { token, context: stored('localStorage') },
  },
  {
    rule: 'ST-REFRESH',
    fires: { token: refreshToken, context: stored('IndexedDB') },
    silent: {
      token: refreshToken,
      context: {
        ...stored('IndexedDB'),
        requests: [
          makeTokenResponse({
            bodyText: 'grant_type=refresh_token&refresh_token=r-1',
            responseBodyText: '{"access_token":"a","refresh_token":"r-2"}',
          }),
        ],
      },
    },
  },
  {
    rule: 'ST-EXPIRED',
    fires: { token, context: stored('localStorage', 1_790_000_000 + DAY) },
    silent: { token, context: stored('localStorage', 1_790_000_060) },
  },
  {
    rule: 'ST-URL-HISTORY',
    fires: {
      token,
      context: { request: makeRequest({ pageUrl: `https://shop.test/?access_token=${token}` }) },
    },
    silent: { token, context: { request: makeRequest({ pageUrl: 'https://shop.test/?signed-in' }) } },
  },
];
