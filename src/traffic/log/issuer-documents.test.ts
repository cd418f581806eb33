import { describe, expect, it } from 'vitest';
import { check, decode } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import { makeBearer, makeBody, makeHttp, makeReport, makeToken } from '../exchange/exchange.fixture';
import { createLog } from './log';
import { readContext } from '../answers/token-context';
import { isFetchedFrom } from './issuer';

const issuer = 'https://id.test';
const kid = 'k-1';
const jwksUri = 'https://keys.test/id.json';
const key = { kty: 'EC', crv: 'P-256', kid, x: 'own', y: 'own' };
/** What a hostile page wants to be taken for the issuer's. */
const forged = { keys: [{ ...key, x: 'forged', y: 'forged', d: 'private' }] };

let clockMs = 1_000;

function answer(url: string, value: object, facts: Partial<HttpExchange> = {}): HttpExchange {
  clockMs += 1_000;
  return makeHttp({
    url,
    sentAtMs: clockMs,
    answeredAtMs: clockMs + 50,
    responseBody: makeBody(JSON.stringify(value), 'application/json'),
    ...facts,
  });
}

const ownDiscovery = () =>
  answer(`${issuer}/.well-known/openid-configuration`, { issuer, jwks_uri: jwksUri });
const ownSet = () => answer(jwksUri, { keys: [key] });

/** What the checks get to know of a token of this issuer, and what they find. */
function look(exchanges: readonly HttpExchange[], iss: unknown = issuer) {
  const token = makeToken({ iss, sub: 'alice' }, { alg: 'ES256', kid });
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  log.record(makeBearer(token));
  const id = log.rows()[0]?.id ?? 0;
  const { companions: _, ...context } = readContext(log, id);
  const rules = check(decode(token), { atSeconds: 1, ...context }).map(({ rule }) => rule);
  return { jwks: context.jwks, jwksUrl: context.jwksUrl, discovery: context.discovery, rules };
}

describe('the key set of an issuer', () => {
  it('is the one that its discovery document names, at another host as well', () => {
    const { jwksUrl, jwks, rules } = look([ownDiscovery(), ownSet()]);
    expect(jwksUrl).toBe(jwksUri);
    expect(jwks).toEqual({ keys: [key] });
    expect(rules.filter((rule) => /^JWKS|^CLM-ISS-MISMATCH/.test(rule))).toEqual([]);
  });

  it('is the one that is named before any other of its origin', () => {
    const other = answer(`${issuer}/old-keys`, forged);
    expect(look([other, ownDiscovery(), ownSet(), answer(`${issuer}/old-keys`, forged)]).jwksUrl).toBe(
      jwksUri,
    );
  });

  it('is one of its origin with the key, where none is named', () => {
    expect(look([answer(`${issuer}/jwks`, { keys: [key] })]).jwksUrl).toBe(`${issuer}/jwks`);
    expect(look([answer(`${issuer}/jwks`, { keys: [{ ...key, kid: 'other' }] })]).jwks).toBeUndefined();
  });

  it('is the one below its path first, where issuers share an origin', () => {
    const sets = [
      answer('https://id.test/mine/keys', { keys: [key] }),
      answer('https://id.test/theirs/keys', forged),
    ];
    expect(look(sets, 'https://id.test/mine').jwksUrl).toBe('https://id.test/mine/keys');
    expect(look(sets, 'https://id.test/mi').jwksUrl).toBe('https://id.test/theirs/keys');
  });

  it('is the newest of its address, in whatever order answers are reported: keys are rotated', () => {
    const before = ownSet();
    const rotated = answer(jwksUri, { keys: [{ ...key, x: 'rotated' }] });
    const expected = { keys: [{ ...key, x: 'rotated' }] };
    expect(look([ownDiscovery(), before, rotated]).jwks).toEqual(expected);
    expect(look([ownDiscovery(), rotated, before]).jwks).toEqual(expected);
  });

  it('is found for Google, which leaves the scheme out in some tokens', () => {
    const google = 'https://accounts.google.com';
    const certs = 'https://www.googleapis.com/oauth2/v3/certs';
    const exchanges = [
      answer(`${google}/.well-known/openid-configuration`, { issuer: google, jwks_uri: certs }),
      answer(certs, { keys: [key] }),
    ];
    expect(look(exchanges, 'accounts.google.com').jwksUrl).toBe(certs);
    expect(look(exchanges, google).jwksUrl).toBe(certs);
  });

  it('with a private key is reported, where it really is the set of this issuer', () => {
    expect(look([ownDiscovery(), answer(jwksUri, forged)]).rules).toContain('JWKS-PRIVATE');
    expect(look([answer(`${issuer}/jwks`, forged)]).rules).toContain('JWKS-PRIVATE');
  });
});

