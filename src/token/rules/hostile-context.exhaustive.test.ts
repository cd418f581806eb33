import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { cases } from './cases.fixture';
import { check } from './check';
import { makeHeaders, makeRequest, makeTokenResponse } from './requests/request.fixture';
import type { CheckContext, RequestFacts } from './rule';
import { rules } from './rules';
import { isFilled } from '../param.fixture';
import { createSubject } from './subject';

/** The rules that read what a page, a server or a browser adds to the token. */
const contextRules = rules.filter(({ group }) => /^(?:Profiles|JWE|Transport|Cookies)/.test(group));

const accessToken = makeToken({ alg: 'RS256', typ: 'at+jwt' }, { iss: 'https://id.test', aud: 'account' });

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    accessToken,
    'https://id.test/token?grant_type=refresh_token&client_secret=%',
    'http://[::1]:99999/',
    'ws://a..b/#access_token=',
    'DPoP error="use_dpop_nonce", error_description="',
    'Basic OiUl',
    'Bearer ',
    '{"grant_type":"refresh_token","refresh_token":1}',
    '{"access_token":{"toString":1},"error":[]}',
    'text/html',
    '__Host-',
    'code id_token token',
    'use_dpop_nonce',
    '__proto__',
  ),
);
const number = fc.oneof(fc.double(), fc.integer());
const headers = fc.array(
  fc.record({
    name: fc.oneof(
      text,
      fc.constantFrom('authorization', 'dpop', 'referer', 'cookie', 'origin', 'location', 'dpop-nonce'),
      fc.constantFrom('www-authenticate', 'cache-control', 'content-type', 'access-control-allow-origin'),
    ),
    value: text,
  }),
  { maxLength: 6 },
);
const facts: fc.Arbitrary<RequestFacts> = fc
  .record(
    {
      pageUrl: text,
      sentAtSeconds: number,
      headers,
      bodyText: text,
      grant: fc.record({ type: text, parameters: fc.array(text) }),
      status: fc.constantFrom(200, 400, 401, -1),
      responseHeaders: headers,
      responseBodyText: text,
    },
    { requiredKeys: [] },
  )
  .chain((optional) =>
    fc.record({
      ...Object.fromEntries(Object.entries(optional).map(([name, value]) => [name, fc.constant(value)])),
      method: text,
      url: text,
      name: fc.oneof(text, fc.constantFrom('authorization', 'DPoP')),
      location: fc.constantFrom<RequestFacts['location']>(
        'request header',
        'request cookie',
        'url query',
        'url path',
        'url fragment',
        'request body',
        'response header',
        'response cookie',
        'response location',
        'response body',
      ),
    }),
  );
const object = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom('issuer', 'token_endpoint', 'revocation_endpoint')),
  fc.oneof(fc.jsonValue(), text),
);
const companions = fc.array(text.map(decode), { maxLength: 3 });

const contexts: fc.Arbitrary<CheckContext> = fc.record(
  {
    atSeconds: number,
    discovery: object,
    request: facts,
    requests: fc.array(facts, { maxLength: 3 }),
    authorizationRequest: fc.dictionary(
      fc.constantFrom('response_type', 'nonce', 'code_challenge', 'code_challenge_method', '__proto__'),
      text,
    ),
    companions,
    accessToken: text,
    code: text,
    timesSeen: number,
    sites: fc.array(text),
    signedElsewhere: fc.boolean(),
    cookie: fc.record({
      name: text,
      size: number,
      secure: fc.boolean(),
      httpOnly: fc.boolean(),
      domain: text,
      path: text,
      chunks: fc.record({ found: fc.array(number), stale: fc.boolean() }),
    }),
    storages: fc.array(
      fc.record({
        area: fc.constantFrom('localStorage', 'sessionStorage', 'IndexedDB', 'cookie'),
        key: text,
        origin: text,
      }),
    ),
  },
  { requiredKeys: [] },
);

