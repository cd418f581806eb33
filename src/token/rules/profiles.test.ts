import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { check } from './check';
import { makeHeaders, makeRequest, makeTokenResponse } from './requests/request.fixture';
import type { CheckContext, RequestFacts } from './rule';

const rs256 = { alg: 'RS256', typ: 'JWT' };
const accessToken = makeToken({ alg: 'RS256', typ: 'at+jwt' }, { iss: 'https://id.test', aud: 'account' });
const refreshToken = makeToken({ alg: 'HS512' }, { typ: 'Refresh', iss: 'https://id.test/realm' });
const assertion = makeToken(rs256, { iss: 'app', sub: 'app', aud: 'https://id.test', exp: 400, jti: 'j' });

function isReported(rule: string, token: string, context: CheckContext): boolean {
  return check(decode(token), context).some((finding) => finding.rule === rule);
}

function request(facts: Partial<RequestFacts>, others: CheckContext = {}): CheckContext {
  return { request: makeRequest(facts), ...others };
}

function response(facts: Partial<RequestFacts>, others: CheckContext = {}): CheckContext {
  return { request: makeTokenResponse(facts), ...others };
}

function refresh(sent: string, answered: object, headers: Record<string, string> = {}): RequestFacts {
  return makeTokenResponse({
    bodyText: `grant_type=refresh_token&refresh_token=${sent}`,
    headers: makeHeaders(headers),
    responseBodyText: JSON.stringify(answered),
  });
}

const openResponse = makeHeaders({ 'access-control-allow-origin': '*' });
const allowOrigin = (origin: string) => ({
  headers: makeHeaders({ origin, cookie: 'session=1' }),
  responseHeaders: makeHeaders({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
  }),
});
const basic = (pair: string) => makeHeaders({ authorization: `Basic ${pair}` });

describe('transport and profile rules ignore', () => {
  it.each<[string, string, string, CheckContext]>([
    ['a token for an opaque audience', 'TR-THIRD-PARTY', accessToken, request({ url: 'https://x.test/' })],
    [
      'a missing claim if nothing is hidden',
      'SDJ-VALIDITY',
      `${makeToken({ alg: 'ES256' }, { iss: 'https://id.test' })}~`,
      {},
    ],
    [
      'a nested signed token in JSON serialization',
      'JWE-NO-INNER-SIG',
      makeEncryptedToken(),
      {
        decryption: {
          status: 'decrypted',
          reason: 'decrypted',
          params: [],
          warnings: [],
          claims: { payload: '', signature: '' },
          token: decode(accessToken),
        },
      },
    ],
    [
      'the site of the page, although the audience is another',
      'TR-THIRD-PARTY',
      makeToken(rs256, { aud: 'https://api.test' }),
      request({ url: 'https://api.shop.test/' }),
    ],
    [
      'a WebSocket, which has its own rule',
      'TR-URL-QUERY',
      accessToken,
      request({ url: 'wss://a.test/', location: 'url query', name: 'token' }),
    ],
    [
      'the session cookie of the issuer itself',
      'AT-REFRESH-SENT',
      refreshToken,
      request({ url: 'https://id.test/account', location: 'request cookie', name: 'KEYCLOAK_SESSION' }),
    ],
    [
      'the revocation endpoint from discovery',
      'AT-REFRESH-SENT',
      refreshToken,
      request(
        { url: 'https://id.test/r', location: 'request body' },
        { discovery: { revocation_endpoint: 'https://id.test/r' } },
      ),
    ],
    [
      'a token that was received, not sent',
      'AT-REFRESH-SENT',
      refreshToken,
      request({ location: 'response body' }),
    ],
    [
      'a proof for the same address, written differently',
      'DPOP-HTU',
      makeToken({ alg: 'ES256', typ: 'dpop+jwt' }, { htu: 'https://API.test:443/%7Ea%2fb?x' }),
      request({ name: 'dpop', url: 'https://api.test/~a%2Fb' }),
    ],
    [
      'an allowed origin of the same site',
      'TR-CORS',
      accessToken,
      response(allowOrigin('https://www.id.test')),
    ],
    [
      'an open response to a request with its own proof',
      'TR-CORS',
      accessToken,
      response({
        bodyText: '',
        headers: makeHeaders({ authorization: 'Bearer x' }),
        responseHeaders: openResponse,
      }),
    ],
    [
      'the same refresh token with DPoP',
      'TR-RT-ROTATION',
      accessToken,
      { requests: [refresh('r', { access_token: 'a' }, { dpop: 'p' })] },
    ],
    [
      'the same refresh token of a confidential client',
      'TR-RT-ROTATION',
      accessToken,
      { requests: [refresh('r', { access_token: 'a' }, { authorization: `Basic ${btoa('app:secret')}` })] },
    ],
    ['credentials that are not base64', 'TR-CLIENT-SECRET', accessToken, response({ headers: basic('%%%') })],
    [
      'a script without a token',
      'TR-HTML',
      accessToken,
      request({ responseHeaders: makeHeaders({ 'content-type': 'text/html' }) }),
    ],
    ['a cookie whose attributes are unknown', 'CK-SAMESITE', accessToken, { cookie: { name: 'a' } }],
    [
      'the domain of the host itself',
      'CK-DOMAIN',
      accessToken,
      { cookie: { name: 'a', domain: '.shop.test' }, ...request({ url: 'https://shop.test/' }) },
    ],
    [
      'an address that is only in the Referer header of a loading page',
      'ST-URL-HISTORY',
      accessToken,
      request({ name: 'Referer', pageUrl: `https://shop.test/?access_token=${accessToken}` }),
    ],
    [
      'an address that was cleaned before the page used the token',
      'ST-URL-HISTORY',
      accessToken,
      {
        requests: [
          makeRequest({ name: 'Referer', pageUrl: `https://shop.test/?access_token=${accessToken}` }),
          makeRequest(),
          makeRequest({ location: 'request cookie', pageUrl: `https://shop.test/?t=${accessToken}` }),
        ],
      },
    ],
    [
      'an encrypted token that only holders of a shared key can create',
      'JWE-FOR-JWS',
      makeEncryptedToken({ alg: 'dir', enc: 'A256GCM' }),
      { signedElsewhere: true },
    ],
    [
      'a complete cookie with leftover chunks',
      'CK-SIZE',
      accessToken,
      { cookie: { name: 'a', size: 700, chunks: { found: [0, 1], stale: true } } },
    ],
    ['a cookie without chunks', 'CK-CHUNK', accessToken, { cookie: { name: 'a' } }],
    ['the assertion of an unknown server', 'CA-ASSERTION', assertion, {}],
  ])('%s', (_, rule, token, context) => {
    expect(isReported(rule, token, context)).toBe(false);
  });
});

