import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeClaim } from './describe-claim';
import { describeHeaderParameter } from './describe-header-parameter';
import { describeIssuer } from './describe-issuer';
import { describeValue } from './describe-value';
import { hasEnglish } from './english';
import { isFilled } from '../param.fixture';
import { maxValueFacts } from '../limits';

const codes = (name: string, value: unknown, claims: object = {}) =>
  describeValue('payload', name, value, { claims: { ...claims } }).map(({ code }) => code);
const headerCodes = (name: string, value: unknown) =>
  describeValue('header', name, value).map(({ code }) => code);

describe('an unknown value', () => {
  it.each([
    ['in an unknown claim', 'colour', 'red'],
    ['that is a number in an unknown claim', 'count', 1_790_000_000],
    ['that is text instead of a date', 'exp', 'tomorrow'],
    ['outside the range of dates', 'exp', 1e300],
    ['that is a date without a time', 'updated_at', '2026-09-21'],
    ['that is a number instead of scopes', 'scope', 7],
    ['with unknown scopes', 'scope', 'read write constructor __proto__'],
    ['with unknown methods', 'amr', ['x', 'constructor', null, { method: {} }]],
    ['with an unknown authentication context', 'acr', 'high'],
    ['that is a list instead of an object of events', 'events', ['a']],
    [
      'with unknown events',
      'events',
      { 'https://schemas.openid.net/secevent/risc/event-type/constructor': {} },
    ],
    ['that is an invalid locale', 'locale', 'not a locale'],
    ['that is an invalid time zone', 'zoneinfo', 'Europe/Nowhere'],
    ['with an unknown confirmation method', 'cnf', { constructor: 1 }],
    ['that is a status without a URL', 'status', { status_list: { idx: 1 } }],
    ['that is any subject', 'sub', 'alice'],
    ['that is an unknown Microsoft directory', 'tid', '0a1b'],
  ])('%s is not described', (_, name, value) => {
    expect(describeValue('payload', name, value)).toEqual([]);
  });

  it.each([
    ['alg', 'rs256'],
    ['typ', 'x+jwt'],
    ['zip', 'GZ'],
    ['b64', true],
    ['crit', 'b64'],
    ['crit', ['unheard-of', 1]],
    ['kid', 'k'],
  ])('of the header parameter %s is not described: %j', (name, value) => {
    expect(describeValue('header', name, value)).toEqual([]);
  });
});

describe('a date', () => {
  it('is described with its unit', () => {
    expect(describeValue('payload', 'exp', 1_790_000_000)).toEqual([
      {
        kind: 'time',
        seconds: 1_790_000_000,
        code: 'values.time.seconds',
        params: [],
      },
    ]);
  });

  it.each([
    [1_790_000_000_000, 'values.time.milliseconds', 1_790_000_000],
    ['1790000000', 'values.time.digits', 1_790_000_000],
    ['2026-09-21T14:13:20.500Z', 'values.time.text', 1_790_000_000.5],
    [-1, 'values.time.seconds', -1],
  ])('is read from %j', (value, code, seconds) => {
    expect(describeValue('payload', 'updated_at', value)).toMatchObject([{ kind: 'time', code, seconds }]);
  });

  it('is compared with the date of issue', () => {
    const claims = { iat: 1000, exp: 4600, nbf: 1060, auth_time: 400 };
    expect(describeValue('payload', 'exp', 4600, { claims })[1]).toEqual({
      kind: 'duration',
      seconds: 3600,
      code: 'values.time.lifetime',
      params: [{ seconds: 3600 }],
    });
    expect(describeValue('payload', 'nbf', 1060, { claims })[1]).toMatchObject({ seconds: 60 });
    expect(describeValue('payload', 'auth_time', 400, { claims })[1]).toMatchObject({ seconds: 600 });
    expect(codes('iat', 1000, claims)).toEqual(['values.time.seconds']);
    expect(codes('nbf', 1000, { iat: 1000, nbf: 1000 })).toEqual(['values.time.seconds']);
  });

  it('is a duration if the claim has one', () => {
    expect(describeValue('payload', 'ttl', 600)).toMatchObject([{ kind: 'duration', seconds: 600 }]);
    expect(describeValue('payload', 'ttl', Infinity)).toEqual([]);
  });
});

