import type { Token } from '../../token';
import {
  claimsOf,
  listWords,
  readClaim,
  requestKeys,
  requestStates,
  stateKeys,
  timedStates,
  tokenKeys,
  typeOf,
  type FilterFacts,
  type Filtered,
  type FilteredToken,
} from './filter-keys';
import { isInTimeRange, parseTimeRange, type TimeRange, type ZoneOffset } from './time-range';
import { maxTerms, maxWordLength } from './limits';

/** Shorter texts occur in the base64 of nearly every token by chance. */
const minRawLength = 8;
/**
 * Searches only for the beginning of a longer text, and compares the rest once. Otherwise the cost could be quadratic.
 */
const maxNeedleLength = 256;

/** One item of a filter. `key` is empty for a word that may be anywhere. */
interface Term {
  readonly isNegated: boolean;
  readonly key: string;
  /** As typed, for the raw token; comparisons with anything else ignore case. */
  readonly value: string;
  readonly pattern: RegExp | undefined;
  /** Of `time:`. */
  readonly range?: TimeRange;
}

/** A parsed filter. Every item must match. */
export interface Filter {
  readonly terms: readonly Term[];
  /** An item compares times, so the result changes as time passes. */
  readonly usesTime: boolean;
  /** An item compares what can change while a request and its tokens stay the same. */
  readonly isVolatile: boolean;
  /** An item compares causes, so those of all requests are needed. */
  readonly usesCauses: boolean;
  /** An item compares findings, so every token must be checked. */
  readonly usesFindings: boolean;
  /** The range of `time:`. */
  readonly timeRange: TimeRange | undefined;
}

/** A piece of a token can begin with a hyphen (RFC 4648 §5), which then isn't a sign. */
const tokenPiece = /^[\w-]{16,}$/;

/** A sign, a key, and a text in quotes, a regular expression or a word. */
const termSyntax = /\s*(-?)(?:([A-Za-z_][\w.-]*):)?(?:"([^"]*)"|\/((?:[^\s/\\]|\\.)+)\/(?=\s|$)|(\S+))/y;

/**
 * Parses the text of the filter: words, `"texts in quotes"` and `/regular expressions/` that may be anywhere; with a
 * key, what must be in one place: `url: host: method: status: cause: type: iss: sub: aud: kid: alg:`, any path of a claim such
 * as `realm_access.roles:admin`, and `is:rejected`, `is:pending`, `is:expired`, `is:expiring`, `is:verified`, `is:invalid`,
 * `is:current`, `has:finding`, and a range of times such as `time:12:41:07..12:41:09`. `-` before an item excludes what it
 * matches. A key without a value at the end is ignored. Never fails: anything else is a word. Times are in the time zone
 * with this offset.
 */
export function parseFilter(text: string, zone: ZoneOffset): Filter {
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
    // The user is about to type the value.
    if (at === trimmed.length && key === '' && word !== undefined && isUnfinished(word)) break;
    const pattern = expression === undefined ? undefined : compile(expression);
    const value = quoted ?? (expression === undefined ? (word ?? '') : `/${expression}/`);
    // In a URL, the scheme isn't a key.
    const isUrl = key !== '' && quoted === undefined && value.startsWith('//');
    const isPiece = sign === '-' && key === '' && word !== undefined && tokenPiece.test(word);
    const range = key === 'time' ? parseTimeRange(value, zone) : undefined;
    terms.push({
      ...(range && { range }),
      isNegated: sign === '-' && !isPiece,
      key: isUrl ? '' : key,
      value: isPiece ? `-${value}` : isUrl ? `${key}:${value}` : value,
      pattern: isUrl ? undefined : pattern,
    });
  }
  return {
    terms,
    usesTime: terms.some(({ key, value }) => key === 'is' && timedStates.has(value)),
    isVolatile: terms.some(({ key, value }) => isTokenState(key, value)),
    usesCauses: terms.some(({ key }) => key === 'cause'),
    usesFindings: terms.some(({ key, value }) => key === 'has' && value === 'finding'),
    timeRange: terms.find(({ isNegated, range }) => range && !isNegated)?.range,
  };
}

/** Whether an item is about the state of a token, such as `is:expired`. */
function isTokenState(key: string, value: string): boolean {
  return Object.hasOwn(stateKeys, key) && !(key === 'is' && requestStates.has(value));
}

