import type { JsonObject } from '../token';
import { quoteForSentence } from '../wording';
import { createText, type Text } from './description';
import type { Issuer } from './issuers/issuer';
import { signInIssuers } from './issuers/sign-in';
import { socialIssuers } from './issuers/social';
import { workloadIssuers } from './issuers/workload';

/** Whose an issuer is, and what can be read out of it. Its own sentence names both. */
export interface IssuerDescription extends Text {
  readonly provider: { readonly id: string; readonly name: string };
  /** What the issuer names, by English words: `tenant`, `region`, `realm`, `project` … As they stand in the token. */
  readonly parts: Readonly<Record<string, string>>;
  /** What the claims add: the repository of a job, the project of an API key. */
  readonly facts: readonly Text[];
  /** Where its keys would be. Made of the token's own words: to be fetched only when the person asks, `host` shown. */
  readonly keys?: Text & {
    readonly url: string;
    readonly host: string;
    /** A discovery document names the set of keys; `certificates` is a map from key ids to certificates. */
    readonly kind: 'discovery' | 'jwks' | 'certificates';
  };
}

const issuers: readonly Issuer[] = [...signInIssuers, ...workloadIssuers, ...socialIssuers];

/** No issuer is longer; patterns are not run on more. */
const MAX_ISSUER_LENGTH = 2048;

/**
 * Whose issuer this is, by the way it is written; undefined for one that is not well known. Proves nothing: anyone can
 * write any issuer into a token. Fetches nothing.
 */
export function describeIssuer(iss: string, claims: JsonObject = {}): IssuerDescription | undefined {
  if (iss.length > MAX_ISSUER_LENGTH) return undefined;
  for (const issuer of issuers) {
    const match = issuer.pattern.exec(iss);
    if (match) return describe(issuer, iss, match, claims);
  }
  return undefined;
}

function describe(
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
      : keys.replace(/\$(\d)/g, (_, place: string) => values[Number(place) - 1] ?? '') ||
        findPolicyUrl(iss, code, claims);
  const params = (code === 'issuers.known' ? [name] : values).map(quoteForSentence);
  const described = describeKeys(url, keysKind);
  return {
    ...createText(code, ...params),
    provider: { id, name },
    parts,
    facts: findFacts(id, claims),
    ...(described && { keys: described }),
  };
}

/** Azure AD B2C has keys for each policy, which `tfp` names, or `acr` in older tokens. */
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

/** What the claims of a provider add to its issuer. */
function findFacts(provider: string, claims: JsonObject): readonly Text[] {
  const say = (code: Issuer['code'], value: unknown): readonly Text[] =>
    typeof value === 'string' && value !== '' ? [createText(code, quoteForSentence(value))] : [];
  if (provider === 'github-actions') {
    return [...say('issuers.github_repository', claims.repository), ...say('issuers.github_ref', claims.ref)];
  }
  if (provider === 'gitlab-ci') return say('issuers.gitlab_project', claims.project_path);
  return provider === 'supabase' ? say('issuers.supabase_project', claims.ref) : [];
}
