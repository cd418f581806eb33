import { createHash } from 'node:crypto';
import { decode } from '../../decode/decode';
import { makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeHeaders, makeRequest } from '../requests/request.fixture';
import type { CheckContext, RequestFacts } from '../rule';

// The key and its thumbprint are those of RFC 7638 §3.1; the proof follows RFC 9449 §4.2.
const jwk = {
  kty: 'RSA',
  e: 'AQAB',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
};
const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

const bound = makeToken({ alg: 'RS256', typ: 'at+jwt' }, { scope: 'read', cnf: { jkt: thumbprint } });
const boundElsewhere = makeToken({ alg: 'RS256', typ: 'at+jwt' }, { cnf: { jkt: 'A'.repeat(43) } });
const ath = createHash('sha256').update(bound).digest('base64url');

const header = { alg: 'RS256', typ: 'dpop+jwt', jwk };
const claims = { jti: 'j-1', htm: 'GET', htu: 'https://api.shop.test/orders', iat: 1_790_000_000, ath };
const proof = makeToken(header, claims);

function sent(facts: Partial<RequestFacts> = {}, others: CheckContext = {}): CheckContext {
  const headers = makeHeaders({ authorization: `DPoP ${bound}`, dpop: proof });
  return { request: makeRequest({ name: 'DPoP', headers, ...facts }), ...others };
}

const unbound = makeToken({ alg: 'RS256', typ: 'at+jwt' }, { scope: 'read' });

function asBearer(token: string, status?: number): CheckContext {
  const headers = makeHeaders({ authorization: `Bearer ${token}` });
  return { request: makeRequest({ headers, ...(status !== undefined && { status }) }) };
}

export const dpopCases: readonly RuleCase[] = [
  {
    rule: 'DPOP-TYP',
    variant: 'other',
    fires: { token: makeToken({ ...header, typ: 'JWT' }, claims), context: sent() },
    silent: { token: proof, context: sent() },
  },
  {
    rule: 'DPOP-TYP',
    variant: 'missing',
    fires: { token: makeToken({ ...header, typ: undefined }, claims), context: sent() },
    silent: { token: proof, context: sent() },
  },
  {
    rule: 'DPOP-ALG',
    fires: { token: makeToken({ ...header, alg: 'HS256' }, claims) },
    silent: { token: proof },
  },
  {
    rule: 'DPOP-JWK',
    variant: 'private',
    fires: { token: makeToken({ ...header, jwk: { ...jwk, d: 'AQAB' } }, claims) },
    silent: { token: proof },
  },
  {
    rule: 'DPOP-JWK',
    variant: 'missing',
    fires: { token: makeToken({ ...header, jwk: undefined }, claims) },
    silent: { token: proof },
  },
  {
    rule: 'DPOP-CLAIMS',
    fires: { token: makeToken(header, { ...claims, ath: undefined }), context: sent() },
    // At the token endpoint there is no access token to hash.
    silent: {
      token: makeToken(header, { ...claims, ath: undefined }),
      context: sent({ headers: makeHeaders({ dpop: proof }) }),
    },
  },
  {
    rule: 'DPOP-HTM',
    fires: { token: proof, context: sent({ method: 'POST' }) },
    silent: { token: proof, context: sent() },
  },
  {
    rule: 'DPOP-HTU',
    fires: { token: proof, context: sent({ url: 'https://api.shop.test/orders/7' }) },
    silent: { token: proof, context: sent({ url: 'HTTPS://API.shop.test:443/%6Frders?page=2#end' }) },
  },
  {
    rule: 'DPOP-HTU-QUERY',
    fires: { token: makeToken(header, { ...claims, htu: 'https://api.shop.test/orders?page=2' }) },
    silent: { token: proof },
  },
  {
    rule: 'DPOP-ATH',
    fires: { token: proof, context: sent({ headers: makeHeaders({ authorization: 'DPoP opaque' }) }) },
    silent: { token: proof, context: sent() },
  },
  {
    rule: 'DPOP-JKT',
    fires: { token: proof, context: sent({}, { companions: [decode(boundElsewhere)] }) },
    silent: { token: proof, context: sent({}, { companions: [decode(bound)] }) },
  },
  {
    rule: 'DPOP-FRESH',
    variant: 'old',
    fires: { token: proof, context: sent({ sentAtSeconds: 1_790_000_301 }) },
    silent: { token: proof, context: sent({ sentAtSeconds: 1_790_000_300 }) },
  },
  {
    rule: 'DPOP-FRESH',
    variant: 'future',
    fires: { token: proof, context: sent({ sentAtSeconds: 1_789_999_699 }) },
    silent: { token: proof, context: sent({ sentAtSeconds: 1_789_999_700 }) },
  },
  {
    rule: 'DPOP-REPLAY',
    fires: { token: proof, context: { timesSeen: 2 } },
    silent: { token: proof, context: { timesSeen: 1 } },
  },
  {
    rule: 'DPOP-NONCE',
    fires: {
      token: proof,
      context: sent({
        status: 401,
        responseHeaders: makeHeaders({
          'www-authenticate': 'DPoP error="use_dpop_nonce"',
          'dpop-nonce': 'eyJ7S_zG',
        }),
      }),
    },
    silent: {
      token: proof,
      context: sent({
        status: 401,
        responseHeaders: makeHeaders({
          'www-authenticate': 'DPoP error="invalid_token"',
          'dpop-nonce': 'eyJ7S_zG',
        }),
      }),
    },
  },
  {
    rule: 'DPOP-MULTI',
    fires: { token: proof, context: sent({ headers: makeHeaders({ dpop: `${proof}, ${proof}` }) }) },
    silent: { token: proof, context: sent({ headers: makeHeaders({ dpop: proof }) }) },
  },
  {
    rule: 'DPOP-DOWNGRADE',
    variant: 'accepted',
    fires: { token: bound, context: asBearer(bound, 200) },
    silent: [
      { token: bound, context: sent({ status: 200, name: 'authorization' }) },
      { token: unbound, context: asBearer(unbound, 200) },
    ],
  },
  {
    rule: 'DPOP-DOWNGRADE',
    variant: 'rejected',
    fires: { token: bound, context: asBearer(bound, 401) },
    silent: [
      { token: bound, context: sent({ status: 401, name: 'authorization' }) },
      { token: unbound, context: asBearer(unbound, 401) },
      // The response is still pending.
      { token: bound, context: asBearer(bound) },
      { token: bound, context: asBearer(bound, 503) },
    ],
  },
];