function isUnfinished(word: string): boolean {
  const key = word.slice(0, -1);
  const isKey = [requestKeys, tokenKeys, stateKeys].some((keys) => Object.hasOwn(keys, key));
  return word.endsWith(':') && (isKey || key === 'time');
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

/**
 * What a volatile filter depends on besides requests and tokens: the states of all tokens. As long as the text is the
 * same, so are the results for requests that are unchanged and have the same cause as before.
 */
export function readTokenStates(
  { terms }: Filter,
  tokens: Iterable<FilteredToken>,
  facts: FilterFacts,
): string {
  const compared = terms.filter(({ key, value }) => isTokenState(key, value));
  let states = '';
  for (const each of tokens) {
    states += each.row.id;
    for (const term of compared) {
      states += hasMatch(term, { row: 'token', requests: [], tokens: [each], facts }) ? '+' : '-';
    }
  }
  return states;
}

function hasMatch(term: Term, filtered: Filtered): boolean {
  const { key, range } = term;
  const { row, requests, tokens, facts } = filtered;
  if (range !== undefined) {
    return (
      requests.some(({ sentAtMs }) => isInTimeRange(range, sentAtMs)) ||
      (row === 'token' && tokens.some((token) => isInTimeRange(range, token.row.lastSeenMs)))
    );
  }
  const states = Object.hasOwn(stateKeys, key) ? stateKeys[key] : undefined;
  if (states !== undefined)
    return Object.hasOwn(states, term.value) && states[term.value]?.(filtered) === true;
  const ofRequest = Object.hasOwn(requestKeys, key) ? requestKeys[key] : undefined;
  if (ofRequest !== undefined) return requests.some((request) => contains(term, ofRequest(request, facts)));
  if (tokens.some((each) => compareOnce(term, each.token, () => isInToken(term, each)))) return true;
  // A word in the list of tokens is about the tokens: every token of a page was sent with some header or cookie.
  if (row === 'token' || Object.hasOwn(tokenKeys, key)) return false;
  const anywhere = asWord(term);
  return requests.some((request) => {
    if ([request.url, request.method, String(request.status)].some((text) => contains(anywhere, text)))
      return true;
    const names = facts.namesOf(request);
    return compareOnce(term, names, () => names.some((name) => contains(anywhere, name)));
  });
}

function isInToken(term: Term, each: FilteredToken): boolean {
  const { key } = term;
  const ofToken = Object.hasOwn(tokenKeys, key) ? tokenKeys[key] : undefined;
  if (ofToken !== undefined) return listWords(ofToken(each)).some((word) => contains(term, word));
  if (key !== '' && hasClaim(term, each.token)) return true;
  const anywhere = asWord(term);
  return hasRaw(anywhere, each.row.raw) || hasWord(anywhere, each);
}

/** An item with a key that isn't one of the grammar may also be a text with a colon. */
function asWord(term: Term): Term {
  const { key, value } = term;
  return key === '' ? term : { ...term, value: `${key}:${value}`, pattern: undefined };
}

const results = new WeakMap<Term, WeakMap<object, boolean>>();

/** Cached, since thousands of requests have the same tokens and names. */
function compareOnce(term: Term, about: object, compare: () => boolean): boolean {
  const known = results.get(term) ?? new WeakMap<object, boolean>();
  results.set(term, known);
  const result = known.get(about) ?? compare();
  known.set(about, result);
  return result;
}

function contains({ value, pattern }: Term, text: string): boolean {
  const searched = text.length > maxWordLength ? text.slice(0, maxWordLength) : text;
  return pattern === undefined
    ? value.length <= maxWordLength && searched.toLowerCase().includes(value.toLowerCase())
    : pattern.test(searched);
}

/** The key is the path of a claim: `realm_access.roles`, with or without `claim.` before it. */
function hasClaim(term: Term, token: Token): boolean {
  const value = readClaim(token, term.key.replace(/^claim\./, ''));
  return listWords(value).some((word) => contains(term, word));
}

function hasRaw({ value, pattern }: Term, raw: string): boolean {
  if (pattern !== undefined || value.length < minRawLength) return false;
  const at = raw.indexOf(value.slice(0, maxNeedleLength));
  return at >= 0 && raw.startsWith(value, at);
}

interface TokenWords {
  readonly words: readonly string[];
  /** All of them in lowercase. */
  readonly text: string;
}

/** Between the words of such a text. */
const separator = '\0';
/** Cached, since thousands of tokens are filtered with each character that the user types. */
const wordsOf = new WeakMap<Token, TokenWords>();

function hasWord({ value, pattern }: Term, filtered: FilteredToken): boolean {
  const { words, text } = readWords(filtered);
  if (pattern !== undefined) return words.some((word) => pattern.test(word));
  return value.length <= maxWordLength && !value.includes(separator) && text.includes(value.toLowerCase());
}

function readWords(filtered: FilteredToken): TokenWords {
  const { token } = filtered;
  const known = wordsOf.get(token);
  if (known !== undefined) return known;
  const words = [
    token.kind,
    typeOf(filtered),
    ...listWords([claimsOf(token), token.header], true).map((word) => word.slice(0, maxWordLength)),
  ];
  const read = { words, text: words.join(separator).toLowerCase() };
  wordsOf.set(token, read);
  return read;
}
