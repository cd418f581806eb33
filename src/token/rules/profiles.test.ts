import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { check } from './check';
import { makeHeaders, makeRequest, makeTokenAnswer } from './requests/request.fixture';
import type { CheckContext, RequestFacts } from './rule';
import { makeWarning } from './verdict.fixture';

const rs256 = { alg: 'RS256', typ: 'JWT' };
const accessToken = makeToken({ alg: 'RS256', typ: 'at+jwt' }, { iss: 'https://id.test', aud: 'account' });
const refreshToken = makeToken({ alg: 'HS512' }, { typ: 'Refresh', iss: 'https://id.test/realm' });
const assertion = makeToken(rs256, { iss: 'app', sub: 'app', aud: 'https://id.test', exp: 400, jti: 'j' });

function speaks(rule: string, token: string, context: CheckContext): boolean {
  return check(decode(token), context).some((finding) => finding.rule === rule);
}

function request(facts: Partial<RequestFacts>, others: CheckContext = {}): CheckContext {
  return { request: makeRequest(facts), ...others };
}

function answer(facts: Partial<RequestFacts>, others: CheckContext = {}): CheckContext {
  return { request: makeTokenAnswer(facts), ...others };
}

function refresh(sent: string, answered: object, headers: Record<string, string> = {}): RequestFacts {
  return makeTokenAnswer({
    bodyText: `grant_type=refresh_token&refresh_token=${sent}`,
    headers: makeHeaders(headers),
    responseBodyText: JSON.stringify(answered),
  });
}

const openAnswer = makeHeaders({ 'access-control-allow-origin': '*' });
const allowOrigin = (origin: string) => ({
  headers: makeHeaders({ origin }),
  responseHeaders: makeHeaders({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
  }),
});
const basic = (pair: string) => makeHeaders({ authorization: `Basic ${pair}` });

describe('a rule of transport and profiles is silent', () => {
  it.each<[string, string, string, CheckContext]>([
    ['of a token for an opaque audience', 'TR-THIRD-PARTY', accessToken, request({ url: 'https://x.test/' })],
    [
      'of a claim that is not there while nothing is hidden',
      'SDJ-VALIDITY',
      `${makeToken({ alg: 'ES256' }, { iss: 'https://id.test' })}~`,
      {},
    ],
    [
      'of a signed token within, in JSON serialization',
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
      'of the site of the page, though the audience names another',
      'TR-THIRD-PARTY',
      makeToken(rs256, { aud: 'https://api.test' }),
      request({ url: 'https://api.shop.test/' }),
    ],
    [
      'of a WebSocket, which has a rule of its own',
      'TR-URL-QUERY',
      accessToken,
      request({ url: 'wss://a.test/', place: 'url query', name: 'token' }),
    ],
    [
      'of a refresh token that a refresh gave back',
      'TR-ECHO',
      refreshToken,
      answer({ place: 'request body', bodyText: 'grant_type=refresh_token', responseBodyText: refreshToken }),
    ],
    [
      'of an answer that holds the beginning of a long token',
      'TR-ECHO',
      `${accessToken}${'A'.repeat(200)}`,
      request({ responseBodyText: `${accessToken}${'A'.repeat(199)}` }),
    ],
    [
      'of the session cookie of the issuer itself',
      'AT-REFRESH-SENT',
      refreshToken,
      request({ url: 'https://id.test/account', place: 'request cookie', name: 'KEYCLOAK_SESSION' }),
    ],
    [
      'of the revocation endpoint that discovery names',
      'AT-REFRESH-SENT',
      refreshToken,
      request(
        { url: 'https://id.test/r', place: 'request body' },
        { discovery: { revocation_endpoint: 'https://id.test/r' } },
      ),
    ],
    ['of a token that came, not went', 'AT-REFRESH-SENT', refreshToken, request({ place: 'response body' })],
    [
      'of a nonce that a request object hides',
      'IDT-NONCE',
      makeToken(rs256, { typ: 'ID' }),
      { authorizationRequest: { response_type: 'code id_token', request_uri: 'urn:1' } },
    ],
    [
      'of a proof at the same address, written otherwise',
      'DPOP-HTU',
      makeToken({ alg: 'ES256', typ: 'dpop+jwt' }, { htu: 'https://API.test:443/%7Ea%2fb?x' }),
      request({ name: 'dpop', url: 'https://api.test/~a%2Fb' }),
    ],
    [
      'of an allowed origin of the same site',
      'TR-CORS',
      accessToken,
      answer(allowOrigin('https://www.id.test')),
    ],
    [
      'of an open answer to a request with its own proof',
      'TR-CORS',
      accessToken,
      answer({
        bodyText: '',
        headers: makeHeaders({ authorization: 'Bearer x' }),
        responseHeaders: openAnswer,
      }),
    ],
    [
      'of the same refresh token under DPoP',
      'TR-RT-ROTATION',
      accessToken,
      { requests: [refresh('r', { access_token: 'a' }, { dpop: 'p' })] },
    ],
    [
      'of the same refresh token of a confidential client',
      'TR-RT-ROTATION',
      accessToken,
      { requests: [refresh('r', { access_token: 'a' }, { authorization: `Basic ${btoa('app:secret')}` })] },
    ],
    ['of credentials that are no base64', 'TR-CLIENT-SECRET', accessToken, answer({ headers: basic('%%%') })],
    [
      'of a script of no token',
      'TR-HTML',
      accessToken,
      request({ responseHeaders: makeHeaders({ 'content-type': 'text/html' }) }),
    ],
    ['of a cookie whose attributes are unknown', 'CK-SAMESITE', accessToken, { cookie: { name: 'a' } }],
    [
      'of the domain of the host itself',
      'CK-DOMAIN',
      accessToken,
      { cookie: { name: 'a', domain: '.shop.test' }, ...request({ url: 'https://shop.test/' }) },
    ],
    [
      'of an address that only the Referer header of a loading page shows',
      'ST-URL-HISTORY',
      accessToken,
      request({ name: 'Referer', pageUrl: `https://shop.test/?access_token=${accessToken}` }),
    ],
    [
      'of an address that was cleaned before the page used the token',
      'ST-URL-HISTORY',
      accessToken,
      {
        requests: [
          makeRequest({ name: 'Referer', pageUrl: `https://shop.test/?access_token=${accessToken}` }),
          makeRequest(),
          makeRequest({ place: 'request cookie', pageUrl: `https://shop.test/?t=${accessToken}` }),
        ],
      },
    ],
    [
      'of an encrypted token that only holders of a shared key can make',
      'JWE-FOR-JWS',
      makeEncryptedToken({ alg: 'dir', enc: 'A256GCM' }),
      { signedElsewhere: true },
    ],
    [
      'of a whole cookie beside leftover chunks',
      'CK-SIZE',
      accessToken,
      { cookie: { name: 'a', size: 700, chunks: { found: [0, 1], stale: true } } },
    ],
    ['of a cookie without pieces', 'CK-CHUNK', accessToken, { cookie: { name: 'a' } }],
    ['of the assertion of an unknown server', 'CA-ASSERTION', assertion, {}],
  ])('%s', (_, rule, token, context) => {
    expect(speaks(rule, token, context)).toBe(false);
  });
});

