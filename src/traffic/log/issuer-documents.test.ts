import { describe, expect, it } from 'vitest';
import { check, decode } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import { makeBearer, makeBody, makeHttp, makeReport, makeToken } from '../exchange/exchange.fixture';
import { createLog } from './log';
import { readContext } from '../answers/token-context';
import { isFetchedFrom, isTrustworthyUrl } from './issuer';
import { selectKeySets } from './key-sets';
import { maxForgedUrls } from './limits';

const issuer = 'https://id.test';
const kid = 'k-1';
const jwksUri = 'https://keys.test/id.json';
const key = { kty: 'EC', crv: 'P-256', kid, x: 'own', y: 'own' };
/** The key set that a hostile page wants to pass off as the issuer's. */
const forged = { keys: [{ ...key, x: 'forged', y: 'forged', d: 'private' }] };

let clockMs = 1_000;

function respond(url: string, value: object, facts: Partial<HttpExchange> = {}): HttpExchange {
  clockMs += 1_000;
  return makeHttp({
    url,
    sentAtMs: clockMs,
    answeredAtMs: clockMs + 50,
    responseBody: makeBody(JSON.stringify(value), 'application/json'),
    ...facts,
  });
}

const issuerDiscovery = () =>
  respond(`${issuer}/.well-known/openid-configuration`, { issuer, jwks_uri: jwksUri });
const issuerKeySet = () => respond(jwksUri, { keys: [key] });

/** The context that the checks get for a token from this issuer, and the rules that fire. */
function runChecks(exchanges: readonly HttpExchange[], iss: unknown = issuer) {
  const token = makeToken({ iss, sub: 'alice' }, { alg: 'ES256', kid });
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  log.record(makeBearer(token));
  const id = log.rows()[0]?.id ?? 0;
  const { companions: _, ...context } = readContext(log, id);
  const rules = check(decode(token), { atSeconds: 1, ...context }).map(({ rule }) => rule);
  const sets = selectKeySets(log.documents().keySets(), log.factsOf(id) ?? {});
  const own = sets.filter(({ isIssuers }) => isIssuers).map(({ text }): unknown => JSON.parse(text));
  const others = sets.filter(({ isIssuers }) => !isIssuers).map(({ host }) => host);
  return { own, others, jwks: context.jwks, jwksUrl: context.jwksUrl, discovery: context.discovery, rules };
}

describe("an issuer's key set", () => {
  it('is the one that its discovery document specifies, even on another host', () => {
    const { jwksUrl, jwks, rules } = runChecks([issuerDiscovery(), issuerKeySet()]);
    expect(jwksUrl).toBe(jwksUri);
    expect(jwks).toEqual({ keys: [key] });
    expect(rules.filter((rule) => /^JWKS|^CLM-ISS-MISMATCH/.test(rule))).toEqual([]);
  });

  it('is the specified one even if there are others at its origin', () => {
    const other = respond(`${issuer}/old-keys`, forged);
    expect(
      runChecks([other, issuerDiscovery(), issuerKeySet(), respond(`${issuer}/old-keys`, forged)]).jwksUrl,
    ).toBe(jwksUri);
  });

  it('is one with the key at its origin if none is specified', () => {
    expect(runChecks([respond(`${issuer}/jwks`, { keys: [key] })]).jwksUrl).toBe(`${issuer}/jwks`);
    expect(runChecks([respond(`${issuer}/jwks`, { keys: [{ ...key, kid: 'other' }] })]).jwks).toBeUndefined();
  });

  it('is preferably the one below its path if issuers share an origin', () => {
    const sets = [
      respond('https://id.test/mine/keys', { keys: [key] }),
      respond('https://id.test/theirs/keys', forged),
    ];
    expect(runChecks(sets, 'https://id.test/mine').jwksUrl).toBe('https://id.test/mine/keys');
    expect(runChecks(sets, 'https://id.test/mi').jwksUrl).toBe('https://id.test/theirs/keys');
  });

  it('is the newest from its URL, in whatever order responses are reported', () => {
    const before = issuerKeySet();
    const rotated = respond(jwksUri, { keys: [{ ...key, x: 'rotated' }] });
    const expected = { keys: [{ ...key, x: 'rotated' }] };
    expect(runChecks([issuerDiscovery(), before, rotated]).jwks).toEqual(expected);
    expect(runChecks([issuerDiscovery(), rotated, before]).jwks).toEqual(expected);
  });

  it('is found for Google, which omits the scheme in some tokens', () => {
    const google = 'https://accounts.google.com';
    const certs = 'https://www.googleapis.com/oauth2/v3/certs';
    const exchanges = [
      respond(`${google}/.well-known/openid-configuration`, { issuer: google, jwks_uri: certs }),
      respond(certs, { keys: [key] }),
    ];
    expect(runChecks(exchanges, 'accounts.google.com').jwksUrl).toBe(certs);
    expect(runChecks(exchanges, google).jwksUrl).toBe(certs);
  });

  it('is reported if it contains a private key', () => {
    expect(runChecks([issuerDiscovery(), respond(jwksUri, forged)]).rules).toContain('JWKS-PRIVATE');
    expect(runChecks([respond(`${issuer}/jwks`, forged)]).rules).toContain('JWKS-PRIVATE');
  });
});

