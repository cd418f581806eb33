import {
  checkLifetime,
  describeTokenType,
  type JsonObject,
  type Token,
  type VerdictStatus,
} from '../../token';
import type { CauseSummary } from '../answers/causes/cause';
import type { TokenRow } from '../log/log-summary';
import { expiringSeconds, maxWordLength, maxWords } from './limits';
import type { RequestSummary } from './request-list';

/** A token with its row in the list. */
export interface FilteredToken {
  readonly row: TokenRow;
  readonly token: Token;
}

/** What a filter compares besides the rows themselves. */
export interface FilterFacts {
  /** Seconds since 1970. */
  readonly atSeconds: number;
  /** The first cause of a rejected request. */
  readonly causeOf: (requestId: string) => Pick<CauseSummary, 'code'> | undefined;
  /** Names of the headers and cookies of a request and its response, in lowercase; the same object for equal names. */
  readonly namesOf: (request: RequestSummary) => readonly string[];
  /** Whether a check found something of level High or Medium; false until it's known. */
  readonly hasFinding: (token: FilteredToken) => boolean;
  /** The status of a token's signature; undefined until it's known. */
  readonly statusOf: (token: FilteredToken) => VerdictStatus | undefined;
}

/** What a filter is applied to: a request with its tokens, or a token with its requests. */
export interface Filtered {
  readonly row: 'request' | 'token';
  readonly requests: readonly RequestSummary[];
  readonly tokens: readonly FilteredToken[];
  readonly facts: FilterFacts;
}

/** The keys about a request. */
export const requestKeys: Readonly<
  Record<string, (request: RequestSummary, facts: Pick<FilterFacts, 'causeOf'>) => string>
> = {
  url: ({ url }) => url,
  host: ({ url }) => hostOf(url),
  method: ({ method }) => method,
  status: ({ status }) => String(status),
  cause: ({ id }, { causeOf }) => causeOf(id)?.code ?? '',
};

/** The keys about a token. */
export const tokenKeys: Readonly<Record<string, (token: FilteredToken) => unknown>> = {
  type: typeOf,
  iss: ({ token }) => claimsOf(token)?.['iss'],
  sub: ({ token }) => claimsOf(token)?.['sub'],
  aud: ({ token }) => claimsOf(token)?.['aud'],
  kid: ({ token: { header } }) => header?.['kid'],
  alg: ({ token: { header } }) => header?.['alg'],
};

/** The values of `is:`. */
const states: Readonly<Record<string, (filtered: Filtered) => boolean>> = {
  rejected: ({ requests }) => requests.some(({ isRejected }) => isRejected === true),
  pending: ({ requests }) => requests.some(({ isPending }) => isPending === true),
  expired: ({ tokens, facts }) => tokens.some((each) => remainingSeconds(each, facts) <= 0),
  expiring: ({ tokens, facts }) =>
    tokens.some((each) => {
      const seconds = remainingSeconds(each, facts);
      return seconds > 0 && seconds <= expiringSeconds;
    }),
  verified: ({ tokens, facts }) => tokens.some((each) => facts.statusOf(each) === 'valid'),
  invalid: ({ tokens, facts }) => tokens.some((each) => facts.statusOf(each) === 'invalid'),
  current: ({ tokens }) => tokens.some(({ row }) => row.line?.isCurrent === true),
};

/** The keys with a fixed set of values. */
export const stateKeys: Readonly<Record<string, typeof states>> = {
  is: states,
  has: { finding: ({ tokens, facts }) => tokens.some(facts.hasFinding) },
};

/** The values of `is:` about a request itself. */
export const requestStates: ReadonlySet<string> = new Set(['rejected', 'pending']);

/** The values of `is:` that change as time passes. */
export const timedStates: ReadonlySet<string> = new Set(['expired', 'expiring']);

/** `Infinity` for a token that doesn't expire. */
function remainingSeconds({ token }: FilteredToken, { atSeconds }: FilterFacts): number {
  const { expiresAtSeconds } = checkLifetime(claimsOf(token), atSeconds, token.header);
  return expiresAtSeconds === undefined ? Infinity : expiresAtSeconds - atSeconds;
}

/** Host and port as they are in the URL. */
export function hostOf(url: string): string {
  return /^[a-z][\w+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1] ?? '';
}

/** The token type by content and, where that isn't conclusive, by the location it was found in. */
export function typeOf({ row: { typeLocation }, token }: FilteredToken): string {
  return describeTokenType(token, typeLocation && [typeLocation]).type;
}

/** The claims that a filter compares; undefined if the token is encrypted or has none. */
export function claimsOf(token: Token): JsonObject | undefined {
  return token.kind === 'jwe' ? undefined : token.claims;
}

/** The strings, numbers and booleans in a value, and the names of its members if `hasNames`. */
export function listWords(value: unknown, hasNames = false): readonly string[] {
  const words: string[] = [];
  const waiting = [value];
  for (let next = waiting.pop(); words.length < maxWords; next = waiting.pop()) {
    if (typeof next === 'string') words.push(next.slice(0, maxWordLength));
    else if (typeof next === 'number' || typeof next === 'boolean') words.push(String(next));
    else if (typeof next === 'object' && next !== null) {
      if (hasNames && !Array.isArray(next)) words.push(...Object.keys(next).slice(0, maxWords));
      waiting.push(...Object.values(next).slice(0, maxWords));
    }
    if (waiting.length === 0) break;
  }
  return words;
}

/** The value at the path of a claim; undefined if there is none. */
export function readClaim(token: Token, path: string): unknown {
  const claims = claimsOf(token);
  // Names may contain dots themselves.
  if (claims && Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as JsonObject)[name];
  }
  return value;
}
