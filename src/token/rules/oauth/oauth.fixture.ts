import { createHash } from 'node:crypto';
import { makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest, makeTokenResponse } from '../requests/request.fixture';
import type { CheckContext } from '../rule';

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

const elsewhere = makeRequest({ url: 'https://api.other.test/' });
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

const hashed = makeToken(rs256, { ...idClaims, at_hash: atHash });

/** The response with the ID token and an access token. */
function respond(other: string): CheckContext {
  const responseBodyText = JSON.stringify({ access_token: other, id_token: hashed });
  return { request: makeTokenResponse({ name: 'id_token', responseBodyText }) };
}

export const oauthCases: readonly RuleCase[] = [
  {
    rule: 'AT-REQUIRED',
    fires: { token: typed('at+jwt', without(accessClaims, 'client_id')) },
    // Another rule reports this one, only among all checks.
    silent: [{ token: accessToken }, { token: typed('at+jwt', without(accessClaims, 'jti')) }],
  },
  {
    rule: 'AT-ID-CONFUSION',
    fires: { token: idToken, context: { request: elsewhere } },
    silent: [
      // Firebase's ID tokens are intended for APIs: no nonce, no hash.
      {
        token: makeToken(rs256, { ...without(idClaims, 'nonce'), auth_time: 1 }),
        context: { request: elsewhere },
      },
      // So are Cognito's, for AWS API Gateway.
      {
        token: makeToken(rs256, {
          ...idClaims,
          iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a',
          token_use: 'id',
        }),
        context: { request: elsewhere },
      },
      // The client's own server is the audience.
      { token: idToken, context: { request: makeRequest() } },
    ],
  },
  {
    rule: 'AT-REFRESH-SENT',
    fires: { token: refreshToken, context: { request: makeRequest() } },
    silent: [
      {
        token: refreshToken,
        context: {
          request: makeRequest({
            method: 'POST',
            url: 'https://login.test/as/token.oauth2',
            location: 'request body',
          }),
        },
      },
      { token: refreshToken, context: { request: makeRequest({ url: 'https://id.test/session' }) } },
      { token: refreshToken, context: { request: makeRequest({ location: 'request cookie', name: 'rt' }) } },
    ],
  },
  {
    rule: 'IDT-REQUIRED',
    fires: { token: typed('JWT', { ...without(idClaims, 'sub'), typ: 'ID' }) },
    silent: { token: idToken },
  },
  {
    rule: 'IDT-AT-HASH',
    fires: { token: hashed, context: respond(`${accessToken}A`) },
    silent: [
      { token: hashed, context: respond(accessToken) },
      // Sent with a later access token, whose hash is in another ID token.
      {
        token: hashed,
        context: { request: makeRequest({ name: 'x-id-token' }), accessToken: `${accessToken}A` },
      },
    ],
  },
  {
    rule: 'REQ-OBJ',
    fires: { token: typed('oauth-authz-req+jwt', { ...requestClaims, sub: 'app' }) },
    silent: [
      { token: typed('oauth-authz-req+jwt', { ...requestClaims, sub: 'alice' }) },
      // OpenID Connect Core 1.0 §6.1.
      { token: makeToken({ alg: 'none' }, { client_id: 'app', response_type: 'code' }, '') },
    ],
  },
  {
    rule: 'CA-ASSERTION',
    fires: {
      token: makeToken(rs256, assertionClaims),
      context: { discovery: { issuer: 'https://other.test', token_endpoint: 'https://other.test/token' } },
    },
    silent: {
      token: makeToken(rs256, { ...assertionClaims, exp: 3700 }),
      context: { discovery: { issuer: 'https://id.test', token_endpoint: 'https://id.test/token' } },
    },
  },
  {
    rule: 'LGT-RULES',
    fires: { token: typed('logout+jwt', { ...logoutClaims, nonce: 'n' }) },
    silent: [
      { token: typed('logout+jwt', logoutClaims) },
      // The type is only recommended.
      { token: typed('JWT', logoutClaims) },
    ],
  },
  {
    rule: 'SET-RULES',
    fires: { token: typed('secevent+jwt', without(setClaims, 'jti')) },
    // It's only discouraged.
    silent: { token: typed('secevent+jwt', { ...setClaims, exp: 2 }) },
  },
];
