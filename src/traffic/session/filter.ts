import { checkLifetime, describeTokenType, type JsonObject, type Token } from '../../token';
import type { CauseSummary } from '../answers/causes/cause';
import type { TokenRow } from '../log/log-summary';
import type { RequestSummary } from './request-list';

/** Shorter texts occur in the base64 of nearly every token by chance. */
const minRawLength = 8;
/**
 * Searches only for the beginning of a longer text, and compares the rest once. Otherwise the cost could be quadratic.
 */
const maxNeedleLength = 256;
/** Characters searched per value, and names and values per token: a hostile claim can have a megabyte. */
const maxWordLength = 1_000;
const maxWords = 1_000;
/** Items of one filter. What follows them is one more word. */
const maxTerms = 20;

/** One item of a filter. `key` is empty for a word that may be anywhere. */
interface Term {
  readonly isNegated: boolean;
  readonly key: string;
  /** As typed, for the raw token; comparisons with anything else ignore case. */
  readonly value: string;
  readonly pattern: RegExp | undefined;
}

/** A parsed filter. Every item must match. */
export interface Filter {
  readonly terms: readonly Term[];
  /** An item compares times, so the result changes as time passes. */
  readonly usesTime: boolean;
}

/** A token with its row in the list. */
export interface FilteredToken {
  readonly row: TokenRow;
  readonly token: Token;
}

/** What a filter is applied to: a request with its tokens, or a token with its requests. */
export interface Filtered {
  /** A word is compared with a request and its tokens, but with a token alone: many share one request. */
  readonly row: 'request' | 'token';
  readonly requests: readonly RequestSummary[];
  readonly tokens: readonly FilteredToken[];
  /** Names of the headers and cookies of a request and its response, in lowercase; the same object for equal names. */
  readonly namesOf: (request: RequestSummary) => readonly string[];
  /** The first cause of a rejected request. */
  readonly causeOf: (requestId: string) => Pick<CauseSummary, 'code'> | undefined;
  /** Seconds since 1970. */
  readonly atSeconds: number;
}

const requestKeys: Record<string, (request: RequestSummary) => string> = {
  url: ({ url }) => url,
  host: ({ url }) => (URL.canParse(url) ? new URL(url).host : ''),
  method: ({ method }) => method,
  status: ({ status }) => String(status),
};

const tokenKeys: Record<string, (token: FilteredToken) => unknown> = {
  type: typeOf,
  iss: ({ token }) => claimsOf(token)?.['iss'],
  sub: ({ token }) => claimsOf(token)?.['sub'],
  aud: ({ token }) => claimsOf(token)?.['aud'],
  kid: ({ token: { header } }) => header?.['kid'],
  alg: ({ token: { header } }) => header?.['alg'],
};

/** A piece of a token can begin with a hyphen (RFC 4648 §5), which then isn't a sign. */
const tokenPiece = /^[\w-]{16,}$/;

/** A sign, a key, and a text in quotes, a regular expression or a word. */
const termSyntax = /\s*(-?)(?:([A-Za-z_][\w.-]*):)?(?:"([^"]*)"|\/((?:[^\s/\\]|\\.)+)\/(?=\s|$)|(\S+))/y;

/**
 * Parses the text of the filter: words, `"texts in quotes"` and `/regular expressions/` that may be anywhere; with a
 * key, what must be in one place: `url: host: method: status: cause: type: iss: sub: aud: kid: alg:`, any path of a claim such
 * as `realm_access.roles:admin`, and `is:rejected`, `is:pending`, `is:expired`. `-` before an item excludes what it
 * matches. Never fails: anything else is a word.
 */
export function parseFilter(text: string): Filter {
  const terms: Term[] = [];
  const trimmed = text.trim();
  termSyntax.lastIndex = 0;
  let at = 0;
  while (at < trimmed.length) {
    const found = terms.length < maxTerms ? termSyntax.exec(trimmed) : null;
    if (found === null) {
      terms.push({ isNegated: false, key: '', value: trimmed.slice(at).trim(), pattern: undefined });
      break;
    }
    at = termSyntax.lastIndex;
    const [, sign = '', key = '', quoted, expression, word] = found;
    const pattern = expression === undefined ? undefined : compile(expression);
    const value = quoted ?? (expression === undefined ? (word ?? '') : `/${expression}/`);
    // In a URL, the scheme isn't a key.
    const isUrl = key !== '' && quoted === undefined && value.startsWith('//');
    const isPiece = sign === '-' && key === '' && word !== undefined && tokenPiece.test(word);
    terms.push({
      isNegated: sign === '-' && !isPiece,
      key: isUrl ? '' : key,
      value: isPiece ? `-${value}` : isUrl ? `${key}:${value}` : value,
      pattern: isUrl ? undefined : pattern,
    });
  }
  return { terms, usesTime: terms.some(({ key, value }) => key === 'is' && value === 'expired') };
}