const evilDocument = { issuer, jwks_uri: 'https://evil.test/keys' };
const evilSet = (url = 'https://evil.test/keys', facts: Partial<HttpExchange> = {}) =>
  answer(url, forged, facts);

const attacks: readonly (readonly [string, () => readonly HttpExchange[]])[] = [
  ['a set of another origin with the same kid', () => [evilSet()]],
  ['a set of another scheme', () => [evilSet('http://id.test/jwks')]],
  ['a set of another port', () => [evilSet('https://id.test:8443/jwks')]],
  ['a set of a subdomain', () => [evilSet('https://evil.id.test/jwks')]],
  ['a set of the parent domain', () => [evilSet('https://test/jwks')]],
  ['a host that begins like the issuer', () => [evilSet('https://id.test.evil.test/jwks')]],
  ['the issuer as user name', () => [evilSet('https://id.test@evil.test/jwks')]],
  ['a lookalike host', () => [evilSet('https://іd.test/jwks')]],
  ['a data: URL', () => [evilSet('data:application/json,https://id.test/jwks')]],
  ['a blob: URL', () => [evilSet('blob:https://id.test/1c2d')]],
  [
    'a discovery document at another origin',
    () => [answer('https://evil.test/.well-known/openid-configuration', evilDocument), evilSet()],
  ],
  [
    'a discovery document elsewhere at the origin',
    () => [answer(`${issuer}/uploads/document.json`, evilDocument), evilSet()],
  ],
  [
    'a discovery document below another path of the origin',
    () => [answer(`${issuer}/evil/.well-known/openid-configuration`, evilDocument), evilSet()],
  ],
  [
    'a discovery document of the evil issuer that names the set',
    () => [
      answer('https://evil.test/.well-known/openid-configuration', {
        ...evilDocument,
        issuer: 'https://evil.test',
      }),
      evilSet(),
    ],
  ],
  [
    'a redirect of the issuer',
    () => [
      answer(`${issuer}/go?to=https://evil.test/keys`, forged, { status: 302 }),
      answer(`${issuer}/.well-known/openid-configuration`, evilDocument, { status: 302 }),
      evilSet(),
    ],
  ],
  ['an error page of the issuer', () => [evilSet(`${issuer}/echo`, { status: 404 })]],
  ['an echo of what was posted', () => [evilSet(`${issuer}/echo`, { method: 'POST' })]],
  ['a service worker of the page', () => [evilSet(`${issuer}/jwks`, { mayBeForged: true })]],
  [
    'a service worker of the page, for the discovery document',
    () => [
      answer(`${issuer}/.well-known/openid-configuration`, evilDocument, { mayBeForged: true }),
      evilSet(),
    ],
  ],
  ['a service worker of the page, for the named set', () => [evilSet(jwksUri, { mayBeForged: true })]],
  ['the named address with a query', () => [evilSet(`${jwksUri}?v=2`)]],
  ['an address that is like the named one once it is cut', () => [evilSet(`${jwksUri}${'/'.repeat(5_000)}`)]],
  ['a set whose key is none', () => [answer(`${issuer}/jwks`, { keys: [{ kid, d: 'x' }, null, 7] })]],
  [
    'many sets of one origin',
    () => Array.from({ length: 200 }, (_, index) => evilSet(`https://evil.test/${index}`)),
  ],
];