describe('a value', () => {
  it('with scopes is described scope by scope', () => {
    const facts = describeValue(
      'payload',
      'scope',
      'openid x offline_access api://a/.default patient/*.read',
    );
    expect(facts.map((fact) => fact.kind === 'meaning' && fact.of)).toEqual([
      'openid',
      'offline_access',
      'api://a/.default',
      'patient/*.read',
    ]);
    expect(facts[0]).toMatchObject({ reference: 'OpenID Connect Core 1.0 §3.1.2.1' });
    expect(facts[2]).not.toHaveProperty('reference');
    expect(codes('scp', ['email', 'okta.users.read'])).toEqual(['values.scope.email', 'values.scope.okta']);
  });

  it('with authentication methods is described method by method, for all of RFC 8176', () => {
    const all = 'face fpt geo hwk iris kba mca mfa otp pin pop pwd rba retina sc sms swk tel user vbm wia';
    expect(codes('amr', all.split(' '))).toHaveLength(21);
    expect(codes('amr', ['pwd', 'x', 'mfa'])).toEqual(['values.amr.pwd', 'values.amr.mfa']);
    expect(codes('amr', [{ method: 'sso/saml', timestamp: 1 }])).toEqual(['values.amr.saml']);
  });

  it.each([
    ['acr', '0', 'values.acr.0'],
    ['acr', 'phrh', 'values.acr.phrh'],
    ['acr', 'http://eidas.europa.eu/LoA/high', 'values.acr.eidas_high'],
    ['acr', 'http://idmanagement.gov/ns/assurance/aal/2', 'values.acr.aal_2'],
    ['acr', 'urn:mace:incommon:iap:silver', 'values.acr.silver'],
    ['gender', 'female', 'values.name.gender_defined'],
    ['attest', 'A', 'values.name.attest_full'],
    ['attest', 'B', 'values.name.attest_partial'],
    ['attest', 'C', 'values.name.attest_gateway'],
    ['sub', 'system:serviceaccount:ns:robot', 'values.name.service_account'],
    ['sub', 'spiffe://a.test/b', 'values.name.spiffe'],
    ['sub', 'auth0|1', 'values.name.connection'],
    ['tid', '9188040D-6C67-4C5B-B112-36A304B66DAD', 'values.microsoft.personal_accounts'],
    ['tid', '72f988bf-86f1-41af-91ab-2d7cd011db47', 'values.microsoft.directory'],
    ['aud', 'https://graph.microsoft.com/', 'values.microsoft.application'],
    ['wids', ['62e90394-69f5-4237-9190-012177145e10', 'x'], 'values.microsoft.role'],
    ['cnf', { jkt: 'x' }, 'values.cnf.jkt'],
    ['status', { status_list: { idx: 3, uri: 'https://a.test' } }, 'values.name.status'],
  ])('of %s is described: %j', (name, value, code) => {
    expect(codes(name, value)).toEqual([code]);
  });

  it('with a locale or time zone is described with its canonical form', () => {
    expect(describeValue('payload', 'locale', 'de-CH')).toMatchObject([{ kind: 'locale', tag: 'de-CH' }]);
    expect(describeValue('payload', 'locale', 'en_us')).toMatchObject([
      { code: 'values.place.locale_odd', tag: 'en-US', params: ['en-US'] },
    ]);
    expect(describeValue('payload', 'zoneinfo', 'Europe/Paris')).toMatchObject([
      { kind: 'zone', zone: 'Europe/Paris' },
    ]);
  });

  it('with events is described for logout, CAEP, RISC and SSF', () => {
    const schemas = 'https://schemas.openid.net/secevent';
    expect(
      codes('events', {
        'http://schemas.openid.net/event/backchannel-logout': {},
        [`${schemas}/caep/event-type/session-revoked`]: {},
        [`${schemas}/risc/event-type/account-disabled`]: {},
        [`${schemas}/ssf/event-type/verification`]: {},
      }),
    ).toEqual([
      'values.event.backchannel_logout',
      'values.event.caep_session_revoked',
      'values.event.risc_account_disabled',
      'values.event.ssf_verification',
    ]);
  });

  it('of azp is described if it is also the audience', () => {
    expect(codes('azp', 'app', { aud: 'app' })).toEqual(['values.name.same_audience']);
    expect(codes('azp', 'app', { aud: 'other' })).toEqual([]);
  });

  it('of a header parameter is described', () => {
    expect(describeValue('header', 'alg', 'none')).toMatchObject([
      { code: 'values.alg.none', warning: { code: 'values.alg_status.discouraged' } },
    ]);
    expect(headerCodes('enc', 'A256GCM')).toEqual(['values.alg.gcm']);
    expect(headerCodes('typ', 'application/AT+JWT')).toEqual(['values.typ.access']);
    expect(headerCodes('cty', 'JWT')).toEqual(['values.typ.jwt']);
    expect(headerCodes('crit', ['b64', 'x'])).toEqual(['headers.b64']);
    expect(headerCodes('b64', false)).toEqual(['values.name.unencoded']);
    expect(headerCodes('zip', 'DEF')).toEqual(['values.name.deflate']);
  });
});

describe('hostile values', () => {
  it('give a limited number of facts', () => {
    const scopes = 'openid '.repeat(500_000);
    expect(describeValue('payload', 'scope', scopes)).toHaveLength(maxValueFacts);
    for (const name of ['amr', 'acr', 'scp', 'wids', 'azpacr', 'aud']) {
      const list = Array.from({ length: 300_000 }, () => 'pwd');
      expect(describeValue('payload', name, list).length).toBeLessThanOrEqual(maxValueFacts);
    }
    const slashes = `https://a.test${'/realms/'.repeat(200)}`;
    expect(describeIssuer(slashes)).toBeUndefined();
  });

  it('never cause an exception, and every text is in the catalogue', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('scope', 'amr', 'acr', 'events', 'locale', 'zoneinfo', 'sub', 'cnf', 'status', 'aud'),
      fc.constantFrom('exp', 'nbf', 'updated_at', 'ttl', 'typ', 'alg', 'crit', 'wids', 'role', '__proto__'),
    );
    fc.assert(
      fc.property(
        names,
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom('iss', 'iat', 'aud', 'tid', 'oid', 'vct'), fc.jsonValue()),
        (name, value, claims) => {
          const about = { claims, header: claims };
          const texts = [
            ...describeValue('payload', name, value, about),
            ...describeValue('header', name, value, about),
            describeClaim(name, about),
            describeHeaderParameter(name, about),
            typeof value === 'string' ? describeIssuer(value, claims) : undefined,
          ];
          for (const text of texts) {
            if (!text) continue;
            expect(hasEnglish(text.code)).toBe(true);
            expect(isFilled(text.params)).toBe(true);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});
