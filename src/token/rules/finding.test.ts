import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { check } from './check';
import { makeHeaders, makeRequest, makeTokenResponse } from './requests/request.fixture';
import type { CheckContext, RequestFacts } from './rule';

const now = 1_790_000_000;
const jwk = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };

function find(rule: string, token: string, context?: CheckContext) {
  return check(decode(token), context).find((finding) => finding.rule === rule);
}

describe('the location of a finding', () => {
  it('is the header for HTML in the header', () => {
    expect(find('JSON-HTML', makeToken({ alg: 'HS256', note: '<script>' }))?.at).toBe('header.note');
    expect(find('JSON-HTML', makeToken({ alg: 'HS256' }, { note: '<script>' }))?.at).toBe('claims.note');
  });

  it('is the claim with the scope', () => {
    const findIn = (claims: object) => find('CLM-PRIV', makeToken({ alg: 'HS256' }, claims))?.at;
    expect(findIn({ scope: 'openid', scp: ['*'] })).toBe('claims.scp');
    expect(findIn({ scope: '*', scp: ['openid'] })).toBe('claims.scope');
  });
});

describe('the severity of a finding', () => {
  it("is lower for a DPoP proof without a key than for its owner's private key", () => {
    const rate = (header: object) =>
      find('DPOP-JWK', makeToken({ alg: 'ES256', typ: 'dpop+jwt', ...header }))?.severity;
    expect([{}, { jwk: { ...jwk, d: 'AQAB' } }, { jwk }].map(rate)).toEqual(['medium', 'high', undefined]);
  });

  it('is higher for a private ephemeral key than for a missing or invalid one', () => {
    const epk = { kty: 'EC', crv: 'P-256', x: encode('x'.repeat(32)), y: encode('y'.repeat(32)) };
    const rate = (header: object) =>
      find('JWE-EPK', makeEncryptedToken({ alg: 'ECDH-ES', enc: 'A256GCM', ...header }))?.severity;
    expect([{}, { epk: { ...epk, d: 'AQAB' } }, { epk: { ...epk, x: 'AA' } }, { epk }].map(rate)).toEqual([
      'medium',
      'high',
      'medium',
      undefined,
    ]);
  });

  it('is info for an expired token: the summary states whether it was sent, and a client refreshes it', () => {
    const token = makeToken({ alg: 'HS256' }, { exp: now - 100 });
    const request = makeRequest({ sentAtSeconds: now, status: 401 });
    expect(find('CLM-EXPIRED', token, { atSeconds: now, request })?.severity).toBe('info');
  });

  it('is high for an expired token only at an endpoint that is protected', () => {
    const token = makeToken({ alg: 'HS256' }, { exp: now - 1000 });
    const accepted = makeRequest({ sentAtSeconds: now, status: 200 });
    const rate = (...requests: readonly RequestFacts[]) =>
      find('CLM-EXPIRED-2XX', token, { requests })?.severity;
    expect(rate(accepted)).toBe('medium');
    expect(rate(accepted, makeRequest({ status: 401 }))).toBe('high');
    expect(rate(accepted, makeRequest({ status: 401, url: 'https://api.shop.test/other' }))).toBe('medium');
  });

  it('is high for a bound token that was rejected without proof, and for a rejected proof', () => {
    const bound = makeToken({ alg: 'HS256' }, { cnf: { jkt: 'x' } });
    const rate = (status: number) => {
      const headers = makeHeaders({ authorization: `Bearer ${bound}` });
      return find('DPOP-DOWNGRADE', bound, { request: makeRequest({ status, headers }) })?.severity;
    };
    expect([200, 401, 400, 500].map(rate)).toEqual(['medium', 'high', 'high', undefined]);
    const proof = makeToken(
      { alg: 'ES256', typ: 'dpop+jwt', jwk },
      { htm: 'POST', htu: 'https://api.shop.test/' },
    );
    const rateProof = (rule: string, status: number) =>
      find(rule, proof, { request: makeRequest({ name: 'dpop', status }) })?.severity;
    expect(['DPOP-HTM', 'DPOP-HTU'].map((rule) => rateProof(rule, 401))).toEqual(['high', 'high']);
    expect(['DPOP-HTM', 'DPOP-HTU'].map((rule) => rateProof(rule, 200))).toEqual(['medium', 'medium']);
  });

  it('is above info for another audience only if the API rejects the token or is of another site than the page', () => {
    const token = makeToken({ alg: 'HS256', typ: 'at+jwt' }, { aud: 'https://api.other.com' });
    const rate = (facts: Partial<RequestFacts>) =>
      find('CLM-AUD-FOREIGN', token, { request: makeRequest(facts) })?.severity;
    expect(rate({ status: 200 })).toBe('info');
    expect(rate({ status: 401 })).toBe('medium');
    expect(rate({ status: 200, url: 'https://collector.example/' })).toBe('low');
  });

  it('is medium for a URL in the Referer header of the same site, and for HTTP in a private network', () => {
    const token = makeToken();
    const rateReferer = (referer: string) =>
      find('TR-REFERER', token, { request: makeRequest({ headers: makeHeaders({ referer }) }) })?.severity;
    expect(rateReferer(`https://www.shop.test/?t=${token}`)).toBe('medium');
    expect(rateReferer(`https://other.example/?t=${token}`)).toBe('high');
    const brief = makeToken({ alg: 'HS256' }, { iat: now, exp: now + 300 });
    const headers = makeHeaders({ referer: `https://other.example/?t=${brief}` });
    expect(find('TR-REFERER', brief, { request: makeRequest({ headers }) })?.severity).toBe('medium');
    const rateUrl = (url: string) => find('TR-HTTP', token, { request: makeRequest({ url }) })?.severity;
    for (const host of ['192.168.0.7', 'api:4000', '[fd00::7]', 'nas.local', 'shop.test'])
      expect(rateUrl(`http://${host}/`)).toBe('medium');
    const { pageUrl: _, ...onServer } = makeRequest({ url: 'http://10.0.0.5:8080/' });
    expect(find('TR-HTTP', token, { request: onServer })?.severity).toBe('info');
    const byProxy = makeRequest({
      ...onServer,
      url: 'http://api.shop.com/',
      headers: makeHeaders({ 'x-forwarded-proto': 'https' }),
    });
    expect(find('TR-HTTP', token, { request: byProxy })).toBeUndefined();
    const requests = ['http://api:4000/', 'http://api.shop.com/'].map((url) => makeRequest({ url }));
    expect(find('TR-HTTP', token, { requests })).toMatchObject({
      severity: 'high',
      params: ['api.shop.com'],
    });
    expect(rateUrl('http://api.shop.com/')).toBe('high');
  });

  it('is info for an unsigned token of an emulator on the same machine', () => {
    const token = makeToken({ alg: 'none' }, { iss: 'https://securetoken.google.com/demo' }, '');
    const rate = (context?: CheckContext) => find('ALG-NONE', token, context)?.severity;
    expect(rate()).toBe('high');
    expect(rate({ request: makeRequest() })).toBe('high');
    expect(rate({ request: makeRequest({ url: 'http://127.0.0.1:9099/accounts:lookup' }) })).toBe('info');
    const storages = [{ area: 'IndexedDB', key: 'k', origin: 'http://localhost:5173' }] as const;
    expect(rate({ storages })).toBe('info');
  });

  it('is info for a token in localStorage that expires within a day', () => {
    const storage = { area: 'localStorage', key: 'k', origin: 'https://shop.test' } as const;
    const rate = (claims: object) =>
      find('ST-LOCAL', makeToken({ alg: 'HS256', typ: 'at+jwt' }, claims), { storage })?.severity;
    expect(rate({ iat: now, exp: now + 3600 })).toBe('info');
    expect(rate({ iat: now, exp: now + 90_000 })).toBe('medium');
    expect(rate({})).toBe('medium');
  });
});