describe.each(attacks)('%s', (_, make) => {
  it('is not taken for the set of the issuer', () => {
    const { jwks, discovery, rules } = look(make());
    expect(jwks).toBeUndefined();
    expect(discovery).toBeUndefined();
    expect(rules).not.toContain('JWKS-PRIVATE');
  });

  it('does not override the set of the issuer, before or after it', () => {
    for (const exchanges of [
      [...make(), ownDiscovery(), ownSet()],
      [ownDiscovery(), ownSet(), ...make()],
    ]) {
      const { jwks, rules } = look(exchanges);
      expect(jwks).toEqual({ keys: [key] });
      expect(rules).not.toContain('JWKS-PRIVATE');
    }
  });
});

it('what a page reports of its calls is no key set', () => {
  const log = createLog();
  const token = makeToken({ iss: issuer }, { alg: 'ES256', kid });
  log.record(makeReport(JSON.stringify(forged), { url: `${issuer}/jwks` }));
  log.record(makeBearer(token));
  const row = log.rows().find(({ raw }) => raw === token);
  expect(readContext(log, row?.id ?? 0).jwks).toBeUndefined();
});

it.each([null, 'auth-service', 7, '', 'urn:issuer', 'data:,x', `https://id.test/${'x'.repeat(10_000)}`])(
  'an issuer that is no web address has no key set by kid: %j',
  (iss) => {
    expect(look([evilSet(), evilSet(`${issuer}/jwks`)], iss).jwks).toBeUndefined();
  },
);

describe('a discovery document', () => {
  it.each([
    ['https://id.test', 'https://id.test/.well-known/openid-configuration'],
    ['https://id.test/', 'https://id.test/.well-known/openid-configuration'],
    ['https://id.test/realms/a', 'https://id.test/realms/a/.well-known/openid-configuration'],
    ['https://id.test/realms/a/', 'https://id.test/realms/a/.well-known/openid-configuration?cache=1'],
    ['https://id.test', 'https://id.test/.well-known/oauth-authorization-server'],
    ['https://id.test/realms/a', 'https://id.test/.well-known/oauth-authorization-server/realms/a'],
    ['https://ID.test:443', 'https://id.test/.well-known/openid-configuration'],
  ])('of %s counts at %s', (stated, url) => {
    expect(isFetchedFrom(stated, url)).toBe(true);
  });

  it.each([
    ['https://id.test', 'https://evil.test/.well-known/openid-configuration'],
    ['https://id.test', 'http://id.test/.well-known/openid-configuration'],
    ['https://id.test', 'https://id.test/realms/a/.well-known/openid-configuration'],
    ['https://id.test/realms/a', 'https://id.test/realms/b/.well-known/openid-configuration'],
    ['https://id.test/realms/a', 'https://id.test/.well-known/openid-configuration'],
    ['https://id.test/realms/A', 'https://id.test/realms/a/.well-known/openid-configuration'],
    ['https://id.test?x', 'https://id.test/.well-known/openid-configuration'],
    ['https://id.test', 'https://id.test/x?/.well-known/openid-configuration'],
    ['https://id.test@evil.test', 'https://evil.test/.well-known/openid-configuration'],
    ['https://login.test/{tenantid}/v2.0', 'https://login.test/common/v2.0/.well-known/openid-configuration'],
    ['not an address', 'https://id.test/.well-known/openid-configuration'],
  ])('of %s is a mere claim at %s', (stated, url) => {
    expect(isFetchedFrom(stated, url)).toBe(false);
  });

  it('counts only for the issuer that writes itself that way', () => {
    expect(look([ownDiscovery(), ownSet()], `${issuer}/`).discovery).toBeUndefined();
  });
});

it('an authorization request of another origin with the same nonce and state does not replace the one to the issuer', () => {
  const idToken = makeToken({ iss: issuer, nonce: 'n-1' }, { alg: 'RS256' });
  const query = 'response_type=code&nonce=n-1&state=s';
  const own = makeHttp({ url: `${issuer}/authorize?client_id=shop&${query}` });
  const other = makeHttp({ url: `https://evil.test/authorize?client_id=evil&${query}`, answeredAtMs: 9_000 });
  for (const requests of [
    [own, other],
    [other, own],
  ]) {
    const log = createLog();
    for (const exchange of [...requests, makeBearer(idToken)]) log.record(exchange);
    const row = log.rows().find(({ raw }) => raw === idToken);
    expect(readContext(log, row?.id ?? 0).authorizationRequest?.['client_id']).toBe('shop');
  }
});
