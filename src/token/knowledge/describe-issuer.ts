import type { JsonObject } from '../token';
import { quoteForSentence } from '../wording';
import { createText, type Text } from './description';
import type { Issuer } from './issuers/issuer';
import { signInIssuers } from './issuers/sign-in';
import { socialIssuers } from './issuers/social';
import { workloadIssuers } from './issuers/workload';
import { maxIssuerLength } from '../limits';

/** The provider that an issuer belongs to, and the parts of the issuer. The text contains both. */
export interface IssuerDescription extends Text {
  readonly provider: { readonly id: string; readonly name: string };
  /** Parts of the issuer by name: `tenant`, `region`, `realm`, `project` … Unescaped text from the token. */
  readonly parts: Readonly<Record<string, string>>;
  /** Facts from claims, such as the repository of a CI job or the project of an API key. */
  readonly facts: readonly Text[];
  /**
   * Where to fetch its keys. Built from text in the token, so fetch them only if the user asks to, and show `host`
   * before that.
   */
  readonly keys?: Text & {
    readonly url: string;
    readonly host: string;
    /** A `discovery` document has the URL of the JWKS; `certificates` is an object of certificates by key ID. */
    readonly kind: 'discovery' | 'jwks' | 'certificates';
  };
}

const issuers: readonly Issuer[] = [...signInIssuers, ...workloadIssuers, ...socialIssuers];

/**
 * Describes a well-known issuer; undefined for others. Compares only the text, so it doesn't prove who issued the
 * token. Doesn't fetch anything.
 */
export function describeIssuer(iss: string, claims: JsonObject = {}): IssuerDescription | undefined {
  if (iss.length > maxIssuerLength) return undefined;
  for (const issuer of issuers) {
    const match = issuer.pattern.exec(iss);
    if (match) return describeMatch(issuer, iss, match, claims);
  }
  return undefined;
}

function describeMatch(
  { provider: id, name, code, keys, keysKind = 'discovery' }: Issuer,
  iss: string,
  match: RegExpExecArray,
  claims: JsonObject,
): IssuerDescription {
  const parts = { ...match.groups };
  const values = Object.values(parts);
  const url =
    keys === undefined
      ? `${iss.replace(/\/$/, '')}/.well-known/openid-configuration`
      : keys.replace(/\$(\d)/g, (_, number: string) => values[Number(number) - 1] ?? '') ||
        findPolicyUrl(iss, code, claims);
  const params = (code === 'issuers.known' ? [name] : values).map(quoteForSentence);
  const keysDescription = describeKeys(url, keysKind);
  return {
    ...createText(code, ...params),
    provider: { id, name },
    parts,
    facts: findFacts(id, claims),
    ...(keysDescription && { keys: keysDescription }),
  };
}

/** Azure AD B2C has separate keys for each policy. The policy's name is in `tfp`, or in `acr` in older tokens. */
function findPolicyUrl(iss: string, code: Issuer['code'], claims: JsonObject): string {
  const policy = claims.tfp ?? claims.acr;
  return code === 'issuers.entra_b2c' && typeof policy === 'string' && /^[\w-]{1,128}$/.test(policy)
    ? iss.replace(/v2\.0\/$/, `${policy}/v2.0/.well-known/openid-configuration`)
    : '';
}

function describeKeys(
  text: string,
  kind: 'discovery' | 'jwks' | 'certificates',
): IssuerDescription['keys'] | undefined {
  if (!text.startsWith('https://') || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return {
    ...createText(`issuers.keys_${kind}`, quoteForSentence(url.href)),
    url: url.href,
    host: url.host,
    kind,
  };
}

/** Facts about the issuer from the claims of some providers. */
function findFacts(provider: string, claims: JsonObject): readonly Text[] {
  const quote = (code: Issuer['code'], value: unknown): readonly Text[] =>
    typeof value === 'string' && value !== '' ? [createText(code, quoteForSentence(value))] : [];
  if (provider === 'github-actions') {
    return [
      ...quote('issuers.github_repository', claims.repository),
      ...quote('issuers.github_ref', claims.ref),
    ];
  }
  if (provider === 'gitlab-ci') return quote('issuers.gitlab_project', claims.project_path);
  return provider === 'supabase' ? quote('issuers.supabase_project', claims.ref) : [];
}
