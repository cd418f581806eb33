import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeIssuer } from './describe-issuer';
import { findEnglish } from './english';

describe('an unknown issuer', () => {
  it.each([
    '',
    'alice',
    'https://id.test',
    'http://accounts.google.com',
    'https://accounts.google.com.evil.test',
    'https://evil.test/?x=https://accounts.google.com',
    'https://evil.test?.auth0.com/',
    'https://a.okta.com@evil.test',
    'https://slack_com',
    'https://slackxcom',
    'https://token.actions.githubusercontent.com.evil.test',
    'constructor',
    `https://a.test/realms/${'r'.repeat(3000)}`,
    'https://a.test/realms/r?x',
    ' https://accounts.google.com',
    // Lookalikes: Cyrillic а and о, fullwidth letters and full stop, the Kelvin sign, a zero-width space, punycode.
    'https://аccounts.google.com',
    'аccounts.google.com',
    'https://accounts.gооgle.com',
    'https://ａccounts.google.com',
    'https://accounts。google.com',
    'https://tenant.o\u212Ata.com',
    'https://accounts.goo\u200Bgle.com',
    'https://xn--ccounts-1fg.google.com',
    'https://appleid.аpple.com',
  ])('is not described: %j', (iss) => {
    expect(describeIssuer(iss)).toBeUndefined();
  });
});

const discovery = '/.well-known/openid-configuration';