/** The issuer's documents, with changes. */
const ownDocuments = (
  facts: Partial<HttpExchange>,
  [from, at]: readonly [string, string] = [issuer, jwksUri],
) => [
  respond(`${from}/.well-known/openid-configuration`, { issuer: from, jwks_uri: at }, facts),
  respond(at, { keys: [key] }, facts),
];

describe('a set that verifies tokens', () => {
  it('is the one that the discovery document specifies', () => {
    expect(runChecks(ownDocuments({})).own).toEqual([{ keys: [key] }]);
    expect(runChecks(ownDocuments({}).toReversed()).own).toEqual([{ keys: [key] }]);
  });

  it.each([
    'http://localhost:3000',
    'http://app.localhost',
    'http://127.0.0.1:8080/realms/a',
    'http://127.8.8.8',
    'http://[::1]:3000',
  ])('can be from this computer, without encryption: %s', (local) => {
    expect(runChecks(ownDocuments({}, [local, `${local}/jwks`]), local).own).toHaveLength(1);
  });

  it.each([
    ['without a discovery document', [issuerKeySet()], issuer],
    ['at the origin of the issuer, without one', [respond(`${issuer}/jwks`, { keys: [key] })], issuer],
    ['without encryption', ownDocuments({}, ['http://id.test', 'http://id.test/jwks']), 'http://id.test'],
    ['specified without encryption', ownDocuments({}, ['http://id.test', jwksUri]), 'http://id.test'],
    ['itself without encryption', ownDocuments({}, [issuer, 'http://keys.test/jwks']), issuer],
    ['in a file', ownDocuments({ source: 'file' }), issuer],
    ['of an issuer that is written differently', ownDocuments({}), `${issuer}/`],
    ['of an issuer in other case', ownDocuments({}), 'https://ID.test'],
    ['of another issuer', ownDocuments({}), 'https://other.test'],
    ['for a token without an issuer', ownDocuments({}), null],
  ])("is not the issuer's %s, but may match", (_, exchanges, iss) => {
    const { own, others } = runChecks(exchanges, iss);
    expect(own).toEqual([]);
    expect(others).toHaveLength(1);
  });

  it('is without symmetric keys, which anyone can use once they are published', () => {
    const secret = { kty: 'oct', kid, k: 'c2VjcmV0' };
    const sets = [issuerDiscovery(), respond(jwksUri, { keys: [secret, key] })];
    expect(runChecks(sets).own).toEqual([{ keys: [key] }]);
  });

  it('is listed in the same array until it changes', () => {
    const log = createLog();
    for (const exchange of ownDocuments({})) log.record(exchange);
    const before = log.documents().keySets();
    for (const exchange of ownDocuments({})) log.record(exchange);
    expect(log.documents().keySets()).toBe(before);
    log.record(respond(jwksUri, { keys: [{ ...key, x: 'rotated' }] }));
    expect(log.documents().keySets()).not.toBe(before);
    log.clear();
    expect(log.documents().keySets()).toEqual([]);
  });

  it('is found among many others, which are limited', () => {
    const many = Array.from({ length: 60 }, (_, index) => evilSet(`https://evil${index}.test/keys`));
    const large = Array.from({ length: 30 }, (_, index) =>
      respond(`https://large${index}.test/keys`, { keys: [{ ...key, n: 'x'.repeat(60_000) }] }),
    );
    expect(runChecks([...many, ...large, ...ownDocuments({})]).own).toEqual([{ keys: [key] }]);
    const { others } = runChecks([...ownDocuments({}), ...large]);
    expect(others.length).toBeLessThan(20);
  });
});