function compile(expression: string): RegExp | undefined {
  try {
    return new RegExp(expression, 'i');
  } catch {
    return undefined;
  }
}

/**
 * Whether each item of the filter matches one of the requests or one of the tokens. Ignores case, and searches the
 * first 1,000 characters of each value: for a request its URL, method, status, and the names of its headers and cookies;
 * token type, and the names and values of every claim and header parameter. The raw token is compared with case, for words of at least 8 characters.
 */
export function matchesFilter({ terms }: Filter, filtered: Filtered): boolean {
  return terms.every((term) => hasMatch(term, filtered) !== term.isNegated);
}

function hasMatch(term: Term, { row, requests, tokens, namesOf, causeOf, atSeconds }: Filtered): boolean {
  const { key } = term;
  if (key === 'is') {
    return (
      requests.some((request) => isInState(term.value, request)) ||
      (term.value === 'expired' && tokens.some(({ token }) => isExpired(token, atSeconds)))
    );
  }
  if (key === 'cause') return requests.some(({ id }) => contains(term, causeOf(id)?.code ?? ''));
  const ofRequest = Object.hasOwn(requestKeys, key) ? requestKeys[key] : undefined;
  if (ofRequest !== undefined) return requests.some((request) => contains(term, ofRequest(request)));
  const ofToken = Object.hasOwn(tokenKeys, key) ? tokenKeys[key] : undefined;
  if (ofToken !== undefined) {
    return tokens.some((token) => listWords(ofToken(token)).some((word) => contains(term, word)));
  }
  if (key !== '' && tokens.some(({ token }) => hasClaim(term, token))) return true;
  const anywhere = key === '' ? term : { ...term, value: `${key}:${term.value}`, pattern: undefined };
  if (tokens.some((each) => hasRaw(anywhere, each.row.raw) || hasWord(anywhere, each))) return true;
  return (
    row === 'request' &&
    requests.some(
      (request) =>
        Object.values(requestKeys).some((read) => contains(anywhere, read(request))) ||
        hasName(term, anywhere, namesOf(request)),
    )
  );
}

/** Cached, since thousands of requests have the same names. */
const namedBy = new WeakMap<Term, WeakMap<readonly string[], boolean>>();

function hasName(term: Term, anywhere: Term, names: readonly string[]): boolean {
  const known = namedBy.get(term) ?? new WeakMap<readonly string[], boolean>();
  namedBy.set(term, known);
  const isNamed = known.get(names) ?? names.some((name) => contains(anywhere, name));
  known.set(names, isNamed);
  return isNamed;
}

function isInState(state: string, request: RequestSummary): boolean {
  if (state === 'rejected') return request.isRejected === true;
  return state === 'pending' && request.isPending === true;
}

function isExpired(token: Token, atSeconds: number): boolean {
  return checkLifetime(claimsOf(token), atSeconds, token.header).state === 'expired';
}

function contains({ value, pattern }: Term, text: string): boolean {
  const searched = text.slice(0, maxWordLength);
  return pattern === undefined
    ? value.length <= maxWordLength && searched.toLowerCase().includes(value.toLowerCase())
    : pattern.test(searched);
}

/** The key is the path of a claim: `realm_access.roles`, with or without `claim.` before it. */
function hasClaim(term: Term, token: Token): boolean {
  const path = term.key.replace(/^claim\./, '');
  const claims = claimsOf(token);
  // Names may contain dots themselves.
  const value = claims && Object.hasOwn(claims, path) ? claims[path] : readPath(claims, path.split('.'));
  return listWords(value).some((word) => contains(term, word));
}

function readPath(claims: unknown, names: readonly string[]): unknown {
  let value = claims;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as JsonObject)[name];
  }
  return value;
}

function hasRaw({ value, pattern }: Term, raw: string): boolean {
  if (pattern !== undefined || value.length < minRawLength) return false;
  const at = raw.indexOf(value.slice(0, maxNeedleLength));
  return at >= 0 && raw.startsWith(value, at);
}

/** Cached, since thousands of tokens are filtered with each character that the user types. */
const wordsOf = new WeakMap<Token, readonly string[]>();

function hasWord(term: Term, filtered: FilteredToken): boolean {
  const { token } = filtered;
  const known = wordsOf.get(token);
  const words = known ?? [token.kind, typeOf(filtered), ...listWords([claimsOf(token), token.header], true)];
  if (known === undefined) wordsOf.set(token, words);
  return words.some((word) => contains(term, word));
}

/** The strings, numbers and booleans in a value, and the names of its members if `hasNames`. */
function listWords(value: unknown, hasNames = false): readonly string[] {
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

function typeOf({ row: { typeLocation }, token }: FilteredToken): string {
  return describeTokenType(token, typeLocation && [typeLocation]).type;
}

function claimsOf(token: Token): JsonObject | undefined {
  return token.kind === 'jwe' ? undefined : token.claims;
}
