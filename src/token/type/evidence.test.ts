import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { createSubject } from '../rules/subject';
import { encode, makeToken } from '../token.fixture';
import { describeTokenType } from './describe-token-type';

const subject = { iss: 'https://id.test', sub: 'alice', aud: 'app', exp: 2, iat: 1 };
const google = {
  iss: 'https://accounts.google.com',
  azp: '1.apps.googleusercontent.com',
  aud: '1.apps.googleusercontent.com',
  sub: '110',
  email: 'a@b.test',
  email_verified: true,
  nbf: 1,
  name: 'Alice',
  iat: 1,
  exp: 2,
  jti: 'j',
};
const at = (kind: string, name: string, ...path: string[]) => [{ kind, name, path }];
const plain = decode(makeToken({ alg: 'RS256' }, subject));
const typeAt = (...location: Parameters<typeof at>) => describeTokenType(plain, at(...location)).type;
const jwe = (header: object) => decode(`${encode(header)}.AAAA.AAAA.AAAA.AAAA`);

describe('the issuer', () => {
  it.each([
    ['Google One Tap', google, 'ID token'],
    ['Google without a scheme', { ...google, iss: 'accounts.google.com' }, 'ID token'],
    ['Firebase', { ...subject, iss: 'https://securetoken.google.com/shop', firebase: {} }, 'ID token'],
    ['Apple', { ...subject, iss: 'https://appleid.apple.com', nonce_supported: true }, 'ID token'],
    ['Facebook Limited Login', { ...subject, iss: 'https://limited.facebook.com' }, 'ID token'],
    ['LINE', { ...subject, iss: 'https://access.line.me', amr: ['linesso'] }, 'ID token'],
    ['Kakao', { ...subject, iss: 'https://kauth.kakao.com', nickname: 'a' }, 'ID token'],
    [
      'Auth0 without a nonce',
      { ...subject, iss: 'https://shop.eu.auth0.com/', sid: 's', nickname: 'a' },
      'ID token',
    ],
    [
      'Entra without a nonce',
      { ...subject, iss: 'https://login.microsoftonline.com/0a1b/v2.0', ver: '2.0', tid: '0a1b' },
      'ID token',
    ],
    [
      'Azure AD B2C',
      { ...subject, iss: 'https://shop.b2clogin.com/0a1b/v2.0/', tfp: 'B2C_1_signin' },
      'ID token',
    ],
    [
      'Auth0 for a machine',
      { ...subject, iss: 'https://shop.auth0.com/', azp: 'c', gty: 'client-credentials' },
      'access token',
    ],
    [
      'WorkOS',
      { iss: 'https://api.workos.com/user_management/client_1', sub: 'u', sid: 'session_1', exp: 2 },
      'access token',
    ],
    ['Stytch', { ...subject, 'https://stytch.com/session': { id: 's' } }, 'session token'],
    ['Descope', { ...subject, drn: 'DS' }, 'session token'],
    ['Descope again', { ...subject, drn: 'DSR' }, 'refresh token'],
    ['SuperTokens', { sub: 'u', sessionHandle: 'h', refreshTokenHash1: 'x', exp: 2 }, 'access token'],
    ['Hasura', { sub: 'u', 'https://hasura.io/jwt/claims': {} }, 'access token'],
  ])('is evidence: %s', (_, claims, type) => {
    const result = describeTokenType(decode(makeToken({ alg: 'RS256' }, claims)));
    expect(result.type).toBe(type);
    expect(result.params).toHaveLength(1);
  });

  it.each([
    ['a host that only begins like Google', { ...google, iss: 'https://accounts.google.com.evil.test' }],
    ['Google without an audience', { iss: 'https://accounts.google.com', sub: '1', exp: 2 }],
    ['a value that is not text', { drn: { toString: 'DS' } }],
    ['any session ID', { ...subject, sid: 'session_1' }],
    ['a user name of an attacker', { ...subject, iss: 'https://shop.auth0.com@evil.test/' }],
  ])('is not evidence: %s', (_, claims) => {
    expect(describeTokenType(decode(makeToken({ alg: 'RS256' }, claims))).type).toBe('JWT');
  });

  it.each([
    'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/x/1',
    'arn:aws:ec2:us-east-1:1:verified-access-instance/vai-1',
  ])('is AWS, which signs what the identity provider knows about the user, for the signer %s', (signer) => {
    const token = decode(makeToken({ alg: 'ES256', signer, exp: 2 }, { sub: 'a', email: 'a@b.test' }));
    expect(describeTokenType(token)).toMatchObject({ type: 'UserInfo response', why: 'aws_signer' });
  });

  it('is weaker than what the token states', () => {
    const events = { ...google, events: { 'https://schemas.openid.net/secevent/risc/event-type/x': {} } };
    expect(describeTokenType(decode(makeToken({ alg: 'RS256' }, events))).type).toBe('security event token');
    const typed = decode(makeToken({ alg: 'RS256', typ: 'at+jwt' }, google));
    expect(describeTokenType(typed).type).toBe('access token');
  });
});

