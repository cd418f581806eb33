import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeBody, makeHeaders, makeHttp, makeToken } from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
import { createLog } from '../../log/log';
import { createDiagnosis } from './diagnose';

const nowMs = Date.UTC(2026, 10, 29, 12, 0, 0);
const date = { Date: new Date(nowMs).toUTCString() };
const claims = { iss: 'https://id.test', aud: 'api', sub: 'alice', scope: 'read' };
const tokenUntil = (exp: number, signatureEnd: string) =>
  `${makeToken({ ...claims, exp }, { alg: 'RS256', kid: 'k1' }).slice(0, -8)}${signatureEnd}`;
const valid = `Bearer ${tokenUntil(nowMs / 1_000 + 600, '0000000A')}`;
const expired = `Bearer ${tokenUntil(nowMs / 1_000 - 3_600, '0000001A')}`;

interface Answer {
  readonly status: number;
  readonly text?: string;
  readonly challenge?: string;
  readonly facts?: Partial<HttpExchange>;
}

/** The first cause of a request with this `Authorization` header, after one with a valid token. */
async function diagnose(authorization: string | undefined, { status, text, challenge, facts = {} }: Answer) {
  const log = createLog();
  const { method = 'GET', url = 'https://api.test/orders' } = facts;
  const request = { method, url, sentAtMs: nowMs - 5_000, answeredAtMs: nowMs - 4_990 };
  log.record(
    makeHttp({
      ...request,
      status: 200,
      requestHeaders: makeHeaders({ Authorization: valid }),
      responseHeaders: makeHeaders(date),
    }),
  );
  const exchange = makeHttp({
    status,
    sentAtMs: nowMs,
    answeredAtMs: nowMs + 10,
    requestHeaders: makeHeaders(authorization === undefined ? {} : { Authorization: authorization }),
    responseHeaders: makeHeaders({ ...date, ...(challenge && { 'WWW-Authenticate': challenge }) }),
    ...(text !== undefined && { responseBody: makeBody(text, 'application/json') }),
    method,
    url,
    ...facts,
  });
  log.record(exchange);
  const rejection = await createDiagnosis(log)(exchange.id);
  const [first] = rejection?.causes ?? [];
  return first && `${first.code}, ${first.certainty}`;
}

const post = { method: 'POST' };

describe('how certain a cause is', () => {
  it('is certain if the token is wrong and the status means the credentials', async () => {
    expect(await diagnose(expired, { status: 401 })).toBe('expired, certain');
    expect(await diagnose('Bearer undefined', { status: 401 })).toBe('no-token, certain');
    expect(await diagnose(undefined, { status: 401 })).toBe('no-token, certain');
  });

  it('is likely if the status has other meanings, and the server doesn’t report the same', async () => {
    expect(await diagnose(expired, { status: 403 })).toBe('expired, likely');
    expect(await diagnose(expired, { status: 403, text: '{"message":"jwt expired"}' })).toBe(
      'expired, certain',
    );
    expect(await diagnose(expired, { status: 500, text: '{"message":"Oops"}' })).toBe('expired, likely');
  });

  it('is likely if the server reports another cause', async () => {
    const challenge = 'Bearer error="invalid_token", error_description="The signature is invalid"';
    expect(await diagnose(expired, { status: 401, challenge })).toBe('expired, likely');
  });

  it('is likely at an endpoint for everything, since signing in needs no token', async () => {
    const facts = { method: 'POST', url: 'https://api.test/rpc' };
    expect(await diagnose(undefined, { status: 401, facts })).toBe('no-token, likely');
  });
});

