import { describe, expect, it } from 'vitest';
import { describeClaim } from '../describe-claim';
import { describeHeaderParameter } from '../describe-header-parameter';
import { describeValue } from '../describe-value';
import { findProviders } from './find-providers';
import type { ProviderId } from './provider';
import { providers } from './providers';
import texts from '../en/providers.json';

const idsOf = (claims: object, header: object = {}) =>
  findProviders({ claims: { ...claims }, header: { ...header } }).map(({ id }) => id);

const entra = { claims: { iss: 'https://sts.windows.net/0a1b/', ver: '1.0' } };

describe('the provider of a token', () => {
  it.each([
    ['an issuer that only contains the host of a provider', { iss: 'https://evil.test?.auth0.com/' }],
    ['an issuer with the host of a provider in its path', { iss: 'https://evil.test/.okta.com' }],
    ['an issuer with the host of a provider as its user name', { iss: 'https://a.okta.com@evil.test' }],
    [
      'an issuer with the host of a provider in its fragment',
      { iss: 'https://evil.test#.cloudflareaccess.com' },
    ],
    ['an issuer that only starts with that of a provider', { iss: 'https://accounts.google.com.evil.test' }],
    ['an issuer that is not a string', { iss: ['https://accounts.google.com'] }],
    ['an issuer above the length limit', { iss: `https://a.test/${'a/'.repeat(2000)}realms/r` }],
    ['an incomplete set of claims', { tid: 't', cid: 'c', role: 'anon' }],
  ])('is not found by %s', (_, claims) => {
    expect(idsOf(claims)).toEqual([]);
  });

  it('is found by the issuer first, then by claims that only one provider uses', () => {
    expect(idsOf({ iss: 'https://accounts.google.com', tid: 't', oid: 'o' })).toEqual([
      'google',
      'microsoft-entra',
    ]);
    expect(idsOf({ iss: 'https://id.test/realms/shop' })).toEqual(['keycloak']);
    expect(idsOf({}, { signer: 's', client: 'c', iss: 'i', exp: 1 })).toEqual(['aws-other']);
  });

  it('is first the known one, then those found in the token', () => {
    const about = { provider: 'okta', claims: { tid: 't', oid: 'o' } } as const;
    expect(findProviders(about).map(({ id }) => id)).toEqual(['okta', 'microsoft-entra']);
    expect(describeClaim('cid', about)?.provider?.id).toBe('okta');
  });

  it('has at least one issuer or set of members to be found by', () => {
    expect(providers).toHaveLength(20);
    for (const { id, issuers, claimSets = [], headerSets = [] } of providers) {
      expect(issuers.length + claimSets.length + headerSets.length, id).toBeGreaterThan(0);
    }
  });
});

describe('the description by a provider', () => {
  it('is used only for tokens of that provider, and contains its name', () => {
    expect(describeClaim('oid')).toBeUndefined();
    expect(describeClaim('oid', entra)).toMatchObject({
      code: 'providers.microsoft-entra.oid',
      provider: { id: 'microsoft-entra', name: 'Microsoft Entra ID' },
      basis: { code: 'values.basis.documentation', params: ['Microsoft Entra ID'] },
    });
  });

  it('takes precedence over the registered description', () => {
    expect(describeClaim('sub', entra)?.code).toBe('providers.microsoft-entra.sub');
    expect(describeClaim('exp', entra)?.code).toBe('claims.exp');
  });

  it('has a warning if there is one', () => {
    const supabase = { claims: { iss: 'supabase', role: 'service_role' } };
    expect(describeClaim('role', supabase)?.warning?.code).toBe('providers.supabase.role@warn');
    expect(describeClaim('oid', entra)).not.toHaveProperty('warning');
    expect(describeHeaderParameter('nonce', entra)?.warning?.code).toBe(
      'providers.microsoft-entra.nonce@header@warn',
    );
    expect(describeHeaderParameter('nonce')?.code).toBe('headers.nonce');
  });

  it.each([
    ['custom:shoe', 'cognito', { token_use: 'id', event_id: 'e' }, 'providers.aws-cognito.custom:*'],
    ['cognito:groups', 'cognito', { token_use: 'id', event_id: 'e' }, 'providers.aws-cognito.cognito:groups'],
    ['xms_pl', 'entra', entra.claims, 'providers.microsoft-entra.xms_*'],
    ['xms_cc', 'entra', entra.claims, 'providers.microsoft-entra.xms_cc'],
    ['https://app.test/role', 'auth0', { iss: 'https://t.auth0.com/' }, 'providers.auth0.https://*'],
    [
      'kubernetes.io/serviceaccount/namespace',
      'kubernetes',
      { iss: 'kubernetes/serviceaccount' },
      'providers.kubernetes.kubernetes.io/serviceaccount/namespace',
    ],
  ])('is found for the claim %s of %s', (name, _, claims, code) => {
    expect(describeClaim(name, { claims })?.code).toBe(code);
  });

  it.each(['cognito@groups', 'cognito_groups', 'custom:', 'custom@', 'xms_', 'legacy@uid', 'nonce@header'])(
    'is not found for the claim %s, which only looks like a key of the catalogue',
    (name) => {
      const claims = { ...entra.claims, token_use: 'id', event_id: 'e', 'kubernetes.io': {} };
      expect(describeClaim(name, { claims })).toBeUndefined();
    },
  );

  it('exists for values too', () => {
    expect(describeValue('payload', 'azpacr', '1', { claims: { tid: 't', oid: 'o' } })).toMatchObject([
      { kind: 'meaning', of: '1', code: 'providers.microsoft-entra.azpacr=1' },
    ]);
    expect(describeValue('payload', 'azpacr', '1')).toEqual([]);
    expect(
      describeValue('payload', 'real_user_status', 2, { claims: { iss: 'https://appleid.apple.com' } }),
    ).toMatchObject([{ of: '2', code: 'providers.apple.real_user_status=2' }]);
  });

  it('is found for every text of the catalogue', () => {
    expect(Object.keys(texts).toSorted()).toEqual(providers.map(({ id }) => id).toSorted());
    for (const [provider, entries] of Object.entries(texts)) {
      const about = { provider: provider as ProviderId };
      for (const key of Object.keys(entries)) {
        const code = `providers.${provider}.${key}`;
        const [name = ''] = key.split(/@warn|@header/);
        const [claim = '', value] = name.split('=');
        const description = key.includes('@header')
          ? describeHeaderParameter(name, about)
          : describeClaim(claim.replace(/\*$/, 'example'), about);
        const found = [
          description?.code,
          description?.warning?.code,
          ...describeValue('payload', claim, value, about).map((fact) => fact.code),
        ];
        expect(found, code).toContain(code);
      }
    }
  });
});