describe('a well-known issuer', () => {
  it.each([
    [
      'https://login.microsoftonline.com/contoso.test/v2.0',
      { tenant: 'contoso.test' },
      `https://login.microsoftonline.com/contoso.test/v2.0${discovery}`,
    ],
    [
      'https://sts.windows.net/0a1b-2c/',
      { tenant: '0a1b-2c' },
      `https://login.microsoftonline.com/0a1b-2c${discovery}`,
    ],
    ['https://shop.b2clogin.com/0a1b/v2.0/', { name: 'shop', tenant: '0a1b' }, undefined],
    [
      'https://shop.b2clogin.com/tfp/0a1b/b2c_1_in/v2.0/',
      { name: 'shop', tenant: '0a1b', policy: 'b2c_1_in' },
      `https://shop.b2clogin.com/tfp/0a1b/b2c_1_in/v2.0${discovery}`,
    ],
    [
      'https://0a1b.ciamlogin.com/0a1b/v2.0',
      { name: '0a1b', tenant: '0a1b' },
      `https://0a1b.ciamlogin.com/0a1b/v2.0${discovery}`,
    ],
    ['accounts.google.com', {}, `https://accounts.google.com${discovery}`],
    [
      'robot@shop.iam.gserviceaccount.com',
      { account: 'robot@shop.iam.gserviceaccount.com', project: 'shop' },
      'https://www.googleapis.com/service_accounts/v1/jwk/robot@shop.iam.gserviceaccount.com',
    ],
    [
      'https://securetoken.google.com/shop',
      { project: 'shop' },
      'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    ],
    ['https://appleid.apple.com', {}, `https://appleid.apple.com${discovery}`],
    [
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc',
      { region: 'eu-west-1', pool: 'eu-west-1_Abc' },
      `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc${discovery}`,
    ],
    [
      'https://id.test:8443/auth/realms/shop',
      { host: 'id.test:8443', realm: 'shop' },
      `https://id.test:8443/auth/realms/shop${discovery}`,
    ],
    ['http://localhost:8080/realms/shop', { host: 'localhost:8080', realm: 'shop' }, undefined],
    ['https://shop.eu.auth0.com/', { tenant: 'shop', region: 'eu' }, `https://shop.eu.auth0.com${discovery}`],
    ['https://shop.auth0.com/', { tenant: 'shop' }, `https://shop.auth0.com${discovery}`],
    ['https://shop.okta.com', { organization: 'shop' }, `https://shop.okta.com${discovery}`],
    [
      'https://shop.okta.com/oauth2/default',
      { organization: 'shop', server: 'default' },
      `https://shop.okta.com/oauth2/default${discovery}`,
    ],
    [
      'https://auth.pingone.eu/0a-1b/as',
      { environment: '0a-1b' },
      `https://auth.pingone.eu/0a-1b/as${discovery}`,
    ],
    ['https://shop.onelogin.com/oidc/2', { account: 'shop' }, `https://shop.onelogin.com/oidc/2${discovery}`],
    [
      'https://token.actions.githubusercontent.com/shop',
      { enterprise: 'shop' },
      `https://token.actions.githubusercontent.com/shop${discovery}`,
    ],
    [
      'https://vstoken.dev.azure.com/0a-1b',
      { organization: '0a-1b' },
      `https://vstoken.dev.azure.com/0a-1b${discovery}`,
    ],
    [
      'https://abc.supabase.co/auth/v1',
      { project: 'abc' },
      'https://abc.supabase.co/auth/v1/.well-known/jwks.json',
    ],
    ['supabase', {}, undefined],
    ['https://clerk.shop.test', { domain: 'shop.test' }, 'https://clerk.shop.test/.well-known/jwks.json'],
    [
      'https://api.workos.com/user_management/client_1',
      { client: 'client_1' },
      'https://api.workos.com/sso/jwks/client_1',
    ],
    ['https://shop.my.salesforce.com', { domain: 'shop' }, `https://shop.my.salesforce.com${discovery}`],
    [
      'https://shop.cloudflareaccess.com',
      { team: 'shop' },
      'https://shop.cloudflareaccess.com/cdn-cgi/access/certs',
    ],
    ['https://oidc.vercel.com/shop', { team: 'shop' }, `https://oidc.vercel.com/shop${discovery}`],
    [
      'https://oidc.eks.eu-west-1.amazonaws.com/id/AB12',
      { region: 'eu-west-1', cluster: 'AB12' },
      `https://oidc.eks.eu-west-1.amazonaws.com/id/AB12${discovery}`,
    ],
    [
      'https://container.googleapis.com/v1/projects/shop/locations/eu1/clusters/c',
      { project: 'shop', location: 'eu1', cluster: 'c' },
      `https://container.googleapis.com/v1/projects/shop/locations/eu1/clusters/c${discovery}`,
    ],
    ['https://kubernetes.default.svc.cluster.local', {}, undefined],
  ])('is described with its parts and the URL of its keys: %s', (iss, parts, url) => {
    const description = describeIssuer(iss);
    expect({ ...description?.parts }).toEqual(parts);
    expect(description?.keys?.url).toBe(url);
    const placeholders = [...findEnglish(description?.code ?? '').matchAll(/\$(\d)/g)].map(([, number]) =>
      Number(number),
    );
    expect(description?.params.length).toBeGreaterThanOrEqual(Math.max(0, ...placeholders));
    for (const param of description?.params ?? []) expect(Object.values(parts)).toContain(param);
  });

  it('is described with facts from the claims', () => {
    const github = describeIssuer('https://token.actions.githubusercontent.com', {
      repository: 'shop/app',
      ref: 'refs/heads/main',
    });
    expect(github?.facts).toEqual([
      { code: 'issuers.github_repository', params: ['shop/app'] },
      { code: 'issuers.github_ref', params: ['refs/heads/main'] },
    ]);
    expect(describeIssuer('https://gitlab.com', { project_path: 'a/b' })?.facts).toHaveLength(1);
    expect(describeIssuer('https://gitlab.com', { project_path: 7 })?.facts).toEqual([]);
    expect(describeIssuer('supabase', { ref: 'abc' })?.facts[0]?.params).toEqual(['abc']);
  });

  it('of Azure AD B2C has the keys of the policy in the claims', () => {
    const iss = 'https://shop.b2clogin.com/0a1b/v2.0/';
    expect(describeIssuer(iss, { tfp: 'B2C_1_in' })?.keys?.url).toBe(
      `https://shop.b2clogin.com/0a1b/B2C_1_in/v2.0${discovery}`,
    );
    expect(describeIssuer(iss, { tfp: '../../evil' })).not.toHaveProperty('keys');
  });

  it('is described with the host of its keys, and without invisible characters in its params', () => {
    expect(describeIssuer('https://id.test/realms/r')?.keys).toMatchObject({
      host: 'id.test',
      kind: 'discovery',
      code: 'issuers.keys_discovery',
    });
    expect(describeIssuer('https://id.test/realms/a\u202Eb')?.params).toEqual(['id.test', 'ab']);
  });
});

const folder = '../shared/vectors/providers';

describe.skipIf(!existsSync(folder))('issuers of published discovery documents', () => {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.openid-configuration.json'))
    : [];

  it.each(files)('are described: %s', (file) => {
    const { issuer }: { issuer: string } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    const description = describeIssuer(issuer.replace('{tenantid}', 'contoso'));
    expect(description?.keys?.kind).toBe('discovery');
  });
});
