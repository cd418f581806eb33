import { decode } from '../../decode/decode';
import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import type { TokenType } from '../../type/token-type';
import { findTypeByIssuer } from '../../type/by-issuer';
import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import type { Rule } from '../rule';
import { readWords } from '../oauth/scope';
import { walkMembers, walkTexts } from '../walk';

const group = 'Claims: content';

/** Claims are sent with every request; a larger payload costs time and reaches limits (RFC 6265 §6.1). */
const MAX_PAYLOAD_BYTES = 2048;

/** Roles with every permission. */
const POWERFUL =
  /^(?:\*|root|superuser|super_?admin|admin|administrator|owner|service_role|supabase_admin|global administrator)$/i;
const ROLE_CLAIM =
  /^(?:role|roles|groups?|permissions|cognito:groups|https?:\/\/.{1,200}\/(?:roles?|groups?))$/i;
/** Global Administrator of Microsoft Entra, in `wids`. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** Types of tokens that one server sends to another. */
const OF_SERVERS: ReadonlySet<TokenType> = new Set<TokenType>([
  'CI token',
  'service account token',
  'service account assertion',
  'workload identity token',
]);

const WIDE_SCOPES: ReadonlySet<string> = new Set(['*', 'all', 'full_access']);

/** Names of claims that grant rights: users must not be able to change them. */
const AUTHORITY =
  /^(?:roles?|is_?admin|admin|permissions?|groups?|scopes?|is_?superuser|is_?staff|plan|entitlements?)$/i;
/** Claims that users can change: Supabase's and Clerk's. */
const EDITABLE = ['user_metadata', 'unsafe_metadata'] as const;

/** Names of nested tokens, and of sessions of well-known servers. */
const CREDENTIAL_NAME =
  /^(?:access_?token|refresh_?token|id_?token|idp_access_token|provider_token|provider_refresh_token|session_?token|session_?cookie|jsessionid|phpsessid)$/i;
const COMPACT_TOKEN = /^e[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const MAX_NESTED_LENGTH = 65_536;

export const contentRules: readonly Rule[] = [
  {
    id: 'CLM-PRIV',
    group,
    severity: 'info',
    phase: 'decode',
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
    phase: 'transport',
    source: 'Supabase: API keys; Kubernetes: service accounts; GitHub Actions: OpenID Connect',
    find: ({ claims, context }) => {
      const { request, requests, storage, storages, cookie } = context;
      const wasInBrowser = [request, requests?.[0], storage, storages?.[0], cookie].some(
        (seen) => seen !== undefined,
      );
      const service = wasInBrowser ? findService(claims) : undefined;
      return service === undefined ? undefined : { params: [service] };
    },
  },
  {
    id: 'CLM-USER-META',
    group,
    severity: 'medium',
    phase: 'decode',
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
    phase: 'decode',
    source: 'RFC 8725 §3.3; RFC 7519 §12',
    find: ({ claims }) => {
      for (const { name, path, value } of walkTexts(claims)) {
        if ((CREDENTIAL_NAME.test(name) && value.length >= 16) || isToken(value))
          return { at: `claims.${path}`, params: [quoteForSentence(path)] };
      }
      return undefined;
    },
  },
  {
    id: 'CLM-SCOPE-WIDE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9700 §2.3; RFC 6750 §5.3',
    find: ({ claims, context }) => {
      const isInBrowser =
        context.request?.pageUrl !== undefined ||
        context.storage !== undefined ||
        context.storages !== undefined;
      for (const name of ['scope', 'scp'] as const) {
        const wide = readWords(claims[name]).find(
          (word) => WIDE_SCOPES.has(word) || (word === 'offline_access' && isInBrowser),
        );
        if (wide !== undefined) return { at: `claims.${name}`, params: [quoteForSentence(wide)] };
      }
      return undefined;
    },
  },
  {
    id: 'CLM-OVERAGE',
    group,
    severity: 'info',
    phase: 'decode',
    source: 'OpenID Connect Core 1.0 §5.6.2; Microsoft Entra: groups overage claim',
    find: ({ claims }) => {
      const name = ['_claim_names', '_claim_sources', 'hasgroups'].find(
        (each) => claims[each] !== undefined && claims[each] !== false,
      );
      return name === undefined ? undefined : { at: `claims.${name}`, params: [name] };
    },
  },
  {
    id: 'CLM-ACT',
    group,
    severity: 'info',
    phase: 'decode',
    source: 'RFC 8693 §4.1, §4.4',
    find: ({ claims }) => {
      const name = ['act', 'may_act'].find((each) => claims[each] !== undefined);
      if (name === undefined) return undefined;
      const actor = claims[name];
      const who = isJsonObject(actor) ? (actor.sub ?? actor.client_id ?? actor.iss ?? '–') : '–';
      return { at: `claims.${name}`, params: [name, quoteValue(who)] };
    },
  },
  {
    id: 'CLM-HEADER-DUP',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7519 §5.3',
    find: ({ header, claims }) =>
      ['iss', 'sub', 'aud']
        .filter((name) => header[name] !== undefined && claims[name] !== undefined)
        .filter((name) => JSON.stringify(header[name]) !== JSON.stringify(claims[name]))
        .map((name) => ({ at: `header.${name}`, params: [name] })),
  },
  {
    id: 'CLM-BROWSER-SIZE',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 6265 §6.1; RFC 9110 §5.4',
    uses: ['access token', 'session token', 'JWT'],
    find: ({ token }) => {
      const length = (token.kind === 'jwe' ? token.ciphertext : token.payload)?.length ?? 0;
      return length > MAX_PAYLOAD_BYTES ? { params: [length] } : undefined;
    },
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

/** The type of a token that only servers use, according to its issuer's claims. */
function findService(claims: JsonObject): string | undefined {
  const use = findTypeByIssuer(claims)?.type;
  if (use === 'API key') return claims.role === 'service_role' ? 'service_role' : undefined;
  return use !== undefined && OF_SERVERS.has(use) ? use : undefined;
}

function isToken(value: string): boolean {
  return value.length <= MAX_NESTED_LENGTH && COMPACT_TOKEN.test(value) && decode(value).kind !== 'malformed';
}
