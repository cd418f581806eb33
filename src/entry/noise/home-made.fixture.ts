import { bearer, opaque, openOrigin, signToken, type Provider, type Recording } from './recording.fixture';

type Values = Readonly<Record<string, string>>;

/** An app with its own sign-in: its API issues a token that is signed with a shared secret. */
interface HomeMade {
  readonly page: string;
  readonly login: string;
  readonly api: string;
  readonly credentials: Values;
  readonly claims: (now: number) => object;
  readonly response: (token: string) => object;
  readonly headers: Values;
  /** The storage key; undefined if the token is only in a cookie. */
  readonly key?: string;
  readonly setCookie?: (token: string) => string;
  readonly lifetime: number;
}

function recordHomeMade(recording: Recording, options: HomeMade): void {
  const { page, api, headers, key, setCookie } = options;
  const now = recording.now();
  const token = signToken({ alg: 'HS256', typ: 'JWT' }, options.claims(now));
  recording.call({
    url: options.login,
    page,
    json: options.credentials,
    responseHeaders: headers,
    ...(setCookie && { setCookies: [setCookie(token)] }),
    responseJson: options.response(token),
  });
  if (key !== undefined) recording.store('localStorage', { [key]: token }, new URL(page).origin);
  const sent = setCookie ? { Cookie: setCookie(token).split(';')[0] ?? '' } : bearer(token);
  for (const status of [200, 200])
    recording.call({ url: api, page, headers: sent, status, responseHeaders: headers, responseJson: [] });
  recording.look();
  recording.wait(options.lifetime + 60);
  recording.call({
    url: api,
    page,
    headers: sent,
    status: 401,
    responseHeaders: headers,
    responseJson: { message: 'jwt expired' },
  });
  recording.look();
}

const express = { 'X-Powered-By': 'Express', ETag: 'W/"1"' };
const credentials = { email: 'user-1@shop.com', password: 'p' };

export const homeMade: readonly Provider[] = [
  {
    name: 'Express, local development',
    record: (recording) =>
      recordHomeMade(recording, {
        page: 'http://localhost:3000/',
        login: 'http://localhost:4000/api/login',
        api: 'http://localhost:4000/api/orders',
        credentials,
        claims: (now) => ({
          id: 'user-1',
          email: 'user-1@shop.com',
          role: 'admin',
          iat: now,
          exp: now + 604_800,
        }),
        response: (token) => ({ token, user: { id: 'user-1' } }),
        headers: { ...express, ...openOrigin },
        key: 'token',
        lifetime: 604_800,
      }),
  },
  {
    name: 'Django REST Simple JWT',
    record: (recording) =>
      recordHomeMade(recording, {
        page: 'https://app.shop.com/',
        login: 'https://api.shop.com/api/token/',
        api: 'https://api.shop.com/api/orders/',
        credentials: { username: 'user-1', password: 'p' },
        claims: (now) => ({ token_type: 'access', exp: now + 300, iat: now, jti: 'jti-1', user_id: 1 }),
        response: (token) => ({
          access: token,
          refresh: signToken(
            { alg: 'HS256', typ: 'JWT' },
            { token_type: 'refresh', exp: 1_790_078_400, iat: 1_789_992_000, jti: 'jti-2', user_id: 1 },
          ),
        }),
        headers: {
          Allow: 'POST, OPTIONS',
          Vary: 'Accept, origin',
          'access-control-allow-origin': 'https://app.shop.com',
        },
        key: 'access',
        lifetime: 300,
      }),
  },
  {
    name: 'Laravel',
    record: (recording) =>
      recordHomeMade(recording, {
        page: 'https://app.shop.com/',
        login: 'https://app.shop.com/api/auth/login',
        api: 'https://app.shop.com/api/orders',
        credentials,
        claims: (now) => ({
          iss: 'https://app.shop.com/api/auth/login',
          iat: now,
          exp: now + 3_600,
          nbf: now,
          jti: opaque('jti', 12),
          sub: '1',
          prv: '23bd5c8949f600adb39e701c400872db7a5976f7',
        }),
        response: (token) => ({ access_token: token, token_type: 'bearer', expires_in: 3_600 }),
        headers: { 'Cache-Control': 'no-cache, private', ...openOrigin },
        key: 'token',
        lifetime: 3_600,
      }),
  },
  {
    name: 'Next.js, cookie',
    record: (recording) =>
      recordHomeMade(recording, {
        page: 'https://app.shop.com/',
        login: 'https://app.shop.com/api/login',
        api: 'https://app.shop.com/api/orders',
        credentials,
        claims: (now) => ({
          userId: 'user-1',
          expiresAt: '2026-09-28T12:00:00.000Z',
          iat: now,
          exp: now + 604_800,
        }),
        response: () => ({ ok: true }),
        headers: { 'Cache-Control': 'public, max-age=0, must-revalidate', 'x-vercel-cache': 'MISS' },
        setCookie: (token) =>
          `session=${token}; Path=/; Expires=Mon, 28 Sep 2026 12:00:00 GMT; Secure; HttpOnly; SameSite=lax`,
        lifetime: 604_800,
      }),
  },
  {
    name: 'Spring, cookie without attributes',
    record: (recording) =>
      recordHomeMade(recording, {
        page: 'http://localhost:8080/',
        login: 'http://localhost:8080/login',
        api: 'http://localhost:8080/api/orders',
        credentials,
        claims: (now) => ({ sub: 'user-1', auth: 'ROLE_USER', exp: now + 86_400, iat: now }),
        response: () => ({}),
        headers: {
          'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
          Pragma: 'no-cache',
          Expires: '0',
        },
        setCookie: (token) => `jwt=${token}; Path=/; HttpOnly`,
        lifetime: 86_400,
      }),
  },
];
