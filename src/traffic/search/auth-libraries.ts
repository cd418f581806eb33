import { maxNameLength } from '../exchange/limits';
import { authLibraryKeyShape } from './auth-library-key';
import type { LocationKind } from '../exchange/sighting';

/** A library or service that stores tokens in a cookie or in storage under a name that identifies it. */
export interface AuthLibrary {
  readonly library: string;
  readonly item?: 'access token' | 'ID token' | 'refresh token' | 'session';
  /**
   * How it encrypts what it stores there: `server` so that only the server can decrypt it; `msal` with a key in a
   * session cookie. Older versions may not encrypt it.
   */
  readonly encryption?: 'msal' | 'server';
}

interface Convention extends AuthLibrary {
  readonly name: RegExp;
}

type Item = NonNullable<AuthLibrary['item']>;

const cookies: readonly Convention[] = [
  {
    name: /^(?:__(?:Secure|Host)-)?(?:authjs|next-auth)\.session-token$/,
    library: 'Auth.js',
    item: 'session',
    encryption: 'server',
  },
  {
    name: /^(?:__(?:Secure|Host)-)?(?:authjs|next-auth)\.(?:pkce\.code_verifier|state|nonce)$/,
    library: 'Auth.js',
    encryption: 'server',
  },
  { name: /^appSession$|^__session__\d/, library: 'nextjs-auth0', item: 'session', encryption: 'server' },
  { name: /^__FC_\d+$|^__txn_/, library: 'nextjs-auth0', encryption: 'server' },
  // All three use this name. Only the value shows which one it is.
  { name: /^__session$/, library: 'Clerk, Firebase Hosting or nextjs-auth0', item: 'session' },
  { name: /^__refresh_/, library: 'Clerk', item: 'refresh token' },
  { name: /^__session_|^__client$|^__clerk_(?:db_jwt|handshake)/, library: 'Clerk' },
  { name: /^sb-.+-auth-token$/, library: 'Supabase', item: 'session' },
  { name: /^CognitoIdentityServiceProvider\./, library: 'Amazon Cognito (Amplify)' },
  { name: /^KEYCLOAK_IDENTITY(?:_LEGACY)?$|^KEYCLOAK_SESSION|^KC_RESTART$/, library: 'Keycloak' },
  { name: /^_oauth2_proxy(?:_\d+)?$/, library: 'oauth2-proxy', item: 'session', encryption: 'server' },
  { name: /^CF_(?:Authorization|AppSession)$/, library: 'Cloudflare Access' },
  { name: /^(?:__Host-)?GCP_IA/, library: 'Google Identity-Aware Proxy' },
  { name: /^AppServiceAuthSession/, library: 'Azure App Service', item: 'session', encryption: 'server' },
  {
    name: /^\.AspNetCore\.(?:Cookies|Identity\.)|^\.AspNet\.ApplicationCookie|^\.ASPXAUTH$/,
    library: 'ASP.NET',
    item: 'session',
    encryption: 'server',
  },
  { name: /^ember_simple_auth-session$/, library: 'Ember Simple Auth', item: 'session' },
];

const storage: readonly Convention[] = [
  { name: authLibraryKeyShape, library: 'MSAL.js', encryption: 'msal' },
  { name: /^msal\./, library: 'MSAL.js' },
  { name: /^oidc\.user:/, library: 'oidc-client-ts', item: 'session' },
  { name: /^@@auth0spajs@@::[^]*@@user@@$/, library: 'Auth0 SPA SDK', item: 'ID token' },
  { name: /^@@auth0spajs@@::/, library: 'Auth0 SPA SDK' },
  { name: /^CognitoIdentityServiceProvider\./, library: 'Amazon Cognito (Amplify)' },
  { name: /^firebase:authUser:/, library: 'Firebase Authentication', item: 'session' },
  { name: /^sb-.+-auth-token$|^supabase\.auth\.token$/, library: 'Supabase', item: 'session' },
  { name: /^okta-token-storage/, library: 'Okta Auth JS' },
  { name: /^ember_simple_auth-session$/, library: 'Ember Simple Auth', item: 'session' },
  { name: /^appauth_/, library: 'AppAuth-JS' },
  { name: /^persist:/, library: 'redux-persist' },
  { name: /^apollo-cache-persist/, library: 'Apollo Client' },
];

const items: readonly (readonly [RegExp, Item])[] = [
  [/access[-_]?token/i, 'access token'],
  [/(?<![a-z])id[-_]?token/i, 'ID token'],
  [/refresh[-_]?token/i, 'refresh token'],
];

/** The end of the name of a cookie chunk: `.0`, `__0`. */
const chunkEnding = /(?:\.|__)\d{1,3}$/;

/**
 * Identifies the library that stores something in this location, only by the name there. That doesn't mean that there
 * is a token, and anyone can use such a name. For `IndexedDB` the name is `database/store/key`.
 */
export function describeAuthLibrary(kind: LocationKind, name: string): AuthLibrary | undefined {
  const bounded = name.slice(0, maxNameLength);
  switch (kind) {
    case 'request cookie':
    case 'response cookie':
    case 'cookie':
      return describe(cookies, bounded) ?? describe(cookies, bounded.replace(chunkEnding, ''));
    case 'localStorage':
    case 'sessionStorage':
      return describe(storage, bounded);
    case 'IndexedDB':
      return describe(storage, bounded.replace(/^[^/]*\/[^/]*\//, ''));
    default:
      return undefined;
  }
}

function describe(conventions: readonly Convention[], name: string): AuthLibrary | undefined {
  const convention = conventions.find((one) => one.name.test(name));
  if (convention === undefined) return undefined;
  const { library, item = items.find(([shape]) => shape.test(name))?.[1], encryption } = convention;
  return { library, ...(item && { item }), ...(encryption && { encryption }) };
}