describe('what another format or spelling explains', () => {
  const raw = valid.slice('Bearer '.length);
  const unauthorized = { status: 401 };

  it('is malformed for certain only where the token is known to be sent alone', async () => {
    expect(await diagnose(`${valid};`, unauthorized)).toBe('malformed, certain');
    expect(await diagnose(`Bearer "${raw}"`, unauthorized)).toBe('malformed, certain');
    for (const text of [`Signature keyId="a",token="${raw}"`, `Hawk id="a", ext="${raw}"`])
      expect(await diagnose(text, unauthorized), text).toBe('scheme, likely');
    expect(await diagnose(`token="${raw}"`, unauthorized)).toBe('malformed, likely');
    for (const name of ['X-Auth', 'X-Access-Token']) {
      const requestHeaders = makeHeaders({ [name]: `v=1;t=${raw}` });
      expect(await diagnose(undefined, { status: 401, facts: { requestHeaders } }), name).not.toMatch(
        /certain/,
      );
    }
  });

  it('is malformed for certain only if the text has a JOSE header', async () => {
    const [header = '', payload = ''] = raw.split('.');
    const damaged = `${header.slice(0, 12)}${header.slice(14)}.${payload}.c2ln`;
    const other = makeToken(claims, { alg: 'RS256' });
    for (const text of [`${header}.${payload}`, damaged, payload, `<${other}>`, `${header.slice(0, 40)}...`])
      expect(await diagnose(`Bearer ${text}`, unauthorized), text).toBe('malformed, certain');
    const session = Buffer.from('{"user_id":12345}').toString('base64url');
    for (const text of ['aaaaaaaaaa.bbbbbbbbbb.c', `${session}.aR3xQw12345.c2ln`, session])
      expect(await diagnose(`Bearer ${text}`, unauthorized), text).toBe('malformed, likely');
  });

  it.each([
    ['https://api.test/~a', 'https://api.test/%7Ea', 'the unreserved characters of RFC 3986 §2.3'],
    ['https://api.test/%7ea/%c3%a9', 'https://api.test/~a/%C3%A9', 'hexadecimal digits in either case'],
    ['https://API.test:443/a/./b', 'https://api.test/a/b', 'a port, dots and capital letters'],
  ])('is not the URI of a proof: %s for %s, %s', async (htu, url) => {
    const ath = createHash('sha256').update(raw).digest('base64url');
    const proof = makeToken(
      { htm: 'GET', htu, ath, iat: nowMs / 1_000, jti: 'a' },
      { typ: 'dpop+jwt', alg: 'ES256' },
    );
    const requestHeaders = makeHeaders({ Authorization: `DPoP ${raw}`, DPoP: proof });
    expect(await diagnose(undefined, { status: 401, facts: { url, requestHeaders } })).not.toMatch(
      /dpop-uri/,
    );
    const other = { url: `${url}2`, requestHeaders };
    expect(await diagnose(undefined, { status: 401, facts: other })).toBe('dpop-uri, certain');
  });
});

describe('a reason that has nothing to do with the token', () => {
  it('isn’t a rejection if fields of the request are invalid', async () => {
    const texts = [
      '{"errors":[{"field":"email","message":"must be a valid address"}]}',
      '{"message":["issuer should not be empty"],"error":"Bad Request"}',
      '{"error":"Unexpected token } in JSON at position 17"}',
      '{"errors":{"scope":["is not included in the list"]}}',
    ];
    for (const text of texts) {
      expect(await diagnose(valid, { status: 400, text, facts: post }), text).toBeUndefined();
      expect(await diagnose(expired, { status: 422, text, facts: post }), text).toBeUndefined();
    }
  });

  it('is a rejection if a field is about the credentials', async () => {
    const text = '{"detail":[{"loc":["header","authorization"],"msg":"field required"}]}';
    expect(await diagnose(undefined, { status: 422, text, facts: post })).toMatch(/^no-token/);
  });

  it('is unknown if a firewall or a failed sign-in explains it', async () => {
    const page = '<html><h1>Sorry, you have been blocked</h1><p>Cloudflare Ray ID: 8f1c</p></html>';
    expect(await diagnose(expired, { status: 403, text: page })).toBe('unknown, possible');
    const text = '{"message":"Invalid email or password"}';
    const facts = { method: 'POST', url: 'https://api.test/login' };
    expect(await diagnose('Bearer null', { status: 401, text, facts })).toBe('unknown, possible');
  });

  it('is unknown if the server reports something else about a token that it accepted before', async () => {
    const text = '{"message":"Order 17 belongs to another customer"}';
    expect(await diagnose(valid, { status: 403, text })).toBe('unknown, possible');
  });
});

describe('a redirect to where users sign in', () => {
  const redirect = (facts: Partial<HttpExchange> = {}) => ({
    status: 302,
    facts: { responseHeaders: makeHeaders({ Location: '/login?next=%2Forders' }), ...facts },
  });

  it('is a rejection of a call with or without a token, but not certain', async () => {
    expect(await diagnose(undefined, redirect())).toMatch(/^no-token, (?:likely|possible)/);
    expect(await diagnose(expired, redirect())).toMatch(/^expired, likely/);
  });

  it('isn’t one for a navigation, another target or a step of the sign-in', async () => {
    const navigation = makeHeaders({ 'Sec-Fetch-Mode': 'navigate', Authorization: valid });
    expect(await diagnose(valid, redirect({ requestHeaders: navigation }))).toBeUndefined();
    const responseHeaders = makeHeaders({ Location: '/orders/17' });
    expect(await diagnose(valid, redirect({ responseHeaders }))).toBeUndefined();
    expect(await diagnose(valid, redirect({ url: 'https://api.test/oauth2/authorize?a=b' }))).toBeUndefined();
  });
});