describe('the length of a signature', () => {
  const rate = (alg: string, bytes: number) =>
    find('SIG-LENGTH', makeToken({ alg }, {}, Buffer.alloc(bytes, 1).toString('base64url')))?.variant;

  it.each(['RS256', 'PS512'])('is wrong for %s only if the RSA key is too small', (alg) => {
    expect(rate(alg, 255)).toBe('rsa');
    expect([256, 257, 384, 513].map((bytes) => rate(alg, bytes))).toEqual(Array(4).fill(undefined));
  });
});

describe('what is wrong with a response', () => {
  const [first, second, third] = ['a', 'b', 'c'].map((sub) => makeToken({ alg: 'RS256' }, { sub }));
  const responseBodyText = JSON.stringify({ id_token: first, access_token: second, refresh_token: third });
  const request = makeTokenResponse({
    method: 'GET',
    url: 'https://id.test/token?code=c',
    responseHeaders: makeHeaders({ 'cache-control': 'public, max-age=60' }),
    responseBodyText,
  });
  const tokens = [first, second, third].map((raw = '') => decode(raw));

  it.each(['TR-NO-STORE', 'TR-GET-TOKEN'])('is reported once, for its first token: %s', (rule) => {
    const isReported = tokens.map((token) =>
      check(token, { request, companions: tokens.filter((other) => other !== token) }).some(
        (finding) => finding.rule === rule,
      ),
    );
    expect(isReported).toEqual([true, false, false]);
  });

  it('is reported for a token whose companions came at another time', () => {
    expect(find('TR-NO-STORE', third ?? '', { request, companions: [decode(makeToken())] })).toBeDefined();
  });
});

describe('a narrower rule', () => {
  it('still reports a token in the query of a redirect', () => {
    const token = makeToken();
    const responseHeaders = [{ name: 'location', value: `https://shop.test/?token=${token}` }];
    const request = makeRequest({ location: 'response location', name: 'token', responseHeaders });
    expect(find('TR-REDIRECT', token, { request })).toBeDefined();
  });

  it('still reports a content that was too large to decompress', () => {
    const token = makeEncryptedToken({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' });
    const decryption = { status: 'failed', reason: 'inflate_too_large', params: [], warnings: [] } as const;
    expect(find('JWE-ZIP-BOMB', token, { decryption })).toBeDefined();
  });
});

describe('an invalid number of requests', () => {
  it.each([5n, new Date(5), [5], Infinity])("isn't a repeated DPoP proof: %s", (timesSeen) => {
    const token = makeToken({ alg: 'ES256', typ: 'dpop+jwt', jwk });
    expect(find('DPOP-REPLAY', token, { timesSeen: timesSeen as number })).toBeUndefined();
  });
});