it.each(['https://id.test/', 'http://localhost/', 'http://127.1/', 'http://[0:0::1]/'])(
  '%s is trustworthy',
  (url) => expect(isTrustworthyUrl(url)).toBe(true),
);

it.each([
  'http://id.test/',
  'http://localhost.evil.test/',
  'http://127.0.0.1.evil.test/',
  'http://notlocalhost/',
  'http://user:127.0.0.1@evil.test/',
  'ftp://localhost/',
  'data:,https://id.test/',
  'blob:http://localhost/1',
  'javascript:0',
  '',
])('%s is not trustworthy', (url) => expect(isTrustworthyUrl(url)).toBe(false));

const evilDocument = { issuer, jwks_uri: 'https://evil.test/keys' };
const evilSet = (url = 'https://evil.test/keys', facts: Partial<HttpExchange> = {}) =>
  respond(url, forged, facts);

/** A genuine response whose body was found by its URL. */
const foundByUrl = (document: object) =>
  respond(`${issuer}/.well-known/openid-configuration`, document, {
    responseBody: { ...makeBody(JSON.stringify(document), 'application/json'), isFoundByUrl: true },
  });

const attacks: readonly (readonly [string, () => readonly HttpExchange[]])[] = [
  ['a set from another origin with the same kid', () => [evilSet()]],
  ['a set from another scheme', () => [evilSet('http://id.test/jwks')]],
  ['a set from another port', () => [evilSet('https://id.test:8443/jwks')]],
  ['a set from a subdomain', () => [evilSet('https://evil.id.test/jwks')]],
  ['a set from the parent domain', () => [evilSet('https://test/jwks')]],
  ['a host that begins like the issuer', () => [evilSet('https://id.test.evil.test/jwks')]],
  ['the issuer as user name', () => [evilSet('https://id.test@evil.test/jwks')]],
  ['a lookalike host', () => [evilSet('https://іd.test/jwks')]],
  ['a data: URL', () => [evilSet('data:application/json,https://id.test/jwks')]],
  ['a blob: URL', () => [evilSet('blob:https://id.test/1c2d')]],
  [
    'a discovery document at another origin',
    () => [respond('https://evil.test/.well-known/openid-configuration', evilDocument), evilSet()],
  ],
  [
    'a discovery document elsewhere at the origin',
    () => [respond(`${issuer}/uploads/document.json`, evilDocument), evilSet()],
  ],
  [
    'a discovery document below another path of the origin',
    () => [respond(`${issuer}/evil/.well-known/openid-configuration`, evilDocument), evilSet()],
  ],
  [
    "an attacker's discovery document that specifies the set",
    () => [
      respond('https://evil.test/.well-known/openid-configuration', {
        ...evilDocument,
        issuer: 'https://evil.test',
      }),
      evilSet(),
    ],
  ],
  [
    'a redirect from the issuer',
    () => [
      respond(`${issuer}/go?to=https://evil.test/keys`, forged, { status: 302 }),
      respond(`${issuer}/.well-known/openid-configuration`, evilDocument, { status: 302 }),
      evilSet(),
    ],
  ],
  ['an error page from the issuer', () => [evilSet(`${issuer}/echo`, { status: 404 })]],
  ['an echo of a POST body', () => [evilSet(`${issuer}/echo`, { method: 'POST' })]],
  ["the page's service worker", () => [evilSet(`${issuer}/jwks`, { mayBeForged: true })]],
  [
    "the page's service worker, for the discovery document",
    () => [
      respond(`${issuer}/.well-known/openid-configuration`, evilDocument, { mayBeForged: true }),
      evilSet(),
    ],
  ],
  [
    "a body that was found by its URL and may be the service worker's, for the discovery document",
    () => [
      respond(`${issuer}/.well-known/openid-configuration`, {}, { mayBeForged: true }),
      foundByUrl(evilDocument),
      evilSet(),
    ],
  ],
  [
    "a body that was found by its URL, before it's known that the service worker responds there",
    () => [
      foundByUrl(evilDocument),
      respond(`${issuer}/.well-known/openid-configuration`, {}, { mayBeForged: true }),
      evilSet(),
    ],
  ],
  [
    'a body that was found by its URL after very many responses of the service worker',
    () => [
      ...Array.from({ length: maxForgedUrls }, (_, index) =>
        respond(`${issuer}/${index}`, {}, { mayBeForged: true }),
      ),
      foundByUrl(evilDocument),
      evilSet(),
    ],
  ],
  ["the page's service worker, for the specified set", () => [evilSet(jwksUri, { mayBeForged: true })]],
  ['the specified URL with a query', () => [evilSet(`${jwksUri}?v=2`)]],
  ['a URL that equals the specified one when truncated', () => [evilSet(`${jwksUri}${'/'.repeat(5_000)}`)]],
  ['a set with invalid keys', () => [respond(`${issuer}/jwks`, { keys: [{ kid, d: 'x' }, null, 7] })]],
  [
    'many sets from one origin',
    () => Array.from({ length: 200 }, (_, index) => evilSet(`https://evil.test/${index}`)),
  ],
];