describe('a rule of transport and profiles speaks', () => {
  it.each<[string, string, string, CheckContext]>([
    [
      'of an API where discovery names another revocation endpoint',
      'AT-REFRESH-SENT',
      refreshToken,
      request({ place: 'request body' }, { discovery: { revocation_endpoint: 'https://id.test/r' } }),
    ],
    [
      'of an ID token without a nonce in the implicit flow',
      'IDT-NONCE',
      makeToken(rs256, { typ: 'ID' }),
      { authorizationRequest: { response_type: 'id_token', state: 's' } },
    ],
    [
      'of a code that is not the one it came with',
      'IDT-AT-HASH',
      makeToken(rs256, { typ: 'ID', c_hash: 'x' }),
      { code: 'c' },
    ],
    [
      'of an access token among the tokens of the same answer',
      'IDT-AT-HASH',
      makeToken(rs256, { typ: 'ID', at_hash: 'x' }),
      { companions: [decode(accessToken)] },
    ],
    [
      'of an assertion for another server',
      'CA-ASSERTION',
      assertion,
      { discovery: { issuer: 'https://other.test', token_endpoint: 'https://other.test/token' } },
    ],
    [
      'of an assertion that is sent to another site',
      'CA-ASSERTION',
      assertion,
      request({
        method: 'POST',
        url: 'https://other.test/token',
        bodyText: 'client_assertion=x',
        place: 'request body',
      }),
    ],
    [
      'of an assertion by a short secret',
      'CA-ASSERTION',
      assertion.replace(encode(rs256), encode({ alg: 'HS256' })),
      { verdict: makeWarning('HMAC-SHORT-KEY') },
    ],
    ['of a proof in the header of another type', 'DPOP-JWK', makeToken(rs256, {}), request({ name: 'DPoP' })],
    [
      'of an access token beside the proof of another key',
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
      'of a proof in two requests',
      'DPOP-REPLAY',
      makeToken({ alg: 'ES256', typ: 'dpop+jwt' }, {}),
      { requests: [makeRequest({ name: 'dpop' }), makeRequest({ name: 'dpop' })] },
    ],
    [
      'of the nonce of a token endpoint',
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
      'of the fragment of a redirect',
      'TR-URL-FRAGMENT',
      accessToken,
      request({
        place: 'response location',
        name: 'access_token',
        responseHeaders: makeHeaders({ location: `https://shop.test/#access_token=${accessToken}` }),
      }),
    ],
    ['of ws without TLS', 'TR-HTTP', accessToken, request({ url: 'ws://api.shop.test/' })],
    [
      'of a GET of the endpoint that discovery names',
      'TR-GET-TOKEN',
      accessToken,
      answer({ method: 'GET', bodyText: '' }, { discovery: { token_endpoint: 'https://id.test/token' } }),
    ],
    [
      'of a secret in the address',
      'TR-GET-TOKEN',
      accessToken,
      answer({ url: 'https://id.test/token?client_secret=s' }),
    ],
    [
      'of a secret in a form',
      'TR-CLIENT-SECRET',
      accessToken,
      answer({ bodyText: 'grant_type=client_credentials&client_secret=s' }),
    ],
    [
      'of an answer that is open to all',
      'TR-CORS',
      accessToken,
      answer({ bodyText: '', responseHeaders: openAnswer }),
    ],
    [
      'of an answer that is open to a page without an origin',
      'TR-CORS',
      accessToken,
      answer(allowOrigin('null')),
    ],
    [
      'of a public client without PKCE, whatever its nonce',
      'TR-PKCE',
      accessToken,
      answer({}, { authorizationRequest: { response_type: 'code', nonce: 'n' } }),
    ],
    [
      'of a challenge without a method, which is plain',
      'TR-PKCE',
      accessToken,
      { authorizationRequest: { response_type: 'code', code_challenge: 'c' } },
    ],
    [
      'of a refresh token that was taken twice',
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
      'of a cookie for all hosts below',
      'CK-SAMESITE',
      accessToken,
      { cookie: { name: 'a', sameSite: 'None' } },
    ],
    [
      'of a cookie that outlives what browsers keep',
      'CK-LIFETIME',
      accessToken,
      { cookie: { name: 'a', expiresAtSeconds: 401 * 86_400 }, atSeconds: 0 },
    ],
    [
      'of chunks left over from an earlier value',
      'CK-CHUNK',
      accessToken,
      { cookie: { name: 'a', chunks: { found: [0, 1], stale: true } } },
    ],
    ['of a cookie in pieces', 'CK-SIZE', accessToken, { cookie: { name: 'a', chunks: { found: [0, 1] } } }],
    [
      'of a prefix in other letters',
      'CK-PREFIX-BROKEN',
      accessToken,
      { cookie: { name: '__HOST-a', secure: true, domain: 'a.test' } },
    ],
    [
      'of another place of storage',
      'ST-SESSION',
      accessToken,
      { storages: [{ area: 'sessionStorage', key: 'k', origin: 'https://a.test' }] },
    ],
    [
      'of an encrypted proof',
      'JWE-FOR-JWS',
      makeEncryptedToken({ alg: 'RSA-OAEP', enc: 'A256GCM', typ: 'dpop+jwt' }),
      {},
    ],
    ['of a missing ephemeral key', 'JWE-EPK', makeEncryptedToken({ alg: 'ECDH-ES', enc: 'A256GCM' }), {}],
    [
      'of an ephemeral key of another kind',
      'JWE-EPK',
      makeEncryptedToken({
        alg: 'ECDH-ES',
        enc: 'A256GCM',
        epk: { kty: 'EC', crv: 'X25519', x: encode('x'.repeat(32)) },
      }),
      {},
    ],
    [
      'of the tag of a wrapped key',
      'JWE-TAG',
      makeEncryptedToken({ alg: 'A128GCMKW', enc: 'A256GCM', iv: encode('i'.repeat(12)), tag: 'AA' }),
      {},
    ],
  ])('%s', (_, rule, token, context) => {
    expect(speaks(rule, token, context)).toBe(true);
  });
});

describe('a rule of transport', () => {
  it('tells of the latest challenge', () => {
    const challenge = (error: string) =>
      makeRequest({
        status: 403,
        responseHeaders: makeHeaders({ 'www-authenticate': `DPoP error=${error}` }),
      });
    const requests = [challenge('invalid_token'), challenge('insufficient_scope')];
    const findings = check(decode(accessToken), { requests }).filter(({ rule }) => rule === 'TR-401-SCHEME');
    expect(findings.map(({ params }) => params)).toEqual([[403, 'DPoP', 'insufficient_scope', '']]);
  });
});
