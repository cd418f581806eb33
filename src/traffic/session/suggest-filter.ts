import { causeCodes } from '../answers/causes/cause';
import {
  claimsOf,
  listWords,
  readClaim,
  requestKeys,
  stateKeys,
  tokenKeys,
  type FilteredToken,
  type FilterFacts,
} from './filter-keys';
import type { RequestSummary } from './request-list';
import { quoteFilterValue } from './write-filter';

/** The newest requests and tokens whose values are suggested: more would take too long for each character. */
const maxRequests = 5_000;
const maxTokens = 1_000;
const maxSuggestions = 12;
/** Longer values aren't suggested. */
const maxValueLength = 120;
/** Longer text before the caret is a token or another text that was pasted. */
const maxTextLength = 2_000;
/** The depth of a claim's path, and claims per level. */
const maxDepth = 3;
const maxMembers = 100;

/** A text that completes the item of the filter before the caret. */
export interface FilterSuggestion {
  /** The whole item: `status:401`, or `status:` with {@link key}. */
  readonly text: string;
  /** A key without a value; `claim` for the path of a claim. */
  readonly key?: FilterKey;
  /** How many requests or tokens have the value. */
  readonly count?: number;
  readonly of?: 'requests' | 'tokens';
}

/** The keys of the grammar. */
export type FilterKey = (typeof filterKeys)[number];

const filterKeys = [
  'url',
  'host',
  'method',
  'status',
  'cause',
  'type',
  'iss',
  'sub',
  'aud',
  'kid',
  'alg',
  'is',
  'has',
  'time',
  'claim',
] as const;

/** What the values are taken from. Requests oldest first. */
export interface FilterSource {
  readonly requests: readonly RequestSummary[];
  readonly tokens: readonly FilteredToken[];
  readonly causeOf: FilterFacts['causeOf'];
}

/** Suggestions for the item of the filter where the caret is. */
export interface FilterCompletion {
  /** Where the item before the caret begins; a suggestion replaces the text from here to the caret. */
  readonly from: number;
  readonly suggestions: readonly FilterSuggestion[];
}

/** The unfinished item at the end of a text: a sign, a key, and the beginning of a value. */
const unfinished = /(?:^|\s)(-?)(?:([A-Za-z_][\w.-]*):)?("[^"]*|[^\s"]*)$/;

/**
 * Completes the item that ends where the caret is: without a key, keys and paths of claims that begin with the word;
 * with one, values that contain the text: first those that begin with it, each most frequent first. Empty for an empty item, and if it's complete.
 */
export function suggestFilter(beforeCaret: string, source: FilterSource): FilterCompletion {
  const none = { from: beforeCaret.length, suggestions: [] };
  if (beforeCaret.length > maxTextLength) return none;
  const [found, sign = '', key, typed = ''] = unfinished.exec(beforeCaret) ?? [];
  if (found === undefined || (key === undefined && typed === '')) return none;
  const from = beforeCaret.length - found.trimStart().length + sign.length;
  if (key === undefined) {
    return typed.startsWith('"') ? none : { from, suggestions: suggestKeys(typed, source) };
  }
  const value = typed.replace(/^"/, '').toLowerCase();
  const startsWith = (text: string) => Number(text.toLowerCase().startsWith(value));
  const values = [...countValues(key, source)]
    .filter(([text]) => text.toLowerCase().includes(value))
    .sort(([a, countA], [b, countB]) => startsWith(b) - startsWith(a) || countB - countA || (a < b ? -1 : 1));
  const isComplete = values.some(([text]) => text.toLowerCase() === value);
  return {
    from,
    suggestions: isComplete
      ? []
      : values.slice(0, maxSuggestions).map(([text, count]) => ({
          text: `${key}:${quoteFilterValue(text)}`,
          ...(count > 0 && { count, of: Object.hasOwn(requestKeys, key) ? 'requests' : 'tokens' }),
        })),
  };
}

function suggestKeys(word: string, { tokens }: FilterSource): readonly FilterSuggestion[] {
  const start = word.toLowerCase();
  const keys = filterKeys.filter((key) => key !== 'claim' && key.startsWith(start));
  const paths = new Set<string>();
  for (const { token } of tokens.slice(-maxTokens)) addPaths(claimsOf(token), '', 1, start, paths);
  return [
    ...keys.map((key) => ({ text: `${key}:`, key })),
    ...[...paths]
      .filter((path) => !filterKeys.some((key) => key === path))
      .sort()
      .map((path) => ({ text: `${path}:`, key: 'claim' as const })),
  ].slice(0, maxSuggestions);
}

/** Adds the paths that begin with this text and that the filter's grammar allows. */
function addPaths(value: unknown, prefix: string, depth: number, start: string, paths: Set<string>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, member] of Object.entries(value).slice(0, maxMembers)) {
    const path = `${prefix}${name}`;
    if (paths.size >= maxMembers) return;
    if (path.length > maxValueLength || !/^[A-Za-z_][\w.-]*$/.test(path)) continue;
    if (path.toLowerCase().startsWith(start)) paths.add(path);
    if (depth < maxDepth) addPaths(member, `${path}.`, depth + 1, start, paths);
  }
}

/** The values of a key, with the number of requests or tokens that have each. */
function countValues(key: string, { requests, tokens, causeOf }: FilterSource): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (text: string) => {
    if (text.length <= maxValueLength && quoteFilterValue(text) !== undefined) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  };
  const ofRequest = Object.hasOwn(requestKeys, key) ? requestKeys[key] : undefined;
  const fixed = Object.hasOwn(stateKeys, key) ? stateKeys[key] : undefined;
  if (fixed !== undefined) for (const state of Object.keys(fixed)) counts.set(state, 0);
  else if (ofRequest !== undefined) {
    for (const request of requests.slice(-maxRequests)) add(ofRequest(request, { causeOf }));
    // The causes of older requests aren't known until a filter needs them.
    if (key === 'cause') for (const code of causeCodes) counts.set(code, counts.get(code) ?? 0);
  } else {
    const ofToken = Object.hasOwn(tokenKeys, key) ? tokenKeys[key] : undefined;
    for (const each of tokens.slice(-maxTokens)) {
      const value = ofToken ? ofToken(each) : readClaim(each.token, key.replace(/^claim\./, ''));
      for (const word of new Set(listWords(value))) add(word);
    }
  }
  return counts;
}