it('is the issuer’s set if the body of its discovery document was found by its URL', () => {
  const { own } = runChecks([foundByUrl({ issuer, jwks_uri: jwksUri }), issuerKeySet()]);
  expect(own).toEqual([{ keys: [key] }]);
});

describe.each(attacks)('%s', (_, make) => {
  it("is not used as the issuer's set", () => {
    const { own, jwks, discovery, rules } = runChecks(make());
    expect(own).toEqual([]);
    expect(jwks).toBeUndefined();
    expect(discovery).toBeUndefined();
    expect(rules).not.toContain('JWKS-PRIVATE');
  });

  it("does not override the issuer's set, before or after it", () => {
    for (const exchanges of [
      [...make(), issuerDiscovery(), issuerKeySet()],
      [issuerDiscovery(), issuerKeySet(), ...make()],
    ]) {
      const { own, jwks, rules } = runChecks(exchanges);
      expect(own).toEqual([{ keys: [key] }]);
      expect(jwks).toEqual({ keys: [key] });
      expect(rules).not.toContain('JWKS-PRIVATE');
    }
  });
});

it('a page report is not used as a key set', () => {
  const log = createLog();
  const token = makeToken({ iss: issuer }, { alg: 'ES256', kid });
  log.record(makeReport(JSON.stringify(forged), { url: `${issuer}/jwks` }));
  log.record(makeBearer(token));
  const row = log.rows().find(({ raw }) => raw === token);
  expect(readContext(log, row?.id ?? 0).jwks).toBeUndefined();
});

it.each([null, 'auth-service', 7, '', 'urn:issuer', 'data:,x', `https://id.test/${'x'.repeat(10_000)}`])(
  'no key set is found by kid for an issuer that is not a URL: %j',
  (iss) => {
    expect(runChecks([evilSet(), evilSet(`${issuer}/jwks`)], iss).jwks).toBeUndefined();
  },
);

describe('isFetchedFrom', () => {
  it.each([
    ['https://id.test', 'https://id.test/.well-known/openid-configuration'],
    ['https://id.test/', 'https://id.test/.well-known/openid-configuration'],
    ['https://id.test/realms/a', 'https://id.test/realms/a/.well-known/openid-configuration'],
    ['https://id.test/realms/a/', 'https://id.test/realms/a/.well-known/openid-configuration?cache=1'],
    ['https://id.test', 'https://id.test/.well-known/oauth-authorization-server'],
    ['https://id.test/realms/a', 'https://id.test/.well-known/oauth-authorization-server/realms/a'],
    ['https://ID.test:443', 'https://id.test/.well-known/openid-configuration'],
  ])('accepts a discovery document of %s from %s', (stated, url) => {
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
  ])('rejects a discovery document of %s from %s', (stated, url) => {
    expect(isFetchedFrom(stated, url)).toBe(false);
  });

  it('is not enough if the token writes the issuer differently', () => {
    expect(runChecks([issuerDiscovery(), issuerKeySet()], `${issuer}/`).discovery).toBeUndefined();
  });
});

it('an authorization request to another origin with the same nonce and state does not replace the one to the issuer', () => {
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
