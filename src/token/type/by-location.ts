import { quoteForSentence } from '../wording';
import type { TokenType, TokenTypeResult } from './token-type';
import { maxLocationNameLength, maxTypeLocations } from '../limits';

/** Where a token was found: evidence for its type if the token itself doesn't determine it. */
export interface TypeLocation {
  /** Such as `request cookie`, `response body` or `localStorage`; `cookie` and `header` in it matter. */
  readonly kind: string;
  /** The name of the cookie, header, parameter or storage key; '' if it has none. */
  readonly name: string;
  /** How it was unwrapped there, outermost first, such as `['json', '$.access_token']`. */
  readonly path: readonly string[];
}

/** Headers that contain one type of token. Names in lower case. */
const typesByHeader: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  ['dpop', 'DPoP proof'], // RFC 9449 §4.1
  ['x-amzn-oidc-accesstoken', 'access token'], // AWS: Application Load Balancer, authenticate users
  ['x-amzn-oidc-data', 'UserInfo response'], // AWS: Application Load Balancer, authenticate users
  ['x-amzn-ava-user-context', 'UserInfo response'], // AWS Verified Access: user claims passing
  ['x-ms-token-aad-id-token', 'ID token'], // Azure App Service: work with user identities
  ['x-ms-token-aad-access-token', 'access token'], // Azure App Service: work with user identities
]);

/** Parameters and members with a name that doesn't contain the type. */
const typesByField: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  ['client_assertion', 'client assertion'], // RFC 7521 §4.2
  ['assertion', 'authorization grant'], // RFC 7521 §4.1
  ['id_token_hint', 'ID token'], // OpenID Connect Core 1.0 §3.1.2.1
  ['logout_token', 'logout token'], // OpenID Connect Back-Channel Logout 1.0 §2.5
  ['vp_token', 'verifiable presentation'], // OpenID4VP 1.0 §8.1
]);

/** Types by the last words of a name: `accessToken`, `x-access-token` and `app.access_token` are the same. */
const typesByWords: readonly (readonly [words: RegExp, type: TokenType])[] = [
  [/(?:^| )(?:access|bearer) (?:token|jwt)$/, 'access token'],
  [/(?:^| )id (?:token|jwt)$/, 'ID token'],
  [/(?:^| )refresh(?: (?:token|jwt))?$/, 'refresh token'],
];

/**
 * Words in the name of a session cookie: `__session` of Clerk and Firebase, `appSession` of Auth0, `__Host-session`,
 * `authjs.session-token`, `wos-session`, `sid`, `JSESSIONID` of Java, `PHPSESSID`.
 */
const SESSION_WORDS = /(?:^| )(?:sessions?|sess|sid|j?sessionid|phpsessid|appsession)(?: |$)/;
/** Words in the name of a cookie that belongs to a session or a sign-in, but isn't one. */
const OTHER_WORDS =
  /(?:^| )(?:csrf|xsrf|nonce|state|verifier|transaction|txn|pkce|hint|callback|flash)(?: |$)/;

/** The token type by the name of its location; undefined if none of them determines it. Only a convention. */
export function findTypeByLocation(locations: readonly TypeLocation[]): TokenTypeResult | undefined {
  for (const { kind, name, path } of locations.slice(0, maxTypeLocations)) {
    // The name of a member in JSON is more specific than that of the cookie or the entry around it.
    const names = [path.findLast((step) => step.startsWith('$')) ?? '', name];
    for (const each of names) {
      const label = each.slice(0, maxLocationNameLength);
      const type = findTypeByName(label, kind);
      const params = [quoteForSentence(label)];
      if (type !== undefined) return { type, certainty: 'likely', why: 'location', params };
    }
  }
  return undefined;
}

function findTypeByName(name: string, kind: string): TokenType | undefined {
  const member = /\w+$/.exec(name)?.[0] ?? '';
  const exact = kind.includes('header') ? typesByHeader.get(name.toLowerCase()) : typesByField.get(member);
  if (exact !== undefined) return exact;
  const words = splitWords(name);
  const byWords = typesByWords.find(([pattern]) => pattern.test(words))?.[1];
  if (byWords !== undefined) return byWords;
  const isSession = kind.includes('cookie') && SESSION_WORDS.test(words) && !OTHER_WORDS.test(words);
  return isSession ? 'session token' : undefined;
}

/** The words of a name in lower case, without the number of a chunk. */
function splitWords(name: string): string {
  return name
    .replace(/[.+\d]+$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
}