describe('the location', () => {
  it.each([
    '__session',
    '__Host-session',
    'JSESSIONID',
    'PHPSESSID',
    '__Secure-session',
    '__Host-app-session',
    '__Secure-app.session_token',
    'session',
    'sessionid',
    'appSession',
    'appSession.0',
    'user_session',
    'sess',
    'sid',
    '__Host-sid',
    'next-auth.session-token',
    '__Secure-authjs.session-token.1',
    'better-auth.session_token',
    '__session_abc123',
    'wos-session',
    'sessionToken',
  ])('is a session in the cookie %s', (name) => {
    expect(describeTokenType(plain, at('request cookie', name))).toEqual({
      type: 'session token',
      certainty: 'likely',
      why: 'location',
      params: [name],
    });
    expect(typeAt('localStorage', name)).toBe('JWT');
  });

  it.each([
    'token',
    'jwt',
    'auth',
    'csrf-session',
    'session_state_csrf',
    '__txn_session',
    'obsession',
    'possession',
    'session_nonce',
    'sidebar',
    '',
    '__proto__',
    'constructor',
    'x'.repeat(5_000),
  ])('is not in the name of the cookie %s', (name) => {
    expect(typeAt('response cookie', name)).toBe('JWT');
  });

  it.each([
    ['request cookie', 'accessToken', 'access token'],
    ['cookie', '__Host-access_token', 'access token'],
    ['cookie', 'x-refresh-token', 'refresh token'],
    ['cookie', 'CognitoIdentityServiceProvider.1abc.alice.idToken', 'ID token'],
    ['localStorage', 'id_token', 'ID token'],
    ['sessionStorage', 'app.auth.refreshToken', 'refresh token'],
    ['url query', 'id_token_hint', 'ID token'],
    ['request body', 'client_assertion', 'client assertion'],
    ['request body', 'assertion', 'authorization grant'],
    ['request body', 'logout_token', 'logout token'],
    ['request header', 'DPoP', 'DPoP proof'],
    ['request header', 'X-Amzn-Oidc-Accesstoken', 'access token'],
    ['request header', 'x-amzn-oidc-data', 'UserInfo response'],
    ['request header', 'X-Id-Token', 'ID token'],
    ['request header', 'Authorization', 'JWT'],
    ['request body', 'dpop', 'JWT'],
  ])('in %s with the name %s is of a %s', (kind, name, type) => {
    expect(typeAt(kind, name)).toBe(type);
  });

  it('of a member in JSON is more specific than the cookie around it', () => {
    expect(typeAt('cookie', 'sb-x-auth-token', 'base64', 'json', '$.access_token')).toBe('access token');
    expect(typeAt('cookie', 'session', 'json', '$.user.idToken')).toBe('ID token');
    expect(typeAt('cookie', 'session', 'json', '$.jwt')).toBe('session token');
    expect(typeAt('', '', 'json', '$.tokens.refresh')).toBe('refresh token');
    expect(typeAt('response body', '', 'json', "$['id_token']")).toBe('ID token');
  });

  it('is stronger than claims that many types have, and weaker than claims that one type has', () => {
    const type = (claims: object) =>
      describeTokenType(decode(makeToken({ alg: 'HS256' }, claims)), at('cookie', '__Host-session')).type;
    expect(type({ ...subject, scope: 'read' })).toBe('session token');
    expect(type({ ...subject, nonce: 'n' })).toBe('session token');
    expect(type({ user: 1 })).toBe('session token');
    expect(type({ ...subject, at_hash: 'x' })).toBe('ID token');
    expect(type({ token_use: 'access' })).toBe('access token');
    expect(type(google)).toBe('ID token');
  });

  it('counts for the checks, except that a name alone does not make an access token (RFC 9068)', () => {
    const useIn = (name: string) => createSubject(plain, { cookie: { name } }).use;
    expect([useIn('access_token'), useIn('__session'), useIn('id_token')]).toEqual([
      'JWT',
      'session token',
      'ID token',
    ]);
    const storages = [
      { area: 'localStorage', key: 'app.refreshToken', origin: 'https://shop.test' },
    ] as const;
    expect(createSubject(plain, { storages }).use).toBe('refresh token');
  });
});

