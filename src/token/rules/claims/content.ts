import { decode } from '../../decode/decode';
import type { JsonObject } from '../../token';
import { quoteForSentence } from '../../wording';
import { parseUrl } from '../hosts/host';
import { isSupabase } from '../hosts/well-known';
import { listRequests } from '../requests/request';
import type { Rule } from '../rule';
import { readWords } from '../oauth/scope';
import { walkMembers, walkTexts } from '../walk';
import { maxNestedLength } from '../limits';

const group = 'Claims: content';

/** Roles with every permission. */
const POWERFUL =
  /^(?:\*|root|superuser|super_?admin|admin|administrator|owner|service_role|supabase_admin|global administrator)$/i;
const ROLE_CLAIM =
  /^(?:role|roles|groups?|permissions|cognito:groups|https?:\/\/.{1,200}\/(?:roles?|groups?))$/i;
/** Global Administrator of Microsoft Entra, in `wids`. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** Names of claims that grant rights: users must not be able to change them. */
const AUTHORITY =
  /^(?:roles?|is_?admin|admin|permissions?|groups?|scopes?|is_?superuser|is_?staff|plan|entitlements?)$/i;
/** Claims that users can change: Supabase's and Clerk's. */
const EDITABLE = ['user_metadata', 'unsafe_metadata'] as const;

/** Names of nested tokens, and of sessions of well-known servers. */
const CREDENTIAL_NAME =
  /^(?:access_?token|refresh_?token|id_?token|idp_access_token|provider_token|provider_refresh_token|session_?token|session_?cookie|jsessionid|phpsessid)$/i;
const COMPACT_TOKEN = /^e[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/**
 * Rules about the content of other claims: privileges, nested tokens, groups that were left out, and copies of header
 * parameters.
 */
export const contentRules: readonly Rule[] = [
  {
    id: 'CLM-PRIV',
    group,
    severity: 'info',
    source: 'RFC 9068 §2.2.3.1; Supabase: API keys; Microsoft Entra: wids',
    find: ({ claims }) => {
      const found = findPrivilege(claims);
      return found === undefined
        ? undefined
        : {
            at: `claims.${found.path}`,
            params: [quoteForSentence(found.path), quoteForSentence(found.value)],
          };
    },
  },
  {
    id: 'CLM-SERVICE-ROLE',
    group,
    severity: 'high',
    source: 'Supabase: API keys',
    find: ({ claims, context }) => {
      const { storage, storages = [] } = context;
      // A server has neither pages nor storage, and its requests may be in a file that was opened.
      const wasInBrowser =
        listRequests(context).some(({ pageUrl }) => pageUrl !== undefined && !isOfConsole(pageUrl)) ||
        storage !== undefined ||
        storages.length > 0;
      // The key of local development is the same everywhere.
      const isSecret = claims.role === 'service_role' && claims.iss !== 'supabase-demo';
      return wasInBrowser && isSecret && isSupabase(claims) ? { at: 'claims.role' } : undefined;
    },
  },
  {
    id: 'CLM-USER-META',
    group,
    severity: 'low',
    source: 'Supabase: user_metadata; Clerk: unsafe metadata',
    find: ({ claims }) => {
      for (const name of EDITABLE) {
        for (const member of walkMembers(claims[name])) {
          if (!AUTHORITY.test(member.name)) continue;
          const path = `${name}.${member.path}`;
          return { at: `claims.${path}`, params: [quoteForSentence(path)] };
        }
      }
      return undefined;
    },
  },
  {
    id: 'CLM-NESTED-TOKEN',
    group,
    severity: 'medium',
    source: 'RFC 8725 §3.3; RFC 7519 §12',
    uses: ['access token', 'ID token', 'session token', 'refresh token', 'JWT'],
    find: ({ token, claims }) => {
      if (token.kind === 'jwe') return undefined;
      for (const { name, path, value } of walkTexts(claims)) {
        if ((CREDENTIAL_NAME.test(name) && value.length >= 16) || isToken(value))
          return { at: `claims.${path}`, params: [quoteForSentence(path)] };
      }
      return undefined;
    },
  },
  {
    id: 'CLM-OVERAGE',
    group,
    severity: 'info',
    source: 'OpenID Connect Core 1.0 §5.6.2; Microsoft Entra: groups overage claim',
    find: ({ claims }) => {
      const name = ['_claim_names', '_claim_sources', 'hasgroups'].find(
        (each) => claims[each] !== undefined && claims[each] !== false,
      );
      return name === undefined ? undefined : { at: `claims.${name}`, params: [name] };
    },
  },
  {
    id: 'CLM-HEADER-DUP',
    group,
    severity: 'medium',
    source: 'RFC 7519 §5.3',
    find: ({ header, claims }) =>
      ['iss', 'sub', 'aud']
        .filter((name) => header[name] !== undefined && claims[name] !== undefined)
        .filter((name) => JSON.stringify(header[name]) !== JSON.stringify(claims[name]))
        .map((name) => ({ at: `header.${name}`, params: [name] })),
  },
];

function findPrivilege(claims: JsonObject): { readonly path: string; readonly value: string } | undefined {
  for (const { name, path, value } of walkMembers(claims)) {
    const isFlag = value === true && /^(?:is_?)?(?:admin|superuser|root)$/i.test(name);
    const isRole = typeof value === 'string' && ROLE_CLAIM.test(name.slice(0, 300)) && POWERFUL.test(value);
    const isAdministrator = name === 'wids' && value === GLOBAL_ADMINISTRATOR;
    if (isFlag || isRole || isAdministrator) return { path, value: String(value) };
  }
  const path = ['scope', 'scp'].find((name) => readWords(claims[name]).includes('*'));
  return path === undefined ? undefined : { path, value: '*' };
}

/** Supabase's own console shows every key. */
function isOfConsole(pageUrl: string): boolean {
  return parseUrl(pageUrl)?.hostname === 'supabase.com';
}

function isToken(value: string): boolean {
  return value.length <= maxNestedLength && COMPACT_TOKEN.test(value) && decode(value).kind !== 'malformed';
}
