import { createHash } from 'node:crypto';
import { makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest } from '../requests/request.fixture';

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

const accessClaims = {
  iss: 'https://id.test',
  sub: 'alice',
  aud: 'https://api.test',
  client_id: 'app',
  scope: 'read',
  iat: 1,
  exp: 2,
  jti: 'j',
};
const idClaims = { iss: 'https://id.test', sub: 'alice', aud: 'app', iat: 1, exp: 2, nonce: 'n-1' };
const assertionClaims = { iss: 'app', sub: 'app', aud: 'https://id.test', iat: 100, exp: 400, jti: 'j' };
const requestClaims = {
  iss: 'app',
  aud: 'https://id.test',
  client_id: 'app',
  response_type: 'code',
};
const logoutClaims = {
  iss: 'https://id.test',
  aud: 'app',
  sid: 's',
  jti: 'j',
  events: { [LOGOUT_EVENT]: {} },
};
const setClaims = { iss: 'https://id.test', jti: 'j', iat: 1, events: { 'https://schemas.test/e': {} } };

const rs256 = { alg: 'RS256', typ: 'JWT' };
const accessToken = makeToken({ alg: 'RS256', typ: 'at+jwt' }, accessClaims);
const idToken = makeToken(rs256, idClaims);
const refreshToken = makeToken({ alg: 'HS512' }, { typ: 'Refresh', iss: 'https://id.test' });
const atHash = createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');

function typed(typ: string, claims: object): string {
  return makeToken({ alg: 'RS256', typ }, claims);
}

function without(claims: object, name: string): object {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
}

export const oauthCases: readonly RuleCase[] = [
  {
    rule: 'AT-TYP',
    fires: { token: typed('JWT', accessClaims) },
    silent: { token: typed('application/AT+jwt', accessClaims) },
  },
  {
    rule: 'AT-REQUIRED',
    fires: { token: typed('at+jwt', without(accessClaims, 'jti')) },
    silent: { token: accessToken },
  },
  {
    rule: 'AT-ID-CONFUSION',
    fires: { token: idToken, context: { request: makeRequest() } },
    // Firebase's ID tokens are intended for APIs: no nonce, no hash.
    silent: {
      token: makeToken(rs256, { ...without(idClaims, 'nonce'), auth_time: 1 }),
      context: { request: makeRequest() },
    },
  },
  {
    rule: 'AT-REFRESH-SENT',
    fires: { token: refreshToken, context: { request: makeRequest() } },
    silent: {
      token: refreshToken,
      context: {
        request: makeRequest({
          method: 'POST',
          url: 'https://id.test/as/token.oauth2',
          location: 'request body',
        }),
      },
    },
  },
  {
    rule: 'IDT-REQUIRED',
    fires: { token: typed('JWT', { ...without(idClaims, 'sub'), typ: 'ID' }) },
    silent: { token: idToken },
  },
  {
    rule: 'IDT-NONCE',
    fires: { token: idToken, context: { authorizationRequest: { response_type: 'code', nonce: 'n-2' } } },
    silent: { token: idToken, context: { authorizationRequest: { response_type: 'code', nonce: 'n-1' } } },
  },
  {
    rule: 'IDT-AT-HASH',
    fires: {
      token: makeToken(rs256, { ...idClaims, at_hash: atHash }),
      context: { accessToken: `${accessToken}A` },
    },
    silent: { token: makeToken(rs256, { ...idClaims, at_hash: atHash }), context: { accessToken } },
  },
  {
    rule: 'IDT-NONE',
    fires: {
      token: makeToken({ alg: 'none' }, idClaims, ''),
      context: { authorizationRequest: { response_type: 'code id_token' } },
    },
    silent: {
      token: makeToken({ alg: 'none' }, idClaims, ''),
      context: { authorizationRequest: { response_type: 'code' } },
    },
  },
  {
    rule: 'REQ-OBJ',
    fires: { token: typed('oauth-authz-req+jwt', { ...requestClaims, sub: 'app' }) },
    silent: { token: typed('oauth-authz-req+jwt', { ...requestClaims, sub: 'alice' }) },
  },
  {
    rule: 'CA-ASSERTION',
    fires: { token: makeToken(rs256, { ...assertionClaims, exp: 401 }) },
    silent: {
      token: makeToken(rs256, assertionClaims),
      context: { discovery: { issuer: 'https://id.test', token_endpoint: 'https://id.test/token' } },
    },
  },
  {
    rule: 'LGT-RULES',
    fires: { token: typed('logout+jwt', { ...logoutClaims, nonce: 'n' }) },
    silent: { token: typed('logout+jwt', logoutClaims) },
  },
  {
    rule: 'SET-RULES',
    fires: { token: typed('secevent+jwt', { ...setClaims, exp: 2 }) },
    silent: { token: typed('secevent+jwt', setClaims) },
  },
  {
    rule: 'INTRO-JWT',
    fires: { token: typed('JWT', { iss: 'i', token_introspection: { active: true } }) },
    silent: { token: typed('token-introspection+jwt', { iss: 'i', token_introspection: { active: true } }) },
  },
];