describe('transport and profile rules report', () => {
  it.each<[string, string, string, CheckContext]>([
    [
      'an API if discovery has another revocation endpoint',
      'AT-REFRESH-SENT',
      refreshToken,
      request({ location: 'request body' }, { discovery: { revocation_endpoint: 'https://id.test/r' } }),
    ],
    [
      'a code that does not match the ID token',
      'IDT-AT-HASH',
      makeToken(rs256, { typ: 'ID', c_hash: 'x' }),
      { code: 'c' },
    ],
    [
      'an assertion for another server',
      'CA-ASSERTION',
      assertion,
      { discovery: { issuer: 'https://other.test', token_endpoint: 'https://other.test/token' } },
    ],
    [
      'an assertion that is sent to another site',
      'CA-ASSERTION',
      assertion,
      request({
        method: 'POST',
        url: 'https://other.test/token',
        bodyText: 'client_assertion=x',
        location: 'request body',
      }),
    ],
    [
      'a proof header with a token of another type',
      'DPOP-JWK',
      makeToken(rs256, {}),
      request({ name: 'DPoP' }),
    ],
    [
      'an access token with the proof of another key',
      'DPOP-JKT',
      makeToken(rs256, { cnf: { jkt: 'x' } }),
      {
        companions: [
          decode(
            makeToken({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: 'OKP', crv: 'Ed25519', x: 'y' } }, {}),
          ),
        ],
      },
    ],
    [
      'a proof in two requests',
      'DPOP-REPLAY',
      makeToken({ alg: 'ES256', typ: 'dpop+jwt' }, {}),
      { requests: [makeRequest({ name: 'dpop' }), makeRequest({ name: 'dpop' })] },
    ],
    [
      'the nonce of a token endpoint',
      'DPOP-NONCE',
      makeToken({ alg: 'ES256', typ: 'dpop+jwt' }, {}),
      request({
        name: 'dpop',
        status: 400,
        responseHeaders: makeHeaders({ 'dpop-nonce': 'n' }),
        responseBodyText: '{"error":"use_dpop_nonce"}',
      }),
    ],
    [
      'the fragment of a redirect',
      'TR-URL-FRAGMENT',
      accessToken,
      request({
        location: 'response location',
        name: 'access_token',
        responseHeaders: makeHeaders({ location: `https://shop.test/#access_token=${accessToken}` }),
      }),
    ],
    ['ws without TLS', 'TR-HTTP', accessToken, request({ url: 'ws://api.shop.test/' })],
    [
      'a GET of the token endpoint from discovery',
      'TR-GET-TOKEN',
      accessToken,
      response(
        { method: 'GET', url: 'https://id.test/token?code=c', bodyText: '' },
        { discovery: { token_endpoint: 'https://id.test/token' } },
      ),
    ],
    [
      'a secret in the address',
      'TR-GET-TOKEN',
      accessToken,
      response({ url: 'https://id.test/token?client_secret=s' }),
    ],
    [
      'a secret in a form',
      'TR-CLIENT-SECRET',
      accessToken,
      response({ bodyText: 'grant_type=client_credentials&client_secret=s' }),
    ],
    [
      'a response that is open to a page without an origin',
      'TR-CORS',
      accessToken,
      response({ bodyText: '', ...allowOrigin('null') }),
    ],
    [
      'a public client without PKCE, even with a nonce',
      'TR-PKCE',
      accessToken,
      response({}, { authorizationRequest: { response_type: 'code', nonce: 'n' } }),
    ],
    [
      'a challenge without a method, which means plain',
      'TR-PKCE',
      accessToken,
      { authorizationRequest: { response_type: 'code', code_challenge: 'c' } },
    ],
    [
      'a refresh token that was accepted twice',
      'TR-RT-ROTATION',
      accessToken,
      {
        requests: [
          refresh('r', { access_token: 'a', refresh_token: 's' }),
          refresh('r', { access_token: 'a', refresh_token: 't' }),
        ],
      },
    ],
    [
      'a cookie that is sent from every site',
      'CK-SAMESITE',
      accessToken,
      { cookie: { name: 'a', sameSite: 'None' } },
    ],
    [
      'chunks left over from an earlier value',
      'CK-CHUNK',
      accessToken,
      { cookie: { name: 'a', chunks: { found: [0, 1], stale: true } } },
    ],
    [
      'a prefix in another case',
      'CK-PREFIX-BROKEN',
      accessToken,
      { cookie: { name: '__HOST-a', secure: true, domain: 'a.test' } },
    ],
    [
      'another storage location',
      'ST-SESSION',
      accessToken,
      { storages: [{ area: 'sessionStorage', key: 'k', origin: 'https://a.test' }] },
    ],
    [
      'an encrypted proof',
      'JWE-FOR-JWS',
      makeEncryptedToken({ alg: 'RSA-OAEP', enc: 'A256GCM', typ: 'dpop+jwt' }),
      {},
    ],
    ['a missing ephemeral key', 'JWE-EPK', makeEncryptedToken({ alg: 'ECDH-ES', enc: 'A256GCM' }), {}],
    [
      'an ephemeral key of another type',
      'JWE-EPK',
      makeEncryptedToken({
        alg: 'ECDH-ES',
        enc: 'A256GCM',
        epk: { kty: 'EC', crv: 'X25519', x: encode('x'.repeat(32)) },
      }),
      {},
    ],
    [
      'the tag of a wrapped key',
      'JWE-TAG',
      makeEncryptedToken({ alg: 'A128GCMKW', enc: 'A256GCM', iv: encode('i'.repeat(12)), tag: 'AA' }),
      {},
    ],
  ])('%s', (_, rule, token, context) => {
    expect(isReported(rule, token, context)).toBe(true);
  });
});

describe('a transport rule', () => {
  it('reports the latest challenge', () => {
    const challenge = (error: string) =>
      makeRequest({
        status: 403,
        responseHeaders: makeHeaders({ 'www-authenticate': `DPoP error=${error}` }),
      });
    const requests = [challenge('invalid_token'), challenge('insufficient_scope')];
    const findings = check(decode(accessToken), { requests }).filter(({ rule }) => rule === 'TR-401-SCHEME');
    expect(findings.map(({ params }) => params)).toEqual([[403, 'insufficient_scope']]);
  });
});
