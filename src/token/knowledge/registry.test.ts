import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../token';
import { describeAlgorithm } from './describe-algorithm';
import { describeClaim } from './describe-claim';
import { describeConfirmation } from './describe-confirmation';
import { describeHeaderParameter } from './describe-header-parameter';
import { describeValue } from './describe-value';
import type { About } from './providers/provider';
import { findEnglish, listEnglishCodes } from './english';

interface Row {
  readonly name: string;
  readonly typ: string;
  readonly description?: string;
  readonly meaning?: string;
  readonly used_in?: readonly string[];
  readonly location?: 'header' | 'payload';
  readonly match?: string;
  readonly warn?: string;
  readonly values?: Readonly<Record<string, string>>;
}

const folder = '../shared/registry';
/** The copies of the registries aren't in the repository. Without them, `describe.test.ts` still checks the counts. */
const suite = describe.skipIf(!existsSync(folder));

function readRows(file: string, list: string): readonly Row[] {
  const read: Record<string, readonly Row[]> = JSON.parse(readFileSync(`${folder}/${file}.json`, 'utf8'));
  return read[list] ?? [];
}

function readProviders(): Record<string, { readonly claims: readonly Row[] }> {
  const text = readFileSync(`${folder}/provider-claims.json`, 'utf8');
  return (JSON.parse(text) as { providers: Record<string, { claims: readonly Row[] }> }).providers;
}

const bySigner: JsonObject = { signer: 's', client: 'c', iss: 'i', exp: 1 };

/** A token of each provider. */
const tokens: Readonly<Record<string, About>> = {
  'microsoft-entra': { claims: { iss: 'https://login.microsoftonline.com/t/v2.0' } },
  google: { claims: { iss: 'accounts.google.com' } },
  auth0: { claims: { iss: 'https://t.eu.auth0.com/' } },
  'aws-cognito': { claims: { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc' } },
  'aws-other': { header: bySigner, claims: { iss: 'https://oidc.eks.eu-west-1.amazonaws.com/id/A' } },
  keycloak: { claims: { iss: 'https://id.test/realms/r' } },
  okta: { claims: { iss: 'https://o.okta.com/oauth2/default' } },
  firebase: { claims: { iss: 'https://securetoken.google.com/p' } },
  'github-actions': { claims: { iss: 'https://token.actions.githubusercontent.com' } },
  'gitlab-ci': { claims: { iss: 'https://gitlab.com' } },
  kubernetes: { claims: { iss: 'https://kubernetes.default.svc.cluster.local' } },
  supabase: { claims: { iss: 'https://abc.supabase.co/auth/v1' } },
  clerk: { claims: { iss: 'https://a-b-1.clerk.accounts.dev' } },
  workos: { claims: { iss: 'https://api.workos.com' } },
  salesforce: { claims: { iss: 'https://d.my.salesforce.com' } },
  apple: { claims: { iss: 'https://appleid.apple.com' } },
  'cloudflare-access': { claims: { iss: 'https://t.cloudflareaccess.com' } },
  vercel: { claims: { iss: 'https://oidc.vercel.com/t' } },
  'openai-platform': { claims: { iss: 'https://auth.openai.com' } },
  'verifiable-credentials': { claims: { vct: 'v' } },
};

/** Entries of the list that aren't claims. */
const notes = new Set(['firebase reserved']);

suite('the descriptions', () => {
  it('cover all registered claims', () => {
    const rows = readRows('iana-jwt-claims', 'claims');
    expect(rows).toHaveLength(163);
    expect(rows.filter(({ name }) => !describeClaim(name)).map(({ name }) => name)).toEqual([]);
  });

  it('cover all registered header parameters, for each of their formats', () => {
    const rows = readRows('iana-jose-header-parameters', 'parameters');
    expect(rows).toHaveLength(44);
    const formats = rows.flatMap(({ name, used_in: formats = [] }) =>
      formats.map((format) => ({ name, format: format === 'JWE' ? ('jwe' as const) : ('jws' as const) })),
    );
    expect(formats.filter(({ name, format }) => !describeHeaderParameter(name, { format }))).toEqual([]);
  });

  it('cover all registered confirmation methods', () => {
    const rows = readRows('iana-jwt-confirmation-methods', 'methods');
    expect(rows).toHaveLength(7);
    expect(rows.filter(({ name }) => !describeConfirmation(name))).toEqual([]);
  });

  it('cover all listed algorithms', () => {
    const rows = readRows('iana-jose-algorithms', 'algorithms');
    expect(rows).toHaveLength(53);
    expect(rows.filter(({ name }) => !describeAlgorithm(name))).toEqual([]);
    const others = readRows('iana-jose-algorithms', 'seen_but_not_registered');
    expect(others.filter(({ name }) => !describeAlgorithm(name.split(/[/ ]/)[0] ?? ''))).toEqual([]);
  });

  it('cover all listed values of typ', () => {
    const rows = readRows('jwt-typ-values', 'types');
    expect(rows).toHaveLength(31);
    expect(rows.filter(({ typ }) => describeValue('header', 'typ', typ).length !== 1)).toEqual([]);
  });

  it('cover all listed claims of providers, with their warnings and values', () => {
    const missing = [];
    let count = 0;
    for (const [id, { claims }] of Object.entries(readProviders())) {
      for (const { name, location, match, warn, values = {} } of claims) {
        count += 1;
        if (notes.has(`${id} ${name}`)) continue;
        const example =
          match === 'url-claim' ? 'https://app.test/x' : match ? name.replace('*', 'example') : name;
        const about = tokens[id] ?? {};
        const description =
          location === 'header' ? describeHeaderParameter(name, about) : describeClaim(example, about);
        if (description?.provider?.id !== id) missing.push(`${id} ${name}`);
        if (warn !== undefined && !description?.warning) missing.push(`${id} ${name}: its warning`);
        for (const value of Object.keys(values)) {
          if (describeValue('payload', name, value, about).length === 0)
            missing.push(`${id} ${name}=${value}`);
        }
      }
    }
    expect(count).toBe(294);
    expect(missing).toEqual([]);
  });

  it('do not copy texts of the registries', () => {
    const normalize = (text: string) =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim();
    const registryTexts = [
      ...readRows('iana-jwt-claims', 'claims'),
      ...readRows('iana-jose-header-parameters', 'parameters'),
      ...readRows('iana-jwt-confirmation-methods', 'methods'),
      ...readRows('iana-jose-algorithms', 'algorithms'),
      ...readRows('jwt-typ-values', 'types'),
      ...Object.values(readProviders()).flatMap(({ claims }) => claims),
    ].map(({ description, meaning }) => normalize(description ?? meaning ?? ''));
    // A short phrase of the field's own terms, such as "session ID", has no other wording.
    const taken = new Set(registryTexts.filter((text) => text.split(' ').length > 7));
    expect(listEnglishCodes().filter((code) => taken.has(normalize(findEnglish(code))))).toEqual([]);
  });
});