/** The names that the rules read, with any values. */
const members = fc.dictionary(
  fc.constantFrom(
    'typ',
    'jwk',
    'cnf',
    'events',
    'scope',
    'aud',
    'iss',
    'sub',
    'htu',
    'htm',
    'ath',
    '_sd',
    '_sd_alg',
  ),
  fc.oneof(fc.jsonValue(), text, object, fc.array(text)),
);
const recipient = fc.dictionary(
  fc.constantFrom('epk', 'p2c', 'p2s', 'zip', 'iv', 'tag', 'typ'),
  fc.oneof(fc.jsonValue(), text, object),
);
const tokens = fc.oneof(
  text,
  fc.constantFrom(...cases.map(({ fires }) => fires.token)),
  fc
    .tuple(members, members, fc.array(fc.jsonValue(), { maxLength: 3 }))
    .map(([header, claims, disclosures]) =>
      [makeToken({ alg: 'ES256', ...header }, claims), ...disclosures.map(encode), ''].join('~'),
    ),
  fc.tuple(members, members).map(([header, claims]) => makeToken({ alg: 'ES256', ...header }, claims)),
  fc
    .tuple(fc.constantFrom('ECDH-ES', 'PBES2-HS256+A128KW', 'A128GCMKW', 'dir', 'RSA1_5'), recipient)
    .map(([alg, header]) => makeEncryptedToken({ alg, enc: 'A128GCM', ...header })),
);

describe('hostile tokens and pages', () => {
  it('never make a rule throw', () => {
    expect(contextRules).toHaveLength(75);
    fc.assert(
      fc.property(tokens, contexts, (token, context) => {
        const subject = createSubject(decode(token), context);
        for (const rule of contextRules) {
          // `check` would hide the exception.
          const found = rule.find(subject);
          for (const { params = [] } of found === undefined ? [] : 'length' in found ? found : [found]) {
            expect(isFilled(params)).toBe(true);
            expect(JSON.stringify(params).length).toBeLessThan(1000);
          }
        }
      }),
      { numRuns: 1500 },
    );
  }, 60_000);

  function isReported(rule: string, token: string, context: CheckContext): boolean {
    return check(decode(token), context).some((finding) => finding.rule === rule);
  }

  it("don't slow down a rule with text that almost contains the token", () => {
    // A search for the full token would compare 100,000 characters at 500,000 positions.
    const token = `${encode({ alg: 'HS256' })}.e30.${'A'.repeat(100_000)}`;
    const body = `${token.slice(0, -1)}!`.repeat(5) + 'A'.repeat(500_000);
    const isInReferer = (referer: string) =>
      isReported('TR-REFERER', token, { request: makeRequest({ headers: makeHeaders({ referer }) }) });
    expect(isInReferer(body)).toBe(false);
    expect(isInReferer(`${'A'.repeat(400_000)}${token}`)).toBe(true);
    const companions = [decode(`${token.slice(0, -1)}B`)];
    const request = makeTokenResponse({ responseBodyText: body });
    expect(isReported('TR-NO-STORE', token, { request, companions })).toBe(false);
  }, 30_000);

  it("don't slow down a rule with long lists", () => {
    const digests = Array.from({ length: 20_000 }, (_, index) => `${index}`);
    const salt = encode(['A'.repeat(22), 'n', 1]);
    const sdJwt = `${makeToken({ alg: 'ES256' }, { _sd: digests })}~${`${salt}~`.repeat(10_000)}`;
    const sites = Array.from({ length: 200_000 }, (_, index) => `https://${index}.test`);
    const found = Array.from({ length: 200_000 }, (_, index) => index + 1);
    const context = { sites, cookie: { name: 'a', chunks: { found, stale: true } } };
    expect(isReported('SDJ-LINK', sdJwt, context)).toBe(true);
    expect(isReported('CK-CHUNK', sdJwt, context)).toBe(true);
  }, 30_000);
});
