import { quoteForSentence } from './wording';

/**
 * Any value of a token or a key as a sentence may hold it. An object is not put into words: a hostile one has a
 * `toString` that is no function, and then `String` throws.
 */
export function quoteValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  return quoteForSentence(String(value));
}
