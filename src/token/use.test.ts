import { describe, expect, it } from 'vitest';
import { decode } from './decode';
import { makeEncryptedToken, makeToken } from './token.fixture';
import { describeUse } from './use';

const subject = { iss: 'https://id.test', sub: 'alice', aud: 'app', exp: 2, iat: 1 };

function useOf(claims: unknown, header: unknown = { alg: 'RS256', typ: 'JWT' }) {
  const { use, why } = describeUse(decode(makeToken(header, claims)));
  return [use, why];
}

describe('what a token is for', () => {
  it.each([
    ['claims that many tokens have', subject],
    ['a nonce alone', { nonce: 'n', aud: 'app' }],
    ['a typ claim of another maker', { ...subject, typ: 'bearer' }],
    ['a scope without an audience', { iss: 'i', scope: 'a' }],
    ['an issuer that is the subject, without jti', { ...subject, iss: 'alice' }],
    ['a session id of any kind', { ...subject, sid: '123' }],
  ])('is not guessed from %s', (_, claims) => {
    expect(useOf(claims)).toEqual(['JWT', 'unknown']);
  });

  it.each([
    ['at+jwt', 'access token'],
    ['application/at+jwt', 'access token'],
    ['AT+JWT', 'access token'],
    ['dpop+jwt', 'DPoP proof'],
    ['logout+jwt', 'logout token'],
    ['secevent+jwt', 'security event token'],
    ['oauth-authz-req+jwt', 'request object'],
    ['client-authentication+jwt', 'client assertion'],
  ])('is said by the header typ %s', (typ, use) => {
    expect(useOf({}, { alg: 'RS256', typ })).toEqual([use, 'typ']);
  });

  it.each([
    ['a Keycloak refresh token', { typ: 'Refresh' }, 'refresh token', 'claim_typ'],
    ['a Keycloak access token', { typ: 'Bearer', scope: 'x' }, 'access token', 'claim_typ'],
    ['a Cognito ID token', { token_use: 'id' }, 'ID token', 'claim_token_use'],
    [
      'a logout event',
      { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
      'logout token',
      'logout_event',
    ],
    ['another event', { events: { 'https://schemas.test/e': {} } }, 'security event token', 'events'],
    [
      'an authorization request',
      { response_type: 'code', client_id: 'c', scope: 'openid' },
      'request object',
      'request_parameters',
    ],
    ['an OpenID Connect ID token', { ...subject, nonce: 'n' }, 'ID token', 'id_token_claims'],
    ['a scope for an audience', { ...subject, scope: 'read' }, 'access token', 'scope'],
    ['scopes of Entra', { ...subject, scp: 'read', nonce: 'n' }, 'access token', 'scope'],
    [
      'a client that proves who it is',
      { ...subject, iss: 'alice', jti: '1' },
      'client assertion',
      'own_issuer',
    ],
    ['a Clerk session', { ...subject, sid: 'sess_1' }, 'session token', 'session_id'],
  ])('is told by %s', (_, claims, use, why) => {
    expect(useOf(claims)).toEqual([use, why]);
  });

  it('of an encrypted token and of plain text is their kind', () => {
    expect(describeUse(decode(makeEncryptedToken())).use).toBe('encrypted token');
    expect(useOf('text')).toEqual(['JWS', 'no_claims']);
    expect(describeUse(decode('')).use).toBe('JWS');
  });
});