describe('an encrypted token', () => {
  const auth0 = { alg: 'dir', enc: 'A256GCM', iss: 'https://hunt.eu.auth0.com/' };

  it.each([
    ['Auth0 without an audience', auth0, 'access token', 'auth0_no_audience'],
    [
      'Auth0 in the USA',
      { ...auth0, iss: 'https://hunt.us.auth0.com/' },
      'access token',
      'auth0_no_audience',
    ],
    [
      'Auth0 before regions',
      { ...auth0, iss: 'https://hunt.auth0.com/' },
      'access token',
      'auth0_no_audience',
    ],
    ['Auth0 with a key ID', { ...auth0, kid: 'k' }, 'access token', 'auth0_no_audience'],
    [
      'Auth0 on a custom domain',
      { ...auth0, iss: 'https://login.shop.test/' },
      'access token',
      'auth0_no_audience',
    ],
    ['Cognito', { cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' }, 'refresh token', 'cognito_refresh'],
    [
      'express-openid-connect',
      { alg: 'dir', enc: 'A256GCM', uat: 1, iat: 1, exp: 2 },
      'session token',
      'auth0_session',
    ],
    ['NextAuth.js', { alg: 'dir', enc: 'A256GCM' }, 'encrypted token', 'app_session'],
    ['Auth.js', { alg: 'dir', enc: 'A256CBC-HS512', kid: 'k' }, 'encrypted token', 'app_session'],
    ['a typ', { alg: 'dir', enc: 'A256GCM', typ: 'at+jwt', kid: 'k' }, 'access token', 'typ'],
    ['any key', { alg: 'RSA-OAEP', enc: 'A256GCM' }, 'encrypted token', 'encrypted'],
    [
      'any issuer',
      { alg: 'RSA-OAEP', enc: 'A256GCM', iss: 'https://hunt.auth0.com/' },
      'encrypted token',
      'encrypted',
    ],
    ['a path', { ...auth0, iss: 'https://evil.test/.auth0.com/' }, 'encrypted token', 'encrypted'],
    ['another content encryption', { alg: 'dir', enc: 'A128GCM' }, 'encrypted token', 'encrypted'],
  ])('is recognized by its header: %s', (_, header, type, why) => {
    expect(describeTokenType(jwe(header))).toMatchObject({ type, why });
  });

  it('is recognized by its location, unless its header determines it', () => {
    const type = (header: object, name: string) => describeTokenType(jwe(header), at('cookie', name));
    expect(type({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }, '__session')).toMatchObject({
      type: 'session token',
      why: 'location',
    });
    expect(type({ alg: 'dir', enc: 'A256GCM' }, '__session')).toMatchObject({
      type: 'session token',
      why: 'app_session',
    });
    expect(type({ alg: 'dir', enc: 'A256GCM' }, 'refresh_token')).toMatchObject({ type: 'refresh token' });
    expect(type(auth0, 'session')).toMatchObject({ type: 'access token' });
  });
});
